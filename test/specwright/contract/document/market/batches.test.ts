import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  body,
  content,
  errorsOf,
  idOf,
  inPath,
  inQuery,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  sum,
  Table,
  text,
  verified,
  whole,
} from './small-server.ts';

const day: JsonObject = { type: 'string', format: 'date' };
const letters: JsonObject = { type: 'string', pattern: '^[a-z]{2}$' };
const orNull = (type: string, more: JsonObject = {}): JsonObject => ({ type: [type, 'null'], ...more });
const ofTank = { code: { type: 'string', pattern: '^[A-Za-z]{2}-[0-9]{3}$' }, place: text };
const tank = record({ id: idOf('tan'), ...ofTank });
const asked = { tankId: idOf('tan'), brewedOn: day, from: letters, to: letters };
const labels: JsonObject = { type: 'array', items: letters, minItems: 1, maxItems: 5, uniqueItems: true };
const batch = record({
  id: idOf('bat'),
  ...asked,
  labels,
  status: oneOf('planned', 'batch', 'rejected'),
  startedAt: made(orNull('string', { format: 'date-time' }), 'When the batch was started; null before that.'),
  decidedAt: orNull('string', { format: 'date-time' }),
  peak: made(orNull('integer'), 'What was measured; null until the batch is batch.'),
  portionCount: made({ type: 'integer' }, 'Sum of the quantities of the portions of the batch.'),
  volume: made({ type: 'integer' }, 'Sum over the portions of the batch of quantity times millilitres.'),
});
const ofPortion = { quantity: whole(2, 9), millilitres: whole(2, 500) };
const portion = record({ id: idOf('por'), ...ofPortion });
const inBatch = inPath('batchId', 'bat');

const gives = (status: number, schema?: JsonObject, more: JsonObject = {}): JsonObject => ({
  responses: {
    [status]: { description: 'Done.', ...(schema && content(schema)) },
    400: { description: 'The body is not well-formed JSON.' },
    404: { description: 'There is none.' },
    422: { description: 'The body is JSON but breaks its schema or a rule.' },
    ...more,
  },
});

/** A brewery: the noun of a resource is one of its states, and rules are told in plain words. */
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Brewery', version: '1' },
  paths: {
    '/tanks': {
      get: {
        operationId: 'listTanks',
        // That is what they are asked for by, not their order.
        description: 'Lists tanks by place.',
        parameters: [
          inQuery('place', text, 'Only tanks at exactly this place, case included.'),
          inQuery('limit', { ...whole(1, 50), default: 20 }),
          inQuery('cursor', { type: 'string' }, 'The `nextCursor` of the page before.'),
        ],
        ...gives(200, record({ items: { type: 'array', items: tank }, nextCursor: orNull('string') })),
      },
      post: {
        operationId: 'addTank',
        ...body(record(ofTank)),
        ...gives(201, tank, {
          409: { description: 'Another tank has this code, capital and small letters being equal.' },
        }),
      },
    },
    '/tanks/{tankId}': {
      parameters: [inPath('tankId', 'tan')],
      get: { operationId: 'getTank', ...gives(200, tank) },
    },
    '/batches': {
      get: {
        operationId: 'listBatches',
        description: 'Lists the batches sorted by brewedOn, the latest first.',
        ...gives(200, record({ items: { type: 'array', items: batch } })),
      },
      post: {
        operationId: 'planBatch',
        description: 'Plans a batch. A tankId which names no tank gets 422. `from` and `to` must differ.',
        ...body(record({ ...asked, labels }, 'labels')),
        ...gives(201, batch),
      },
    },
    '/batches/{batchId}': {
      parameters: [inBatch],
      get: { operationId: 'getBatch', ...gives(200, batch) },
      patch: {
        operationId: 'changeBatch',
        description: '`from` and `to` must still differ after the change; otherwise the answer is 422.',
        ...body({
          ...record({ from: letters, to: letters, labels }, 'from', 'to', 'labels'),
          minProperties: 1,
        }),
        ...gives(200, batch),
      },
    },
    '/batches/{batchId}/start': {
      parameters: [inBatch],
      post: {
        operationId: 'startBatch',
        description:
          'Moves a batch from planned to batch. The batch must be planned and hold at least one portion.',
        ...gives(200, batch, { 409: { description: 'The batch is not planned, or has no portions.' } }),
      },
    },
    '/batches/{batchId}/reject': {
      parameters: [inBatch],
      post: {
        operationId: 'rejectBatch',
        description:
          'Moves a planned batch to `rejected` and sets decidedAt. In any other status the answer is 409.',
        ...gives(200, batch, { 409: { description: 'The status of the batch does not allow this.' } }),
      },
    },
    '/batches/{batchId}/portions': {
      parameters: [inBatch],
      get: {
        operationId: 'listPortions',
        ...gives(200, record({ items: { type: 'array', items: portion } })),
      },
      post: { operationId: 'addPortion', ...body(record(ofPortion)), ...gives(201, portion) },
    },
    '/batches/{batchId}/portions/{portionId}': {
      parameters: [inBatch, inPath('portionId', 'por')],
      get: { operationId: 'getPortion', ...gives(200, portion) },
      delete: { operationId: 'dropPortion', ...gives(204) },
    },
  },
};

/** What the cursor of a page begins with: two values, as those of a login are written. */
const MARK = 'AB-1:Blue';

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [tanks, batches, portions] = [new Table('tan'), new Table('bat'), new Table('por')];
  const below = (id: Json | undefined): JsonObject[] => portions.all.filter(({ batchId }) => batchId === id);
  const shown = (row: JsonObject): JsonObject => {
    const all = below(row['id']);
    const quantities = all.map((one) => (fault === 'rows-counted' ? 1 : numberIn(one, 'quantity')));
    const volumes = all.map(
      (one) => numberIn(one, 'millilitres') * (fault === 'quantity-ignored' ? 1 : numberIn(one, 'quantity')),
    );
    return { ...row, portionCount: sum(quantities), volume: sum(volumes) };
  };
  const bare = ({ batchId: _batch, ...row }: JsonObject): JsonObject => row;
  const form = (one: Json | undefined): string =>
    fault === 'code-in-case' ? String(one) : String(one).toLowerCase();
  const matches = (stored: Json | undefined, wanted: Json | undefined): boolean => {
    if (fault === 'place-begins') return String(stored).startsWith(String(wanted));
    if (fault === 'place-any-case') return String(stored).toLowerCase() === String(wanted).toLowerCase();
    return stored === wanted;
  };
  const portionIn = ({ batchId, portionId }: JsonObject): JsonObject => {
    const row = portions.find(portionId);
    need(row['batchId'] === batchId, 404);
    return row;
  };
  return answering(
    document,
    {
      listTanks: ({ given: { place, limit = 20, cursor } }) => {
        const told = cursor === undefined ? `${MARK}0` : Buffer.from(String(cursor), 'base64').toString();
        need(new RegExp(`^${MARK}\\d+$`).test(told), 400, 'query');
        const all = tanks.all.filter((row) => place === undefined || matches(row['place'], place));
        const start = Number(told.slice(MARK.length));
        const end = start + Number(limit);
        return { items: all.slice(start, end), nextCursor: end < all.length ? btoa(`${MARK}${end}`) : null };
      },
      addTank: ({ sent }) => {
        need(!tanks.all.some((row) => form(row['code']) === form(sent['code'])));
        return tanks.add(sent);
      },
      getTank: ({ given }) => tanks.find(given['tankId']),
      listBatches: () => {
        const rows = batches.all.sort((a, b) => String(b['brewedOn']).localeCompare(String(a['brewedOn'])));
        return { items: (fault === 'earliest-first' ? rows.reverse() : rows).map(shown) };
      },
      planBatch: ({ sent }) => {
        tanks.find(sent['tankId'], fault === 'unknown-tank-404' ? 404 : 422);
        need(sent['from'] !== sent['to'], 422);
        const row = {
          labels: ['xx'],
          ...sent,
          status: 'planned',
          startedAt: null,
          decidedAt: null,
          peak: null,
        };
        return shown(batches.add(row));
      },
      getBatch: ({ given }) => shown(batches.find(given['batchId'])),
      changeBatch: ({ given, sent }) => {
        const row = batches.find(given['batchId']);
        const { from = null, to = null } = { ...row, ...sent };
        need(from !== to, 422);
        return shown(Object.assign(row, sent));
      },
      startBatch: ({ given }) => {
        const row = batches.find(given['batchId']);
        need(row['status'] === 'planned' || fault === 'start-twice');
        need(below(row['id']).length > 0 || fault === 'start-empty');
        const startedAt = fault === 'start-untimed' ? null : new Date().toISOString();
        const next = { status: 'batch', startedAt, peak: 7 };
        return shown(fault === 'start-not-stored' ? { ...row, ...next } : Object.assign(row, next));
      },
      rejectBatch: ({ given }) => {
        const row = batches.find(given['batchId']);
        need(row['status'] === 'planned' || fault === 'reject-any');
        const decidedAt = fault === 'reject-undated' ? null : new Date().toISOString();
        return shown(Object.assign(row, { status: 'rejected', decidedAt, peak: null }));
      },
      listPortions: ({ given }) => {
        batches.find(given['batchId']);
        return { items: below(given['batchId']).map(bare) };
      },
      addPortion: ({ given, sent }) => {
        const { id = null } = batches.find(given['batchId']);
        return bare(portions.add({ batchId: id, ...sent }));
      },
      getPortion: ({ given }) => bare(portionIn(given)),
      dropPortion: ({ given }) => {
        const { id } = portionIn(given);
        portions.remove(id);
        return undefined;
      },
    },
    {
      codes: { malformed: 'malformed', query: 'query' },
      refuse: ({ status, code }) => {
        const [syntax, wrong] = [fault === 'syntax-422' ? 422 : 400, fault === 'content-400' ? 400 : 422];
        const known = code === 'malformed' ? syntax : code === 'invalid' ? wrong : status;
        return { status: known, value: { code } };
      },
    },
  );
}

judge({
  document,
  serverOf,
  every: 3,
  // Two values that must differ are sometimes alike.
  left: /changeBatch/,
  faults: [
    ['place-begins', /listTanks ignores the filter place/],
    ['place-any-case', /listTanks ignores the filter place/],
    ['code-in-case', /addTank accepts .* a record with the same code exists/],
    ['unknown-tank-404', /planBatch answers .*404/],
    ['earliest-first', /listBatches does not sort by brewedOn/],
    ['start-twice', /startBatch accepts .* needs another state/],
    ['start-empty', /startBatch accepts .* has no portions/],
    ['start-untimed', /startBatch leaves startedAt empty/],
    ['start-not-stored', /getBatch shows another status than expected/],
    ['reject-undated', /rejectBatch leaves decidedAt empty/],
    ['reject-any', /rejectBatch accepts .* needs another state/],
    ['rows-counted', /portionCount does not/],
    ['quantity-ignored', /volume does not/],
  ],
});

test.each(['syntax-422', 'content-400'])(
  '%s is found where the words of 400 and 422 tell them apart',
  async (fault) => {
    const report = await verified(document, serverOf(fault), fault, { sources: ['negative', 'http'] });
    expect(errorsOf(report).join('\n')).toMatch(/answers 4(00|22) where/);
  },
);
