import { isObject, own, ownList, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  body,
  idOf,
  inPath,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Table,
  text,
  time,
  whole,
  type Deeds,
} from './small-server.ts';

/* Courses with room for a few: places that nothing reads alone, moves that one call chooses, and what they do to others. */

const day: JsonObject = { type: 'string', format: 'date' };
const states = ['draft', 'open', 'running', 'completed', 'cancelled'];
const course = record(
  {
    id: { ...idOf('crs'), readOnly: true },
    code: made(
      { type: 'string', pattern: '^[A-Z]{2}[0-9]{4}$' },
      'Unique among all courses; it stays as it is.',
    ),
    title: text,
    roomId: made(idOf('roo'), 'A room of some building.'),
    capacity: made(whole(1, 60), 'Number of places.'),
    waitingListSize: made({ ...whole(0, 20), default: 5 }, 'How many may wait for a place.'),
    startsOn: day,
    endsOn: made(day, 'Last day, not before `startsOn`.'),
    status: { ...oneOf(...states), readOnly: true },
    openedAt: made({ type: ['string', 'null'], format: 'date-time', readOnly: true }, 'Set on opening.'),
    closedAt: made({ type: ['string', 'null'], format: 'date-time', readOnly: true }, 'Set at the end.'),
    placeCount: made({ ...whole(0, 60), readOnly: true }, 'Number of places that are `active`.'),
  },
  'waitingListSize',
);
/* Rooms have no calls of their own: they come with their building. */
const building = record({
  id: { ...idOf('bui'), readOnly: true },
  rooms: {
    type: 'array',
    minItems: 1,
    maxItems: 4,
    items: record({ id: { ...idOf('roo'), readOnly: true }, name: text }),
  },
});
const courseChange = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { title: text, capacity: whole(1, 60), waitingListSize: whole(0, 20) },
};
const student = record({ id: { ...idOf('stu'), readOnly: true }, name: text });
const place = record(
  {
    id: { ...idOf('plc'), readOnly: true },
    courseId: { ...idOf('crs'), readOnly: true },
    studentId: idOf('stu'),
    note: { ...text, default: 'none' },
    status: { ...oneOf('active', 'waiting', 'withdrawn'), readOnly: true },
  },
  'note',
);
const sticker = record({
  id: { ...idOf('stk'), readOnly: true },
  courseId: { ...idOf('crs'), readOnly: true },
  colour: oneOf('red', 'green'),
  stuckAt: { ...time, readOnly: true },
});

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Courses', version: '1' },
  paths: {
    '/courses': {
      post: {
        operationId: 'createCourse',
        description: '`code` must not be in use by another course (409).',
        ...body(course),
        ...answers(201, course),
      },
    },
    '/courses/{courseId}': {
      parameters: [inPath('courseId', 'crs')],
      get: { operationId: 'getCourse', ...answers(200, course) },
      patch: {
        operationId: 'updateCourse',
        description: '`capacity` cannot go below `placeCount` (409).',
        ...body(courseChange),
        ...answers(200, course),
      },
    },
    '/courses/{courseId}/transitions': {
      parameters: [inPath('courseId', 'crs')],
      post: {
        operationId: 'moveCourse',
        description: [
          'Allowed moves: `draft` to `open` or `cancelled`; `open` to `running` or `cancelled`; `running` to `completed`.',
          'Any other move is refused with 409.',
          'Opening sets `openedAt`; completing or cancelling sets `closedAt`.',
          'Cancelling withdraws all `active` and `waiting` places.',
        ].join(' '),
        ...body(record({ to: oneOf(...states) })),
        ...answers(200, course),
      },
    },
    '/courses/{courseId}/places': {
      parameters: [inPath('courseId', 'crs')],
      get: { operationId: 'listPlaces', ...answers(200, { type: 'array', items: place }) },
      post: {
        operationId: 'takePlace',
        description:
          'The place is `active` while there is room, and `waiting` after that. Refused with 409 when the course is not `open`, when the student has a place in this course that is not withdrawn (`already_in`), or when the course is full and so is its waiting list.',
        ...body(place),
        ...answers(201, place),
      },
    },
    '/places/{placeId}/withdraw': {
      parameters: [inPath('placeId', 'plc')],
      post: {
        operationId: 'withdrawPlace',
        description: 'An `active` or `waiting` place becomes `withdrawn`; any other is refused with 409.',
        ...answers(200, place),
      },
    },
    '/buildings': { post: { operationId: 'addBuilding', ...body(building), ...answers(201, building) } },
    '/buildings/{buildingId}': {
      parameters: [inPath('buildingId', 'bui')],
      get: { operationId: 'getBuilding', ...answers(200, building) },
    },
    '/students': {
      get: { operationId: 'listStudents', ...answers(200, { type: 'array', items: student }) },
      post: { operationId: 'addStudent', ...body(student), ...answers(201, student) },
    },
    '/courses/{courseId}/bell': {
      parameters: [inPath('courseId', 'crs')],
      post: {
        operationId: 'ringBell',
        description: 'Rings the bell of the room.',
        ...answers(200, record({ courseId: idOf('crs'), rungAt: time })),
      },
    },
    '/courses/{courseId}/stickers': {
      parameters: [inPath('courseId', 'crs')],
      post: { operationId: 'stick', ...body(sticker), ...answers(201, sticker) },
    },
    '/stickers': {
      get: { operationId: 'listStickers', ...answers(200, { type: 'array', items: sticker }) },
    },
  },
};

const MOVES: Readonly<Record<string, readonly string[]>> = {
  draft: ['open', 'cancelled'],
  open: ['running', 'cancelled'],
  running: ['completed'],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [courses, students, places] = [new Table('crs'), new Table('stu'), new Table('plc')];
  const [stickers, buildings, rooms] = [new Table('stk'), new Table('bui'), new Table('roo')];
  const placesOf = ({ id }: JsonObject): JsonObject[] => places.all.filter((one) => one['courseId'] === id);
  const countOf = (of: JsonObject, status: string): number =>
    placesOf(of).filter((one) => one['status'] === status).length;
  const shown = (one: JsonObject): JsonObject => ({
    ...one,
    placeCount: fault === 'places-miscounted' ? placesOf(one).length : countOf(one, 'active'),
  });
  const now = (): string => new Date().toISOString();
  const deeds: Deeds = {
    createCourse: ({ sent }) => {
      rooms.find(sent['roomId'], 409);
      need(!courses.all.some((one) => one['code'] === sent['code']));
      need(String(sent['endsOn']) >= String(sent['startsOn']) || fault === 'end-first', 400);
      const { waitingListSize = 5 } = sent;
      return shown(
        courses.add({ ...sent, waitingListSize, status: 'draft', openedAt: null, closedAt: null }),
      );
    },
    getCourse: ({ given }) => shown(courses.find(given['courseId'])),
    updateCourse: ({ given, sent }) => {
      const found = courses.find(given['courseId']);
      const room = own(sent, 'capacity');
      need(typeof room !== 'number' || room >= countOf(found, 'active') || fault === 'room-shrunk');
      return shown(Object.assign(found, sent));
    },
    moveCourse: ({ given, sent }) => {
      const found = courses.find(given['courseId']);
      const to = String(sent['to']);
      const isAllowed = MOVES[String(found['status'])]?.includes(to) === true;
      need(isAllowed || (fault === 'draft-runs' && found['status'] === 'draft' && to === 'running'));
      found['status'] = to;
      if (to === 'open' && fault !== 'opened-unset') found['openedAt'] = now();
      if (to === 'completed' || to === 'cancelled') found['closedAt'] = now();
      if (to === 'cancelled' && fault !== 'places-stay')
        for (const one of placesOf(found)) one['status'] = 'withdrawn';
      return shown(found);
    },
    listPlaces: ({ given }) => placesOf(courses.find(given['courseId'])),
    takePlace: ({ given, sent }) => {
      const found = courses.find(given['courseId']);
      students.find(sent['studentId'], 400);
      need(found['status'] === 'open');
      const isIn = placesOf(found).some(
        (one) => one['studentId'] === sent['studentId'] && one['status'] !== 'withdrawn',
      );
      need(!isIn || fault === 'taken-twice');
      const isFull = countOf(found, 'active') >= numberIn(found, 'capacity');
      const isWaiting = countOf(found, 'waiting') >= numberIn(found, 'waitingListSize');
      need(!isFull || !isWaiting || fault === 'overfull');
      const waits = fault === 'waits-queued' ? 'queued' : 'waiting';
      const { note = 'none' } = sent;
      return places.add({
        ...sent,
        note,
        courseId: found['id'] ?? null,
        status: isFull ? waits : 'active',
      });
    },
    withdrawPlace: ({ given }) => {
      const found = places.find(given['placeId']);
      need(found['status'] !== 'withdrawn' || fault === 'withdrawn-twice');
      found['status'] = fault === 'withdrawal-lost' ? 'active' : 'withdrawn';
      return found;
    },
    addBuilding: ({ sent }) =>
      buildings.add({ rooms: ownList(sent, 'rooms').map((one) => rooms.add(isObject(one) ? one : {})) }),
    getBuilding: ({ given }) => buildings.find(given['buildingId']),
    listStudents: () => students.all,
    addStudent: ({ sent }) => students.add(sent),
    ringBell: ({ given }) => {
      const { id = null } = courses.find(given['courseId']);
      const [other] = courses.all;
      return { courseId: fault === 'bell-elsewhere' ? (other?.['id'] ?? null) : id, rungAt: now() };
    },
    stick: ({ given, sent }) => {
      const { id = null } = courses.find(given['courseId']);
      const one = { ...sent, courseId: id, stuckAt: now() };
      return fault === 'sticker-lost' ? stickers.pretend(one) : stickers.add(one);
    },
    listStickers: () => stickers.all,
  };
  return answering(document, deeds);
}

judge({
  document,
  serverOf,
  every: 3,
  // A new course can go to some of the states only.
  left: /^positive\/moveCourse/,
  faults: [
    ['bell-elsewhere', /ringBell answers with another courseId/],
    ['end-first', /createCourse accepts .*endsOn is below startsOn/],
    ['room-shrunk', /updateCourse accepts .*capacity is less than what is taken/],
    ['draft-runs', /moveCourse accepts .*the record is draft/],
    ['opened-unset', /moveCourse leaves openedAt empty/],
    ['places-stay', /shows another status than expected/],
    ['places-miscounted', /placeCount does not count/],
    ['taken-twice', /takePlace accepts .*already_in/],
    ['overfull', /takePlace accepts .*is full/],
    ['waits-queued', /takePlace answers 201 with a body that is not as documented/],
    ['withdrawn-twice', /withdrawPlace accepts .*the record is withdrawn/],
    ['withdrawal-lost', /withdrawPlace leaves status/],
    ['sticker-lost', /listStickers lacks a record that was created/],
  ],
});
