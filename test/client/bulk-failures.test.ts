import { getEventListeners } from 'node:events';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createTaskRoutingClient,
  type BulkOptions,
  type BulkOutcome,
  type BulkProgress,
  type ClientOptions,
  type QueueTaskRequest,
} from '../../src/client/index.ts';
import { credentials, ids, task } from './fixtures.ts';
import { grant, refusal } from './hostile-server.ts';
import { loaded, onward } from './watched.ts';

const SECOND = 1000;
const { extTaskId: _own, ...anonymous } = task;

beforeAll(loaded);
afterEach(() => vi.useRealTimers());

const named = (...names: readonly string[]): QueueTaskRequest[] =>
  names.map((extTaskId) => ({ ...task, extTaskId }));
const many = (count: number): QueueTaskRequest[] =>
  named(...Array.from({ length: count }, (_, index) => `b-${index}`));
const limited = (seconds = 0): Response =>
  Response.json({ errorCode: 12 }, { status: 429, headers: { 'retry-after': String(seconds) } });
const busy = (): Response => new Response('busy', { status: 503 });
const queued = (): Response => Response.json(ids);

/** A run on a clock that the test moves: what became of each task, when its calls were, and the summary. */
async function run(
  tasks: Iterable<QueueTaskRequest>,
  reply: (id: string | undefined, call: number) => Response,
  options: BulkOptions = {},
  clientOptions: Partial<ClientOptions> = {},
) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const times: number[] = [];
  const limits: number[] = [];
  const progress: BulkProgress[] = [];
  const client = createTaskRoutingClient({
    tenantUrl: 'https://x.example',
    ...credentials,
    fetch: async (url, init) => {
      if (url.includes('/oauth/')) return grant('t', 10 * 86_400);
      times.push(performance.now());
      return reply(JSON.parse(String(init.body)).extTaskId, times.length);
    },
    ...clientOptions,
  });
  const onProgress = (now: BulkProgress): void => {
    progress.push(now);
    limits.push(now.concurrency);
  };
  const outcomes: BulkOutcome[] = [];
  const consume = async () => {
    const results = client.queueTasks(tasks, { onProgress, ...options });
    let next = await results.next();
    for (; !next.done; next = await results.next()) outcomes.push(next.value);
    return next.value;
  };
  const began = performance.now();
  const summary = await onward(consume(), 100);
  const short = outcomes
    .toSorted((one, other) => one.index - other.index)
    .map(({ status, tries }) => [status, tries]);
  return { summary, outcomes, short, times: times.map((at) => at - began), limits, progress, client };
}

describe('how fast a run is', () => {
  it('one 429 lowers the number of calls at a time, another failure does not', async () => {
    const once = (failure: () => Response) => (_id: string | undefined, call: number) =>
      call === 3 ? failure() : queued();
    const slower = await run(many(12), once(limited), { concurrency: 10 });
    expect(Math.min(...slower.limits)).toBe(7);
    const same = await run(many(12), once(busy), { concurrency: 10 });
    expect(new Set(same.limits)).toEqual(new Set([10]));
    for (const { summary } of [slower, same]) expect(summary).toMatchObject({ queued: 12, read: 12 });
  });

  it('waits as long as the server asks, with every call', async () => {
    const { times, short } = await run(
      named('a', 'b', 'c'),
      (_id, call) => (call === 1 ? limited(20) : queued()),
      { concurrency: 1 },
    );
    expect(short).toEqual([
      ['queued', 2],
      ['queued', 1],
      ['queued', 1],
    ]);
    expect(times[1]).toBeGreaterThanOrEqual(20 * SECOND);
    expect(times.at(-1)).toBeLessThan(22 * SECOND);
  });
});

describe('what is repeated in a run', () => {
  it('a task with an id, up to maxTries times; others go on', async () => {
    const stubborn = (id: string | undefined) => (id === 'bad' ? busy() : queued());
    const { short, summary } = await run(named('bad', 'a', 'b'), stubborn);
    expect(short).toEqual([
      ['unknown', 10],
      ['queued', 1],
      ['queued', 1],
    ]);
    expect(summary).toMatchObject({ read: 3, queued: 2, unknown: 1, failed: 0, notSent: 0 });
    expect((await run(named('bad'), stubborn, { maxTries: 3 })).short).toEqual([['unknown', 3]]);
    expect((await run(named('bad'), stubborn, { maxTries: 1 })).short).toEqual([['unknown', 1]]);
  });

  it('429 any number of times, also for a task without an id', async () => {
    const patient = (_id: string | undefined, call: number) => (call <= 20 ? limited() : queued());
    expect((await run(named('a'), patient, { maxTries: 2 })).short).toEqual([['queued', 21]]);
    expect((await run([anonymous], patient, { maxTries: 2 })).short).toEqual([['queued', 21]]);
  });

  it('not what the server says of the task, nor a failure of the server itself', async () => {
    const replies: Record<string, () => Response> = {
      refused: () => refusal(400, 6),
      failing: () => refusal(500, 13),
      there: () => refusal(400, 5),
    };
    const { short, outcomes } = await run(
      named(...Object.keys(replies)),
      (id = '') => replies[id]?.() ?? queued(),
    );
    expect(short).toEqual([
      ['failed', 1],
      ['unknown', 1],
      ['alreadyQueued', 1],
    ]);
    expect(outcomes.find(({ index }) => index === 2)).toMatchObject({
      request: { extTaskId: 'there' },
      result: { status: 'alreadyQueued', extTaskId: 'there' },
    });
  });

  it('a lost reply leaves the outcome unknown, whatever comes later', async () => {
    const lost = await run(named('a'), (_id, call) => (call === 1 ? busy() : refusal(400, 6)));
    expect(lost.outcomes).toMatchObject([{ status: 'unknown', tries: 2, error: { errorCode: 6 } }]);
    const found = await run(named('a'), (_id, call) => (call === 1 ? busy() : queued()));
    expect(found.short).toEqual([['queued', 2]]);
  });
});

describe('what ends a run', () => {
  it('not one task that is wrong before it is sent', async () => {
    const { short, summary } = await run(named('..', 'a', 'b'), queued, { concurrency: 1 });
    expect(short).toEqual([
      ['failed', 0],
      ['queued', 1],
      ['queued', 1],
    ]);
    expect(summary.stopped).toBeUndefined();
  });

  it('a token that is refused again and again, after a quarter of a minute; not one that was for a moment', async () => {
    const moment = await run(named('a', 'b'), (_id, call) => (call <= 6 ? refusal(401, 1) : queued()), {
      concurrency: 1,
    });
    expect(moment.summary).toMatchObject({ queued: 2, stopped: undefined });
    const always = await run(many(100), () => refusal(401, 1), { concurrency: 1, maxTries: 1000 });
    expect(always.summary).toMatchObject({
      queued: 0,
      failed: 0,
      stopped: { code: 'authentication-failed' },
    });
    expect(always.outcomes.every(({ status }) => status === 'notSent')).toBe(true);
    expect(always.times.at(-1)).toBeGreaterThan(10 * SECOND);
    expect(always.times.at(-1)).toBeLessThan(60 * SECOND);
  });

  it('a server without one success for five minutes, or for as long as is set', async () => {
    const { summary, times, outcomes } = await run(many(1000), busy, { concurrency: 2, maxTries: 1000 });
    expect(summary).toMatchObject({ queued: 0, stopped: { code: 'unavailable' } });
    expect(times.at(-1)).toBeGreaterThan(240 * SECOND);
    expect(times.at(-1)).toBeLessThan(400 * SECOND);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['unknown']));
    const soon = await run(many(1000), busy, { concurrency: 2, maxTries: 1000, giveUpAfterMs: 20 * SECOND });
    expect(soon.times.at(-1)).toBeLessThan(60 * SECOND);
  });

  it('not a secret that is late', async () => {
    let asked = 0;
    const clientSecret = (): string => {
      asked += 1;
      if (asked < 4) throw new Error('vault');
      return 'secret';
    };
    const { summary } = await run(named('a', 'b'), queued, { concurrency: 1 }, { clientSecret });
    expect(summary).toMatchObject({ queued: 2, stopped: undefined });
  });

  it('a signal that was aborted before it began; nothing is left on the signal', async () => {
    const signal = AbortSignal.abort();
    let taken = 0;
    function* input() {
      taken += 1;
      yield task;
    }
    const { summary, times } = await run(input(), queued, { signal });
    expect(summary).toMatchObject({ read: 0, stopped: 'signal' });
    expect([taken, times]).toEqual([0, []]);
    const live = new AbortController();
    for (let round = 0; round < 3; round += 1) await run(named('a'), queued, { signal: live.signal });
    expect(getEventListeners(live.signal, 'abort').length).toBeLessThanOrEqual(1);
  });
});

describe('progress and input', () => {
  it('counts each outcome as it comes, the last time as the summary does', async () => {
    const { progress, summary } = await run(
      named('a', 'refused', 'there', 'b'),
      (id) => (id === 'refused' ? refusal(400, 6) : id === 'there' ? refusal(400, 5) : queued()),
      { concurrency: 1 },
    );
    const none = { queued: 0, alreadyQueued: 0, failed: 0, unknown: 0, notSent: 0 };
    const sums = progress.map(({ queued: a, failed: b, alreadyQueued: c }) => a + b + c);
    expect(sums).toEqual([1, 2, 3, 4]);
    const { stopped, ...counts } = summary;
    expect(stopped).toBeUndefined();
    expect(counts).toEqual({ ...none, read: 4, queued: 2, failed: 1, alreadyQueued: 1, concurrency: 1 });
    expect(progress.at(-1)).toEqual(counts);
  });

  it('an input that is at its end is neither asked again nor told to end', async () => {
    const asked = { next: 0, return: 0 };
    const tasks: Iterable<QueueTaskRequest> = {
      [Symbol.iterator]: () => ({
        next() {
          asked.next += 1;
          return asked.next > 3 ? { done: true, value: undefined } : { done: false, value: anonymous };
        },
        return() {
          asked.return += 1;
          return { done: true, value: undefined };
        },
      }),
    };
    const { summary } = await run(tasks, queued, { concurrency: 2 });
    expect(summary).toMatchObject({ read: 3, queued: 3 });
    expect(asked).toEqual({ next: 4, return: 0 });
  });
});
