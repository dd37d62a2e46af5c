import { expectRefusal, type ApiRequest } from 'specwright/contract';
import { uniqueTask } from '../domain/bodies.ts';
import { GOOD, maybe, NOT_FOUND, oneOf, status } from '../domain/expect.ts';
import {
  cancelServiceTasks,
  cancelTask,
  getAccessToken,
  queryTask,
  queueTask,
  updateTask,
} from '../domain/requests.ts';
import { all, needsLogin, needsTasks, needsToken, needsWire } from '../needs.ts';
import type { Case } from '../tenant.ts';
import { makeCase, type CaseExtras } from './make-case.ts';
import { expectQueued, queueOwn } from './own-task.ts';
import { tokenFields } from './token.ts';

const wired = (request: ApiRequest): ApiRequest => ({ ...request, via: 'wire' });
const READS: CaseExtras = { impact: 'reads', missing: all(needsToken, needsWire) };
const MISSING = { id: 'no-such-task', external: false };

function wireCase(id: string, title: string, run: Case['run'], rest: CaseExtras = {}): Case {
  return makeCase(`wire/${id}`, title, run, { missing: all(needsTasks, needsWire), ...rest });
}

/** One call of every operation and outcome over a raw socket: only there every byte is seen. */
export function wireCases(): readonly Case[] {
  return [token, oneByOne, bulkCancel, ...bodiless, headOfTask, refused, twice];
}

const token = wireCase(
  'getAccessToken',
  'the bytes of a token answer',
  async (probe) => {
    const { session } = probe;
    if (session.login === undefined) return;
    const because = 'the secret is wrong';
    await probe.send(
      wired(getAccessToken({ ...tokenFields(session, session.login), client_secret: 'wrong' })),
      { ...oneOf(because, status(400, 401), maybe('token-refusal', 403)), intrusion: because },
    );
  },
  { operation: 'getAccessToken', impact: 'reads', missing: all(needsLogin, needsWire) },
);

const oneByOne = wireCase(
  'life-of-a-task',
  'the bytes of the answers in the life of a task',
  async (probe) => {
    await probe.send(wired(queueTask(uniqueTask(probe.session, 'wire-queue'))), oneOf(GOOD, status(200)));
    const task = await queueOwn(probe, 'wire', { priority: 5 });
    await probe.send(wired(queryTask(task.byId)), expectQueued(task));
    await probe.send(wired(updateTask(task.byId, { priority: 6 })), oneOf(GOOD, status(200)));
    await probe.send(wired(cancelTask(task.byId, { note: 'Ünïcödé' })), oneOf(GOOD, status(204)));
    await probe.send(wired(cancelTask(task.byId, {})), expectRefusal(400, 9, 'the task was canceled'));
  },
);

const bulkCancel = wireCase(
  'cancelServiceTasks',
  'the bytes of the answer to a service cancellation',
  async (probe) => {
    const serviceName = probe.session.profile.services?.[0] ?? '';
    await queueOwn(probe, 'wire-bulk-cancel', {
      extTaskId: `${probe.session.settings.runId}-wire-bulk-cancel-Ünïcödé`,
    });
    await probe.send(
      wired(cancelServiceTasks({ serviceName, dispositionName: 'Abandoned' })),
      oneOf('the service exists', status(200), maybe('bulk-cancel-without-body', 204)),
    );
  },
  { operation: 'cancelServiceTasks', impact: 'service', turn: 'alone' },
);

const ANYTHING = status(200, 204, 400, 401, 403, 404, 405, 501);

/** HEAD, OPTIONS and TRACE are not in the contract; what they answer must not break the connection or show secrets. */
const bodiless = ['HEAD', 'OPTIONS', 'TRACE'].map((method) =>
  wireCase(
    method,
    `the bytes of an answer to ${method}`,
    async (probe) => {
      await probe.send(wired({ method, path: queryTask(MISSING).path }), {
        ...oneOf(`the contract says nothing of ${method}`, ANYTHING),
        mayHangUp: method === 'TRACE',
      });
    },
    READS,
  ),
);

/** HEAD of something that is there: the one place where a body is tempting. */
const headOfTask = wireCase('HEAD-of-a-task', 'the bytes of an answer to HEAD on a task', async (probe) => {
  const task = await queueOwn(probe, 'wire-head', { priority: 5 });
  const { path, query = {} } = queryTask(task.byId);
  await probe.send(
    wired({ method: 'HEAD', path, query }),
    oneOf('the contract says nothing of HEAD', ANYTHING),
  );
});

const refused = wireCase(
  'refusals',
  'the bytes of refusals',
  async (probe) => {
    await probe.send(wired(queryTask(MISSING)), NOT_FOUND);
    await probe.send(wired({ ...queryTask(MISSING), credentials: { kind: 'none' } }), {
      ...expectRefusal(401, 1, 'the token is missing'),
      intrusion: 'the token is missing',
    });
  },
  READS,
);

/** A header field that means nothing to the server, twice: nothing to stumble over. */
const twice = wireCase('repeated-header', 'a header field that is sent twice', async (probe) => {
  const task = await queueOwn(probe, 'wire-twice', { priority: 5 });
  const headers = { 'x-contract-check': 'one\ntwo' };
  await probe.send(wired({ ...queryTask(task.byId), headers }), expectQueued(task));
});
