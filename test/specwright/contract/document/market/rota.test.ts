import { ownStrings, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  idOf,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  refusedWithSuccess,
  Table,
  text,
  time,
  whole,
  type CallForm,
  type Deeds,
} from './small-server.ts';

/* A rota of calls: people who are members of a team, what goes with one choice only, and requests that nothing reads. */

const handle: JsonObject = { type: 'string', pattern: '^[a-z][a-z0-9._-]{1,19}$' };
const states = ['open', 'assigned', 'done', 'cancelled'];
const count = (state: string): JsonObject => made(whole(0, 999), `Shifts in status \`${state}\`.`);
const team = record({
  id: idOf('tea'),
  name: text,
  members: made(
    { type: 'array', items: handle, minItems: 3, maxItems: 9, uniqueItems: true },
    'Who is on the team.',
  ),
  counts: record({ open: count('open'), assigned: count('assigned'), done: count('done') }),
});
const shift = record({
  id: idOf('shi'),
  team_id: idOf('tea'),
  title: text,
  client_ref: made(
    { type: 'string', minLength: 12, maxLength: 60, pattern: '^[A-Za-z0-9-]+$' },
    'Your own key. Unique within the team.',
  ),
  starts_at: time,
  status: made(oneOf(...states), 'A new shift is open.'),
  assignee: made({ type: ['string', 'null'] }, 'Who works the shift. Null while the shift is open.'),
  revision: made(whole(1, 9999), '1 for a new shift; goes up with each `shifts.setStatus`.'),
});
const swap = record({
  id: idOf('swa'),
  shift_id: idOf('shi'),
  offered_to: handle,
  status: made(oneOf('pending', 'accepted', 'declined'), 'A new request is pending.'),
});
const absence = record({
  id: idOf('abs'),
  team_id: idOf('tea'),
  person: handle,
  kind: oneOf('holiday', 'sick'),
});
const ok = { const: true };
const listOf = (name: string, schema: JsonObject): JsonObject =>
  record({ ok, [name]: { type: 'array', items: schema } });
const only = (name: string, mark: string): JsonObject => record({ [name]: idOf(mark) });
const member = (words: string): JsonObject => made(handle, words);

/** What each call asks for and gives. */
const CALLS: Readonly<Record<string, CallForm>> = {
  'teams.create': [
    record({
      name: text,
      members: { type: 'array', items: handle, minItems: 3, maxItems: 9, uniqueItems: true },
    }),
    record({ ok, team }),
    'Creates a team.',
  ],
  'teams.info': [only('team_id', 'tea'), record({ ok, team }), 'One team with its present counts.'],
  'shifts.create': [
    record({
      team_id: idOf('tea'),
      title: text,
      client_ref: { type: 'string', minLength: 12, maxLength: 60, pattern: '^[A-Za-z0-9-]+$' },
      starts_at: time,
    }),
    record({ ok, shift }),
    'Adds an open shift.\n\n- `duplicate_ref`: the team has a shift with this client_ref.',
  ],
  'shifts.info': [
    only('shift_id', 'shi'),
    record({ ok, shift, swaps: { type: 'array', items: swap } }),
    'One shift, and all swap requests for it.',
  ],
  'shifts.list': [
    record(
      {
        team_id: idOf('tea'),
        order: { ...oneOf('asc', 'desc'), default: 'asc', description: 'By `starts_at`.' },
      },
      'order',
    ),
    listOf('shifts', shift),
    'The shifts of a team.',
  ],
  'shifts.setStatus': [
    record(
      {
        shift_id: idOf('shi'),
        revision: made(whole(1, 9999), 'The revision of the shift that you last read.'),
        status: oneOf(...states),
        assignee: member(
          'A member of the team. Must be given when `status` is `assigned` and must be left out otherwise.',
        ),
      },
      'assignee',
    ),
    record({ ok, shift }),
    [
      'Moves a shift. Allowed moves: open to assigned or cancelled; assigned to open, done or cancelled.',
      '',
      '- `revision_conflict`: the revision is not the present one.',
      '- `invalid_transition`: the shift cannot move from its present status to this one.',
      '- `not_a_member`: the person is not a member of the team.',
    ].join('\n'),
  ],
  'swaps.create': [
    record({ shift_id: idOf('shi'), offered_to: member('A member of the team other than the assignee.') }),
    record({ ok, swap }),
    'Asks another member to take over a shift.\n\n- `shift_not_assigned`: the shift is not in status `assigned`.\n- `not_a_member`: the person is not a member of the team.\n- `same_person`: the shift is with this person.',
  ],
  'swaps.resolve': [
    record({ swap_id: idOf('swa'), decision: oneOf('accept', 'decline') }),
    record({ ok, swap, shift }),
    'Accepts or declines. A request can be resolved once.\n\n- `already_resolved`: it was answered before.',
  ],
  'absences.create': [
    record({
      team_id: idOf('tea'),
      person: member('A member of the team who is away.'),
      kind: oneOf('holiday', 'sick'),
    }),
    record({ ok, absence }),
    'Records that a member is away.\n\n- `not_a_member`: the person is not a member of the team.',
  ],
  'absences.list': [only('team_id', 'tea'), listOf('absences', absence), 'The absences of a team.'],
};
const CODES = [
  'invalid',
  'not_found',
  'method_not_allowed',
  'unsupported_content_type',
  'duplicate_ref',
  'revision_conflict',
  'invalid_transition',
  'not_a_member',
  'shift_not_assigned',
  'same_person',
  'already_resolved',
];
const document = callsOf(
  { title: 'Rota' },
  CALLS,
  record({ ok: { const: false }, error: { type: 'string', enum: CODES } }),
);

const MOVES: Readonly<Record<string, readonly string[]>> = {
  open: ['assigned', 'cancelled'],
  assigned: ['open', 'done', 'cancelled'],
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [teams, shifts] = [new Table('tea'), new Table('shi')];
  const [swaps, absences] = [new Table('swa'), new Table('abs')];
  const missing = (table: Table, id: Json | undefined): JsonObject => table.find(id, 404, 'not_found');
  const shiftsOf = (id: Json | undefined): JsonObject[] => shifts.all.filter((one) => one['team_id'] === id);
  const shown = (one: JsonObject): JsonObject => {
    const countOf = (...wanted: string[]): number =>
      shiftsOf(one['id']).filter(({ status }) => wanted.includes(String(status))).length;
    const open = fault === 'open-too-many' ? countOf('open', 'assigned') : countOf('open');
    return { ...one, counts: { open, assigned: countOf('assigned'), done: countOf('done') } };
  };
  const isMember = (teamId: Json | undefined, person: Json | undefined): void =>
    need(ownStrings(missing(teams, teamId), 'members').includes(String(person)), 409, 'not_a_member');
  const deeds: Deeds = {
    'teams.create': ({ sent }) => ({ ok: true, team: shown(teams.add(sent)) }),
    'teams.info': ({ sent }) => ({ ok: true, team: shown(missing(teams, sent['team_id'])) }),
    'shifts.create': ({ sent }) => {
      missing(teams, sent['team_id']);
      const isSame = shiftsOf(sent['team_id']).some(({ client_ref: one }) => one === sent['client_ref']);
      need(!isSame || fault === 'ref-taken', 409, 'duplicate_ref');
      return { ok: true, shift: shifts.add({ ...sent, status: 'open', assignee: null, revision: 1 }) };
    },
    'shifts.info': ({ sent }) => {
      const found = missing(shifts, sent['shift_id']);
      const mine = swaps.all.filter((one) => one['shift_id'] === found['id']);
      return {
        ok: true,
        shift: fault === 'title-lost' ? { ...found, title: 'a shift' } : found,
        swaps: mine,
      };
    },
    'shifts.list': ({ sent }) => {
      missing(teams, sent['team_id']);
      const found = shiftsOf(sent['team_id']).sort((a, b) =>
        String(a['starts_at']) < String(b['starts_at']) ? -1 : 1,
      );
      return { ok: true, shifts: sent['order'] === 'desc' && fault !== 'one-way' ? found.reverse() : found };
    },
    'shifts.setStatus': ({ sent }) => {
      const found = missing(shifts, sent['shift_id']);
      const { status = '', assignee = null } = sent;
      need((status === 'assigned') === (assignee !== null), 400, 'invalid');
      need(sent['revision'] === found['revision'] || fault === 'old-revision', 409, 'revision_conflict');
      need(MOVES[String(found['status'])]?.includes(String(status)) === true, 409, 'invalid_transition');
      if (assignee !== null) isMember(found['team_id'], assignee);
      const kept = status === 'open' && fault !== 'release-keeps' ? null : (found['assignee'] ?? null);
      return {
        ok: true,
        shift: Object.assign(found, {
          status: status === 'done' && fault === 'done-lost' ? 'assigned' : status,
          assignee: assignee ?? kept,
          revision: numberIn(found, 'revision') + 1,
        }),
      };
    },
    'swaps.create': ({ sent }) => {
      const found = missing(shifts, sent['shift_id']);
      need(found['status'] === 'assigned' || fault === 'open-swapped', 409, 'shift_not_assigned');
      isMember(found['team_id'], sent['offered_to']);
      need(found['assignee'] !== sent['offered_to'], 409, 'same_person');
      return { ok: true, swap: swaps.add({ ...sent, status: 'pending' }) };
    },
    'swaps.resolve': ({ sent }) => {
      const found = missing(swaps, sent['swap_id']);
      const isTurned = found['status'] === 'declined' && sent['decision'] === 'accept';
      const isAgain = isTurned && fault === 'resolved-twice';
      need(found['status'] === 'pending' || isAgain, 409, 'already_resolved');
      found['status'] = sent['decision'] === 'accept' ? 'accepted' : 'declined';
      const moved = missing(shifts, found['shift_id']);
      if (found['status'] === 'accepted') moved['assignee'] = found['offered_to'] ?? null;
      return { ok: true, swap: found, shift: moved };
    },
    'absences.create': ({ sent }) => {
      isMember(sent['team_id'], sent['person']);
      return { ok: true, absence: fault === 'absence-lost' ? absences.pretend(sent) : absences.add(sent) };
    },
    'absences.list': ({ sent }) => {
      missing(teams, sent['team_id']);
      return { ok: true, absences: absences.all.filter((one) => one['team_id'] === sent['team_id']) };
    },
  };
  return answering(document, deeds, { refuse: refusedWithSuccess });
}

judge({
  document,
  serverOf,
  every: 2,
  left: /^positive\/shifts\.setStatus/,
  faults: [
    ['title-lost', /shifts\.info shows another title/],
    ['open-too-many', /counts\.open does not count/],
    ['ref-taken', /shifts\.create accepts .*client_ref/],
    ['one-way', /shifts\.list does not sort by starts_at/],
    ['old-revision', /shifts\.setStatus accepts .*revision/],
    ['done-lost', /shifts\.setStatus done leaves status/],
    ['resolved-twice', /swaps\.resolve accepts .*the record is declined/],
    ['release-keeps', /shifts\.setStatus/],
    ['open-swapped', /swaps\.create accepts .*shift_not_assigned|shifts .* is open/],
    ['absence-lost', /absences\.list lacks a record that was created/],
  ],
});
