import { getEventListeners } from 'node:events';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { failureOf } from './fixtures.ts';
import { refusal } from './hostile-server.ts';
import { loaded, onward, short, watched } from './watched.ts';

const MINUTE = 60_000;

beforeAll(loaded);
afterEach(() => vi.useRealTimers());

describe('waitForTask', () => {
  it('resolves with the task once it has the status', async () => {
    const began = Date.now();
    const { client } = watched(() => (Date.now() - began > 3 * MINUTE ? 'COMPLETED' : 'QUEUED'));
    const done = await onward(client.waitForTask({ extTaskId: 'a' }), 1000);
    expect(done.taskStatus).toBe('COMPLETED');
    expect(Date.now() - began).toBeLessThan(4 * MINUTE);
  });

  it.each<[string, object, object]>([
    ['no time left', { timeoutMs: 10_000 }, { name: 'TimeoutError', code: 'timeout', retryable: true }],
    ['an abort', { signal: AbortSignal.abort() }, { name: 'AbortedError', code: 'aborted' }],
    ['a number that is none', { timeoutMs: Number.NaN }, { code: 'invalid-options' }],
    ['no budget', { requestsPerMinute: 0 }, { code: 'invalid-options' }],
    [
      'an option with another name',
      { interval: 5 },
      { message: 'waitForTask: unknown option interval; did you mean intervalMs?' },
    ],
    [
      'a status that there is not',
      { until: 'DONE' },
      { message: expect.stringContaining('until must be one of CREATED, ') },
    ],
  ])('rejects with a typed error: %s', async (_name, options, expected) => {
    const { client } = watched(() => 'QUEUED');
    expect(await failureOf(onward(client.waitForTask('1', options), 1000))).toMatchObject(expected);
  });

  it('rejects where the status can no longer come, or the task is unknown', async () => {
    const { client } = watched((id) => (id === 'gone' ? refusal(404, 8) : 'COMPLETED'));
    const late = client.waitForTask('1', { until: 'QUEUED' });
    expect(await failureOf(onward(late, 1000))).toMatchObject({ code: 'task-state' });
    expect(await failureOf(onward(client.waitForTask('gone'), 1000))).toMatchObject({
      code: 'task-not-found',
    });
  });
});

describe('watchTasks', () => {
  it('reports each change once, and takes and drops tasks while it runs', async () => {
    const began = Date.now();
    const after = (minutes: number): boolean => Date.now() - began > minutes * MINUTE;
    const { client } = watched((id) => {
      if (id === 'late') return after(20) ? 'COMPLETED' : 'QUEUED';
      return after(10) ? 'COMPLETED' : after(5) ? 'QUEUED' : 'CREATED';
    });
    const watch = client.watchTasks(['a', { extTaskId: 'dropped' }]);
    const changes: unknown[][] = [];
    const consume = async (): Promise<void> => {
      for await (const change of watch) {
        changes.push(short(change));
        if (change.to === 'QUEUED' && change.task === 'a') watch.add('late', 'late');
        if (change.to === 'CREATED') watch.remove({ extTaskId: 'dropped' });
      }
    };
    await onward(consume(), 1000);
    expect(changes).toEqual([
      ['a', undefined, 'CREATED'],
      ['a', 'CREATED', 'QUEUED'],
      ['late', undefined, 'QUEUED'],
      ['a', 'QUEUED', 'COMPLETED'],
      ['late', 'QUEUED', 'COMPLETED'],
    ]);
  });

  it('slows down after 429, waits as long as asked, and keeps every task through failures', async () => {
    let calls = 0;
    const { client, queries } = watched(() => {
      calls += 1;
      if (calls === 1)
        return new Response('{"errorCode":12}', { status: 429, headers: { 'retry-after': '300' } });
      return calls === 2 ? new Response('busy', { status: 503 }) : 'COMPLETED';
    });
    const changes: unknown[][] = [];
    const consume = async (): Promise<void> => {
      for await (const change of client.watchTasks(['a'])) changes.push(short(change));
    };
    await onward(consume(), 1000);
    expect(changes).toEqual([['a', undefined, 'COMPLETED']]);
    expect((queries[1] ?? 0) - (queries[0] ?? 0)).toBeGreaterThanOrEqual(300_000);
  });

  it('many watches may share one signal, and leave nothing behind on it', async () => {
    const { client } = watched(() => 'QUEUED');
    const stop = new AbortController();
    const consume = async (task: string): Promise<void> => {
      for await (const _change of client.watchTasks([task], { signal: stop.signal })) {
        // They end with the signal.
      }
    };
    const watches = Promise.all(['a', 'b', 'c'].map(consume));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort();
    await onward(watches, 1000);
  });

  it('an error that every task would meet ends it; nothing is lost from the state', async () => {
    const { client } = watched(() => refusal(403, 3));
    const watch = client.watchTasks(['a', 'b']);
    const consume = async (): Promise<void> => {
      for await (const _change of watch) throw new Error('no change is due');
    };
    expect(await failureOf(onward(consume(), 1000))).toMatchObject({ code: 'permission-denied' });
    expect(watch.state().tasks.map(({ task }) => task)).toEqual(['a', 'b']);
  });
});
