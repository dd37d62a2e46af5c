import { expect, test } from 'vitest';
import { ownStrings, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  errorsOf,
  idOf,
  judge,
  made,
  need,
  oneOf,
  record,
  refusedWithSuccess,
  Table,
  text,
  time,
  verified,
  whole,
  type CallForm,
  type Deeds,
} from './small-server.ts';

/* A desk of calls: tags that have a name and no id, a life cycle of four steps, and who may have how many tickets. */

const states = ['new', 'open', 'solved', 'closed'];
const name: JsonObject = { type: 'string', minLength: 2, maxLength: 24, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };
const names: JsonObject = made(
  { type: 'array', items: name, maxItems: 4, uniqueItems: true },
  'Names of tags that exist.',
);
const ticket = record({
  id: idOf('tic'),
  subject: text,
  tags: names,
  status: oneOf(...states),
  agentId: { type: ['string', 'null'], pattern: '^age_[0-9]{6}$' },
  solvedAt: made(
    { type: ['string', 'null'], format: 'date-time' },
    'When it was solved. Set while the status is solved or closed, null otherwise.',
  ),
  remindAt: { type: ['string', 'null'], format: 'date-time' },
  remindBy: { type: ['string', 'null'] },
  noteCount: made(whole(0, 999), 'Number of notes on this ticket, internal ones included.'),
});
const note = record({
  id: idOf('not'),
  ticketId: idOf('tic'),
  body: text,
  visibility: oneOf('public', 'internal', 'number'),
});
const tag = record({ name, colour: { type: 'string', pattern: '^#[0-9a-f]{6}$' }, madeAt: time });
const agent = record({
  id: idOf('age'),
  call: text,
  most: whole(1, 9),
  openCount: made(whole(0, 99), 'Number of tickets assigned to the agent which are new or open.'),
  tier: oneOf('one', 'two', 'three'),
  badge: { type: 'string', pattern: '^[0-9]{8}$' },
  retired: { type: 'boolean' },
});
const ok = { const: true };
const listOf = (schema: JsonObject): JsonObject => record({ ok, items: { type: 'array', items: schema } });
const only = (property: string, schema: JsonObject): JsonObject => record({ [property]: schema });
const agentForm = {
  call: text,
  most: whole(1, 9),
  tier: oneOf('one', 'two'),
  badge: made({ type: 'string', pattern: '^[0-9]{8}$' }, 'The number on the badge.'),
  retired: made({ type: 'boolean', default: false }, 'Once true it stays so.'),
};

/** What each call asks for and gives. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'ticket.create': [
    record({ subject: text, tags: { ...names, default: [] } }, 'tags'),
    record({ ok, ticket }),
    'The new ticket is `new`.\n\n- `unknown_tag`: a name is not that of a tag.',
  ],
  'ticket.get': [only('id', idOf('tic')), record({ ok, ticket }), 'One ticket.'],
  'ticket.list': [
    record({ tag: made(name, 'Only tickets that bear this tag.') }, 'tag'),
    listOf(ticket),
    'Tickets.',
  ],
  'ticket.update': [
    record({ id: idOf('tic'), subject: text, tags: names }, 'subject', 'tags'),
    record({ ok, ticket }),
    'Changes what is given.\n\n- `unknown_tag`: a name is not that of a tag.',
  ],
  'ticket.move': [
    record({ id: idOf('tic'), to: oneOf('open', 'solved', 'closed') }),
    record({ ok, ticket }),
    [
      'Allowed moves:',
      '',
      '| from | to |',
      '|---|---|',
      '| new | open |',
      '| open | solved |',
      '| solved | open (again), closed |',
      '',
      '- `invalid_move`: any other move.',
    ].join('\n'),
  ],
  'ticket.assign': [
    record({ id: idOf('tic'), agentId: idOf('age') }),
    record({ ok, ticket }),
    [
      'Tickets which are new or open can be assigned. A new ticket becomes open when it gets an agent.',
      '',
      '- `invalid_state`: the ticket is solved or closed.',
      '- `agent_full`: the agent already has `most` new or open tickets.',
    ].join('\n'),
  ],
  'ticket.remind': [
    record(
      {
        id: idOf('tic'),
        remindAt: made(time, 'At least 5 minutes and at most 365 days from now.'),
        remindBy: { ...oneOf('mail', 'chat'), default: 'mail' },
      },
      'remindBy',
    ),
    record({ ok, ticket }),
    'Reminds the agent of the ticket.\n\n- `invalid`: the time is not within those bounds.',
  ],
  'note.add': [
    record({ ticketId: idOf('tic'), body: text, visibility: oneOf('public', 'internal', 'number') }),
    record({ ok, note }),
    'Adds a note.\n\n- `ticket_closed`: closed tickets take no notes.',
  ],
  'note.list': [only('ticketId', idOf('tic')), listOf(note), 'The notes of a ticket.'],
  'tag.create': [
    record({ name, colour: { type: 'string', pattern: '^#[0-9a-f]{6}$' } }),
    record({ ok, tag }),
    'Adds a tag.\n\n- `duplicate`: there is a tag of this name already.',
  ],
  'tag.list': [record({}), listOf(tag), 'All tags.'],
  'tag.delete': [
    only('name', name),
    record({ ok, name }),
    'Deletes a tag. It is taken off every ticket which bears it.',
  ],
  'agent.create': [
    record(agentForm, 'retired'),
    record({ ok, agent }),
    'Adds an agent.\n\n- `badge_taken`: the badge belongs to another agent.',
  ],
  'agent.get': [only('id', idOf('age')), record({ ok, agent }), 'One agent.'],
  'agent.replace': [
    record({ id: idOf('age'), ...agentForm }, 'retired'),
    record({ ok, agent }),
    'Replaces an agent.\n\n- `badge_taken`: the badge belongs to another agent.\n- `retired`: the agent would come back.',
  ],
};
const CODES = [
  'invalid',
  'not_found',
  'method_not_allowed',
  'unsupported_content_type',
  'unknown_tag',
  'invalid_move',
  'invalid_state',
  'agent_full',
  'ticket_closed',
  'duplicate',
  'badge_taken',
  'retired',
];
const document = callsOf(
  { title: 'Desk' },
  CALLS,
  record({ ok: { const: false }, error: { type: 'string', enum: CODES } }),
);

const MOVES: Readonly<Record<string, readonly string[]>> = {
  new: ['open'],
  open: ['solved'],
  solved: ['open', 'closed'],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [tickets, notes, agents] = [new Table('tic'), new Table('not'), new Table('age')];
  const tags = new Map<string, JsonObject>();
  const now = (): string => new Date().toISOString();
  const found = (table: Table, id: Json | undefined): JsonObject => table.find(id, 404, 'not_found');
  const known = (sent: JsonObject): void =>
    need(
      ownStrings(sent, 'tags').every((one) => tags.has(one)),
      409,
      'unknown_tag',
    );
  const shown = (one: JsonObject): JsonObject => ({
    ...one,
    noteCount: notes.all.filter(
      ({ ticketId, visibility }) => ticketId === one['id'] && fault !== `${String(visibility)}-uncounted`,
    ).length,
  });
  const held = (one: JsonObject): JsonObject => ({
    ...one,
    openCount: tickets.all.filter(
      ({ agentId, status }) =>
        agentId === one['id'] && (status !== 'closed' || fault === 'closed-held') && status !== 'solved',
    ).length,
  });
  const isFree = (badge: Json | undefined, id?: Json): boolean =>
    agents.all.every((one) => one['id'] === id || one['badge'] !== badge);
  const deeds: Deeds = {
    'ticket.create': ({ sent }) => {
      known(sent);
      const first = {
        tags: [],
        ...sent,
        status: 'new',
        agentId: null,
        solvedAt: null,
        remindAt: null,
        remindBy: null,
      };
      return { ok: true, ticket: shown(tickets.add(first)) };
    },
    'ticket.get': ({ sent }) => ({ ok: true, ticket: shown(found(tickets, sent['id'])) }),
    'ticket.list': ({ sent }) => {
      const { tag: wanted } = sent;
      const isMeant = (one: JsonObject): boolean =>
        wanted === undefined || fault === 'tag-ignored' || ownStrings(one, 'tags').includes(String(wanted));
      return { ok: true, items: tickets.all.filter(isMeant).map(shown) };
    },
    'ticket.update': ({ sent }) => {
      known(sent);
      const one = found(tickets, sent['id']);
      return { ok: true, ticket: shown(fault === 'subject-stays' ? one : Object.assign(one, sent)) };
    },
    'ticket.move': ({ sent }) => {
      const one = found(tickets, sent['id']);
      const [at, to] = [String(one['status']), String(sent['to'])];
      const isLoose = fault === 'closed-reopens' && at === 'closed' && to === 'open';
      need(MOVES[at]?.includes(to) === true || isLoose, 409, 'invalid_move');
      if (to === 'solved') one['solvedAt'] = now();
      if (to === 'open' && fault !== 'solved-kept') one['solvedAt'] = null;
      one['status'] = to;
      return { ok: true, ticket: shown(one) };
    },
    'ticket.assign': ({ sent }) => {
      const one = found(tickets, sent['id']);
      const to = found(agents, sent['agentId']);
      const at = String(one['status']);
      need(
        ['new', 'open'].includes(at) || (fault === 'solved-assigned' && at === 'solved'),
        409,
        'invalid_state',
      );
      need(Number(held(to)['openCount']) < Number(to['most']), 409, 'agent_full');
      if (at === 'new') one['status'] = 'open';
      one['agentId'] = to['id'] ?? null;
      return { ok: true, ticket: shown(one) };
    },
    'ticket.remind': ({ sent }) => {
      const one = found(tickets, sent['id']);
      const ahead = Date.parse(String(sent['remindAt'])) - Date.now();
      const last = fault === 'reminded-late' ? Infinity : 365 * 86_400_000;
      need(ahead >= 300_000 && ahead <= last, 409, 'invalid');
      const { remindBy = fault === 'reminded-by-chat' ? 'chat' : 'mail' } = sent;
      return { ok: true, ticket: shown(Object.assign(one, sent, { remindBy })) };
    },
    'note.add': ({ sent }) => {
      const one = found(tickets, sent['ticketId']);
      need(one['status'] !== 'closed' || fault === 'closed-noted', 409, 'ticket_closed');
      return { ok: true, note: notes.add(sent) };
    },
    'note.list': ({ sent }) => {
      found(tickets, sent['ticketId']);
      return { ok: true, items: notes.all.filter(({ ticketId }) => ticketId === sent['ticketId']) };
    },
    'tag.create': ({ sent }) => {
      const key = String(sent['name']);
      need(!tags.has(key) || fault === 'tag-twice', 409, 'duplicate');
      const one = { ...sent, madeAt: now() };
      if (fault !== 'tag-lost') tags.set(key, one);
      return { ok: true, tag: one };
    },
    'tag.list': () => ({ ok: true, items: [...tags.values()] }),
    'tag.delete': ({ sent }) => {
      const key = String(sent['name']);
      need(tags.has(key), 404, 'not_found');
      if (fault !== 'tag-kept') tags.delete(key);
      for (const one of fault === 'tag-stays-on' ? [] : tickets.all)
        one['tags'] = ownStrings(one, 'tags').filter((other) => other !== key);
      return { ok: true, name: key };
    },
    'agent.create': ({ sent }) => {
      need(isFree(sent['badge']), 409, 'badge_taken');
      return { ok: true, agent: held(agents.add({ retired: false, ...sent })) };
    },
    'agent.get': ({ sent }) => ({ ok: true, agent: held(found(agents, sent['id'])) }),
    'agent.replace': ({ sent }) => {
      const one = found(agents, sent['id']);
      const next = { retired: false, ...sent };
      need(isFree(sent['badge'], one['id']) || fault === 'badge-shared', 409, 'badge_taken');
      need(one['retired'] !== true || next.retired === true, 409, 'retired');
      return { ok: true, agent: held(Object.assign(one, next)) };
    },
  };
  return answering(document, deeds, {
    refuse: refusedWithSuccess,
    overlooks: (_error, _operation, sent) => fault === 'tier-three' && sent['tier'] === 'three',
  });
}

test('an Allow that is there and wrong is an error, though the document has no 405', async () => {
  const sound = serverOf();
  const report = await verified(
    document,
    (request, given, response) => {
      if (request.method === 'POST') return sound(request, given, response);
      response.writeHead(405, { allow: `POST, ${request.method}` }).end();
    },
    'wrong-allow',
    { sources: ['http'] },
  );
  expect(errorsOf(report)).toContainEqual(
    expect.stringMatching(/Allow header: \w+ is both refused and allowed/),
  );
});

test('a value that only answers have is refused in a request', async () => {
  const report = await verified(document, serverOf('tier-three'), 'tier-three', { sources: ['negative'] });
  expect(errorsOf(report)).toContainEqual(
    expect.stringMatching(/agent\.create accepts .*tier is three, which only answers have/),
  );
});

judge({
  document,
  serverOf,
  every: 3,
  // A ticket that has just been made can go to some of the states only.
  left: /^positive\/ticket\.move/,
  faults: [
    ['tag-lost', /tag\.delete answers 200 with a refusal/],
    ['tag-kept', /tag\.list has a record/],
    ['tag-stays-on', /ticket\.get shows tags with what was deleted/],
    ['tag-twice', /tag\.create accepts .*of this name/],
    ['tag-ignored', /ticket\.list ignores the filter tag/],
    ['subject-stays', /another subject than/],
    ['closed-reopens', /ticket\.move accepts .*the record is closed/],
    ['solved-kept', /leaves solvedAt/],
    ['solved-assigned', /ticket\.assign accepts .*the record is solved/],
    ['closed-noted', /note\.add accepts .*closed/],
    ['public-uncounted', /noteCount does not count/],
    ['internal-uncounted', /noteCount does not count/],
    ['reminded-late', /ticket\.remind accepts .*365 days/],
    ['reminded-by-chat', /ticket\.remind does not apply the default of remindBy/],
    ['closed-held', /openCount does not count/],
    ['badge-shared', /agent\.replace accepts .*belongs to another agent/],
  ],
});
