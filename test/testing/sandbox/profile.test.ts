import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/testing/sandbox/index.ts';
import { Caller } from './caller.ts';

test('the profile names what exists', () => {
  expect(createSandbox().profile).toMatchObject({
    services: expect.arrayContaining(['Task Service', 'Hot Leads']),
    otherService: 'Support Email',
    dispositions: expect.arrayContaining(['Abandoned']),
    categories: expect.arrayContaining(['Technical Support']),
    launchPoints: expect.arrayContaining([
      { id: '0f3c5a9b7d1e4826a05c9e7fb2d8416370cd5ea1', serviceName: 'Claims Follow-up', priority: 10 },
      { id: 'b1d94c7e20a65f83e94b0c6d7a15f28e3d90c4b7', serviceName: 'Hot Leads' },
    ]),
    unprivileged: { clientId: 'reporting.bot', clientSecretEnv: 'BPCC_UNPRIVILEGED_SECRET' },
  });
});

test('the hooks bring about what no client can', async () => {
  const sandbox = createSandbox();
  const { hooks } = sandbox;
  const caller = await Caller.of(sandbox);
  await hooks.setup();
  await hooks.takeTask({ taskId: 'SF-00T-1001' });
  expect((await caller.cancel('SF-00T-1001')).body).toMatchObject({ errorCode: 10 });
  await hooks.deferTask({ taskId: 'SF-00T-1002' });
  expect((await caller.cancel('SF-00T-1002')).status).toBe(204);
  await hooks.completeTask({ taskId: 'SF-00T-1003' }, 'Problem solved');
  expect((await caller.query('SF-00T-1003')).body).toMatchObject({ dispositionName: 'Problem solved' });
  await hooks.failNext(13);
  expect((await caller.query('SF-00T-1003')).body).toMatchObject({ errorCode: 13 });
  await hooks.expireToken(caller.token);
  expect((await caller.query('SF-00T-1003')).body).toMatchObject({ errorCode: 2 });
  await hooks.teardown();
  await expect(hooks.failNext(15)).rejects.toThrow('15 is not an error code');
});
