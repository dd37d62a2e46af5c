import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import type { Disturbance } from '../../../src/testing/sandbox/index.ts';
import { Caller } from './caller.ts';

async function afterTrouble(disturbance: Disturbance, overSocket = false) {
  const sandbox = createSandbox();
  const { url } = overSocket ? await sandbox.listen() : {};
  const caller = await Caller.of(sandbox, url);
  sandbox.control.failNext(disturbance);
  try {
    return { answer: await caller.query('SF-00T-1001'), next: await caller.query('SF-00T-1001') };
  } finally {
    await sandbox.close();
  }
}

test.each([false, true])('answers are spoilt in every way, over a socket: %s', async (overSocket) => {
  expect((await afterTrouble({ mishap: 'html-502' }, overSocket)).answer).toMatchObject({
    status: 502,
    text: expect.stringContaining('<h1>'),
  });
  expect((await afterTrouble({ mishap: 'missing-field' }, overSocket)).answer.body).not.toHaveProperty(
    'taskStatus',
  );
  expect((await afterTrouble({ mishap: 'wrong-type' }, overSocket)).answer.body).toMatchObject({
    taskStatus: 0,
  });
  expect((await afterTrouble({ mishap: 'malformed' }, overSocket)).answer.body).toBeUndefined();
  expect((await afterTrouble({ mishap: 'empty' }, overSocket)).answer.text).toBe('');
  await expect(afterTrouble({ mishap: 'drop' }, overSocket)).rejects.toThrow('fetch failed');
  await expect(afterTrouble({ mishap: 'truncate' }, overSocket)).rejects.toThrow('terminated');
});

test('a request that is never answered ends with its signal', async () => {
  const sandbox = createSandbox();
  const caller = await Caller.of(sandbox);
  sandbox.control.failNext({ mishap: 'hang' });
  const headers = { authorization: `Bearer ${caller.token}` };
  const asked = caller.send('GET', '/taskroutingapi/v1/task/x', { headers, signal: AbortSignal.timeout(20) });
  await expect(asked).rejects.toThrow('timeout');
});

test('429 comes with Retry-After in seconds, as a date, or without', async () => {
  const headers = async (disturbance: Disturbance) =>
    (await afterTrouble(disturbance)).answer.headers.get('retry-after');
  expect(await headers({ errorCode: 12 })).toBeNull();
  expect(await headers({ errorCode: 12, retryAfter: 3 })).toBe('3');
  expect(await headers({ errorCode: 12, retryAfter: 'date' })).toMatch(/ GMT$/);
});

test('trouble hits so many requests of its operation, and a share hits about that share', async () => {
  const sandbox = createSandbox({ randomSeed: 3 });
  const caller = await Caller.of(sandbox);
  sandbox.control.failNext({ operation: 'queryTask', errorCode: 13, times: 2 });
  expect((await caller.update('SF-00T-1001', { priority: 2 })).status).toBe(200);
  const statuses = [await caller.query('x'), await caller.query('x'), await caller.query('x')].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([500, 500, 404]);
  sandbox.control.failNext({ errorCode: 13, share: 0.25 });
  let hit = 0;
  for (let call = 0; call < 400; call += 1) if ((await caller.query('x')).status === 500) hit += 1;
  expect(hit).toBeGreaterThan(60);
  expect(hit).toBeLessThan(140);
});

test('a record whose queue step failed is created, and the next call queues it', async () => {
  const sandbox = createSandbox();
  const caller = await Caller.of(sandbox);
  sandbox.control.failNext({ operation: 'queueTask', errorCode: 11, leavesRecord: true });
  expect((await caller.queue({ extTaskId: 'half' })).status).toBe(502);
  expect((await caller.query('half')).body).toMatchObject({ taskStatus: 'CREATED' });
  expect((await caller.queue({ extTaskId: 'half', contactInfo: undefined })).status).toBe(200);
  expect((await caller.query('half')).body).toMatchObject({ taskStatus: 'QUEUED' });
});

test('the rate limit is a bucket for each token that time fills up', async () => {
  const sandbox = createSandbox({
    rateLimit: { perSecond: 1, burst: 3, retryAfter: 'seconds' },
    startTime: 0,
  });
  const [caller, other] = [await Caller.of(sandbox), await Caller.of(sandbox)];
  const statuses = [];
  for (let call = 0; call < 4; call += 1) statuses.push((await caller.query('x')).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
  expect((await other.query('x')).status).toBe(404);
  expect((await caller.query('x')).headers.get('retry-after')).toBe('1');
  sandbox.control.advance('2s');
  expect((await caller.query('x')).status).toBe(404);
});

test('latency holds answers back by at least its least', async () => {
  const sandbox = createSandbox({ latency: '30ms-40ms' });
  const caller = await Caller.of(sandbox);
  const before = performance.now();
  await caller.query('x');
  expect(performance.now() - before).toBeGreaterThan(25);
});

test('the autopilot repeats itself, keeps tasks moving and leaves no agent with two tasks', () => {
  const run = () => {
    const sandbox = createSandbox({
      startTime: 0,
      randomSeed: 1,
      autopilot: { arrivalsPerHour: 200, randomSeed: 9 },
    });
    sandbox.control.advance('3h');
    sandbox.control.stopAutopilot();
    return sandbox.control.state();
  };
  const state = run();
  expect(state).toEqual(run());
  expect(state.counts.completed).toBeGreaterThan(100);
  for (const { working } of state.agents.slice(1)) expect(working).toBeLessThanOrEqual(1);
});
