import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TASK_QUEUE } from '../../docs/examples/bullmq-queue-worker.ts';
import { WATCH_QUEUE } from '../../docs/examples/bullmq-watch-worker.ts';
import { createTaskRoutingClient, type QueueTaskRequest } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { builtModule } from '../run-cli.ts';
import { startHostileServer, type HostileServer } from './hostile-server.ts';
import { hasRedis, startRedis } from './machines/redis-server.ts';

const WORKER = path.join(import.meta.dirname, 'machines/worker.ts');

function taskOf(extTaskId: string): QueueTaskRequest {
  return {
    extTaskId,
    serviceName: 'Task Service',
    contactInfo: { firstName: 'Amara' },
    caseInfo: { category: 'Incident' },
    taskInfo: { subject: 'Call back' },
  };
}

const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(50);
}

// Skipped where redis-server is not installed: there is nothing to talk to. CI installs it.
describe.skipIf(!hasRedis)('many machines: BullMQ on a real Redis, workers in processes of their own', () => {
  const sandbox = createSandbox({ maxTasks: 20_000 });
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let server: HostileServer;
  /** Sees every request for a task, and may answer in place of the sandbox. */
  let watcher: (init: RequestInit) => Response | undefined = () => undefined;
  const workers = new Map<string, ChildProcess>();

  async function start(role: 'queue' | 'watch', name: string): Promise<void> {
    const { clientId, clientSecret } = sandbox.credentials;
    const args = [role, name, redis.url, server.url, clientId, clientSecret];
    const worker = fork(await builtModule(WORKER), args);
    workers.set(name, worker);
    await new Promise((resolve) => worker.once('message', resolve));
  }

  async function stopAll(): Promise<void> {
    const ends = [...workers.values()].map(
      (worker) => worker.exitCode ?? worker.signalCode ?? new Promise((end) => worker.once('exit', end)),
    );
    for (const worker of workers.values()) worker.kill('SIGTERM');
    await Promise.all(ends);
    workers.clear();
  }

  beforeAll(async () => {
    redis = await startRedis();
    server = await startHostileServer(async (url, init) => watcher(init) ?? sandbox.fetch(url, init));
  });
  afterAll(async () => {
    await stopAll();
    await server.close();
    await redis.close();
    await sandbox.close();
  });

  it('queue 10,000 tasks with one token and one pace; one is killed; every task ends exactly once', async () => {
    const queue = new Queue(TASK_QUEUE, { connection: await redis.connect() });
    const ids = named('queued', 10_000);
    const jobs = ids.map((id) => ({ name: id, data: taskOf(id) }));
    for (let at = 0; at < jobs.length; at += 1000) await queue.addBulk(jobs.slice(at, at + 1000));
    const arrivals: number[] = [];
    let refusedAt = 0;
    watcher = ({ method }) => {
      if (method !== 'POST') return undefined;
      arrivals.push(performance.now());
      if (arrivals.length === 3000) workers.get('b')?.kill('SIGKILL');
      if (arrivals.length !== 6000) return undefined;
      refusedAt = performance.now();
      return Response.json({ errorCode: 12 }, { status: 429, headers: { 'retry-after': '2' } });
    };
    await Promise.all(['a', 'b', 'c'].map((name) => start('queue', name)));
    await until(async () => (await queue.getJobCountByTypes('completed', 'failed')) === ids.length);

    expect(await queue.getJobCountByTypes('failed', 'active', 'waiting', 'delayed')).toBe(0);
    const queued = sandbox.control
      .snapshot()
      .tasks.flatMap(({ extId = '', state }) =>
        extId.startsWith('queued-') && state === 'queued' ? [extId] : [],
      );
    expect(queued.toSorted()).toEqual(ids.toSorted());
    expect(server.tokenRequests()).toBe(1);
    // The one that was refused sets the pace of all: nothing arrives until the pause is over.
    const inPause = arrivals.filter((at) => at > refusedAt + 1000 && at < refusedAt + 1900);
    expect(inPause).toEqual([]);
    await stopAll();
    await queue.close();
  });

  it('watch 1,000 tasks in shares; one is killed, one is stopped; every change is reported exactly once', async () => {
    const ids = named('watched', 1000);
    const { tenantUrl, fetch, credentials } = sandbox;
    const client = createTaskRoutingClient({ tenantUrl, fetch, ...credentials });
    for await (const { status } of client.queueTasks(ids.map(taskOf))) expect(status).toBe('queued');
    const shares = Array.from({ length: 20 }, (_, share) => ({
      name: String(share),
      tasks: ids.filter((_id, index) => index % 20 === share).map((extTaskId) => ({ extTaskId })),
    }));
    const queue = new Queue(WATCH_QUEUE, { connection: await redis.connect() });
    await queue.addBulk(shares.map((data) => ({ name: data.name, data })));
    const changes = await redis.connect();
    await Promise.all(['d', 'e', 'f'].map((name) => start('watch', name)));

    await until(async () => (await changes.lLen('changes')) > 500);
    workers.get('d')?.kill('SIGKILL');
    for (const id of ids) {
      sandbox.control.take(id);
      sandbox.control.complete(id);
    }
    await until(async () => (await changes.lLen('changes')) > 1300);
    workers.get('e')?.kill('SIGTERM');
    await until(async () => (await queue.getJobCountByTypes('completed', 'failed')) === shares.length);

    const reported = (await changes.lRange('changes', 0, -1)).map((text) => JSON.parse(text));
    const ends = reported.filter(({ to }) => to === 'COMPLETED').map(({ task }) => task.extTaskId);
    expect(ends.toSorted()).toEqual(ids.toSorted());
    const keys = reported.map(({ task, from, to }) => `${task.extTaskId} ${from} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    await stopAll();
    await queue.close();
  });
});
