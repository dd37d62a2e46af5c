import { describe, expect, it } from 'vitest';
import { TaskRoutingError } from '../../src/client/index.ts';
import { connected, failureOf, ids, task } from './fixtures.ts';
import { answering, grant, refusal, type Hit, type Mishap } from './hostile-server.ts';

const { extTaskId: _id, ...anonymous } = task;
const onTask = (...replies: (() => Response)[]) => {
  let next = 0;
  return answering((path) => {
    if (path.includes('/oauth/')) return undefined;
    next += 1;
    return replies[Math.min(next, replies.length) - 1]?.();
  });
};
const queued = onTask(() => Response.json(ids));

async function errorOf(promise: Promise<unknown>): Promise<TaskRoutingError> {
  const error = await failureOf(promise);
  if (!(error instanceof TaskRoutingError)) throw error;
  return error;
}

/** No message says that a call was not sent, and that it may have been carried out. */
function expectConsistent({ message, maybeCompleted, attempts }: TaskRoutingError): void {
  expect(/may have been carried out/.test(message), message).toBe(maybeCompleted);
  expect(/was not sent/.test(message), message).toBe(attempts === 0);
}

describe('an error after which the task may exist says so', () => {
  it.each<Mishap>([
    'drop-mid-body',
    'stall-mid-body',
    'stall-before-headers',
    'html-502',
    'truncated-json',
    'empty-200',
    'too-long-length',
    'drop-before-work',
  ])('%s', async (mishap) => {
    const spoil = ({ isToken }: Hit) => (isToken ? undefined : mishap);
    await using run = await connected(queued, { attemptTimeoutMs: 300 }, spoil);
    const error = await errorOf(run.client.queueTask(anonymous));
    expect(error).toMatchObject({ maybeCompleted: true, attempts: 1 });
    expectConsistent(error);
    const read = await errorOf(run.client.queryTask('1', { maxAttempts: 1 }));
    expect(read.maybeCompleted).toBe(false);
    expectConsistent(read);
  });

  it('also where a later try is refused, or there is no token for it', async () => {
    await using run = await connected(
      onTask(
        () => new Response('busy', { status: 503 }),
        () => refusal(400, 6),
      ),
    );
    const refused = await errorOf(run.client.queueTask(task));
    expect(refused).toMatchObject({
      code: 'invalid-request',
      errorCode: 6,
      attempts: 2,
      maybeCompleted: true,
    });
    expectConsistent(refused);

    let granted = false;
    const behind = answering((path) => {
      if (!path.includes('/oauth/')) return new Response('busy', { status: 503 });
      if (granted) return Response.json({ error: 'no' }, { status: 401 });
      granted = true;
      return grant('short', 1);
    });
    await using other = await connected(behind, { retry: { baseDelayMs: 4000, maxDelayMs: 4000 } });
    const error = await errorOf(other.client.queueTask(task, { maxAttempts: 9, timeoutMs: 20_000 }));
    expect(error.attempts).toBeGreaterThan(0);
    expect(error.maybeCompleted).toBe(true);
    expectConsistent(error);
  });

  it.each<[string, () => Response]>([
    ['429', () => refusal(429, 12)],
    ['400', () => refusal(400, 6)],
    ['403', () => refusal(403, 3)],
    ['404', () => new Response('no', { status: 404 })],
  ])('%s is a refusal: the task does not exist', async (_name, reply) => {
    await using run = await connected(onTask(reply), { retry: false });
    const error = await errorOf(run.client.queueTask(task));
    expect(error.maybeCompleted).toBe(false);
    expectConsistent(error);
  });

  it('not where nothing was sent: no token, an abort before the call, no time', async () => {
    await using run = await connected(queued, { retry: false }, () => 'drop-before-work');
    const aborted = AbortSignal.abort();
    for (const options of [{}, { signal: aborted }, { timeoutMs: 0 }]) {
      const error = await errorOf(run.client.queueTask(task, options));
      expect(error).toMatchObject({ attempts: 0, maybeCompleted: false });
      expectConsistent(error);
    }
  });
});

describe('a success that is none', () => {
  it.each<[string, object, object]>([
    [
      'an error code',
      { errorCode: 12, errorMessage: 'limit' },
      { code: 'rate-limited', errorCode: 12, status: 200 },
    ],
    ['no taskId', { caseId: 'c' }, { code: 'unexpected-response', status: 200, maybeCompleted: true }],
    ['an empty taskId', { ...ids, taskId: '' }, { code: 'unexpected-response', maybeCompleted: true }],
    [
      'a taskId that is not a text',
      { ...ids, taskId: 7 },
      { code: 'unexpected-response', maybeCompleted: true },
    ],
  ])('200 with %s is not "queued"', async (_name, body, expected) => {
    await using run = await connected(
      onTask(() => Response.json(body)),
      { retry: false },
    );
    expect(await errorOf(run.client.queueTask(task))).toMatchObject(expected);
    const outcomes: string[] = [];
    for await (const { status } of run.client.queueTasks([anonymous], { maxTries: 2, giveUpAfterMs: 100 }))
      outcomes.push(status);
    expect(outcomes).not.toContain('queued');
  });

  it('without taskId, a task with an extTaskId is sent again, and code 5 proves that it had landed', async () => {
    await using run = await connected(
      onTask(
        () => Response.json({}),
        () => refusal(400, 5),
      ),
    );
    expect(await run.client.queueTask(task)).toEqual({ status: 'alreadyQueued', extTaskId: task.extTaskId });
  });

  it('code 5 under a wrong status is a duplicate, not a success', async () => {
    await using run = await connected(onTask(() => Response.json({ errorCode: 5 })));
    expect(await errorOf(run.client.queueTask(task))).toMatchObject({ code: 'duplicate-task', attempts: 1 });
  });

  it('the code 0 along with a task is a success', async () => {
    await using run = await connected(onTask(() => Response.json({ ...ids, errorCode: 0 })));
    expect(await run.client.queueTask(task)).toMatchObject({ status: 'queued', taskId: ids.taskId });
  });

  it.each(['', ' ', '\r\n\t '])(
    'a good answer whose body is %j is an answer without a body',
    async (body) => {
      await using run = await connected(onTask(() => new Response(body, { status: 200 })));
      expect(await run.client.cancelTask('1')).toBeUndefined();
      expect(await run.client.cancelServiceTasks({ serviceName: 'x' })).toBeUndefined();
      expect(run.server.taskRequests()).toBe(2);
    },
  );
});
