import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { Caller } from './caller.ts';

test('a task is queued, updated, queried and canceled in process', async () => {
  const caller = await Caller.of(createSandbox());
  const queued = await caller.queue({ extTaskId: 'CRM-1' });
  expect(queued.status).toBe(200);
  expect((await caller.update('CRM-1', { priority: 7.5, serviceName: 'Hot Leads' })).status).toBe(200);
  expect((await caller.query('CRM-1')).body).toEqual({
    taskStatus: 'QUEUED',
    serviceName: 'Hot Leads',
    priority: 7.5,
    order: 'fifo',
  });
  expect((await caller.cancel('CRM-1', { dispositionName: 'Duplicate request' })).status).toBe(204);
  expect((await caller.query('CRM-1')).body).toMatchObject({
    taskStatus: 'COMPLETED',
    dispositionName: 'Duplicate request',
  });
});

test('the same answers come over a socket', async () => {
  await using sandbox = createSandbox();
  const { url } = await sandbox.listen();
  const caller = await Caller.of(sandbox, url);
  expect((await caller.queue({ extTaskId: 'CRM-1' })).status).toBe(200);
  expect((await caller.query('CRM-1')).body).toMatchObject({ taskStatus: 'QUEUED' });
});
