import { expectRefusal, type ApiRequest, type Expectation } from 'specwright/contract';
import type { Case, Probe } from '../tenant.ts';
import { all, needsLogin, needsService, needsToken, needsWire } from '../needs.ts';
import { uniqueTask } from '../domain/bodies.ts';
import { expectQuery } from '../domain/model.ts';
import {
  cancelServiceTasks,
  cancelTask,
  getAccessToken,
  queryTask,
  queueTask,
  updateTask,
} from '../domain/requests.ts';
import { queueOwn } from './own-task.ts';
import { tokenFields } from './token.ts';

const wired = (request: ApiRequest): ApiRequest => ({ ...request, via: 'wire' });
const done = (status: number): Expectation => ({
  accept: [{ statuses: [status] }],
  because: 'the request is complete',
});

/** One call of every operation and outcome over a raw socket: only there every byte is seen. */
export function wireCases(): readonly Case[] {
  return [token, ...oneByOne, sweep, ...bodiless, headOfTask, refused, twice];
}

function wireCase(id: string, title: string, run: Case['run'], rest: Partial<Case> = {}): Case {
  return {
    id: `wire/${id}`,
    source: 'wire',
    title,
    impact: 'own-tasks',
    turn: 'together',
    missing: all(needsToken, needsService, needsWire),
    run,
    ...rest,
  };
}

const token = wireCase(
  'getAccessToken',
  'the bytes of a token answer',
  async (probe) => {
    const { session } = probe;
    if (session.login === undefined) return;
    await probe.send(
      wired(getAccessToken({ ...tokenFields(session, session.login), client_secret: 'wrong' })),
      {
        accept: [{ statuses: [400, 401] }, { statuses: [403], reading: 'token-refusal' }],
        because: 'the secret is wrong',
        intrusion: 'the secret is wrong',
      },
    );
  },
  { operation: 'getAccessToken', impact: 'reads', missing: all(needsLogin, needsWire) },
);

const oneByOne: readonly Case[] = [
  wireCase('life-of-a-task', 'the bytes of the answers in the life of a task', async (probe) => {
    await probe.send(wired(queueTask(uniqueTask(probe.session, 'wire-queue'))), done(200));
    const task = await queueOwn(probe, 'wire', { priority: 5 });
    const named = { id: task.taskId, external: false };
    await probe.send(
      wired(queryTask(named)),
      expectQuery(task.state, 'state-after-call', 'the task was queued like that'),
    );
    await probe.send(wired(updateTask(named, { priority: 6 })), done(200));
    await probe.send(wired(cancelTask(named, { note: 'Ünïcödé' })), done(204));
    await probe.send(wired(cancelTask(named, {})), expectRefusal(400, 9, 'the task was canceled'));
  }),
];

const sweep = wireCase(
  'cancelServiceTasks',
  'the bytes of the answer to a service cancellation',
  async (probe) => {
    const serviceName = probe.session.profile.services?.[0] ?? '';
    await queueOwn(probe, 'wire-sweep', { extTaskId: `${probe.session.settings.runId}-wire-sweep-Ünïcödé` });
    await probe.send(wired(cancelServiceTasks({ serviceName, dispositionName: 'Abandoned' })), {
      accept: [{ statuses: [200] }, { statuses: [204], reading: 'sweep-without-body' }],
      because: 'the service exists',
    });
  },
  { operation: 'cancelServiceTasks', impact: 'service', turn: 'alone' },
);

/** HEAD, OPTIONS and TRACE are not in the contract; what they answer must not spoil the connection or show secrets. */
const bodiless: readonly Case[] = ['HEAD', 'OPTIONS', 'TRACE'].map((method) =>
  wireCase(
    method,
    `the bytes of an answer to ${method}`,
    async (probe) => {
      const path = queryTask({ id: 'no-such-task', external: false }).path;
      await probe.send(wired({ method, path }), {
        accept: [{ statuses: [200, 204, 400, 401, 403, 404, 405, 501] }],
        because: `the contract says nothing of ${method}`,
        mayHangUp: method === 'TRACE',
      });
    },
    { impact: 'reads', missing: all(needsToken, needsWire) },
  ),
);

/** HEAD of something that is there: the one place where a body is tempting. */
const headOfTask = wireCase('HEAD-of-a-task', 'the bytes of an answer to HEAD on a task', async (probe) => {
  const task = await queueOwn(probe, 'wire-head', { priority: 5 });
  const { path, query = {} } = queryTask({ id: task.taskId, external: false });
  await probe.send(wired({ method: 'HEAD', path, query }), {
    accept: [{ statuses: [200, 204, 400, 401, 403, 404, 405, 501] }],
    because: 'the contract says nothing of HEAD',
  });
});

const refused = wireCase(
  'refusals',
  'the bytes of refusals',
  async (probe) => {
    const missing = { id: 'no-such-task', external: false };
    await probe.send(wired(queryTask(missing)), expectRefusal(404, 8, 'there is no such task'));
    await probe.send(wired({ ...queryTask(missing), credentials: { kind: 'none' } }), {
      ...expectRefusal(401, 1, 'there is no token'),
      intrusion: 'there is no token',
    });
  },
  { impact: 'reads', missing: all(needsToken, needsWire) },
);

/** A header field that means nothing to the server, twice: nothing to stumble over. */
const twice = wireCase('repeated-header', 'a header field that is sent twice', async (probe: Probe) => {
  const task = await queueOwn(probe, 'wire-twice', { priority: 5 });
  const request = queryTask({ id: task.taskId, external: false });
  await probe.send(
    wired({ ...request, headers: { 'x-contract-check': 'one\ntwo' } }),
    expectQuery(task.state, 'state-after-call', 'the task was queued like that'),
  );
});
