import { expect, test } from 'vitest';
import { isObject, jsonOf, type JsonObject } from '../../../../src/specwright/base/json.ts';
import type { Report } from '../../../../src/specwright/contract/index.ts';
import { createSandbox } from '../../../../src/specwright/sandbox/index.ts';
import { send, type Answer } from '../pets.ts';
import { errorsOf, skippedOf, verified } from './market/small-server.ts';

const idOf = (mark: string): JsonObject => ({ type: 'string', pattern: `^${mark}_[0-9]{6}$` });
const text = { type: 'string', minLength: 1, maxLength: 60 };
const day = { type: 'string', format: 'date' };
const verdicts = { type: 'string', enum: ['accepted', 'refused'] };
const record = (properties: JsonObject, ...optional: string[]): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const content = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });
const bossId = { type: ['string', 'null'], pattern: '^stf_[0-9]{6}$' };
const deskCode = { type: 'string', pattern: '^[A-Z]{4}$' };
const staff = { name: text, bossId, desk: deskCode };
const trip = { town: text, firstDay: day, lastDay: day };
const shownStaff = record({ id: idOf('stf'), ...staff });
const shownTrip = record({
  id: idOf('trp'),
  staffId: idOf('stf'),
  ...trip,
  state: { type: 'string', enum: ['asked', 'accepted', 'refused'] },
  acceptedAt: { type: ['string', 'null'], format: 'date-time' },
});
const page = (schema: JsonObject): JsonObject =>
  record({
    data: { type: 'array', items: schema },
    next: { type: ['string', 'null'] },
    total: { type: 'integer' },
  });
const answers = (status: number, schema: JsonObject): JsonObject => ({
  [status]: { description: 'Done.', ...content(schema) },
  400: { description: 'The request is wrong.' },
  404: { description: 'There is none.' },
  409: { description: 'The state does not allow it.' },
});
const inPath = (name: string, schema: JsonObject): JsonObject => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const inQuery = (name: string, schema: JsonObject, description = ''): JsonObject => ({
  name,
  in: 'query',
  description,
  schema,
});
const body = (schema: JsonObject): JsonObject => ({ required: true, ...content(schema) });

/** Staff may have a boss, a trip is asked for below its traveller and has a path of its own, and a PUT makes a desk. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Trips', version: '1' },
  paths: {
    '/desks/{code}': {
      parameters: [inPath('code', deskCode)],
      get: { operationId: 'getDesk', responses: answers(200, record({ code: deskCode, title: text })) },
      put: {
        operationId: 'putDesk',
        requestBody: body(record({ title: text })),
        responses: {
          ...answers(201, record({ code: deskCode, title: text })),
          200: { description: 'Replaced.', ...content(record({ code: deskCode, title: text })) },
        },
      },
    },
    '/staff': {
      post: {
        operationId: 'addStaff',
        description:
          'A `bossId` or a `desk` that names no record answers 400. The `name` must be unique, regardless of case (`409`).',
        requestBody: body(record(staff, 'bossId')),
        responses: answers(201, shownStaff),
      },
    },
    '/staff/{staffId}': {
      parameters: [inPath('staffId', idOf('stf'))],
      get: { operationId: 'getStaff', responses: answers(200, shownStaff) },
    },
    '/staff/{staffId}/trips': {
      parameters: [inPath('staffId', idOf('stf'))],
      get: { operationId: 'listTripsOf', responses: answers(200, page(shownTrip)) },
      post: {
        operationId: 'askTrip',
        description:
          'Answered with `409`:\n\n* `trip-overlaps`: the days overlap those of another trip\n  of the same traveller.\n',
        requestBody: body(record(trip)),
        responses: answers(201, shownTrip),
      },
    },
    '/trips': {
      get: {
        operationId: 'listTrips',
        description: 'Sorted by `firstDay`.',
        parameters: [
          inQuery('limit', { type: 'integer', minimum: 1, maximum: 50, default: 20 }),
          inQuery('cursor', { type: 'string' }),
          inQuery('town', text),
          inQuery('from', day, 'Only trips whose last day is this day or later.'),
        ],
        responses: answers(200, page(shownTrip)),
      },
    },
    '/trips/{tripId}': {
      parameters: [inPath('tripId', idOf('trp'))],
      get: { operationId: 'getTrip', responses: answers(200, shownTrip) },
    },
    '/trips/{tripId}/verdict': {
      parameters: [inPath('tripId', idOf('trp'))],
      post: {
        operationId: 'judgeTrip',
        summary: 'Accept or refuse a trip',
        description: 'Sets `state` to the verdict. A trip that is not `asked` answers 409.',
        requestBody: body(record({ verdict: verdicts })),
        responses: answers(200, shownTrip),
      },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const people = new Map<string, JsonObject>();
  const trips = new Map<string, JsonObject>();
  const desks = new Map<string, JsonObject>();
  let count = 100_000;
  return ({ method = '', url = '' }, given, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, kind, id = '', below] = pathname.split('/');
    const refuse = (status: number): void => void response.writeHead(status).end();
    const parsed = given === '' ? {} : jsonOf(given);
    const sent: JsonObject = isObject(parsed) ? parsed : {};
    const has = (...names: string[]): boolean =>
      Object.keys(sent).every((name) => names.includes(name)) &&
      names.every((name) => {
        const value = sent[name];
        if (typeof value !== 'string') return name === 'bossId' && (value === undefined || value === null);
        if (name.endsWith('Day')) return /^\d{4}-\d\d-\d\d$/.test(value);
        return value !== '' && [...value].length <= 60;
      });
    if (kind === 'desks') {
      if (!/^[A-Z]{4}$/.test(id)) return refuse(404);
      const isOld = desks.has(id);
      if (method === 'GET') return isOld ? send(response, 200, desks.get(id) ?? {}) : refuse(404);
      if (method !== 'PUT') return refuse(405);
      if (!has('title')) return refuse(400);
      if (!isOld || fault !== 'desk-not-replaced') desks.set(id, { code: id, ...sent });
      return send(response, isOld && fault !== 'desk-always-201' ? 200 : 201, { code: id, ...sent });
    }
    if (kind === 'staff' && id === '') {
      if (method !== 'POST') return refuse(405);
      const isBoss = typeof sent['bossId'] !== 'string' || people.has(sent['bossId']);
      if (!has('name', 'bossId', 'desk') || !desks.has(String(sent['desk']))) return refuse(400);
      if (!isBoss && fault !== 'boss-of-nobody') return refuse(400);
      const nameOf = (one: JsonObject): string =>
        fault === 'case-matters' ? String(one['name']) : String(one['name']).toLowerCase();
      if ([...people.values()].some((one) => nameOf(one) === nameOf(sent))) return refuse(409);
      const made = { bossId: null, ...sent, id: `stf_${(count += 1)}` };
      people.set(made.id, made);
      return send(response, 201, made);
    }
    if (kind === 'staff') {
      const found = people.get(id);
      if (found === undefined) return refuse(404);
      if (below === undefined) return method === 'GET' ? send(response, 200, found) : refuse(405);
      const own = [...trips.values()].filter((one) => one['staffId'] === id);
      const data = fault === 'trips-of-all' ? [...trips.values()] : own;
      if (method === 'GET') return send(response, 200, { data, next: null, total: data.length });
      if (method !== 'POST') return refuse(405);
      if (!has('town', 'firstDay', 'lastDay')) return refuse(400);
      const isTaken = own.some((one) => one['firstDay'] === sent['firstDay']);
      if (isTaken && fault !== 'overlap') return refuse(409);
      const made = { ...sent, id: `trp_${(count += 1)}`, staffId: id, state: 'asked', acceptedAt: null };
      trips.set(made.id, made);
      return send(response, 201, made);
    }
    if (kind !== 'trips') return refuse(404);
    if (id === '') {
      if (method !== 'GET') return refuse(405);
      const limit = Number(searchParams.get('limit') ?? 20);
      const start = Number(searchParams.get('cursor') ?? 0);
      const [town, from] = [searchParams.get('town'), searchParams.get('from')];
      if (!(limit >= 1 && limit <= 50) || !(start >= 0) || town === '' || (town ?? '').length > 60)
        return refuse(400);
      if (from !== null && !/^\d{4}-\d\d-\d\d$/.test(from)) return refuse(400);
      const isLater = (last: string): boolean =>
        from === null || (fault === 'from-exclusive' ? last > from : last >= from);
      const all = [...trips.values()].filter(
        (one) => (town === null || one['town'] === town) && isLater(String(one['lastDay'])),
      );
      if (fault !== 'unsorted') all.sort((a, b) => (String(a['firstDay']) < String(b['firstDay']) ? -1 : 1));
      if (fault === 'link-drops-filter') searchParams.delete('town');
      searchParams.set('cursor', String(start + limit));
      const next = start + limit < all.length ? `/trips?${searchParams}` : null;
      const total = fault === 'total-of-all' ? trips.size : all.length;
      return send(response, 200, { data: all.slice(start, start + limit), next, total });
    }
    const found = trips.get(id);
    if (found === undefined) return refuse(404);
    if (below === undefined) return method === 'GET' ? send(response, 200, found) : refuse(405);
    if (method !== 'POST') return refuse(405);
    const verdict = sent['verdict'];
    if ((verdict !== 'accepted' && verdict !== 'refused') || Object.keys(sent).length > 1) return refuse(400);
    if (found['state'] !== 'asked' && fault !== 'judged-twice') return refuse(409);
    found['state'] = fault === 'never-refused' ? 'accepted' : verdict;
    if (verdict === 'accepted' && fault !== 'time-left-out') found['acceptedAt'] = new Date().toISOString();
    return send(response, 200, found);
  };
}

const run = (fault?: string): Promise<Report> =>
  verified(document, serverOf(fault), fault, { sources: ['workflow'] });

test('a sound server has no finding, and nothing is left out', async () => {
  const report = await run();
  expect(errorsOf(report)).toEqual([]);
  expect(skippedOf(report)).toEqual([]);
});

test.each<[string, RegExp]>([
  ['boss-of-nobody', /bossId names a record that does not exist/],
  ['trips-of-all', /listTripsOf has a record that .* is elsewhere/],
  ['overlap', /askTrip accepts .* a record with the same values exists/],
  ['link-drops-filter', /listTrips ignores the filter town/],
  ['from-exclusive', /listTrips with from=.* lacks a record/],
  ['judged-twice', /judgeTrip accepts .* the record is (accepted|refused)/],
  ['never-refused', /judgeTrip refused leaves state "accepted"/],
  ['case-matters', /addStaff accepts .* a record with the same name exists .*regardless of case/],
  ['unsorted', /listTrips does not sort by firstDay/],
  ['total-of-all', /listTrips counts records that the filter town leaves out/],
  ['time-left-out', /judgeTrip leaves acceptedAt empty/],
  ['desk-not-replaced', /getDesk shows another title/],
  ['desk-always-201', /putDesk answers 201 where 200/],
])('%s is found', async (fault, expected) => {
  expect(errorsOf(await run(fault)).some((one) => expected.test(one))).toBe(true);
});

test('a sandbox keeps records that are made below others and have a path of their own', async () => {
  const { fetch } = createSandbox({ document });
  const ask = async (path: string, sent?: JsonObject) =>
    await fetch(
      path,
      sent && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) },
    );
  const made = { name: 'Ines', desk: 'ABCD' };
  const [{ id }, other] = await Promise.all([1, 2].map(async () => (await ask('/staff', made)).json()));
  const asked = await ask(`/staff/${id}/trips`, {
    town: 'Oslo',
    firstDay: '2031-05-01',
    lastDay: '2031-05-03',
  });
  const trip0 = await asked.json();
  expect(trip0).toMatchObject({ staffId: id, town: 'Oslo' });
  expect(await (await ask(asked.headers.get('location') ?? '')).json()).toEqual(trip0);
  const listed = async (of: string) => (await (await ask(`/staff/${of}/trips`)).json()).data.length;
  expect([await listed(id), await listed(other.id)]).toEqual([1, 0]);
  expect((await ask('/staff/stf_999999/trips')).status).toBe(404);
});
