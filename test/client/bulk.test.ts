import { describe, expect, it } from 'vitest';
import type {
  BulkOptions,
  BulkOutcome,
  BulkProgress,
  BulkSummary,
  QueueTaskRequest,
} from '../../src/client/index.ts';
import { Pace } from '../../src/specwright/runtime/pace.ts';
import { connected, ids, task } from './fixtures.ts';
import { answering, refusal } from './hostile-server.ts';

const { extTaskId: _id, ...anonymous } = task;

function* requests(count: number): Generator<QueueTaskRequest> {
  for (let index = 0; index < count; index += 1) yield { ...task, extTaskId: `b-${index}` };
}

async function drain(run: AsyncGenerator<BulkOutcome, BulkSummary, void>) {
  const outcomes: BulkOutcome[] = [];
  let next = await run.next();
  for (; !next.done; next = await run.next()) outcomes.push(next.value);
  return { outcomes, summary: next.value };
}

const onTask =
  (make: (body: QueueTaskRequest) => Response | Promise<Response>) =>
  async (path: string, init: RequestInit) =>
    path.includes('/oauth/') ? answering(() => undefined)(path, init) : make(JSON.parse(String(init.body)));

describe('queueTasks', () => {
  it.each<[object, string]>([
    [{ concurency: 2 }, 'queueTasks: unknown option concurency; did you mean concurrency?'],
    [{ concurrency: Number.NaN }, 'queueTasks: concurrency must be a number that is not negative, not NaN'],
  ])('refuses %j before the input is touched', async (options, message) => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const started = run.client.queueTasks(requests(1), options).next();
    await expect(started).rejects.toMatchObject({ code: 'invalid-options', message });
    expect(run.server.hits).toEqual([]);
  });

  it('refuses what is not iterable', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const started: Promise<unknown> = Reflect.apply(run.client.queueTasks, undefined, [5]).next();
    await expect(started).rejects.toMatchObject({ code: 'invalid-options' });
  });

  it('gives one outcome for every task of any iterable', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    async function* later() {
      yield* requests(5);
    }
    for (const input of [requests(5), [...requests(5)], later()]) {
      const { outcomes, summary } = await drain(run.client.queueTasks(input));
      expect(outcomes.map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3, 4]);
      expect(summary).toMatchObject({ read: 5, queued: 5, failed: 0, stopped: undefined });
    }
  });

  it('tells refused tasks apart from queued ones, and goes on', async () => {
    const reply = ({ extTaskId }: QueueTaskRequest) =>
      extTaskId === 'b-1' ? refusal(400, 6) : extTaskId === 'b-2' ? refusal(400, 5) : Response.json(ids);
    await using run = await connected(onTask(reply));
    const { outcomes, summary } = await drain(run.client.queueTasks(requests(4)));
    const byIndex = outcomes.toSorted((a, b) => a.index - b.index).map(({ status }) => status);
    expect(byIndex).toEqual(['queued', 'failed', 'alreadyQueued', 'queued']);
    expect(summary).toMatchObject({ queued: 2, failed: 1, alreadyQueued: 1 });
  });

  it('never has more calls open or tasks read ahead than asked for, however slow the consumer', async () => {
    let open = 0;
    let most = 0;
    let read = 0;
    await using run = await connected(
      onTask(async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return Response.json(ids);
      }),
    );
    function* counted() {
      for (const request of requests(60)) {
        read += 1;
        yield request;
      }
    }
    let taken = 0;
    for await (const _outcome of run.client.queueTasks(counted(), { concurrency: 4 })) {
      taken += 1;
      expect(read - taken).toBeLessThanOrEqual(4);
      if (taken % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(taken).toBe(60);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('a task without an extTaskId is not sent twice: its outcome is unknown', async () => {
    const decide = ({ isToken }: { isToken: boolean }) => (isToken ? undefined : ('drop-mid-body' as const));
    await using run = await connected(
      onTask(() => Response.json(ids)),
      {},
      decide,
    );
    const { outcomes } = await drain(run.client.queueTasks([anonymous]));
    expect(outcomes).toMatchObject([{ status: 'unknown', tries: 1, error: { code: 'connection-failed' } }]);
    expect(run.server.taskRequests()).toBe(1);
  });

  it('stops on the signal: what is on the wire ends, the rest is not sent', async () => {
    const abort = new AbortController();
    let sent = 0;
    await using run = await connected(
      onTask(async () => {
        sent += 1;
        if (sent === 20) abort.abort();
        await new Promise((resolve) => setTimeout(resolve, 2));
        return Response.json(ids);
      }),
    );
    const { outcomes, summary } = await drain(
      run.client.queueTasks(requests(1_000_000), { signal: abort.signal, concurrency: 4 }),
    );
    expect(summary.stopped).toBe('signal');
    expect(summary.queued).toBe(sent);
    expect(summary.read).toBe(outcomes.length);
    expect(outcomes.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([...outcomes.keys()]);
  });

  it('a stuck input does not hold up a run that was stopped', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const abort = new AbortController();
    async function* stuck(): AsyncGenerator<QueueTaskRequest> {
      yield task;
      await new Promise(() => {});
    }
    setTimeout(() => abort.abort(), 200);
    const { summary } = await drain(run.client.queueTasks(stuck(), { signal: abort.signal }));
    expect(summary).toMatchObject({ read: 1, queued: 1, stopped: 'signal' });
  });

  it('asks its input for one task at a time', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const source = requests(20);
    let asking = 0;
    let most = 0;
    const input: AsyncIterable<QueueTaskRequest> = {
      [Symbol.asyncIterator]: () => ({
        async next() {
          asking += 1;
          most = Math.max(most, asking);
          await new Promise((resolve) => setTimeout(resolve, 1));
          asking -= 1;
          return source.next();
        },
      }),
    };
    const { summary } = await drain(run.client.queueTasks(input, { concurrency: 8 }));
    expect(summary.queued).toBe(20);
    expect(most).toBe(1);
  });

  it('a consumer that breaks off ends the run and its input', async () => {
    let freed = false;
    await using run = await connected(onTask(() => Response.json(ids)));
    function* input() {
      try {
        yield* requests(1000);
      } finally {
        freed = true;
      }
    }
    for await (const _outcome of run.client.queueTasks(input())) break;
    expect(freed).toBe(true);
    const before = run.server.taskRequests();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.server.taskRequests()).toBe(before);
  });

  it('an input that throws ends the run with its error, after what was on its way', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    function* broken() {
      yield* requests(3);
      throw new Error('disk');
    }
    const outcomes: BulkOutcome[] = [];
    const all = async () => {
      for await (const outcome of run.client.queueTasks(broken())) outcomes.push(outcome);
    };
    await expect(all()).rejects.toThrow('disk');
    expect(outcomes.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
  });

  it.each<[string, () => Response, object]>([
    ['no privilege', () => refusal(403, 3), { code: 'permission-denied' }],
    ['no feature', () => refusal(403, 14), { code: 'permission-denied' }],
  ])('%s stops the run: every further call would meet it', async (_name, reply, stopped) => {
    await using run = await connected(onTask(reply));
    const { summary, outcomes } = await drain(run.client.queueTasks(requests(1000), { concurrency: 2 }));
    expect(summary).toMatchObject({ stopped, failed: 0, queued: 0 });
    expect(outcomes.every(({ status }) => status === 'notSent')).toBe(true);
    expect(run.server.taskRequests()).toBeLessThanOrEqual(2);
  });

  it('a refused secret makes one token request for the whole run', async () => {
    await using run = await connected(async () => Response.json({ error: 'x' }, { status: 401 }));
    const { summary } = await drain(run.client.queueTasks(requests(1000), { concurrency: 16 }));
    expect(summary).toMatchObject({ stopped: { code: 'authentication-failed' }, queued: 0, failed: 0 });
    expect(run.server.tokenRequests()).toBe(1);
    expect(run.server.taskRequests()).toBe(0);
  });

  it('a dead server ends the run after a while without one success', async () => {
    const decide = ({ isToken }: { isToken: boolean }) =>
      isToken ? undefined : ('drop-before-work' as const);
    await using run = await connected(
      onTask(() => Response.json(ids)),
      {},
      decide,
    );
    const options: BulkOptions = { concurrency: 4, giveUpAfterMs: 300 };
    const { summary } = await drain(run.client.queueTasks(requests(10_000), options));
    expect(summary).toMatchObject({ stopped: { code: 'connection-failed' }, queued: 0 });
    expect(run.server.taskRequests()).toBeLessThan(200);
  });

  it('slows down on 429 and comes back', async () => {
    let answered = 0;
    const limits: number[] = [];
    await using run = await connected(
      onTask(() => {
        answered += 1;
        return answered > 40 && answered <= 60 ? limited() : Response.json(ids);
      }),
    );
    const onProgress = ({ concurrency }: BulkProgress): void => void limits.push(concurrency);
    const { summary } = await drain(run.client.queueTasks(requests(400), { concurrency: 8, onProgress }));
    expect(summary).toMatchObject({ queued: 400, stopped: undefined });
    expect(Math.min(...limits)).toBeLessThan(6);
    expect(limits.at(-1)).toBe(8);
  });
});

function limited(): Response {
  const headers = { 'retry-after': '0' };
  return Response.json({ errorCode: 12, errorMessage: 'limit' }, { status: 429, headers });
}

describe('the pace', () => {
  it('takes failures of calls that were on their way together as one', () => {
    const pace = new Pace(64);
    const began = performance.now() - 1;
    pace.failed(performance.now(), true, 0);
    const once = pace.limit;
    for (let call = 0; call < 50; call += 1) pace.failed(began, true, 0);
    expect(pace.limit).toBe(once);
    expect(once).toBeLessThan(64);
    expect(once).toBeGreaterThan(32);
  });

  it('does not slow down for one lost reply', () => {
    const pace = new Pace(8);
    pace.failed(performance.now(), false, undefined);
    expect(pace.limit).toBe(8);
  });
});
