import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WatchedTask, WatchOptions } from '../../src/client/index.ts';
import { seededRandom } from '../../src/specwright/base/random.ts';
import { failureOf } from './fixtures.ts';
import { refusal } from './hostile-server.ts';
import { allOf, changesOf, loaded, onward, short, watched } from './watched.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** No watch of these tests is slowed down by it. */
const FAST = { requestsPerMinute: 60_000 };

beforeAll(loaded);
afterEach(() => vi.useRealTimers());

/** The pauses between times, in order. */
const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)));

/** Watches tasks that never end until the time is up; gives what was asked when. */
async function looksAt(
  tasks: readonly string[],
  options: WatchOptions,
  ms: number,
  reply: () => 'QUEUED' | Response = () => 'QUEUED',
) {
  const stop = new AbortController();
  const { client, queries, asked } = watched(reply);
  const work = changesOf(client.watchTasks(tasks, { ...options, signal: stop.signal }));
  await vi.advanceTimersByTimeAsync(ms);
  stop.abort();
  const changes = await work;
  return { times: queries, asked, changes };
}

describe('when a task is looked at', () => {
  it('a new one every intervalMs; the longer it is quiet, the longer the pause, up to maxIntervalMs', async () => {
    const options = { ...FAST, intervalMs: 10 * SECOND, maxIntervalMs: MINUTE };
    const { times } = await looksAt(['a'], options, HOUR);
    const pauses = gaps(times);
    // A tenth of the time that it was quiet, once that is longer.
    expect(pauses.slice(0, 3)).toEqual([10_000, 10_000, 10_000]);
    const at100 = times.findIndex((time) => time - (times[0] ?? 0) > 200 * SECOND);
    expect(pauses[at100]).toBeGreaterThan(20 * SECOND);
    expect(pauses[at100]).toBeLessThan(25 * SECOND);
    expect(pauses.at(-1)).toBe(MINUTE);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });

  it('by default after five seconds at first, and at last every five minutes', async () => {
    const { times } = await looksAt(['a'], {}, 3 * HOUR);
    const pauses = gaps(times);
    expect(pauses[0]).toBe(5 * SECOND);
    expect(pauses.at(-1)).toBe(5 * MINUTE);
  });

  it('an intervalMs above maxIntervalMs holds', async () => {
    const options = { ...FAST, intervalMs: MINUTE, maxIntervalMs: SECOND };
    const { times } = await looksAt(['a'], options, 5.5 * MINUTE);
    expect(gaps(times)).toEqual([MINUTE, MINUTE, MINUTE, MINUTE, MINUTE]);
  });

  it('a change makes it new again', async () => {
    const began = Date.now();
    const { client, queries } = watched(() => {
      const minutes = (Date.now() - began) / MINUTE;
      return minutes > 62 ? 'COMPLETED' : minutes > 60 ? 'QUEUED' : 'CREATED';
    });
    const changes = await allOf(client.watchTasks(['a'], { ...FAST, maxIntervalMs: MINUTE }));
    const changedAt = changes[1]?.at ?? 0;
    const next = queries.find((time) => time > performance.now() - (Date.now() - changedAt));
    expect(changes.map(({ to }) => to)).toEqual(['CREATED', 'QUEUED', 'COMPLETED']);
    const index = next === undefined ? -1 : queries.indexOf(next);
    expect(gaps(queries)[index - 1]).toBe(5 * SECOND);
    expect(gaps(queries)[index - 2]).toBe(MINUTE);
  });

  it('all tasks share requestsPerMinute, 60 by default, and each has its turn', async () => {
    const tasks = ['a', 'b', 'c', 'd'];
    const { times, asked } = await looksAt(tasks, { intervalMs: 1 }, 40.5 * SECOND);
    expect(new Set(gaps(times))).toEqual(new Set([SECOND]));
    expect(asked.slice(0, 4).toSorted()).toEqual(tasks);
    expect(asked.slice(4, 8)).toEqual(asked.slice(0, 4));
    const often = await looksAt(tasks, { intervalMs: 1, requestsPerMinute: 600 }, 4.05 * SECOND);
    expect(new Set(gaps(often.times))).toEqual(new Set([100]));
    expect(often.times).toHaveLength(41);
  });

  it('thousands come in the order in which they are due', async () => {
    const random = seededRandom(7);
    const due = Array.from({ length: 500 }, (_, index) => ({ id: `t${index}`, at: random.integer(200_000) }));
    const tasks: WatchedTask[] = due.map(({ id, at }) => ({ task: id, quietMs: 0, nextLookMs: at }));
    const { client, asked } = watched((id) =>
      asked.indexOf(id) === asked.length - 1 ? 'QUEUED' : 'COMPLETED',
    );
    await allOf(client.watchTasks([], { ...FAST, intervalMs: 250 * SECOND, state: { tasks } }));
    const inOrder = due.toSorted((one, other) => one.at - other.at).map(({ at }) => at);
    const timeOf = new Map(due.map(({ id, at }) => [id, at]));
    expect(asked.slice(0, 500).map((id) => timeOf.get(id))).toEqual(inOrder);
    // The second look of each, 250 seconds after the first.
    expect(asked.slice(500).map((id) => timeOf.get(id))).toEqual(inOrder);
  });
});

describe('too many calls', () => {
  it('429 doubles the pause between calls, up to a minute; success after success shortens it again', async () => {
    let refusals = 0;
    const reply = () => ((refusals += 1) <= 10 ? refusal(429, 12) : 'QUEUED');
    const { times } = await looksAt(['a'], { ...FAST, intervalMs: 0 }, HOUR, reply);
    const pauses = gaps(times);
    expect(pauses.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((count) => count * SECOND));
    expect(pauses.slice(10, 13)).toEqual([60_000, 54_000, 48_600]);
    expect(pauses.at(-1)).toBeLessThan(400 * SECOND);
  });

  it('another failure leaves the pace as it was', async () => {
    let calls = 0;
    const reply = () => ((calls += 1) % 2 === 1 ? new Response('busy', { status: 503 }) : 'QUEUED');
    const options = { requestsPerMinute: 600, intervalMs: SECOND };
    const { times, changes } = await looksAt(['a'], options, 6.5 * SECOND, reply);
    expect(new Set(gaps(times))).toEqual(new Set([SECOND]));
    expect(changes.map(short)).toEqual([['a', undefined, 'QUEUED']]);
  });
});

describe('the state of a watch', () => {
  it('says what is known of each task and when its next look is', async () => {
    const { client } = watched((id) => (id === 'a' ? 'QUEUED' : new Response('busy', { status: 503 })));
    const watch = client.watchTasks(['a', { extTaskId: 'b' }], { ...FAST, intervalMs: 30 * SECOND });
    const unseen = { quietMs: 0 };
    expect(watch.state()).toEqual({
      tasks: [
        { task: 'a', ...unseen },
        { task: { extTaskId: 'b' }, ...unseen },
      ],
    });
    const iterator = watch[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(JSON.parse(JSON.stringify(watch.state()))).toEqual({
      tasks: [
        { task: 'a', status: 'QUEUED', quietMs: 10_000, nextLookMs: 20_000 },
        { task: { extTaskId: 'b' }, quietMs: 10_000, nextLookMs: 20_001 },
      ],
    });
    expect(watch.state().tasks[1]).not.toHaveProperty('status');
    watch.remove('a');
    watch.remove({ extTaskId: 'b' });
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('lets another watch go on: nothing is reported again, nothing is looked at early', async () => {
    const { client, queries } = watched(() => 'QUEUED');
    const tasks: WatchedTask[] = [
      { task: 'a', status: 'QUEUED', quietMs: 30 * MINUTE, nextLookMs: 20 * SECOND },
    ];
    const stop = new AbortController();
    const watch = client.watchTasks([], { ...FAST, state: { tasks }, signal: stop.signal });
    const began = performance.now();
    const changes = changesOf(watch);
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    stop.abort();
    expect(await changes).toEqual([]);
    expect(queries.slice(0, 2).map((time) => Math.round(time - began))).toEqual([20_000, 20_000 + 182_000]);
  });

  it.each<[WatchOptions, number]>([
    [{ maxIntervalMs: 10 * SECOND }, 10 * SECOND],
    [{}, 5 * MINUTE],
  ])('a look that it puts off for an hour comes after maxIntervalMs: %j', async (options, expected) => {
    const { client, queries } = watched(() => 'COMPLETED');
    const began = performance.now();
    const state = { tasks: [{ task: 'a', quietMs: 0, nextLookMs: HOUR }] };
    await allOf(client.watchTasks([], { ...options, state }));
    expect(queries.map((time) => time - began)).toEqual([expected]);
  });
});

describe('tasks come and go', () => {
  it('one that is added is looked at at once, one that is added twice once', async () => {
    const { client, asked, queries } = watched((id) => (id === 'a' ? 'QUEUED' : 'COMPLETED'));
    const watch = client.watchTasks(['a', 'a'], { ...FAST, intervalMs: MINUTE });
    watch.add('a');
    const changes = changesOf(watch);
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    watch.add('b', 'a');
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(asked).toEqual(['a', 'b']);
    expect(gaps(queries)).toEqual([10 * SECOND]);
    expect(watch.state().tasks).toMatchObject([{ task: 'a', status: 'QUEUED' }]);
    watch.remove('a');
    expect((await changes).map(short)).toEqual([
      ['a', undefined, 'QUEUED'],
      ['b', undefined, 'COMPLETED'],
    ]);
  });

  it('one that is removed and added again is new, and has one place', async () => {
    const { client, asked } = watched(() => 'QUEUED');
    const watch = client.watchTasks(['a'], { ...FAST, intervalMs: MINUTE });
    const changes = changesOf(watch);
    await vi.advanceTimersByTimeAsync(SECOND);
    watch.remove('a');
    watch.add('a');
    await vi.advanceTimersByTimeAsync(90 * SECOND);
    // The first look at each, and the second look at the one that is left.
    expect(asked).toEqual(['a', 'a', 'a']);
    watch.remove('a');
    expect((await changes).map(short)).toEqual([
      ['a', undefined, 'QUEUED'],
      ['a', undefined, 'QUEUED'],
    ]);
  });

  it('one that is added before the watch runs is watched, one that is removed then is not', async () => {
    const { client, asked } = watched(() => 'COMPLETED');
    const watch = client.watchTasks(['a', { extTaskId: 'a' }]);
    watch.add('b', { extTaskId: 'c' });
    watch.remove('a');
    const waiting = [{ extTaskId: 'a' }, 'b', { extTaskId: 'c' }].map((task) => ({ task, quietMs: 0 }));
    expect(watch.state()).toEqual({ tasks: waiting });
    await allOf(watch);
    expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('one that is removed while it is looked at is not reported', async () => {
    const { client, asked } = watched(() => {
      watch.remove('a');
      return 'QUEUED';
    });
    const watch = client.watchTasks(['a']);
    expect(await allOf(watch)).toEqual([]);
    expect(asked).toEqual(['a']);
  });

  it('until ends the watch of a task before it is completed', async () => {
    const { client, asked } = watched((id) => (id === 'a' ? 'QUEUED' : 'COMPLETED'));
    const changes = await allOf(client.watchTasks(['a', 'b'], { until: 'QUEUED' }));
    expect(changes.map(short)).toEqual([
      ['a', undefined, 'QUEUED'],
      ['b', undefined, 'COMPLETED'],
    ]);
    expect(asked.toSorted()).toEqual(['a', 'b']);
  });

  it('one that the server does not know is reported with the error, and is gone', async () => {
    const { client } = watched(() => refusal(404, 8));
    const watch = client.watchTasks(['a']);
    const changes = await allOf(watch);
    expect(changes).toMatchObject([{ task: 'a', from: undefined, error: { code: 'task-not-found' } }]);
    expect(changes[0]).toMatchObject({ to: undefined, at: expect.closeTo(Date.now(), -4) });
    expect(watch.state()).toEqual({ tasks: [] });
  });

  it('the signal ends it without an error, also while a call is on its way', async () => {
    const stop = new AbortController();
    const { client } = watched(() => {
      stop.abort();
      return 'QUEUED';
    });
    const watch = client.watchTasks(['a', 'b'], { signal: stop.signal });
    expect(await allOf(watch)).toEqual([]);
    expect(watch.state().tasks).toMatchObject([{ task: 'a' }, { task: 'b' }]);
  });
});

describe('options of a watch that cannot work', () => {
  it.each<[object, RegExp]>([
    [{ interval: 5 }, /^watchTasks: unknown option interval; did you mean intervalMs\?$/],
    [{ intervalMs: -1 }, /^watchTasks: intervalMs must be a number/],
    [{ until: 'DONE' }, /^watchTasks: until must be one of CREATED, QUEUED, DEFERRED, COMPLETED\.$/],
    [{ requestsPerMinute: 0 }, /^watchTasks: requestsPerMinute must be more than 0\.$/],
  ])('%j', async (options, message) => {
    const { client, asked } = watched(() => 'COMPLETED');
    const failure = await failureOf(allOf(client.watchTasks(['a'], options)));
    expect(failure).toMatchObject({ code: 'invalid-options', message: expect.stringMatching(message) });
    expect(asked).toEqual([]);
  });

  it('a task that cannot be named is refused, also where it is added later', async () => {
    const { client, asked } = watched(() => 'QUEUED');
    const refused = {
      code: 'invalid-options',
      message: expect.stringContaining('watchTasks: taskId must be'),
    };
    expect(await failureOf(allOf(client.watchTasks(['..'])))).toMatchObject(refused);
    const watch = client.watchTasks(['a']);
    const changes = changesOf(watch);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(() => watch.add('')).toThrow(expect.objectContaining(refused));
    watch.remove('a');
    await changes;
    expect(asked).toEqual(['a']);
  });
});

describe('waitForTask', () => {
  it('takes the time it is given, and says what it saw last', async () => {
    const { client } = watched(() => 'QUEUED');
    const began = performance.now();
    const late = await failureOf(onward(client.waitForTask('1', { timeoutMs: 20 * SECOND }), 100));
    expect(performance.now() - began).toBeLessThan(21 * SECOND);
    expect(late).toMatchObject({
      operation: 'queryTask',
      message: expect.stringMatching(
        /did not become COMPLETED within 20000 ms; its last status was QUEUED\.$/,
      ),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('an abort while it waits ends it', async () => {
    const stop = new AbortController();
    const { client } = watched(() => 'QUEUED');
    const waiting = failureOf(client.waitForTask('1', { signal: stop.signal, timeoutMs: HOUR }));
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    stop.abort();
    expect(await waiting).toMatchObject({
      code: 'aborted',
      operation: 'queryTask',
      retryable: false,
      message: expect.stringMatching(/the signal was aborted; its last status was QUEUED\.$/),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a signal that was aborted before: nothing is asked', async () => {
    const { client, asked } = watched(() => 'COMPLETED');
    const failure = await failureOf(client.waitForTask('1', { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ message: expect.stringContaining('its last status was not seen') });
    expect(asked).toEqual([]);
  });

  it('gives the task with the status that was asked for, and leaves no timer behind', async () => {
    const { client, asked } = watched(() => (asked.length > 2 ? 'DEFERRED' : 'QUEUED'));
    const options = { until: 'DEFERRED', timeoutMs: HOUR } as const;
    expect(await onward(client.waitForTask('1', options), 1000)).toMatchObject({
      taskStatus: 'DEFERRED',
      serviceName: 's',
    });
    expect(asked).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says of a task that is completed that the status will not come', async () => {
    const { client } = watched(() => 'COMPLETED');
    expect(await failureOf(onward(client.waitForTask('1', { until: 'QUEUED' }), 1000))).toMatchObject({
      code: 'task-state',
      operation: 'queryTask',
      message: expect.stringMatching(/will not become QUEUED; its last status was COMPLETED\.$/),
    });
  });
});
