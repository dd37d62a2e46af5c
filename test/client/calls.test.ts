import { fc, test as property } from './property.ts';
import { describe, expect, it } from 'vitest';
import { createTaskRoutingClient, InvalidRequestError } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { connected, credentials, failureOf, ids, task, wire } from './fixtures.ts';
import { answering, refusal } from './hostile-server.ts';

const state = { taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo' };
const service = answering((path, { method }) => {
  if (path.includes('/oauth/')) return undefined;
  if (method === 'POST') return Response.json(ids);
  if (method === 'GET') return Response.json(state);
  return new Response(null, { status: method === 'PATCH' ? 200 : 204 });
});

describe('what goes over the wire', () => {
  it('has the path of each verb as it is published, and says external every time', async () => {
    await using run = await connected(service);
    const { client, server } = run;
    await client.queueTask(task);
    await client.queryTask('5432321');
    await client.queryTask({ extTaskId: 'SF-00T-1' });
    await client.updateTask({ extTaskId: 'SF-00T-1' }, { priority: 5 });
    await client.cancelTask('5432321');
    await client.cancelTask({ extTaskId: 'SF-00T-1' }, { dispositionName: 'Abandoned', note: 'n' });
    await client.cancelServiceTasks({ serviceName: 'Task Service' });
    expect(wire(server)).toEqual([
      `POST /taskroutingapi/v1/task/ ${JSON.stringify(task)}`,
      'GET /taskroutingapi/v1/task/5432321/?external=false',
      'GET /taskroutingapi/v1/task/SF-00T-1/?external=true',
      'PATCH /taskroutingapi/v1/task/SF-00T-1?external=true {"priority":5}',
      'DELETE /taskroutingapi/v1/task/5432321/?external=false {}',
      'DELETE /taskroutingapi/v1/task/SF-00T-1/?external=true {"dispositionName":"Abandoned","note":"n"}',
      'DELETE /taskroutingapi/v1/service {"serviceName":"Task Service"}',
    ]);
  });

  it('asks for the token with a form, the scope being the host', async () => {
    await using run = await connected(service);
    await run.client.queryTask('1');
    const [token, call] = run.server.hits;
    expect(token).toMatchObject({ method: 'POST', path: '/configapi/v2/oauth/token' });
    expect(token?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: new URL(run.server.url).host,
    });
    expect(call?.headers.authorization).toBe('Bearer token-1');
    expect(token?.headers.authorization).toBeUndefined();
  });

  it('carries headers of the options, but no option can move the token', async () => {
    await using run = await connected(service, {
      headers: { 'user-agent': 'crm/1', authorization: 'Basic x' },
    });
    await run.client.queryTask('1');
    expect(run.server.hits[1]?.headers).toMatchObject({
      'user-agent': 'crm/1',
      authorization: 'Bearer token-1',
    });
  });
});

describe('what comes back', () => {
  it('tells a queued task by status, with its ids and the id that was sent', async () => {
    await using run = await connected(service);
    expect(await run.client.queueTask(task)).toEqual({ ...ids, status: 'queued', extTaskId: 'SF-00T-1' });
    expect(await run.client.queryTask('1')).toEqual(state);
    expect(await run.client.updateTask('1', { priority: 1 })).toBeUndefined();
    expect(await run.client.cancelTask('1')).toBeUndefined();
  });

  it('gives the list of canceled tasks, or undefined where the server sends none', async () => {
    const list = { count: 1, taskIds: [{ taskId: '5432321', extTaskId: '12345' }] };
    let answer = () => Response.json(list);
    await using run = await connected(
      answering((path) => (path.endsWith('/service') ? answer() : undefined)),
    );
    expect(await run.client.cancelServiceTasks({ serviceName: 'x' })).toEqual(list);
    answer = () => new Response(null, { status: 204 });
    expect(await run.client.cancelServiceTasks({ serviceName: 'x' })).toBeUndefined();
    answer = () => new Response('', { status: 200 });
    expect(await run.client.cancelServiceTasks({ serviceName: 'x' })).toBeUndefined();
  });

  it('hands over the raw reply and what is known of the call, without a second call', async () => {
    const tagged = answering((path) =>
      path.includes('/oauth/') ? undefined : Response.json(state, { headers: { 'x-request-id': 'r-7' } }),
    );
    await using run = await connected(tagged);
    const call = run.client.queryTask('1');
    const { data, meta, response } = await call.withMeta();
    expect(data).toEqual(state);
    expect(meta).toMatchObject({ attempts: 1, requestId: 'r-7' });
    expect(meta.attemptDurationsMs).toHaveLength(1);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(state);
    expect(await response.text()).toBe(JSON.stringify(state));
    expect(await call).toEqual(data);
    expect(run.server.taskRequests()).toBe(1);
  });

  it('leaves no unhandled rejection where only withMeta is used', async () => {
    const unhandled: unknown[] = [];
    const hear = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', hear);
    await using run = await connected(
      answering((path) => (path.includes('/oauth/') ? undefined : refusal(404, 8))),
    );
    await expect(run.client.queryTask('1').withMeta()).rejects.toMatchObject({ code: 'task-not-found' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', hear);
    expect(unhandled).toEqual([]);
  });
});

describe('ids', () => {
  it.each(['', '.', '..', 'a/../b', '..\\x', '%2e%2e', '%252E.', 'x%2f..', '\uD800'])(
    'refuses %j before anything is sent',
    async (id) => {
      await using run = await connected(service);
      for (const reference of [id, { extTaskId: id }]) {
        expect(await failureOf(run.client.queryTask(reference))).toBeInstanceOf(InvalidRequestError);
        expect(await failureOf(run.client.updateTask(reference, { priority: 1 }))).toBeInstanceOf(
          InvalidRequestError,
        );
        expect(await failureOf(run.client.cancelTask(reference))).toBeInstanceOf(InvalidRequestError);
      }
      expect(run.server.hits).toEqual([]);
    },
  );

  it('refuses what is no text, as callers without types send it', async () => {
    await using run = await connected(service);
    for (const id of [undefined, null, 5, {}, []]) {
      const error = await failureOf(Reflect.apply(run.client.queryTask, undefined, [id]));
      expect(error).toBeInstanceOf(InvalidRequestError);
    }
    expect(run.server.hits).toEqual([]);
  });

  property('any other text arrives as it was, below /task/', [fc.string({ unit: 'binary' })], async (id) => {
    const seen: string[] = [];
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example.com',
      ...credentials,
      fetch: async (url) => {
        if (url.includes('/oauth/')) return Response.json({ access_token: 't', expires_in: 3600 });
        seen.push(new URL(url).pathname);
        return Response.json(state);
      },
    });
    const result = await client.safe.queryTask({ extTaskId: id });
    if (result.ok) {
      expect(seen).toHaveLength(1);
      const [, before, segment, after] =
        /^(\/taskroutingapi\/v1\/task\/)([^/]+)(\/)$/.exec(seen[0] ?? '') ?? [];
      expect([before, after]).toEqual(['/taskroutingapi/v1/task/', '/']);
      expect(decodeURIComponent(segment ?? '')).toBe(id);
    } else {
      expect(result.error).toBeInstanceOf(InvalidRequestError);
      expect(seen).toEqual([]);
    }
  });
});

describe('with the sandbox', () => {
  it('takes the fetch of the sandbox and sees a task from queue to cancel', async () => {
    await using sandbox = createSandbox();
    const client = createTaskRoutingClient({
      tenantUrl: sandbox.tenantUrl,
      fetch: sandbox.fetch,
      ...sandbox.credentials,
    });
    expect(await client.queueTask(task)).toMatchObject({ status: 'queued' });
    await client.updateTask({ extTaskId: 'SF-00T-1' }, { priority: 50 });
    expect(await client.queryTask({ extTaskId: 'SF-00T-1' })).toMatchObject({
      taskStatus: 'QUEUED',
      priority: 50,
    });
    await client.cancelTask({ extTaskId: 'SF-00T-1' }, { note: 'withdrawn' });
    const after = await client.queryTask({ extTaskId: 'SF-00T-1' });
    expect(after).toMatchObject({ taskStatus: 'COMPLETED', dispositionName: 'Abandoned' });
    expect(await failureOf(client.cancelTask({ extTaskId: 'SF-00T-1' }))).toMatchObject({ errorCode: 9 });
    expect(await failureOf(client.queueTask(task))).toMatchObject({ code: 'duplicate-task', errorCode: 5 });
  });
});
