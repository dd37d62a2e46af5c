import { type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  body,
  content,
  idOf,
  judge,
  made,
  need,
  numberIn,
  oneOf,
  record,
  Table,
  text,
  whole,
  type Deeds,
} from './small-server.ts';

/* A pool of tools: what a call, and each of its choices, makes of the tool and of the person, and how many one may have. */

const readOnly = { readOnly: true };
const nullable = (schema: JsonObject): JsonObject => ({ ...schema, type: ['string', 'null'] });
const time = { type: 'string', format: 'date-time' };
const states = ['available', 'lent', 'in_repair', 'lost'];
const toolInput = {
  name: text,
  labels: {
    type: 'array',
    items: { type: 'string', pattern: '^[a-z]{3,9}$' },
    maxItems: 4,
    uniqueItems: true,
  },
};
const tool = record({
  id: idOf('too'),
  ...toolInput,
  status: { ...oneOf(...states), ...readOnly },
  currentLoanId: { ...nullable(idOf('loa')), ...readOnly },
  repairCount: made({ ...whole(0, 999), ...readOnly }, 'Number of finished repairs.'),
});
const person = record({
  id: idOf('per'),
  name: text,
  maxOpenLoans: made(whole(1, 9), 'How many loans the person may have open at the same time.'),
  openLoans: made({ ...whole(0, 999), ...readOnly }, 'Loans now open.'),
});
const loan = record({
  id: idOf('loa'),
  toolId: idOf('too'),
  personId: idOf('per'),
  days: whole(1, 30),
  status: { ...oneOf('open', 'returned', 'lost'), ...readOnly },
  lentAt: { ...time, ...readOnly },
  dueAt: made({ ...time, ...readOnly }, '`lentAt` plus `days` times 24 hours.'),
  closedAt: made({ ...nullable(time), ...readOnly }, 'When it was closed, either way. Null while open.'),
  condition: made({ type: ['string', 'null'], ...readOnly }, 'Null while open, and on lost loans.'),
});
const repair = record({ id: idOf('rep'), toolId: idOf('too'), reason: text, finishedAt: nullable(time) });
const ref = (name: string, mark: string, more: JsonObject = {}): JsonObject =>
  record({ [name]: idOf(mark), ...more }, ...Object.keys(more));

const call = (id: string, description: string, asks: JsonObject, gives: JsonObject, conflict?: string) => ({
  [`/${id}`]: {
    post: {
      operationId: id,
      description,
      ...body(asks),
      responses: {
        200: { description: 'Done.', ...content(record({ data: gives })) },
        400: { description: 'The body cannot be read.' },
        404: { description: 'Something that it names is not there.' },
        ...(conflict !== undefined && { 409: { description: conflict } }),
        422: { description: 'The body breaks a rule.' },
      },
    },
  },
});
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Pool', version: '1', description: 'What an operation does not know is refused with 422.' },
  paths: {
    ...call('createTool', 'It starts `available`.', record(toolInput), tool),
    ...call('getTool', 'One tool.', ref('toolId', 'too'), tool),
    ...call(
      'listTools',
      'All tools, or those with a label.',
      record(
        {
          label: made(
            { type: 'string', pattern: '^[a-z]{3,9}$' },
            'Tools having this label among their labels.',
          ),
        },
        'label',
      ),
      { type: 'array', items: tool },
    ),
    ...call(
      'updateTool',
      'Changes the name.',
      record({ toolId: idOf('too'), name: text }),
      tool,
      '`tool_lost`: a lost tool can no longer be changed.',
    ),
    ...call(
      'deleteTool',
      'Tools that are `available` or `lost` can be deleted.',
      ref('toolId', 'too'),
      record({ id: idOf('too') }),
      '`tool_in_use`: the tool is lent or in repair.',
    ),
    ...call('createPerson', 'Adds a person.', record({ name: text, maxOpenLoans: whole(1, 9) }), person),
    ...call('getPerson', 'One person.', ref('personId', 'per'), person),
    ...call(
      'lendTool',
      'Lends an `available` tool. The tool becomes `lent` and `currentLoanId` points to the loan.',
      record({ toolId: idOf('too'), personId: idOf('per'), days: whole(1, 30) }),
      loan,
      '`tool_not_available`: the tool is not `available`. `limit_reached`: the person already has `maxOpenLoans` open loans.',
    ),
    ...call('getLoan', 'One loan.', ref('loanId', 'loa'), loan),
    ...call(
      'closeLoan',
      "Closes an `open` loan. With `returned` the tool becomes `available` again; with `lost` the tool becomes `lost`. Either way `closedAt` is set, the tool's `currentLoanId` becomes null.",
      record(
        {
          loanId: idOf('loa'),
          outcome: oneOf('returned', 'lost'),
          condition: made(oneOf('good', 'worn'), 'Condition on return. Not used when the outcome is `lost`.'),
        },
        'condition',
      ),
      loan,
      '`loan_closed`: the loan is not open any more.',
    ),
    ...call(
      'startRepair',
      'Takes an `available` tool out of the pool: it becomes `in_repair`.',
      record({ toolId: idOf('too'), reason: text }),
      repair,
      '`tool_not_available`: the tool is not `available`.',
    ),
    ...call(
      'finishRepair',
      'Finishes a repair. The tool becomes `available`.',
      ref('repairId', 'rep'),
      repair,
      '`repair_finished`: the repair was finished before.',
    ),
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [tools, people] = [new Table('too'), new Table('per')];
  const [loans, repairs] = [new Table('loa'), new Table('rep')];
  const now = (): string => new Date().toISOString();
  const openOf = (id: Json | undefined): number =>
    loans.all.filter((one) => one['personId'] === id && one['status'] === 'open').length;
  const shownPerson = (one: JsonObject): JsonObject => ({ ...one, openLoans: openOf(one['id']) });
  const data = (value: Json): JsonObject => ({ data: value });
  const deeds: Deeds = {
    createTool: ({ sent }) =>
      data(tools.add({ ...sent, status: 'available', currentLoanId: null, repairCount: 0 })),
    getTool: ({ sent }) => data(tools.find(sent['toolId'])),
    listTools: ({ sent }) => {
      const { label } = sent;
      const labelsOf = (one: JsonObject): Json[] => [one['labels'] ?? []].flat();
      const isMeant = (one: JsonObject): boolean =>
        label === undefined ||
        (fault === 'first-label-only' ? labelsOf(one)[0] === label : labelsOf(one).includes(label));
      return data(tools.all.filter(isMeant));
    },
    updateTool: ({ sent }) => {
      const found = tools.find(sent['toolId']);
      need(found['status'] !== 'lost' || fault === 'lost-changed');
      return data(Object.assign(found, { name: sent['name'] ?? '' }));
    },
    deleteTool: ({ sent }) => {
      const { id = '', status } = tools.find(sent['toolId']);
      need(status === 'available' || (status === 'lost' && fault !== 'lost-kept'));
      tools.remove(id);
      return data({ id });
    },
    createPerson: ({ sent }) => data(shownPerson(people.add(sent))),
    getPerson: ({ sent }) => data(shownPerson(people.find(sent['personId']))),
    lendTool: ({ sent }) => {
      const lent = tools.find(sent['toolId']);
      const borrower = people.find(sent['personId']);
      need(lent['status'] === 'available' || (lent['status'] === 'in_repair' && fault === 'repair-lent'));
      need(openOf(borrower['id']) < numberIn(borrower, 'maxOpenLoans') + (fault === 'one-more' ? 1 : 0));
      const lentAt = now();
      const days = fault === 'due-early' ? 1 : numberIn(sent, 'days');
      const added = loans.add({
        ...sent,
        status: 'open',
        lentAt,
        dueAt: new Date(Date.parse(lentAt) + days * 86_400_000).toISOString(),
        closedAt: null,
        condition: null,
      });
      Object.assign(lent, { status: 'lent', currentLoanId: added['id'] });
      return data(added);
    },
    getLoan: ({ sent }) => data(loans.find(sent['loanId'])),
    closeLoan: ({ sent }) => {
      const found = loans.find(sent['loanId']);
      need(found['status'] === 'open');
      const isLost = sent['outcome'] === 'lost';
      const { condition = null } = sent;
      Object.assign(found, {
        status: sent['outcome'],
        closedAt: isLost && fault === 'lost-unclosed' ? null : now(),
        condition: isLost ? null : condition,
      });
      Object.assign(tools.find(found['toolId']), {
        status: isLost && fault !== 'lost-available' ? 'lost' : 'available',
        ...(fault !== 'loan-kept' && { currentLoanId: null }),
      });
      return data(found);
    },
    startRepair: ({ sent }) => {
      const found = tools.find(sent['toolId']);
      need(found['status'] === 'available');
      found['status'] = fault === 'repair-unseen' ? 'available' : 'in_repair';
      return data(repairs.add({ ...sent, finishedAt: null }));
    },
    finishRepair: ({ sent }) => {
      const found = repairs.find(sent['repairId']);
      need(found['finishedAt'] === null || fault === 'finished-twice');
      found['finishedAt'] = now();
      const repaired = tools.find(found['toolId']);
      Object.assign(repaired, { status: 'available', repairCount: numberIn(repaired, 'repairCount') + 1 });
      return data(found);
    },
  };
  return answering(document, deeds);
}

judge({
  document,
  serverOf,
  every: 2,
  faults: [
    ['lost-available', /closeLoan lost leaves tool available/],
    ['loan-kept', /leaves currentLoanId of tool/],
    ['one-more', /lendTool accepts .*is full/],
    ['lost-kept', /deleteTool answers 409 where 200 is expected/],
    ['lost-unclosed', /closeLoan leaves closedAt empty|closeLoan leaves closedAt null/],
    ['first-label-only', /listTools/],
    ['repair-unseen', /startRepair leaves tool available/],
    ['repair-lent', /lendTool accepts .*tool_not_available/],
    ['due-early', /shows a dueAt that is not what the document makes it of/],
    ['lost-changed', /updateTool accepts .*the record is lost/],
    ['finished-twice', /finishRepair accepts/],
  ],
});
