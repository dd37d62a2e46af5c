import { describe, expect, it } from 'vitest';
import { connected, ids, task } from './fixtures.ts';
import { answering, refusal } from './hostile-server.ts';

const onTask = (make: () => Response) => answering((path) => (path.includes('/oauth/') ? undefined : make()));

describe('the safe style', () => {
  it('tells success by ok, with data and meta', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const result = await run.client.safe.queueTask(task);
    expect(result).toMatchObject({
      ok: true,
      status: 200,
      data: { ...ids, status: 'queued' },
      meta: { attempts: 1 },
    });
    expect(result.meta.response?.status).toBe(200);
  });

  it.each([401, 500, 502, 404])(
    '%i without a body is a failure, never a success without data',
    async (status) => {
      await using run = await connected(
        onTask(() => new Response(null, { status })),
        { retry: false },
      );
      const result = await run.client.safe.updateTask('1', { priority: 1 });
      expect(result).toMatchObject({ ok: false, status, errorCode: undefined });
    },
  );

  it('narrows by code, and never rejects', async () => {
    await using run = await connected(onTask(() => refusal(400, 5)));
    const result = await run.client.safe.queueTask(task);
    expect(result.ok).toBe(false);
    expect(result.errorCode).toBe(5);
    if (!result.ok && result.errorCode === 5) expect(result.error.name).toBe('DuplicateTaskError');
    await run.server.close();
    const dead = await run.client.safe.queryTask('1', { maxAttempts: 1 });
    expect(dead).toMatchObject({ ok: false, status: undefined, errorCode: undefined });
  });

  it('a success of any 2xx status is one', async () => {
    await using run = await connected(onTask(() => Response.json(ids, { status: 201 })));
    expect(await run.client.safe.queueTask(task)).toMatchObject({ ok: true, status: 201 });
  });

  it('methods may be taken off the client', async () => {
    await using run = await connected(onTask(() => Response.json(ids)));
    const { queueTask, safe } = run.client;
    const { queueTask: safely } = safe;
    expect(await queueTask(task)).toMatchObject({ taskId: 't1' });
    expect(await safely(task)).toMatchObject({ ok: true });
  });
});
