import { describe, expect, it } from 'vitest';
import type { RetryEvent } from '../../src/client/index.ts';
import { OPERATIONS } from '../../src/client/operations.ts';
import { readReply } from '../../src/specwright/runtime/exchange.ts';
import { backoffMs, retryAfterMs, retryReason } from '../../src/specwright/runtime/retry.ts';
import { connected, failureOf, ids, task } from './fixtures.ts';
import { answering, refusal, type Hit, type Mishap } from './hostile-server.ts';
import { fc, test as property } from './property.ts';

const { extTaskId: _id, ...anonymous } = task;
const state = { taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo' };

/** Spoils the first `count` task requests. */
function first(mishap: Mishap, count = 1) {
  let left = count;
  return ({ isToken }: Hit): Mishap | undefined => (!isToken && (left -= 1) >= 0 ? mishap : undefined);
}

/** A service that knows which tasks it has. */
function registry() {
  const known = new Set<string>();
  let made = 0;
  const behind = answering((path, { method, body }) => {
    if (path.includes('/oauth/')) return undefined;
    if (method !== 'POST')
      return method === 'GET' ? Response.json(state) : new Response(null, { status: 204 });
    const { extTaskId } = JSON.parse(String(body));
    if (extTaskId && known.has(extTaskId)) return refusal(400, 5);
    if (extTaskId) known.add(extTaskId);
    made += 1;
    return Response.json(ids);
  });
  return { behind, made: () => made };
}

const reply = (status: number) => {
  const response = new Response(null, { status, headers: { 'content-type': 'application/json' } });
  return readReply(response, '{}', OPERATIONS.queryTask, 'errorCode');
};

describe('when a call is tried again', () => {
  const query = { operation: OPERATIONS.queryTask, idempotent: true };
  const cancel = { operation: OPERATIONS.cancelTask, idempotent: true };
  const queue = { operation: OPERATIONS.queueTask, idempotent: false };
  it.each<[number, string | undefined, string | undefined, string | undefined]>([
    [429, 'rate-limit', 'rate-limit', 'rate-limit'],
    [502, 'unavailable', 'unavailable', undefined],
    [503, 'unavailable', 'unavailable', undefined],
    [504, 'unavailable', 'unavailable', undefined],
    [500, 'server-error', undefined, undefined],
    [501, undefined, undefined, undefined],
    [400, undefined, undefined, undefined],
    [401, undefined, undefined, undefined],
    [403, undefined, undefined, undefined],
    [404, undefined, undefined, undefined],
    [409, undefined, undefined, undefined],
    [302, undefined, undefined, undefined],
  ])('%i: query %s, cancel %s, queue without an id %s', (status, ...expected) => {
    expect([query, cancel, queue].map((call) => retryReason(call, reply(status)))).toEqual(expected);
  });
  it.each(['connection', 'timeout'] as const)('%s: by idempotency', (failure) => {
    expect(retryReason(cancel, { failure })).toBe(failure);
    expect(retryReason(queue, { failure })).toBeUndefined();
  });
  it.each(['aborted', 'secret', 'body'] as const)('%s: never', (failure) => {
    expect(retryReason(query, { failure })).toBeUndefined();
  });
});

describe('how long it waits', () => {
  const now = Date.UTC(2024, 0, 1);
  const ask = (text: string, date?: string) =>
    retryAfterMs(new Headers({ 'retry-after': text, ...(date && { date }) }), now);
  it.each([
    ['3', 3000],
    ['0', 0],
    ['1.5', undefined],
    ['99999999999', 99_999_999_999_000],
    ['Mon, 01 Jan 2024 00:00:07 GMT', 7000],
    ['Sun, 31 Dec 2023 00:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['120, 60', undefined],
    ['0x10', undefined],
    ['2024-01-01T00:00:07Z', undefined],
    ['Mon Jan  1 00:00:07 2024', 7000],
    ['Monday, 01-Jan-24 00:00:07 GMT', 7000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sat, 31 Feb 2024 00:00:00 GMT', undefined],
  ])('Retry-After %j is %s ms', (text, ms) => expect(ask(text)).toBe(ms));
  it('a date is read against the clock of the server', () => {
    expect(ask('Tue, 02 Jan 2035 00:00:09 GMT', 'Tue, 02 Jan 2035 00:00:00 GMT')).toBe(9000);
  });
  property(
    'full jitter stays between nothing and a bound that doubles up to the most',
    [fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })],
    (attempts, random) => {
      const wait = backoffMs(attempts, 250, 8000, () => random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(8000, 250 * 2 ** (attempts - 1)));
    },
  );
  it('a Retry-After beyond the time of the call ends it at once', async () => {
    const behind = answering((path) =>
      path.includes('/oauth/')
        ? undefined
        : new Response('{}', { status: 429, headers: { 'retry-after': '7200' } }),
    );
    await using run = await connected(behind, { timeoutMs: 5000 });
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({
      code: 'rate-limited',
      attempts: 1,
      retryAfterMs: 7_200_000,
    });
  });
});

describe('a reply that was lost', () => {
  it.each<Mishap>([
    'drop-mid-body',
    'html-502',
    'too-long-length',
    'truncated-json',
    'empty-200',
    'stall-mid-body',
  ])('%s: a task with an extTaskId is queued once and told as alreadyQueued', async (mishap) => {
    const service = registry();
    await using run = await connected(service.behind, { attemptTimeoutMs: 1500 }, first(mishap));
    const { data, meta } = await run.client.queueTask(task).withMeta();
    expect(data).toEqual({ status: 'alreadyQueued', extTaskId: 'SF-00T-1' });
    expect(meta.attempts).toBe(2);
    expect(service.made()).toBe(1);
  });

  it.each<Mishap>(['drop-mid-body', 'html-502', 'truncated-json', '503-before-work'])(
    '%s: a task without an extTaskId is not sent again',
    async (mishap) => {
      const service = registry();
      await using run = await connected(service.behind, {}, first(mishap));
      expect(await failureOf(run.client.queueTask(anonymous))).toMatchObject({
        attempts: 1,
        retryable: true,
      });
      expect(run.server.taskRequests()).toBe(1);
    },
  );

  it('429 is no lost reply: code 5 after it is a duplicate', async () => {
    const service = registry();
    await using run = await connected(service.behind, {}, first('429', 2));
    expect(await run.client.queueTask(anonymous)).toMatchObject({ status: 'queued' });
    await run.client.queueTask(task);
    await using other = await connected(service.behind, {}, first('429'));
    expect(await failureOf(other.client.queueTask(task))).toMatchObject({
      code: 'duplicate-task',
      attempts: 2,
    });
    expect(await other.client.queueTask(task, { onDuplicate: 'alreadyQueued' })).toEqual({
      status: 'alreadyQueued',
      extTaskId: 'SF-00T-1',
    });
  });

  it('retries are told, and none is made with retry: false', async () => {
    const events: RetryEvent['reason'][] = [];
    const hooks = { onRetry: ({ reason }: RetryEvent) => void events.push(reason) };
    await using run = await connected(registry().behind, { hooks }, first('503-before-work', 2));
    await run.client.queryTask('1');
    expect(events).toEqual(['unavailable', 'unavailable']);
    await using other = await connected(registry().behind, { retry: false }, first('503-before-work'));
    expect(await failureOf(other.client.queryTask('1'))).toMatchObject({ code: 'unavailable', attempts: 1 });
  });
});

describe('a dead server', () => {
  it.each<Mishap>(['drop-before-work', '503-before-work', 'html-502'])(
    '%s: 300 calls make at most 345 requests',
    async (mishap) => {
      const decide = ({ isToken }: Hit) => (isToken ? undefined : mishap);
      await using run = await connected(registry().behind, {}, decide);
      const one = async () => expect(await run.client.safe.queryTask('1')).toMatchObject({ ok: false });
      for (let round = 0; round < 30; round += 1) await Promise.all(Array.from({ length: 10 }, one));
      expect(run.server.hits.length / 300).toBeLessThanOrEqual(1.15);
    },
  );

  it('dead from the start: the token request is not repeated for every call', async () => {
    await using run = await connected(registry().behind, {}, () => 'drop-before-work');
    for (let call = 0; call < 100; call += 1) await run.client.safe.queryTask('1');
    expect(run.server.hits.length).toBeLessThanOrEqual(50);
  });

  it('a server that lives again gets its retries back', async () => {
    let dead = true;
    const decide = ({ isToken }: Hit) => (isToken || !dead ? undefined : ('drop-before-work' as const));
    await using run = await connected(registry().behind, { retry: { budget: 2, baseDelayMs: 1 } }, decide);
    for (let call = 0; call < 5; call += 1) await run.client.safe.queryTask('1');
    dead = false;
    for (let call = 0; call < 5; call += 1) await run.client.queryTask('1');
    const before = run.server.taskRequests();
    dead = true;
    await run.client.safe.queryTask('1');
    expect(run.server.taskRequests() - before).toBe(3);
  });
});
