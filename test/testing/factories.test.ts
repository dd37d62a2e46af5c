import { describe, expect, it } from 'vitest';
import { createTaskRoutingClient, type QueueTaskRequest } from '../../src/client/index.ts';
import { check } from '../../src/client/check.ts';
import { aQueueTaskRequest, aTask, createSandbox } from '../../src/testing/index.ts';

describe('aQueueTaskRequest', () => {
  it('is taken by a fresh sandbox, any number of times', async () => {
    await using sandbox = createSandbox();
    const { tenantUrl, fetch, credentials } = sandbox;
    const client = createTaskRoutingClient({ tenantUrl, fetch, ...credentials });
    const requests: readonly QueueTaskRequest[] = [aQueueTaskRequest(), aQueueTaskRequest({ priority: 50 })];
    for await (const { status } of client.queueTasks(requests)) expect(status).toBe('queued');
    const id = requests[1]?.extTaskId ?? '';
    expect(await client.queryTask({ extTaskId: id })).toMatchObject({ priority: 50, taskStatus: 'QUEUED' });
  });

  it('lets a launch point supply the service, and leaves out what is undefined', () => {
    const request = aQueueTaskRequest({ taskLaunchPointId: 'lp', contactInfo: undefined });
    expect(Object.keys(request).toSorted()).toEqual([
      'caseInfo',
      'extTaskId',
      'taskInfo',
      'taskLaunchPointId',
    ]);
    expect(check('queueTask', 'RequestBody', aQueueTaskRequest({ serviceName: undefined }))).toHaveLength(1);
  });
});

it('aTask is what a client reads', async () => {
  const fetch = async (url: string): Promise<Response> =>
    Response.json(url.includes('/oauth/') ? { access_token: 't' } : aTask({ taskStatus: 'COMPLETED' }));
  const client = createTaskRoutingClient({
    tenantUrl: 'https://x.example',
    clientId: 'a',
    clientSecret: 'b',
    fetch,
    validate: { responses: 'throw' },
  });
  expect(await client.queryTask('1')).toEqual(aTask({ taskStatus: 'COMPLETED' }));
});
