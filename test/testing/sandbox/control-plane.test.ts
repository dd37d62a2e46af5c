import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import type { Sandbox } from '../../../src/testing/sandbox/index.ts';
import { Caller } from './caller.ts';

let sandbox: Sandbox;
let url = '';
let caller: Caller;

beforeEach(async () => {
  sandbox = createSandbox();
  ({ url } = await sandbox.listen());
  caller = await Caller.of(sandbox, url);
});

afterEach(() => sandbox.close());

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

test('an agent takes, parks and completes a task by its external id', async () => {
  expect((await control('POST', '/tasks/SF-00T-1001/take')).body).toMatchObject({ state: 'with-agent' });
  expect((await caller.cancel('SF-00T-1001')).body).toMatchObject({ errorCode: 10 });
  expect((await control('POST', '/tasks/SF-00T-1001/defer', {})).body).toMatchObject({ state: 'deferred' });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ taskStatus: 'DEFERRED' });
  await control('POST', '/tasks/SF-00T-1001/complete', { dispositionName: 'Problem solved' });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({
    taskStatus: 'COMPLETED',
    dispositionName: 'Problem solved',
  });
});

test('the next task of a service is the one with the highest priority', async () => {
  const { body } = await control('POST', '/services/Task%20Service/take-next');
  expect(body).toMatchObject({ task: { extId: 'SF-00T-1002' } });
});

test('expired tokens give code 2, revoked ones code 1', async () => {
  await control('POST', '/tokens/expire', { token: caller.token });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 2 });
  expect((await control('POST', '/tokens/revoke')).body).toEqual({ revoked: 1 });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 1 });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])(
  'code %i can be provoked for the next request',
  async (errorCode) => {
    await control('POST', '/faults', { operation: 'queryTask', errorCode, times: 1 });
    expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode });
    expect((await caller.query('SF-00T-1001')).status).toBe(200);
  },
);

test('a header provokes a code for one request, until it is switched off', async () => {
  const provoke = (): ReturnType<Caller['call']> =>
    caller.call('GET', '/taskroutingapi/v1/task/SF-00T-1001?external=true', undefined, {
      'X-Sandbox-Error-Code': '11',
    });
  expect(await provoke()).toMatchObject({ status: 502, body: { errorCode: 11 } });
  await control('PATCH', '/settings', { errorHeader: false });
  expect((await provoke()).status).toBe(200);
});

test('time moves, and tokens with it', async () => {
  const { body } = await control('GET', '/clock');
  await control('POST', '/clock', { advance: '2h' });
  expect((await control('GET', '/clock')).body).not.toEqual(body);
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 2 });
});

test('the feature, privileges and locks can be changed', async () => {
  await control('PATCH', '/settings', { featureEnabled: false });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 14 });
  await control('PATCH', '/settings', { featureEnabled: true });
  await control('PATCH', '/users/crm.integration', { privileges: [] });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 3 });
  await control('PATCH', '/users/crm.integration', { locked: true });
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ errorCode: 1 });
  expect((await caller.requestToken(sandbox.credentials)).body).toMatchObject({ error: 'invalid_client' });
});

test('a snapshot brings everything back, tokens and places in the queue included', async () => {
  const { body: snapshot } = await control('GET', '/snapshot');
  await caller.cancelService({ serviceName: 'Task Service' });
  await control('POST', '/tokens/revoke');
  expect((await control('POST', '/snapshot', snapshot)).status).toBe(200);
  expect((await caller.query('SF-00T-1001')).body).toMatchObject({ taskStatus: 'QUEUED' });
  expect(sandbox.control.takeNext('Task Service')?.extId).toBe('SF-00T-1002');
});

test('a reset takes another seed', async () => {
  const seed = {
    tenant: 'other.example.com',
    users: [{ username: 'u' }],
    services: [{ name: 'S', type: 'Task' }],
    dispositions: [],
    caseCategories: [],
  };
  const { body } = await control('POST', '/reset', { seed });
  expect(body).toMatchObject({ queues: [{ serviceName: 'S', waiting: 0 }], tasks: [] });
});

test.each([
  ['POST', '/tasks/nobody/take', {}, 404, 'unknown-task'],
  ['POST', '/tasks/ZD-3001/take', {}, 409, 'wrong-state'],
  ['POST', '/tasks/SF-00T-1001/take', { agnet: 'x' }, 400, 'bad-request'],
  ['POST', '/services/None/take-next', {}, 404, 'unknown-service'],
  ['POST', '/faults', { errorCode: 15 }, 400, 'bad-request'],
  ['POST', '/faults', { errorCode: 4, times: 0 }, 400, 'bad-request'],
  ['POST', '/faults', {}, 400, 'bad-request'],
  ['POST', '/faults', { name: 'no-such-fault' }, 404, 'unknown-fault'],
  ['POST', '/clock', { advance: 'soon' }, 400, 'bad-request'],
  ['PATCH', '/settings', { rules: { mediaType: 'any' } }, 400, 'bad-request'],
  ['PATCH', '/settings', { rateLimit: { perSecond: 0, burst: 1 } }, 400, 'bad-request'],
  ['PATCH', '/settings', { latency: { min: 5 } }, 400, 'bad-request'],
  ['PATCH', '/users/nobody', {}, 404, 'unknown-user'],
  ['POST', '/snapshot', { format: 'other' }, 400, 'bad-snapshot'],
  ['POST', '/reset', { seed: {} }, 400, 'bad-seed'],
  ['GET', '/nowhere', undefined, 404, 'not-found'],
])('%s %s with %j is refused with %i %s', async (method, path, body, status, error) => {
  expect(await control(method, path, body)).toMatchObject({ status, body: { error } });
});

test('a page of somebody else, or a name that was made to point here, is refused', async () => {
  expect(
    (await fetch(`${url}/_sandbox/state`, { headers: { Origin: 'https://elsewhere.example' } })).status,
  ).toBe(403);
  expect(await statusWithHost('elsewhere.example')).toBe(403);
  expect(await statusWithHost('localhost')).toBe(200);
});

function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/_sandbox/state`, { headers: { host } }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    });
    outgoing.on('error', reject).end();
  });
}

test('the control plane and the page can be switched off', async () => {
  await using closed = createSandbox({ control: 'off' });
  const { url: closedUrl } = await closed.listen();
  for (const path of ['/', '/_sandbox', '/_sandbox/state'])
    expect((await fetch(closedUrl + path)).status).toBe(404);
  expect((await closed.fetch('/_sandbox/state')).status).toBe(404);
});

test('neither state, nor requests, nor events tell a secret or a token', async () => {
  await caller.query('SF-00T-1001');
  const texts = await Promise.all(
    ['/state', '/requests', '/faults', '/profile'].map(async (path) =>
      JSON.stringify(await control('GET', path)),
    ),
  );
  for (const text of texts) {
    expect(text).not.toContain(caller.token);
    expect(text).not.toContain(sandbox.credentials.clientSecret);
  }
});

test('events begin with how things stand and follow what happens', async () => {
  const abort = new AbortController();
  const response = await fetch(`${url}/_sandbox/events`, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('SF-00T-1001');
  await caller.queue({ extTaskId: 'seen-live' });
  let text = '';
  while (!text.includes('seen-live')) text += (await reader?.read())?.value ?? '';
  expect(text).toContain('POST');
  abort.abort();
});

test('a refusal is explained in the request log', async () => {
  await caller.queue({ priority: 101 });
  const { body } = await control('GET', '/requests');
  expect(body).toMatchObject({
    requests: [{ operation: 'queueTask', status: 400, errorCode: 4, reason: 'priority must be <= 100' }, {}],
  });
});
