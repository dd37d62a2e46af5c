import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/specwright/base/json.ts';
import { ApiDocument } from '../../../../../src/specwright/openapi/api-document.ts';
import {
  explain,
  inferActions,
  inferResources,
  type Action,
  type Binding,
} from '../../../../../src/specwright/openapi/resources.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  errorsOf,
  idOf,
  inQuery,
  judge,
  made,
  need,
  oneOf,
  record,
  Table,
  text,
  verified,
  whole,
  type CallForm,
  type Deeds,
} from './small-server.ts';

const CODES = [
  'invalid',
  'not_found',
  'method_not_allowed',
  'unsupported_content_type',
  'name_taken',
  'room_closed',
  'room_open',
  'already_member',
  'no_host',
  'talk_published',
  'has_published_talks',
];
const room = record({
  id: idOf('roo'),
  name: text,
  state: made(oneOf('open', 'closed'), 'A new room is open.'),
  closed_at: made(
    { type: ['string', 'null'], format: 'date-time' },
    'When the room was closed. Null exactly when the room is open.',
  ),
});
const person = record({ id: idOf('per'), name: text });
const member = record({ person_id: idOf('per'), role: oneOf('host', 'guest') });
const talk = record({
  id: idOf('tal'),
  room_id: idOf('roo'),
  number: { type: 'integer' },
  title: text,
  state: made(oneOf('draft', 'published'), 'A new talk is a draft.'),
});
const ok = { const: true };
const page = record({ next_cursor: { type: 'string' }, total_count: { type: 'integer' } });
const inRoom = inQuery('room_id', idOf('roo'));
const paged = [
  inQuery('limit', { ...whole(1, 50), default: 20 }),
  inQuery('cursor', { type: 'string' }, 'The `next_cursor` of the page before.'),
];

const listOf = (name: string, schema: JsonObject): JsonObject =>
  record({ ok, data: record({ [name]: { type: 'array', items: schema } }), response_metadata: page });
const needed = (parameter: JsonObject): JsonObject => ({ ...parameter, required: true });
const only = (name: string, mark: string): JsonObject => record({ [name]: idOf(mark) });

/** What each call asks for, in its query or its body, and gives. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'people.create': [record({ name: text }), record({ ok, person }), 'Adds a person.'],
  'people.info': [[needed(inQuery('person_id', idOf('per')))], record({ ok, person }), 'One person.'],
  'rooms.create': [
    record({ name: text }),
    record({ ok, room }),
    'Opens a room.\n\n- `name_taken`: another room, open or closed, has this name; upper and lower case are treated alike.',
  ],
  'rooms.info': [[needed(inQuery('room_id', idOf('roo')))], record({ ok, room }), 'One room.'],
  'rooms.list': [
    [...paged, inQuery('state', oneOf('open', 'closed'), 'Only rooms in this state.')],
    listOf('rooms', room),
    'Lists the rooms, oldest first.',
  ],
  'rooms.close': [
    only('room_id', 'roo'),
    record({ ok, room }),
    'Turns an open room into a closed one and sets closed_at.\n\n- `room_closed`: the room is closed already.',
  ],
  'rooms.reopen': [
    only('room_id', 'roo'),
    record({ ok, room }),
    'Turns a closed room into an open one and sets closed_at to null.\n\n- `room_open`: the room is not closed.',
  ],
  'rooms.delete': [
    only('room_id', 'roo'),
    record({ ok }),
    'Deletes a room and its talks.\n\n- `has_published_talks`: at least one talk of the room has the state published.',
  ],
  'rooms.members.add': [
    record({ room_id: idOf('roo'), person_id: idOf('per'), role: oneOf('host', 'guest') }),
    record({ ok, member }),
    'Makes a person a member.\n\n- `already_member`: the person is a member of the room already.',
  ],
  'rooms.members.remove': [
    record({ room_id: idOf('roo'), person_id: idOf('per') }),
    record({ ok }),
    'Ends a membership.',
  ],
  'rooms.members.list': [[needed(inRoom), ...paged], listOf('members', member), 'The members of one room.'],
  'talks.create': [
    record({ room_id: idOf('roo'), title: text }),
    record({ ok, talk }),
    'Creates a draft, which gets the next number of the room.',
  ],
  'talks.info': [[needed(inQuery('talk_id', idOf('tal')))], record({ ok, talk }), 'One talk.'],
  'talks.list': [
    [needed(inRoom), ...paged],
    listOf('talks', talk),
    'The talks of one room, sorted by number ascending.',
  ],
  'talks.publish': [
    only('talk_id', 'tal'),
    record({ ok, talk }),
    'Gives a draft the state published.\n\n- `talk_published`: the talk is published already.\n- `no_host`: the room has no member with the role host.',
  ],
};
const refusal = record({ ok: { const: false }, error: oneOf(...CODES) });

/** Calls whose refusals come with 200, whose lists are two levels deep, and whose members have no id of their own. */
const document = callsOf(
  { title: 'Rooms', description: 'A path with another method answers 405.' },
  CALLS,
  refusal,
);

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [rooms, people, talks] = [new Table('roo'), new Table('per'), new Table('tal')];
  const members: JsonObject[] = [];
  const found = (table: Table, id: Json | undefined): JsonObject => table.find(id, 404, 'not_found');
  const pageOf = (name: string, all: readonly JsonObject[], { limit = 20, cursor = 0 }: JsonObject) => {
    const end = Number(cursor) + Number(limit);
    const total_count = fault === 'page-counted' ? Math.min(all.length, Number(limit)) : all.length;
    const next_cursor = end < all.length ? String(fault === 'cursor-skips' ? end + 1 : end) : '';
    return {
      data: { [name]: all.slice(Number(cursor), end) },
      response_metadata: { next_cursor, total_count },
    };
  };
  const closes = (row: JsonObject, state: string): JsonObject =>
    Object.assign(row, { state, closed_at: state === 'closed' ? new Date().toISOString() : null });
  const membersOf = (id: Json | undefined): JsonObject[] => members.filter(({ room_id }) => room_id === id);
  const shown = ({ person_id = null, role = null }: JsonObject): JsonObject => ({ person_id, role });
  const deeds: Deeds = {
    'people.create': ({ sent }) => ({ person: people.add(sent) }),
    'people.info': ({ given }) => ({ person: found(people, given['person_id']) }),
    'rooms.create': ({ sent }) => {
      const form = (name: Json | undefined): string =>
        fault === 'case-counts' ? String(name) : String(name).toLowerCase();
      need(!rooms.all.some(({ name }) => form(name) === form(sent['name'])), 409, 'name_taken');
      return { room: rooms.add({ ...sent, state: 'open', closed_at: null }) };
    },
    'rooms.info': ({ given }) => ({ room: found(rooms, given['room_id']) }),
    'rooms.list': ({ given }) => {
      const { state } = given;
      return pageOf(
        'rooms',
        rooms.all.filter((row) => state === undefined || fault === 'state-ignored' || row['state'] === state),
        given,
      );
    },
    'rooms.close': ({ sent }) => {
      const row = found(rooms, sent['room_id']);
      need(row['state'] === 'open', 409, 'room_closed');
      return { room: closes(row, 'closed') };
    },
    'rooms.reopen': ({ sent }) => {
      const row = found(rooms, sent['room_id']);
      need(row['state'] === 'closed', 409, 'room_open');
      const { closed_at = null } = row;
      closes(row, 'open');
      return { room: fault === 'stays-closed-at' ? Object.assign(row, { closed_at }) : row };
    },
    'rooms.delete': ({ sent }) => {
      const { id = '' } = found(rooms, sent['room_id']);
      const below = talks.all.filter(({ room_id }) => room_id === id);
      const isLive = below.some(({ state }) => state === 'published');
      need(!isLive || fault === 'published-deleted', 409, 'has_published_talks');
      for (const one of below) talks.remove(one['id']);
      rooms.remove(id);
      return {};
    },
    'rooms.members.add': ({ sent }) => {
      const [{ id: room_id = '' }, { id: person_id = '' }] = [
        found(rooms, sent['room_id']),
        found(people, sent['person_id']),
      ];
      const isKnown = membersOf(room_id).some((one) => one['person_id'] === person_id);
      need(!isKnown, 409, 'already_member');
      members.push({ room_id, ...sent });
      return { member: shown(sent) };
    },
    'rooms.members.remove': ({ sent }) => {
      const at = members.findIndex(
        (one) => one['room_id'] === sent['room_id'] && one['person_id'] === sent['person_id'],
      );
      need(at >= 0, 404, 'not_found');
      if (fault !== 'member-stays') members.splice(at, 1);
      return {};
    },
    'rooms.members.list': ({ given }) => {
      const { id } = found(rooms, given['room_id']);
      return pageOf('members', (fault === 'all-members' ? members : membersOf(id)).map(shown), given);
    },
    'talks.create': ({ sent }) => {
      const { id } = found(rooms, sent['room_id']);
      const number = talks.all.filter(({ room_id }) => room_id === id).length + 1;
      return { talk: talks.add({ ...sent, number, state: 'draft' }) };
    },
    'talks.info': ({ given }) => ({ talk: found(talks, given['talk_id']) }),
    'talks.list': ({ given }) => {
      const { id } = found(rooms, given['room_id']);
      const all = talks.all.filter(({ room_id }) => room_id === id);
      return pageOf('talks', fault === 'talks-fall' ? all.reverse() : all, given);
    },
    'talks.publish': ({ sent }) => {
      const row = found(talks, sent['talk_id']);
      need(row['state'] === 'draft', 409, 'talk_published');
      const isHosted = membersOf(row['room_id']).some(({ role }) => role === 'host');
      need(isHosted || fault === 'no-host-needed', 409, 'no_host');
      return { talk: Object.assign(row, { state: 'published' }) };
    },
  };
  const wrapped = Object.entries(deeds).map(([name, deed]): [string, Deeds[string]] => [
    name,
    (call) => ({ ok: true, ...Object(deed(call)) }),
  ]);
  return answering(document, Object.fromEntries(wrapped), {
    refuse: ({ code, status }) => ({
      status: status === 405 ? (fault === 'method-unknown' ? 404 : 405) : 200,
      value: { ok: false, error: code },
    }),
  });
}

test('lists two levels deep, reads by query and members without an id of their own are tied to resources', () => {
  const api = new ApiDocument(document);
  const bindings = inferResources(api);
  const found = explain(
    api,
    new Map<string, Action | Binding>([...bindings, ...inferActions(api, bindings)]),
  );
  expect(found.map(({ operation, role, wrapper = '' }) => `${operation} ${role} ${wrapper}`.trim())).toEqual([
    'people.create create person',
    'people.info read person',
    'rooms.create create room',
    'rooms.info read room',
    'rooms.list list /data/rooms',
    'rooms.close act room',
    'rooms.reopen act room',
    'rooms.delete delete',
    'rooms.members.add create member',
    'rooms.members.remove delete',
    'rooms.members.list list /data/members',
    'talks.create create talk',
    'talks.info read talk',
    'talks.list list /data/talks',
    'talks.publish act talk',
  ]);
});

judge({
  document,
  serverOf,
  every: 3,
  faults: [
    ['page-counted', /counts (one page instead of all records|records that the filter)/],
    ['cursor-skips', /skips a record/],
    ['case-counts', /rooms\.create accepts .* a record with the same name exists/],
    ['state-ignored', /rooms\.list ignores the filter state/],
    ['stays-closed-at', /rooms\.reopen leaves closed_at as it was|shows a closed_at that is not/],
    ['published-deleted', /rooms\.delete accepts .* has the state published/],
    ['member-stays', /rooms\.members\.list has a record that was deleted/],
    ['all-members', /rooms\.members\.list has a record that was deleted, or that is elsewhere/],
    ['talks-fall', /talks\.list does not sort by number/],
    ['no-host-needed', /talks\.publish accepts .* has no member/],
  ],
});

test('where the document says that another method answers 405, nothing else will do', async () => {
  const report = await verified(document, serverOf('method-unknown'), 'method', { sources: ['http'] });
  expect(errorsOf(report).join('\n')).toMatch(/405/);
});
