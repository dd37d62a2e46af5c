import { createSandbox } from '../../../../src/testing/sandbox/index.ts';
import type { Sandbox } from '../../../../src/testing/sandbox/index.ts';
import { Caller, goodTask } from '../caller.ts';

/** One exchange with the sandbox, as text that repeats itself when the sandbox does. */
export type Line = string;

const tokenPath = '/configapi/v2/oauth/token';
const taskPath = '/taskroutingapi/v1/task';
const servicePath = '/taskroutingapi/v1/service';

const fullTask = {
  ...goodTask,
  priority: 12.34,
  order: 'lifo',
  screenpopData: [
    {
      type: 'web',
      url: 'https://crm.example.com/1',
      webScreenpopShowInTab: true,
      screenpopShowUponAnswer: false,
    },
    { type: 'zendesk', url: 'SHOW_OBJECT:1:task' },
  ],
  contactInfo: {
    firstName: 'Zoë',
    dob: '1980-05-10T00:00:00.000Z',
    emails: [
      { type: 'PRIMARY', address: 'a@example.com' },
      { type: 'PRIVATE', address: 'b@example.com' },
    ],
    addresses: [{ type: 'OTHER', city: 'Pune' }],
    custom_score: 7,
  },
  caseInfo: { category: 'Incident', priority: 1, custom_a: 'b' },
  taskInfo: { subject: 'Größe '.repeat(60), custom_n: 5 },
};

/** A sandbox that repeats itself. */
export function repeatable(faults: readonly string[] = []): Sandbox {
  return createSandbox({ faults, randomSeed: 7, startTime: '2026-01-01T00:00:00Z' });
}

/** Bodies of Queue Task that must be refused, each wrong in one way. */
const wrongTasks: readonly Record<string, unknown>[] = [
  { serviceName: undefined },
  { contactInfo: undefined },
  { caseInfo: undefined },
  { taskInfo: undefined },
  { contactInfo: { lastName: 'x' } },
  { caseInfo: { priority: 1 } },
  { taskInfo: { custom_x: 'y' } },
  { contactInfo: { firstName: 'x', emails: [{ address: 'a@example.com' }] } },
  { contactInfo: { firstName: 'x', emails: [{ type: 'PRIMARY' }] } },
  { contactInfo: { firstName: 'x', emails: [{ type: 'HOME', address: 'a@example.com' }] } },
  { contactInfo: { firstName: 'x', emails: { type: 'PRIMARY', address: 'a@example.com' } } },
  { contactInfo: { firstName: 'x', addresses: [{ city: 'Pune' }] } },
  { contactInfo: { firstName: 'x', addresses: [{ type: 'HOME' }] } },
  { contactInfo: { firstName: 'x', dob: '10.5.1980' } },
  { contactInfo: { firstName: 'x', phone: '1' } },
  { contactInfo: { firstName: 1 } },
  { contactInfo: { firstName: 'x', custom_o: {} } },
  { contactInfo: 'x' },
  { screenpopData: [{ url: 'https://crm.example.com' }] },
  { screenpopData: [{ type: 'web' }] },
  { screenpopData: [{ type: 'fax', url: 'x' }] },
  { webScreenpopShowInTab: 'true' },
  { priority: '2' },
  { priority: null },
  { priority: 0 },
  { priority: 0.005 },
  { priority: -1 },
  { priority: 101 },
  { priority: 1000 },
  { order: 'random' },
  { order: 'LIFO' },
  { serviceName: 5 },
  { serviceName: 'No such service' },
  { serviceName: 'Support Email' },
  { taskLaunchPointId: 'no such launch point' },
  { caseInfo: { category: 'No such category' } },
  { taskInfo: { subject: 5 } },
  { taskInfo: { subject: 'x', phone: '1' } },
  { phone: '1' },
  { contactInfo: { firstName: 'x', emails: [{ type: 'PRIMARY', address: 'a@example.com' }, {}] } },
];

/** Bodies of Queue Task that must be accepted. */
const rightTasks: readonly Record<string, unknown>[] = [
  { priority: 0.01 },
  { priority: 100 },
  { priority: 0.5 },
  { priority: 50 },
  { screenpopData: [] },
  { order: 'lifo' },
  { serviceName: undefined, taskLaunchPointId: '0f3c5a9b7d1e4826a05c9e7fb2d8416370cd5ea1' },
  { serviceName: 'Hot Leads', taskLaunchPointId: '0f3c5a9b7d1e4826a05c9e7fb2d8416370cd5ea1' },
  { priority: 3, taskLaunchPointId: '0f3c5a9b7d1e4826a05c9e7fb2d8416370cd5ea1' },
  fullTask,
];

/** Every documented exchange at least once, each as a line. */
export async function* probe(sandbox: Sandbox): AsyncGenerator<Line> {
  const caller = new Caller(sandbox);
  yield* grants(caller, sandbox);
  yield* tokens(caller, sandbox);
  yield* wrongQueues(caller);
  yield* rightQueues(caller);
  yield* lives(caller, sandbox);
  yield* duplicates(caller, sandbox);
  yield* sweeps(caller, sandbox);
  yield* oddRequests(caller);
  yield* provoked(caller, sandbox);
}

async function* grants(caller: Caller, { credentials, unprivileged }: Sandbox): AsyncGenerator<Line> {
  const { clientSecret } = credentials;
  const form = (change: Record<string, string>) => line(() => caller.requestToken(credentials, change));
  for (const secret of [
    'wrong',
    clientSecret.toLowerCase(),
    `${clientSecret}x`,
    `${clientSecret.slice(0, 20)}x`,
  ]) {
    yield await form({ client_secret: secret });
  }
  yield await form({ client_id: 'nobody' });
  yield await form({ client_secret: unprivileged?.clientSecret ?? '' });
  yield await form({ client_id: 'locked.user' });
  yield await form({ grant_type: 'password' });
  yield await form({ client_secret: '' });
  const json = { headers: { 'content-type': 'application/json' }, body: '{}' };
  yield await line(() => caller.send('POST', tokenPath, json));
  yield await form({});
}

async function* tokens(caller: Caller, sandbox: Sandbox): AsyncGenerator<Line> {
  caller.token = (await Caller.of(sandbox)).token;
  const { token } = caller;
  for (const authorization of [
    undefined,
    'Bearer',
    'Bearer nonsense',
    `Bearer ${'0'.repeat(64)}`,
    `Bearer ${token.toLowerCase()}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, 30)}`,
    `Basic ${token}`,
    token,
    `bearer ${token}`,
  ]) {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    yield await line(() => caller.send('GET', `${taskPath}/SF-00T-1001?external=true`, { headers }));
  }
  yield await line(() => caller.send('GET', `${taskPath}/SF-00T-1001?external=true&access_token=${token}`));
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ ...goodTask, extTaskId: 'open' });
  yield await line(() => caller.send('POST', taskPath, { headers: json, body }));
  yield await line(() =>
    caller.send('PATCH', `${taskPath}/SF-00T-1001?external=true`, { headers: json, body: '{"priority":2}' }),
  );
  yield await line(() => caller.send('DELETE', `${taskPath}/SF-00T-1003?external=true`));
  yield await line(() =>
    caller.send('DELETE', servicePath, { headers: json, body: '{"serviceName":"Hot Leads"}' }),
  );
  yield* users(caller, sandbox);
}

async function* users(caller: Caller, sandbox: Sandbox): AsyncGenerator<Line> {
  const old = await Caller.of(sandbox);
  sandbox.control.expireToken(old.token);
  yield await line(() => old.query('SF-00T-1001'));
  for (let call = 0; call < 30; call += 1) yield await line(() => caller.query('SF-00T-1001'));
  caller.token = (await Caller.of(sandbox)).token;
  if (sandbox.unprivileged === undefined) return;
  const other = await Caller.of(sandbox, undefined, sandbox.unprivileged);
  yield await line(() => other.query('SF-00T-1001'));
  yield await line(() => other.queue());
  yield await line(() => other.update('SF-00T-1001', { priority: 2 }));
  yield await line(() => other.cancel('SF-00T-1001'));
  yield await line(() => other.cancelService({ serviceName: 'No such service' }));
}

async function* wrongQueues(caller: Caller): AsyncGenerator<Line> {
  for (const [index, change] of wrongTasks.entries()) {
    yield await line(() => caller.queue({ extTaskId: `wrong-${index}`, ...change }));
    yield await fresh(caller);
  }
  yield await line(() => caller.queue({ extTaskId: 5 }));
  yield await line(() => caller.queue({ extTaskId: 'wrong-32' }));
  yield await line(() => caller.queue({ extTaskId: 'wrong-4' }));
  const nan = JSON.stringify({ ...goodTask, priority: 0 }).replace('"priority":0', '"priority":NaN');
  for (const text of ['{"serviceName":', nan, 'null', JSON.stringify([goodTask]), '']) {
    yield await line(() => caller.call('POST', taskPath, text));
  }
  const body = JSON.stringify(goodTask);
  for (const type of ['text/plain', 'application/json; charset=utf-8', 'Application/JSON']) {
    yield await line(() => caller.call('POST', taskPath, body, { 'content-type': type }));
  }
}

async function* rightQueues(caller: Caller): AsyncGenerator<Line> {
  for (const [index, change] of rightTasks.entries()) {
    yield await fresh(caller);
    yield await line(() => caller.queue({ extTaskId: `right-${index}`, ...change }));
    yield await line(() => caller.query(`right-${index}`));
  }
  yield await line(() => caller.queue());
  yield await line(() => caller.queue({ contactInfo: { firstName: 'Zoë', emails: [] } }));
  yield await line(() =>
    caller.queue({ extTaskId: 'i'.repeat(300), taskInfo: { subject: 's'.repeat(300) } }),
  );
  yield await line(() => caller.query('i'.repeat(300)));
  yield await line(() => caller.query('u'.repeat(300)));
}

/** A token that has not been used much: some faults make them die. */
async function fresh(caller: Caller): Promise<Line> {
  return line(() => caller.query('no-such-task'));
}

async function* lives(caller: Caller, { control }: Sandbox): AsyncGenerator<Line> {
  await caller.queue({ extTaskId: 'life', order: 'lifo', priority: 4 });
  for (const body of [
    {},
    { priority: '3' },
    { priority: 0 },
    { priority: 101 },
    { priority: 500 },
    { color: 'red', priority: 9 },
    { serviceName: 'No such service' },
    { serviceName: 'No such service', priority: 9 },
  ]) {
    yield await line(() => caller.update('life', body));
    yield await line(() => caller.query('life'));
  }
  yield await line(() => caller.update('life', { priority: 22.22 }));
  yield await line(() => caller.query('life'));
  yield await line(() => caller.update('life', { serviceName: 'Example Service' }));
  yield await line(() => caller.query('life'));
  yield await line(() => caller.update('SF-00T-1002', { priority: 60 }));
  yield await line(() => caller.query('SF-00T-1002'));
  yield* cancels(caller);
  yield* agents(caller, control);
}

async function* cancels(caller: Caller): AsyncGenerator<Line> {
  for (const body of [
    { dispositionName: 'No such disposition' },
    { dispositionName: 5 },
    { note: 5 },
    { color: 'red' },
    '{"note":',
    { dispositionName: 'Duplicate request', note: 'twice' },
    { dispositionName: 'Duplicate request' },
  ]) {
    yield await line(() => caller.cancel('life', body));
    yield await line(() => caller.query('life'));
  }
  yield await line(() => caller.update('life', { priority: 5 }));
  await caller.queue({ extTaskId: 'plain' });
  yield await line(() => caller.cancel('plain'));
  yield await line(() => caller.query('plain'));
  yield await line(() => caller.cancel('no-such-task'));
  yield await line(() => caller.update('no-such-task', { priority: 5 }));
}

async function* agents(caller: Caller, control: Sandbox['control']): AsyncGenerator<Line> {
  for (const id of ['routed', 'parked', 'done']) await caller.queue({ extTaskId: id });
  // A fault may have lost the task: then there is nothing to take, and a query shows it.
  for (const [id, act] of [
    ['routed', () => control.take('routed')],
    ['parked', () => control.defer('parked')],
    ['done', () => control.complete('done', 'Problem solved')],
  ] as const) {
    if (control.task(id)?.state === 'queued') act();
    yield await line(() => caller.query(id));
    yield await line(() => caller.update(id, { priority: 5 }));
    yield await line(() => caller.cancel(id));
    yield await line(() => caller.query(id));
    yield await line(() => caller.queue({ extTaskId: id }));
  }
}

async function* duplicates(caller: Caller, { control }: Sandbox): AsyncGenerator<Line> {
  const first = { extTaskId: 'dup', extCaseId: 'case-1', extContactId: 'contact-1' };
  for (const change of [
    first,
    first,
    { ...first, extTaskId: 'DUP' },
    { extTaskId: 'dup-2', extCaseId: 'case-1', contactInfo: undefined, caseInfo: undefined },
    { extTaskId: 'dup-3', extContactId: 'contact-1', contactInfo: undefined },
    { extTaskId: 'D365-4001' },
  ]) {
    yield await line(() => caller.queue(change));
  }
  const { taskId } = control.state().tasks.find(({ extTaskId }) => extTaskId === 'dup') ?? { taskId: 'none' };
  for (const path of [
    `${taskId}`,
    `${taskId}?external=true`,
    'dup',
    'dup?external=yes',
    'dup?external=no',
    'dup/?external=true',
  ]) {
    yield await line(() => caller.call('GET', `${taskPath}/${path}`));
  }
}

async function* sweeps(caller: Caller, { control }: Sandbox): AsyncGenerator<Line> {
  for (const id of ['s-1', 's-2', 's-3'])
    await caller.queue({ extTaskId: id, serviceName: 'Claims Follow-up' });
  await caller.queue({ extTaskId: 'other', serviceName: 'Hot Leads' });
  await caller.update('s-3', { serviceName: 'Example Service' });
  if (control.task('s-1')?.state === 'queued') control.take('s-1');
  for (const body of [
    {},
    { serviceName: 'No such service' },
    { serviceName: 'Support Email' },
    { serviceName: 'Claims Follow-up', dispositionName: 'No such disposition' },
    { serviceName: 'Claims Follow-up', color: 'red' },
    { serviceName: 'Claims Follow-up', dispositionName: 'Problem solved', note: 'closed' },
    { serviceName: 'Example Service' },
  ]) {
    yield await line(() => caller.cancelService(body));
    for (const id of ['s-1', 's-2', 's-3', 'other']) yield await line(() => caller.query(id));
  }
}

async function* oddRequests(caller: Caller): AsyncGenerator<Line> {
  for (const id of ['a/b', 'a+b', 'Añb', "a'b", '77', '0077', 'UPPER']) {
    await caller.queue({ extTaskId: id });
    yield await line(() => caller.query(id));
  }
  for (const [method, path] of [
    ['PUT', `${taskPath}/UPPER?external=true`],
    ['POST', `${taskPath}/UPPER?external=true`],
    ['HEAD', `${taskPath}/UPPER?external=true`],
    ['OPTIONS', taskPath],
    ['DELETE', taskPath],
    ['GET', servicePath],
    ['GET', '/nowhere'],
  ] as const) {
    yield await line(() => caller.call(method, path));
  }
  yield await line(() => caller.call('GET', `${taskPath}/UPPER/?external=true`));
  const origin = { origin: 'https://page.example' };
  yield await line(() => caller.call('GET', `${taskPath}/no-such-task`, undefined, origin));
  yield await line(() => caller.call('POST', `${taskPath}/`, goodTask));
}

async function* provoked(caller: Caller, { control }: Sandbox): AsyncGenerator<Line> {
  for (const errorCode of [11, 12, 13, 14] as const) {
    control.failNext(errorCode);
    yield await line(() => caller.query('UPPER'));
  }
}

const timeout = 1000;

/** What came, or how it failed. Ids and tokens are as the seeded sandbox makes them. */
async function line(call: () => ReturnType<Caller['query']>): Promise<Line> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Line>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), timeout);
  });
  const answered = call().then(
    ({ status, headers, text }) => `${status} ${JSON.stringify([...headers])} ${text}`,
    (error: unknown) => `failed: ${String(error)}`,
  );
  const first = await Promise.race([answered, late]);
  clearTimeout(timer);
  return first;
}
