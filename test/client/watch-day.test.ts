import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import { createTaskRoutingClient, type ClientOptions, type WatchState } from '../../src/client/index.ts';
import { seededRandom } from '../../src/specwright/base/random.ts';
import { createSandbox, type Sandbox } from '../../src/testing/sandbox/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const COUNT = 10_000;
/** About three looks at a task. */
const PER_MINUTE = 20;

afterEach(() => vi.useRealTimers());

/** Bytes in use once everything that can go is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** The sandbox moves with the clock of the test, and agents complete what is due. */
function day(sandbox: Sandbox, ends: ReadonlyMap<string, number>, began: number) {
  const due = [...ends].toSorted(([, a], [, b]) => b - a);
  const queries: number[] = [];
  let now = began;
  const fetch: ClientOptions['fetch'] = async (url, init) => {
    sandbox.control.advance(Date.now() - now);
    now = Date.now();
    for (let next = due.at(-1); next && next[1] <= now - began; next = due.at(-1)) {
      sandbox.control.take(next[0]);
      sandbox.control.complete(next[0]);
      due.pop();
    }
    if (init.method === 'GET') queries.push(now);
    return sandbox.fetch(url, init);
  };
  return { fetch, queries };
}

/** Moves the clock until the work is done. */
async function onward(work: Promise<void>): Promise<void> {
  const clock = { runs: true };
  const end = work.finally(() => {
    clock.runs = false;
  });
  while (clock.runs) await vi.advanceTimersByTimeAsync(10 * MINUTE);
  return end;
}

it(
  '10,000 tasks over a day, on the clock of the sandbox, with restarts: every end once, in budget, memory flat',
  { timeout: 300_000 },
  async () => {
    const random = seededRandom(5);
    const ids = Array.from({ length: COUNT }, (_, index) => `t${index}`);
    const ends = new Map(ids.map((id) => [id, random.integer(DAY)]));
    const queued = {
      status: 'QUEUED',
      service: 'Task Service',
      order: 'fifo',
      subject: 'Call back',
    } as const;
    const tasks = ids.map((extTaskId) => ({ ...queued, extTaskId }));
    const began = Date.now();
    await using sandbox = createSandbox({
      seed: { ...createSandbox().seed, tasks },
      startTime: new Date(began).toISOString(),
      maxTasks: COUNT,
    });
    const { tenantUrl, credentials } = sandbox;
    const { fetch, queries } = day(sandbox, ends, began);
    const client = createTaskRoutingClient({ tenantUrl, ...credentials, fetch });
    // Everything is loaded, and the token is there, before the clock is a fake one.
    await client.queryTask({ extTaskId: 't0' });
    queries.length = 0;

    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: began });
    const reported = new Map<string, number>();
    const heaps: number[] = [];
    let latest = 0;
    let state: WatchState = { tasks: ids.map((extTaskId) => ({ task: { extTaskId }, quietMs: 0 })) };
    const watchAll = async (): Promise<void> => {
      while (state.tasks.length > 0) {
        const watch = client.watchTasks([], { requestsPerMinute: PER_MINUTE, state });
        let seen = 0;
        for await (const { task, to, at } of watch) {
          const id = typeof task === 'string' ? task : task.extTaskId;
          if (to === 'COMPLETED') reported.set(id, (reported.get(id) ?? 0) + 1);
          if (to === 'COMPLETED') latest = Math.max(latest, at - began - (ends.get(id) ?? 0));
          seen += 1;
          // A restart, every now and then.
          if (seen === COUNT / 4) break;
        }
        state = JSON.parse(JSON.stringify(watch.state()));
        heaps.push(heapUsed());
      }
    };
    await onward(watchAll());

    expect(reported.size).toBe(COUNT);
    expect(Math.max(...reported.values())).toBe(1);
    const minutes = (Date.now() - (queries[0] ?? 0)) / MINUTE;
    expect(queries.length / minutes).toBeLessThanOrEqual(PER_MINUTE * 1.01);
    expect(Math.max(...heaps)).toBeLessThan((heaps[0] ?? 0) * 1.2);
    // At this budget one round of all tasks takes longer than any pause.
    expect(latest).toBeLessThan((COUNT / PER_MINUTE + 10) * MINUTE);
  },
);
