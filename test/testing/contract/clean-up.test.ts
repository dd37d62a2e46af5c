import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../src/specwright/contract/engine/open-session.ts';
import { createSandbox, taskRoutingSuite, verify, type Hooks } from '../../../src/testing/index.ts';
import { cleanUp } from '../../../src/testing/suite/clean-up.ts';

/** Refuses every cancellation with the code that the id of the task ends in, over several lines. */
const server = createServer(({ url = '' }, response) => {
  const errorCode = Number(/\/task\/task-(\d+)/.exec(url)?.[1]);
  const text = JSON.stringify({ errorCode, errorMessage: 'Refused' }, undefined, 2);
  response.writeHead(400, { 'content-type': 'application/json' }).end(text);
});
let target = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function leftoversOf(taskId: string, hooks: Hooks): Promise<readonly string[]> {
  const session = openSession(taskRoutingSuite({ hooks }), { target, mode: 'full' });
  session.workspace.observe({
    request: { operation: 'queueTask', method: 'POST', url: `${target}/task`, headers: {}, body: '{}' },
    answer: { status: 200, headers: {}, text: '', json: { taskId } },
    duration: 1,
  });
  return (await cleanUp(session)).map(({ id }) => id);
}

test('a task that has left the queue needs no more, however the answer is laid out', async () => {
  const finished: string[] = [];
  const hooks: Hooks = { completeTask: ({ taskId }) => void finished.push(taskId) };
  expect(await leftoversOf('task-9', hooks)).toEqual([]);
  expect(finished).toEqual([]);
});

test('a task that an agent has is finished by the hook, or left over where there is none', async () => {
  const finished: string[] = [];
  const hooks: Hooks = { completeTask: ({ taskId }) => void finished.push(taskId) };
  expect(await leftoversOf('task-10', hooks)).toEqual([]);
  expect(finished).toEqual(['task-10']);
  expect(await leftoversOf('task-10', {})).toEqual(['task-10']);
});

test('a hook that throws at once costs the task, not the report', async () => {
  const broken: Hooks = {
    completeTask: () => {
      throw new Error('nobody at the desk');
    },
  };
  expect(await leftoversOf('task-10', broken)).toEqual(['task-10']);
  await using sandbox = createSandbox();
  const { tenantUrl, fetch, credentials, profile, hooks } = sandbox;
  const report = await verify({
    target: tenantUrl,
    fetch,
    credentials,
    profile,
    hooks: { ...hooks, ...broken },
    mode: 'own',
    sources: ['workflow'],
  });
  expect(report.leftovers.length).toBeGreaterThan(0);
  expect(report.summary.passed).toBeGreaterThan(0);
}, 60_000);
