import 'reflect-metadata';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NestFactory } from '@nestjs/core';
import { createSandbox } from 'bpcc-task-routing-testing';
import { TasksModule } from './tasks.module.js';

test('the service queues a task once, and passes on what the tenant refuses', async () => {
  const sandbox = createSandbox();
  const { tenantUrl, credentials, fetch: sandboxFetch } = sandbox;
  const app = await NestFactory.create(TasksModule.with({ tenantUrl, ...credentials, fetch: sandboxFetch }), {
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/tasks`;
  const post = async (task: object) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(task),
    });
    return [answer.status, await answer.json()];
  };
  const task = {
    extTaskId: 'case-1',
    serviceName: 'Task Service',
    contactInfo: { firstName: 'Amara' },
    caseInfo: { category: 'Incident' },
    taskInfo: { subject: 'Call back' },
  };
  try {
    assert.deepEqual(await post(task), [201, { status: 'queued' }]);
    assert.deepEqual(await post(task), [201, { status: 'alreadyQueued' }]);
    const [refused, reason] = await post({ ...task, extTaskId: 'case-2', serviceName: 'No Such Service' });
    assert.equal(refused, 400);
    assert.match(reason.message, /service/i);
    assert.equal((await (await fetch(`${url}/case-1`)).json()).taskStatus, 'QUEUED');
    assert.equal((await fetch(`${url}/case-9`)).status, 404);
  } finally {
    await app.close();
  }
});
