import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClientOptions, Hooks, QueueTaskRequest } from '../../src/client/index.ts';
import { connected, failureOf, ids, task } from './fixtures.ts';
import { answering, refusal } from './hostile-server.ts';

const boom = (): never => {
  throw new Error('boom');
};
const rejects = async (): Promise<never> => boom();
const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));
const foreign: () => Promise<never> = runInNewContext('() => Promise.reject(new Error("boom"))');
const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const unhandled: unknown[] = [];
const hear = (error: unknown): void => void unhandled.push(error);
beforeEach(() => void process.on('unhandledRejection', hear));
afterEach(async () => {
  await tick(5);
  process.off('unhandledRejection', hear);
  expect(unhandled.splice(0)).toEqual([]);
});

describe('code of the user that throws changes nothing', () => {
  const events = ['onRequest', 'onResponse', 'onRetry', 'onToken', 'onInvalidResponse'] as const;
  const all = (fail: () => never | Promise<never>): Hooks =>
    Object.fromEntries(events.map((name) => [name, fail]));

  it.each<[string, Partial<ClientOptions>]>([
    ['every hook throws', { hooks: all(boom) }],
    ['every hook rejects', { hooks: all(rejects) }],
    ['the logger throws', { logger: boom }],
    ['the logger rejects', { logger: rejects }],
    ['hooks and logger throw', { hooks: all(boom), logger: boom }],
    ['aroundCall throws before the call', { hooks: { aroundCall: boom } }],
    ['aroundCall rejects before the call', { hooks: { aroundCall: rejects } }],
    [
      'aroundCall throws after the call',
      { hooks: { aroundCall: async (_call, next) => (await next(), boom()) } },
    ],
    [
      'aroundCall forgets the result',
      { hooks: { aroundCall: async (_call, next) => Object(void (await next())) } },
    ],
    ['aroundCall calls twice', { hooks: { aroundCall: async (_call, next) => (await next(), next()) } }],
    ['hooks and logger reject in another realm', { hooks: all(foreign), logger: foreign }],
    ['the store throws', { tokenStore: { get: boom, set: boom } }],
  ])('%s', async (_name, options) => {
    let spoiled = false;
    const once = ({ isToken }: { isToken: boolean }) => {
      if (isToken || spoiled) return undefined;
      spoiled = true;
      return '429' as const;
    };
    await using run = await connected(service, options, once);
    expect(await run.client.queueTask(task)).toMatchObject({ status: 'queued', taskId: ids.taskId });
    expect(await run.client.safe.queryTask('1')).toMatchObject({ ok: true });
    const statuses: string[] = [];
    for await (const { status } of run.client.queueTasks([task, task])) statuses.push(status);
    expect(statuses).toEqual(['queued', 'queued']);
    expect(run.server.taskRequests()).toBe(5);
  });

  it('a hook that sets a header which HTTP forbids has failed; the call has not', async () => {
    const told: string[] = [];
    await using run = await connected(service, {
      hooks: { onRequest: ({ setHeader }) => setHeader('x-trace', 'a\r\nb') },
      logger: ({ event }) => void told.push(event),
    });
    expect(await run.client.queueTask(task)).toMatchObject({ status: 'queued' });
    expect(told).toContain('hook-failed');
  });

  it('a failed call keeps its own error', async () => {
    await using run = await connected(
      answering((path) => (path.includes('/oauth/') ? undefined : refusal(404, 8))),
      { hooks: { aroundCall: boom }, logger: boom },
    );
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({ code: 'task-not-found' });
  });
});

describe('a task that cannot be read is refused before it is sent, in bulk without harm to others', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  it.each<[string, unknown]>([
    ['a getter of its id throws', Object.defineProperty({ ...task }, 'extTaskId', { get: boom })],
    [
      'a getter inside throws',
      { ...task, contactInfo: Object.defineProperty({}, 'firstName', { enumerable: true, get: boom }) },
    ],
    ['a revoked proxy', proxy],
    ['a toJSON throws', { ...task, taskInfo: { subject: 's', toJSON: boom } }],
    ['null', null],
  ])('%s', async (_name, bad) => {
    await using run = await connected(service);
    const call = Reflect.apply(run.client.safe.queueTask, undefined, [bad]);
    expect(await call).toMatchObject({ ok: false, error: { code: 'invalid-request', attempts: 0 } });
    const statuses: string[] = [];
    const results = Reflect.apply(run.client.queueTasks, undefined, [[task, bad, task]]);
    for await (const { status } of results) statuses.push(status);
    expect(statuses.toSorted()).toEqual(['failed', 'queued', 'queued']);
  });

  it('a reference whose id cannot be read', async () => {
    await using run = await connected(service);
    const reference = Object.defineProperty({}, 'extTaskId', { get: boom });
    const error = await failureOf(Reflect.apply(run.client.queryTask, undefined, [reference]));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
  });
});

describe('a signal that is none, and options that are null', () => {
  const signals: [string, unknown][] = [
    ['the controller', new AbortController()],
    ['a text', 'stop'],
    ['an object', {}],
  ];
  it.each(signals)('%s: nothing is sent', async (_name, signal) => {
    await using run = await connected(service);
    const { client } = run;
    const call = Reflect.apply(client.queryTask, undefined, ['1', { signal }]);
    expect(await failureOf(call)).toMatchObject({ code: 'invalid-request', attempts: 0 });
    const bulk = Reflect.apply(client.queueTasks, undefined, [[task], { signal }]);
    expect(await failureOf(bulk.next())).toMatchObject({ code: 'invalid-options' });
    const wait = Reflect.apply(client.waitForTask, undefined, ['1', { signal }]);
    expect(await failureOf(wait)).toMatchObject({ code: 'invalid-options' });
    expect(run.server.hits).toEqual([]);
  });

  it('null is none', async () => {
    await using run = await connected(service);
    const { client } = run;
    expect(await Reflect.apply(client.queueTask, undefined, [task, null])).toMatchObject({
      status: 'queued',
    });
    expect(await Reflect.apply(client.queryTask, undefined, ['1', { signal: null }])).toEqual(ids);
    const bulk = Reflect.apply(client.queueTasks, undefined, [[task], null]);
    expect(await bulk.next()).toMatchObject({ value: { status: 'queued' } });
  });
});

describe('a bulk run lets go of its input', () => {
  function rows(delayMs: number) {
    const state = { closed: false, taken: 0 };
    async function* input(): AsyncGenerator<QueueTaskRequest> {
      try {
        for (let index = 0; index < 1000; index += 1) {
          await tick(delayMs);
          state.taken += 1;
          yield { ...task, extTaskId: `row-${index}` };
        }
      } finally {
        state.closed = true;
      }
    }
    return { state, input: input() };
  }

  it.each([
    'break',
    'throw',
    'signal',
    'onProgress throws',
    'onProgress rejects',
    'return while a next is pending',
  ])('%s', async (how) => {
    await using run = await connected(service);
    const { state, input } = rows(20);
    const stop = new AbortController();
    const onProgress = how.startsWith('onProgress') ? (how.endsWith('throws') ? boom : rejects) : undefined;
    const run1 = run.client.queueTasks(input, {
      concurrency: 4,
      signal: stop.signal,
      ...(onProgress && { onProgress }),
    });
    const seen: string[] = [];
    const consume = async (): Promise<void> => {
      for await (const { status } of run1) {
        seen.push(status);
        if (how === 'break') break;
        if (how === 'throw') throw new Error('mine');
        if (how === 'signal') stop.abort();
      }
    };
    if (how.startsWith('return')) {
      await run1.next();
      const pending = run1.next();
      await run1.return({} as never);
      await pending;
    } else {
      await consume().catch((error: unknown) => expect(String(error)).toMatch(/mine|boom/));
      expect(seen).toContain('queued');
    }
    await tick(100);
    expect(state.closed).toBe(true);
  });

  it('an input that is stuck does not hold up a consumer that leaves', async () => {
    await using run = await connected(service);
    async function* stuck(): AsyncGenerator<QueueTaskRequest> {
      yield task;
      await new Promise(() => {});
    }
    const results = run.client.queueTasks(stuck());
    await results.next();
    const pending = results.next();
    await results.return({} as never);
    expect(await pending).toMatchObject({ done: true });
  });

  it('an input whose return throws changes nothing', async () => {
    await using run = await connected(service);
    let index = 0;
    const input: AsyncIterable<QueueTaskRequest> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ value: { ...task, extTaskId: `r-${(index += 1)}` }, done: false }),
        return: rejects,
      }),
    };
    for await (const { status } of run.client.queueTasks(input)) {
      expect(status).toBe('queued');
      break;
    }
  });

  it('a row that arrives after the stop is not counted as read', async () => {
    await using run = await connected(service);
    const { input } = rows(50);
    const stop = new AbortController();
    const results = run.client.queueTasks(input, { signal: stop.signal });
    await results.next();
    setTimeout(() => stop.abort(), 10);
    const outcomes: string[] = [];
    let next = await results.next();
    for (; !next.done; next = await results.next()) outcomes.push(next.value.status);
    expect(next.value.read).toBe(1 + outcomes.length);
  });
});

describe('bulk options that cannot work', () => {
  it.each([
    { concurrency: Number.NaN },
    { concurrency: 0 },
    { concurrency: Infinity },
    { concurrency: '4' },
    { maxTries: Number.NaN },
    { maxTries: 0 },
    { giveUpAfterMs: Number.NaN },
    { giveUpAfterMs: -1 },
  ])('%j: the first next() rejects, nothing is sent', async (options) => {
    await using run = await connected(service);
    const results = Reflect.apply(run.client.queueTasks, undefined, [[task], options]);
    expect(await failureOf(results.next())).toMatchObject({ code: 'invalid-options' });
    expect(run.server.hits).toEqual([]);
  });
});

describe('one id twice', () => {
  it('the second row is sent where the first was refused', async () => {
    let first = true;
    await using run = await connected(
      answering((path) => {
        if (path.includes('/oauth/')) return undefined;
        const reply = first ? refusal(400, 6) : Response.json(ids);
        first = false;
        return reply;
      }),
    );
    const outcomes: string[] = [];
    for await (const { status } of run.client.queueTasks([task, task], { concurrency: 1 }))
      outcomes.push(status);
    expect(outcomes).toEqual(['failed', 'queued']);
  });
});

describe('ids that cannot be queried cannot be queued', () => {
  it.each(['', '.', '..', 'a/../b', '%2e%2e', '%25252e', 'a%5c.%2fb', '\uD800'])('%j', async (extTaskId) => {
    await using run = await connected(service, { validate: { requests: false } });
    const error = await failureOf(run.client.queueTask({ ...task, extTaskId }));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0, issues: [{ path: '/extTaskId' }] });
    const outcomes: string[] = [];
    for await (const { status } of run.client.queueTasks([{ ...task, extTaskId }])) outcomes.push(status);
    expect(outcomes).toEqual(['failed']);
    expect(run.server.hits).toEqual([]);
  });
});
