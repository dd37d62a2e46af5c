import { expect, test } from 'vitest';
import { createSandbox, rules } from '../../../src/testing/sandbox/index.ts';
import type { Rule, Rules, Sandbox, SandboxOptions } from '../../../src/testing/sandbox/index.ts';
import { Caller, goodTask } from './caller.ts';

/** Asks one question, whose answer depends on the rule. */
type Question = (caller: Caller, sandbox: Sandbox) => Promise<unknown>;

const path = '/taskroutingapi/v1/task';
const codeOf = ({ status, body }: Awaited<ReturnType<Caller['query']>>): unknown =>
  typeof body === 'object' && body !== null && 'errorCode' in body ? body.errorCode : status;
const field = async (caller: Caller, id: string, name: string): Promise<unknown> => {
  const { body } = await caller.query(id);
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
};

/** For each rule a question, and the answer under each of its values, the default first. */
const questions: { readonly [Name in keyof Rules]: readonly [Question, ...unknown[]] } = {
  cancelServiceReply: [
    async (caller) => (await caller.cancelService({ serviceName: 'Hot Leads' })).status,
    200,
    204,
  ],
  withAgentStatus: [
    (caller) => field(caller, 'SN-TASK-2002', 'taskStatus'),
    'DEFERRED',
    'QUEUED',
    'COMPLETED',
  ],
  dispositionUntilDone: [(caller) => field(caller, 'SF-00T-1001', 'dispositionName'), undefined, '', null],
  updateInPersonalQueue: [
    async (caller) => codeOf(await caller.update('SN-TASK-2001', { priority: 2 })),
    9,
    200,
  ],
  updateWithAgent: [async (caller) => codeOf(await caller.update('SN-TASK-2002', { priority: 2 })), 9, 10],
  neverQueued: [async (caller) => codeOf(await caller.cancel('D365-4001')), 8, 9],
  sweepPersonalQueues: [
    async (caller) => {
      await caller.cancelService({ serviceName: 'Claims Follow-up' });
      return field(caller, 'SN-TASK-2001', 'taskStatus');
    },
    'DEFERRED',
    'COMPLETED',
  ],
  emptyUpdate: [async (caller) => codeOf(await caller.update('SF-00T-1001', {})), 4, 200],
  unknownLaunchPoint: [
    async (caller) => codeOf(await caller.queue({ serviceName: undefined, taskLaunchPointId: 'x' })),
    6,
    4,
  ],
  launchPointWithService: [async (caller) => codeOf(await caller.queue({ taskLaunchPointId: 'x' })), 6, 200],
  unknownCategory: [async (caller) => codeOf(await caller.queue({ caseInfo: { category: 'x' } })), 4, 200],
  unknownCustomField: [
    async (caller) => codeOf(await caller.queue({ taskInfo: { subject: 's', custom_x: 'y' } })),
    200,
    4,
  ],
  undeclaredField: [async (caller) => codeOf(await caller.queue({ phone: '1' })), 4, 200],
  numericText: [
    async (caller) =>
      codeOf(await caller.queue({ extTaskId: 'n', priority: '2.5' })) === 200 &&
      field(caller, 'n', 'priority'),
    false,
    2.5,
  ],
  mediaType: [
    async (caller) => (await caller.call('POST', path, goodTask, { 'content-type': 'text/plain' })).status,
    400,
    415,
    200,
  ],
  names: [async (caller) => codeOf(await caller.queue({ serviceName: 'task service' })), 6, 200],
  dispositionScope: [
    async (caller) => codeOf(await caller.cancel('SF-00T-1001', { dispositionName: 'Leads only' })),
    7,
    204,
  ],
  queueOrder: [
    async (_caller, { control }) => {
      control.complete('SF-00T-1002');
      await _caller.queue({ extTaskId: 'low', priority: 1 });
      control.advance('30m');
      await _caller.queue({ extTaskId: 'high', priority: 2 });
      control.complete('SF-00T-1001');
      return control.takeNext('Task Service')?.extId;
    },
    'high',
    'low',
  ],
  lifoPlace: [
    async (caller, { control }) => {
      await caller.queue({ extTaskId: 'lifo', order: 'lifo' });
      return control.takeNext('Task Service')?.extId;
    },
    'lifo',
    'SF-00T-1002',
  ],
  lifoOrder: [
    async (caller, { control }) => {
      await caller.queue({ extTaskId: 'newer', order: 'lifo', serviceName: 'Hot Leads' });
      return control.takeNext('Hot Leads')?.extId;
    },
    'newer',
    'SF-00T-1003',
  ],
  lifoPriority: [
    async (caller) => {
      await caller.queue({ extTaskId: 'lifo', order: 'lifo', priority: 9 });
      return field(caller, 'lifo', 'priority');
    },
    9,
    1,
  ],
  caseContactConflict: [
    async (caller, { control }) => {
      await caller.queue({ extTaskId: 'a', extCaseId: 'c', extContactId: 'p' });
      await caller.queue({ extTaskId: 'b', extCaseId: 'c', extContactId: 'zd-user-3187264' });
      return control.task('b')?.contactId === control.task('a')?.contactId;
    },
    true,
    false,
  ],
  createdHit: [
    async (caller) => {
      await caller.queue({ extTaskId: 'D365-4001', priority: 3 });
      return field(caller, 'D365-4001', 'priority');
    },
    3,
    100,
  ],
  tokenExtraFields: [
    async (caller, { credentials }) => (await caller.requestToken(credentials, { audience: 'x' })).status,
    200,
    400,
  ],
  tokenScope: [
    async (caller, { credentials }) =>
      (await caller.requestToken(credentials, { scope: 'clientweb' })).status,
    200,
    400,
  ],
  expiresIn: [
    async (caller, { credentials }) =>
      (await caller.requestToken(credentials)).text.includes('"expires_in":"3600"'),
    true,
    false,
  ],
  newTokenRevokesOld: [
    async (caller, sandbox) => {
      await Caller.of(sandbox);
      return codeOf(await caller.query('SF-00T-1001'));
    },
    200,
    1,
  ],
};

/** The built-in tenant with one disposition that belongs to one service. */
function sandboxWith(options: SandboxOptions): Sandbox {
  const { seed } = createSandbox();
  const dispositions = [
    ...seed.dispositions,
    { name: 'Leads only', folder: 'Final', services: ['Hot Leads'] },
  ];
  return createSandbox({ ...options, seed: { ...seed, dispositions }, startTime: '2026-01-01T00:00:00Z' });
}

const cases = Object.entries<Rule>(rules).flatMap(([name, { values }]) =>
  values.map((value, index) => [name, value, index] as const),
);

test.each(cases)('rule %s=%s decides', async (name, value, index) => {
  const sandbox = sandboxWith({ rules: { [name]: value } });
  const entry = Object.entries<readonly [Question, ...unknown[]]>(questions).find(
    ([known]) => known === name,
  );
  const [ask, ...answers] = entry?.[1] ?? [];
  expect(answers.length).toBeGreaterThan(index);
  expect(await ask?.(await Caller.of(sandbox), sandbox)).toEqual(answers[index]);
});

test.each(['strict', 'lenient'] as const)('%s is a preset that single rules win over', (strictness) => {
  const chosen = createSandbox({
    strictness,
    rules: { names: 'exact', unknownCustomField: '4' },
  }).control.state().rules;
  for (const [name, rule] of Object.entries<Rule>(rules)) {
    const own =
      name === 'names' ? 'exact' : name === 'unknownCustomField' ? '4' : (rule[strictness] ?? rule.values[0]);
    expect(Reflect.get(chosen, name)).toBe(own);
  }
});

test('an unknown rule or value is told with the valid ones', () => {
  expect(() => createSandbox({ rules: JSON.parse('{"nmaes":"exact"}') })).toThrow(/no rule "nmaes".*names/);
  expect(() => createSandbox({ rules: JSON.parse('{"names":"fuzzy"}') })).toThrow(
    'names can be exact or any-case, not "fuzzy".',
  );
});
