import { expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  errorsOf,
  idOf,
  judge,
  made,
  need,
  numberIn,
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
  'invalid_cursor',
  'stale_revision',
  'wrong_state',
  'queue_has_open_tickets',
];
const queue = record({ id: idOf('que'), name: text });
const ticket = record({
  id: idOf('tic'),
  queue_id: idOf('que'),
  subject: text,
  state: oneOf('open', 'assigned', 'closed'),
  assignee: { type: ['string', 'null'] },
  revision: made({ type: 'integer' }, 'Goes up by one with each `ticket.update` and `ticket.assign`.'),
});
const ok = { const: true };
const single = (result: JsonObject): JsonObject => record({ ok, result });
const listOf = (schema: JsonObject): JsonObject =>
  record({ ok, items: { type: 'array', items: schema }, next_cursor: { type: ['string', 'null'] } });
const asked = {
  limit: { ...whole(1, 50), default: 20 },
  cursor: { type: 'string', description: 'The `next_cursor` of an answer; any other is refused.' },
};
const only = (name: string, mark: string): JsonObject => record({ [name]: idOf(mark) });

/** What each call takes and gives. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'queue.create': [record({ name: text }), single(queue)],
  'queue.get': [only('id', 'que'), single(queue)],
  'queue.list': [record(asked, 'limit', 'cursor'), listOf(queue)],
  'queue.delete': [only('id', 'que'), single(only('id', 'que'))],
  'ticket.create': [
    record({ queue_id: idOf('que'), subject: text }),
    single(ticket),
    'A queue that does not exist is refused with `not_found`.',
  ],
  'ticket.get': [only('id', 'tic'), single(ticket)],
  'ticket.list': [record(asked, 'limit', 'cursor'), listOf(ticket)],
  'ticket.update': [
    record({ id: idOf('tic'), if_revision: { type: 'integer' }, subject: text }, 'subject'),
    single(ticket),
    'Another `if_revision` than that of the ticket is refused with `stale_revision`.',
  ],
  'ticket.assign': [
    record({ id: idOf('tic'), assignee: text }),
    single(ticket),
    'Moves an open ticket to `assigned`. Any other state is refused with `wrong_state`.',
  ],
  'ticket.close': [
    only('id', 'tic'),
    single(ticket),
    'Moves an open or assigned ticket to `closed`. Any other state is refused with `wrong_state`.',
  ],
};
const refusal = record({ ok: { const: false }, error: oneOf(...CODES) });

/** Calls whose refusals come with 200. */
const document = callsOf({ title: 'Tickets' }, CALLS, refusal);

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [queues, tickets] = [new Table('que'), new Table('tic')];
  const paged = ({ all }: Table, { limit = 20, cursor }: JsonObject): JsonObject => {
    const start = all.findIndex(({ id }) => cursor === `after ${String(id)}`);
    need(cursor === undefined || start >= 0 || fault === 'any-cursor', 400, 'invalid_cursor');
    const end = start + 1 + Number(limit);
    const [items, last] = [all.slice(start + 1, end), all[end - 1]?.['id']];
    return { items, next_cursor: end < all.length ? `after ${String(last)}` : null };
  };
  const found = (table: Table, id: Json | undefined): JsonObject => table.find(id, 404, 'not_found');
  const moved = (row: JsonObject, more: JsonObject, ...from: string[]): JsonObject => {
    need(from.includes(String(row['state'])), 409, 'wrong_state');
    return Object.assign(row, more);
  };
  const raised = (row: JsonObject): number => numberIn(row, 'revision') + 1;
  const deeds: Deeds = {
    'queue.create': ({ sent }) => queues.add(sent),
    'queue.get': ({ sent }) => found(queues, sent['id']),
    'queue.list': ({ sent }) => paged(queues, sent),
    'queue.delete': ({ sent }) => {
      const { id = '' } = found(queues, sent['id']);
      const isUsed = tickets.all.some((one) => one['queue_id'] === id && one['state'] === 'open');
      need(!isUsed || fault === 'queue-with-open-tickets', 409, 'queue_has_open_tickets');
      queues.remove(id);
      return { id };
    },
    'ticket.create': ({ sent }) => {
      found(queues, sent['queue_id']);
      return tickets.add({ ...sent, state: 'open', assignee: null, revision: 1 });
    },
    'ticket.get': ({ sent }) => found(tickets, sent['id']),
    'ticket.list': ({ sent }) => paged(tickets, sent),
    'ticket.update': ({ sent }) => {
      const { if_revision: known = 0, ...rest } = sent;
      const row = found(tickets, sent['id']);
      need(known === row['revision'] || fault === 'any-revision', 409, 'stale_revision');
      return Object.assign(row, rest, { revision: raised(row) });
    },
    'ticket.assign': ({ sent }) => {
      const row = found(tickets, sent['id']);
      const revision = fault === 'revision-stays' ? numberIn(row, 'revision') : raised(row);
      return moved(row, { assignee: sent['assignee'] ?? null, state: 'assigned', revision }, 'open');
    },
    'ticket.close': ({ sent }) => moved(found(tickets, sent['id']), { state: 'closed' }, 'open', 'assigned'),
  };
  const results = Object.entries(deeds).map(([name, deed]): [string, Deeds[string]] => [
    name,
    (call) => {
      const result = deed(call) ?? null;
      return name.endsWith('list') && isObject(result) ? { ok: true, ...result } : { ok: true, result };
    },
  ]);
  return answering(document, Object.fromEntries(results), {
    refuse: ({ code }) => ({ status: 200, value: { ok: false, error: code } }),
    takesAnyMedia: fault === 'any-media',
  });
}

judge({
  document,
  serverOf,
  faults: [
    ['any-revision', /ticket.update accepts .* if_revision is that of an earlier state/],
    ['revision-stays', /ticket.assign leaves revision as it was/],
    ['queue-with-open-tickets', /queue.delete accepts .* queue has open tickets/],
    ['any-cursor', /(queue|ticket).list takes a cursor that it never gave/],
  ],
});

test('a server that takes any content type is found', async () => {
  const report = await verified(document, serverOf('any-media'), 'any-media', { sources: ['http'] });
  expect(errorsOf(report)).toContainEqual(expect.stringMatching(/accepts .* the media type text\/plain/));
});
