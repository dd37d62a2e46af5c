import { expect, test } from 'vitest';
import {
  isObject,
  objectAt,
  own,
  ownList,
  type Json,
  type JsonObject,
} from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  body,
  content,
  errorsOf,
  idOf,
  inQuery,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Table,
  text,
  time,
  verified,
  whole,
  type Deeds,
  type Refusal,
} from './small-server.ts';

const [lockerId, courierId, parcelId] = [idOf('loc'), idOf('cou'), idOf('par')];
const build = oneOf('slim', 'wide');
const status = oneOf('working', 'paused', 'retired');
const state = oneOf('announced', 'waiting', 'collected');
const orNull = ({ type = 'string', ...more }: JsonObject): JsonObject => ({ type: [type, 'null'], ...more });
const listOf = (items: JsonObject): JsonObject => record({ items: { type: 'array', items } });

const locker = record({
  id: lockerId,
  street: text,
  build,
  status,
  heldAtOnce: made(
    { type: 'integer', enum: [2, 6] },
    'How many parcels may be held at once. Follows from the build: slim 2, wide 6.',
  ),
  announcedParcels: made({ type: 'integer' }, 'Number of parcels that are announced for this locker.'),
  revision: { type: 'integer' },
});
const courier = record({
  id: courierId,
  name: text,
  deliveries: made({ type: 'integer' }, 'What this courier has brought so far.'),
});
const asked = {
  lockerId,
  size: oneOf('flat', 'bulky'),
  holdHours: whole(1, 90),
  urgent: { type: 'boolean' },
};
const parcel = record({
  id: parcelId,
  ...asked,
  state,
  pickupCode: made(orNull({ pattern: '^[0-9]{6}$' }), 'There while the parcel is waiting.'),
  courierId: made(orNull(courierId), 'Who brought the parcel.'),
  depositedAt: orNull(time),
  collectBy: made(orNull(time), 'Set on deposit: exactly `depositedAt` plus `holdHours` hours.'),
});

interface Told {
  readonly summary: string;
  readonly about?: string;
  /** Why the call is refused with 409. */
  readonly conflict?: string;
  readonly headers?: readonly string[];
  readonly isTagged?: boolean;
  readonly status?: number;
}

/** A call: a GET where it asks for one id in its query. */
const call = (
  id: string,
  asks: JsonObject | string,
  gives: JsonObject | undefined,
  { summary, about = '', conflict, headers = [], isTagged = gives === locker, status: done = 200 }: Told,
): [string, JsonObject] => {
  const query =
    typeof asks === 'string' ? [{ ...inQuery(asks, idOf(asks.slice(0, 3))), required: true }] : [];
  const operation: JsonObject = {
    operationId: id,
    summary,
    description: about,
    parameters: [...query, ...headers.map((name) => ({ name, in: 'header', schema: { type: 'string' } }))],
    ...(isObject(asks) && body(asks)),
    responses: {
      [done]: {
        description: 'Done.',
        ...(gives && content(gives)),
        ...(isTagged && { headers: { ETag: { required: true, schema: { type: 'string' } } } }),
      },
      400: { description: 'The request is wrong.' },
      404: { description: 'There is none.' },
      ...(conflict !== undefined && { 409: { description: conflict } }),
      ...(headers.includes('If-Match') && { 412: { description: 'The tag is not that of the locker.' } }),
    },
  };
  return [`/${id}`, { [isObject(asks) ? 'post' : 'get']: operation }];
};

/** A network of lockers: calls by name whose records are named in their bodies. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: {
    title: 'Parcels',
    version: '1',
    description: 'Query parameters that are not described here are refused with 400.',
  },
  paths: Object.fromEntries([
    call('lockers.install', record({ street: text, build }), locker, {
      summary: 'Set up a locker',
      about: 'A new locker is working.',
      status: 201,
    }),
    call('lockers.get', 'lockerId', locker, { summary: 'Look at one locker' }),
    call(
      'lockers.list',
      record({ filter: record({ status, street: text }, 'status', 'street') }, 'filter'),
      listOf(locker),
      { summary: 'List the lockers' },
    ),
    call(
      'lockers.amend',
      record({
        lockerId,
        changes: { ...record({ street: text, build }, 'street', 'build'), minProperties: 1 },
      }),
      locker,
      { summary: 'Change some fields of a locker', headers: ['If-Match'] },
    ),
    call('lockers.setStatus', record({ lockerId, status }), locker, {
      summary: 'Give a locker another status',
      about:
        'Allowed moves: `working` to `paused`, `paused` to `working`, `paused` to `retired`. All others are refused.',
      conflict: 'The move is not allowed.',
    }),
    call('lockers.dismantle', record({ lockerId }), undefined, {
      summary: 'Remove a retired locker',
      conflict: 'The locker is not retired.',
      status: 204,
    }),
    call('couriers.enrol', record({ name: text }), courier, { summary: 'Enrol a courier', status: 201 }),
    call('couriers.get', 'courierId', courier, { summary: 'Look at one courier' }),
    call('parcels.register', record(asked), parcel, {
      summary: 'Announce a parcel',
      about:
        'A call with the Idempotency-Key of an earlier one and the same body announces nothing: the first answer is given again, with `Parcel-Known: yes`. A lockerId that names no locker gets 404.',
      conflict: 'The locker is paused and the parcel is not urgent.',
      headers: ['Idempotency-Key'],
      status: 201,
    }),
    call('parcels.get', 'parcelId', parcel, { summary: 'Look at one parcel' }),
    call(
      'parcels.find',
      record(
        {
          filter: record(
            { states: { type: 'array', items: state, minItems: 1, uniqueItems: true }, size: asked.size },
            'states',
            'size',
          ),
        },
        'filter',
      ),
      listOf(parcel),
      { summary: 'Search the parcels' },
    ),
    call('parcels.reroute', record({ parcelId, lockerId }), parcel, {
      summary: 'Send a parcel to another locker',
      about: 'The parcel must be announced.',
      conflict: 'The parcel is not announced, or it is for this locker already.',
    }),
    call('parcels.deposit', record({ parcelId, courierId }), parcel, {
      summary: 'Put a parcel into its locker',
      about:
        'An announced parcel becomes waiting and gets a pickup code, and the `deliveries` of the courier goes up by one.',
      conflict: 'The parcel is not announced.',
    }),
    call(
      'parcels.collect',
      record({ parcelId, pickupCode: { type: 'string', pattern: '^[0-9]{6}$' } }),
      parcel,
      {
        summary: 'Give a parcel to its recipient',
        about: 'Only for a waiting parcel, which becomes collected.',
        conflict: 'The parcel is not waiting, or the code is wrong.',
      },
    ),
  ]),
};

const MOVES = new Set(['working paused', 'paused working', 'paused retired']);
const HOUR = 3_600_000;

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [lockers, couriers, parcels] = [new Table('loc'), new Table('cou'), new Table('par')];
  const firstLockers = new Map<Json | undefined, Json | undefined>();
  const answered = new Map<string, { readonly sent: string; readonly row: JsonObject }>();
  let fields: Readonly<Record<string, string | string[] | undefined>> = {};
  const isAt = (row: JsonObject, id: Json | undefined): boolean =>
    row['lockerId'] === id || (fault === 'rerouted-counted' && firstLockers.get(row['id']) === id);
  const shown = (row: JsonObject, headers: Record<string, string> = {}): JsonObject => {
    const announced = parcels.all.filter((one) => one['state'] === 'announced' && isAt(one, row['id']));
    headers['etag'] = `"${String(row['revision'])}.${announced.length}"`;
    return { ...row, heldAtOnce: row['build'] === 'slim' ? 2 : 6, announcedParcels: announced.length };
  };
  const changed = (row: JsonObject, more: JsonObject): JsonObject =>
    Object.assign(row, more, { revision: numberIn(row, 'revision') + 1 });
  const deeds: Deeds = {
    'lockers.install': ({ sent, headers }) =>
      shown(lockers.add({ ...sent, status: 'working', revision: 1 }), headers),
    'lockers.get': ({ given, headers }) => shown(lockers.find(given['lockerId']), headers),
    'lockers.list': ({ sent }) => {
      const wanted = Object.entries(fault === 'filter-ignored' ? {} : objectAt(sent, 'filter'));
      const rows = lockers.all.filter((row) => wanted.every(([name, value]) => row[name] === value));
      return { items: rows.map((row) => shown(row)) };
    },
    'lockers.amend': ({ sent, headers }) => {
      const row = lockers.find(sent['lockerId']);
      const now: Record<string, string> = {};
      shown(row, now);
      const tag = fields['if-match'];
      const isStale = tag !== undefined && tag !== now['etag'];
      need(!isStale || (fault === 'stale-tag' && tag !== '"no-such-tag"'), 412);
      return shown(changed(row, objectAt(sent, 'changes')), headers);
    },
    'lockers.setStatus': ({ sent, headers }) => {
      const row = lockers.find(sent['lockerId']);
      const move = `${String(row['status'])} ${String(sent['status'])}`;
      need(MOVES.has(move) && !(fault === 'stays-paused' && move === 'paused working'));
      return shown(changed(row, { status: sent['status'] ?? null }), headers);
    },
    'lockers.dismantle': ({ sent }) => {
      const row = lockers.find(sent['lockerId']);
      need(row['status'] === 'retired');
      if (fault !== 'dismantled-stays') lockers.remove(row['id']);
      return undefined;
    },
    'couriers.enrol': ({ sent }) => couriers.add({ ...sent, deliveries: 0 }),
    'couriers.get': ({ given }) => couriers.find(given['courierId']),
    'parcels.register': ({ sent, headers }) => {
      const key = fields['idempotency-key'];
      const first = answered.get(String(key));
      if (key !== undefined && first !== undefined) {
        need(first.sent === JSON.stringify(sent));
        if (fault !== 'repetition-unmarked') headers['parcel-known'] = 'yes';
        return first.row;
      }
      const { status: now } = lockers.find(sent['lockerId']);
      need(now === 'working' || (now === 'paused' && sent['urgent'] === true));
      const row = parcels.add({
        ...sent,
        state: 'announced',
        pickupCode: null,
        courierId: null,
        depositedAt: null,
        collectBy: null,
      });
      if (key !== undefined) answered.set(String(key), { sent: JSON.stringify(sent), row: { ...row } });
      firstLockers.set(row['id'], row['lockerId']);
      return row;
    },
    'parcels.get': ({ given }) => parcels.find(given['parcelId']),
    'parcels.find': ({ sent }) => {
      const [states, size] = [ownList(sent['filter'], 'states'), own(sent['filter'], 'size')];
      const wanted = fault === 'first-state-only' ? states.slice(0, 1) : states;
      const isMeant = (row: JsonObject): boolean =>
        (wanted.length === 0 || wanted.includes(row['state'] ?? null)) &&
        (size === undefined || row['size'] === size);
      return { items: parcels.all.filter(isMeant) };
    },
    'parcels.reroute': ({ sent }) => {
      const row = parcels.find(sent['parcelId']);
      const { id = null } = lockers.find(sent['lockerId']);
      need(row['state'] === 'announced' && row['lockerId'] !== id);
      return Object.assign(row, { lockerId: id });
    },
    'parcels.deposit': ({ sent }) => {
      const row = parcels.find(sent['parcelId']);
      const bringer = couriers.find(sent['courierId']);
      need(row['state'] === 'announced');
      if (fault !== 'delivery-uncounted') bringer['deliveries'] = numberIn(bringer, 'deliveries') + 1;
      const now = Date.now();
      const hours = fault === 'held-a-day' ? 24 : numberIn(row, 'holdHours');
      return Object.assign(row, {
        state: 'waiting',
        pickupCode: String(parcels.all.length).padStart(6, '4'),
        courierId: bringer['id'],
        depositedAt: new Date(now).toISOString(),
        collectBy: new Date(now + hours * HOUR).toISOString(),
      });
    },
    'parcels.collect': ({ sent }) => {
      const row = parcels.find(sent['parcelId']);
      need(row['state'] === 'waiting');
      need(sent['pickupCode'] === row['pickupCode'] || fault === 'any-code');
      const next = { state: 'collected', pickupCode: null };
      return fault === 'collected-unstored' ? { ...row, ...next } : Object.assign(row, next);
    },
  };
  const answer = answering(document, deeds, { takesAnyQuery: fault === 'any-query' });
  return (request, given, response) => {
    fields = request.headers;
    return answer(request, given, response);
  };
}

judge({
  document,
  serverOf,
  every: 3,
  // Sequences bring a locker or a parcel to the state that these need.
  left: /lockers\.(dismantle|setStatus)|parcels\.collect/,
  faults: [
    ['any-code', /parcels\.collect accepts .* the code is wrong/],
    ['collected-unstored', /parcels\.get shows another state than expected/],
    ['rerouted-counted', /announcedParcels does not count/],
    ['filter-ignored', /lockers\.list ignores the filter status/],
    ['first-state-only', /parcels\.find with states=\[.*,.*\] lacks a record/],
    ['repetition-unmarked', /a repetition is not marked by Parcel-Known/],
    ['held-a-day', /parcels\.deposit shows a collectBy that is not what the document makes it of/],
    ['delivery-uncounted', /parcels\.deposit does not move deliveries/],
    ['stays-paused', /lockers\.setStatus answers 409/],
    ['dismantled-stays', /lockers\.get answers 200 where 404/],
    ['stale-tag', /lockers\.amend accepts .* If-Match names another state/],
  ],
});

test('a parameter that the document does not describe is refused', async () => {
  const report = await verified(document, serverOf('any-query'), 'any-query', {
    sources: ['http', 'negative'],
  });
  expect(errorsOf(report).join('\n')).toMatch(/does not have no_such_parameter/);
});

test('a refusal that comes with a success has not the ETag that the success promises', async () => {
  const card = record({ id: idOf('car'), owner: text });
  const gives = {
    oneOf: [
      record({ ok: { const: true }, card }),
      record({ ok: { const: false }, error: oneOf('invalid', 'not_found', 'unsupported_content_type') }),
    ],
  };
  const cards: JsonObject = {
    openapi: '3.1.0',
    info: { title: 'Cards', version: '1' },
    paths: Object.fromEntries([
      call('cards.issue', record({ owner: text }), gives, { summary: 'Issue a card' }),
      call('cards.get', 'cardId', gives, { summary: 'Look at one card', isTagged: true }),
    ]),
  };
  const issued = new Table('car');
  const deeds: Deeds = {
    'cards.issue': ({ sent }) => ({ ok: true, card: issued.add(sent) }),
    'cards.get': ({ given, headers }) => {
      headers['etag'] = '"1"';
      return { ok: true, card: issued.find(given['cardId'], 404, 'not_found') };
    },
  };
  const refuse = ({ code, status: refused }: Refusal) => ({
    status: refused === 405 ? refused : 200,
    value: { ok: false, error: code },
  });
  const report = await verified(cards, answering(cards, deeds, { refuse }));
  expect(errorsOf(report)).toEqual([]);
});
