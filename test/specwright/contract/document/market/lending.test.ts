import type { Json, JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  callsOf,
  idOf,
  inQuery,
  judge,
  made,
  need,
  oneOf,
  record,
  Table,
  text,
  time,
  type CallForm,
  type Deeds,
} from './small-server.ts';

/* What a call makes of a record that it names, codes that name a state, and values that are free again. */

const CODES = [
  'invalid',
  'tool_not_found',
  'loan_not_found',
  'tag_taken',
  'tool_on_loan',
  'loan_closed',
  'method_not_allowed',
];
const tag: JsonObject = { type: 'string', pattern: '^[a-z]{1,20}-[0-9]{1,30}$' };
const tool = record({
  tool_id: { ...idOf('tool'), readOnly: true },
  tag: made(tag, 'Unique. The tag of a tool that is gone may be used again.'),
  name: text,
  state: { ...oneOf('available', 'on_loan'), readOnly: true },
});
const loan = record({
  loan_id: { ...idOf('loan'), readOnly: true },
  tool_id: idOf('tool'),
  purpose: text,
  status: { ...oneOf('running', 'over'), readOnly: true },
  back_at: { type: ['string', 'null'], format: 'date-time', readOnly: true },
  lent_at: { ...time, readOnly: true },
});
const answer = (name: string, schema: JsonObject): JsonObject =>
  record({ ok: { const: true }, [name]: schema });
const of = (name: string): JsonObject[] => [{ ...inQuery(`${name}_id`, idOf(name)), required: true }];
const CALLS: Readonly<Record<string, CallForm>> = {
  'tools.add': [
    record({ tag, name: text }),
    answer('tool', tool),
    'Adds a tool, available. `tag_taken` when a tool has the tag.',
  ],
  'tools.get': [
    of('tool'),
    answer('tool', tool),
    'Refused with `tool_not_found` when there is no such tool.',
  ],
  'tools.list': [[], answer('tools', { type: 'array', items: tool }), 'Lists all tools.'],
  'tools.remove': [
    record({ tool_id: idOf('tool') }),
    answer('tool_id', idOf('tool')),
    'Removes a tool for good. Refused with `tool_not_found` when there is none, and with `tool_on_loan`.',
  ],
  'loans.create': [
    record({ tool_id: idOf('tool'), purpose: text }),
    answer('loan', loan),
    'Lends a tool. The tool becomes on_loan. Refused with `tool_not_found`, and with `tool_on_loan`.',
  ],
  'loans.get': [
    of('loan'),
    answer('loan', loan),
    'Refused with `loan_not_found` when there is no such loan.',
  ],
  'loans.close': [
    record({ loan_id: idOf('loan') }),
    answer('loan', loan),
    'Ends a loan that is running; `loan_closed` if it is over. The status becomes over and back_at is set. The tool becomes available.',
  ],
};
const refusal = record({ ok: { const: false }, error: oneOf(...CODES) });
const document = callsOf({ title: 'Tools' }, CALLS, refusal);

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [tools, loans] = [new Table('tool'), new Table('loan')];
  const has = (name: string): boolean => fault === name;
  const tags = new Set<Json | undefined>();
  const toolOf = ({ tool_id }: JsonObject): JsonObject => tools.find(tool_id, 404, 'tool_not_found');
  const loanOf = ({ loan_id }: JsonObject): JsonObject => loans.find(loan_id, 404, 'loan_not_found');
  const shown = (kind: string, { id = null, ...row }: JsonObject): JsonObject => ({
    [`${kind}_id`]: id,
    ...row,
  });
  const deeds: Deeds = {
    'tools.add': ({ sent }) => {
      need(!tags.has(sent['tag']), 409, 'tag_taken');
      tags.add(sent['tag']);
      return { ok: true, tool: shown('tool', tools.add({ ...sent, state: 'available' })) };
    },
    'tools.get': ({ given }) => ({ ok: true, tool: shown('tool', toolOf(given)) }),
    'tools.list': () => ({ ok: true, tools: tools.all.map((row) => shown('tool', row)) }),
    'tools.remove': ({ sent }) => {
      const row = toolOf(sent);
      need(row['state'] === 'available', 409, 'tool_on_loan');
      tools.remove(row['id']);
      if (!has('tag-kept')) tags.delete(row['tag']);
      return { ok: true, tool_id: row['id'] ?? null };
    },
    'loans.create': ({ sent }) => {
      const row = toolOf(sent);
      need(row['state'] === 'available' || has('lent-twice'), 409, 'tool_on_loan');
      if (!has('stays-available')) row['state'] = 'on_loan';
      const lent = { ...sent, status: 'running', back_at: null, lent_at: new Date().toISOString() };
      return { ok: true, loan: shown('loan', loans.add(lent)) };
    },
    'loans.get': ({ given }) => ({ ok: true, loan: shown('loan', loanOf(given)) }),
    'loans.close': ({ sent }) => {
      const row = loanOf(sent);
      need(row['status'] === 'running', 409, 'loan_closed');
      if (!has('stays-on-loan')) toolOf(row)['state'] = 'available';
      Object.assign(row, { status: 'over', back_at: has('back-unset') ? null : new Date().toISOString() });
      return { ok: true, loan: shown('loan', row) };
    },
  };
  return answering(document, deeds, {
    codes: { malformed: 'invalid', query: 'invalid' },
    refuse: ({ code }) => ({
      status: 200,
      value: { ok: false, error: CODES.includes(code) ? code : 'invalid' },
    }),
  });
}

judge({
  document,
  serverOf,
  faults: [
    ['stays-available', /loans\.create leaves tool available/],
    ['stays-on-loan', /loans\.close leaves tool on_loan/],
    ['lent-twice', /loans\.create accepts .* is on_loan/],
    ['back-unset', /loans\.close leaves back_at empty/],
    ['tag-kept', /tools\.add answers 200 with a refusal/],
  ],
});
