import { Skip, expectStatus, ownString, type JsonObject, type StateExpectation } from 'specwright/contract';
import type { Probe } from '../tenant.ts';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { DEFAULT_PRIORITY, expectQuery, type TaskState } from '../domain/model.ts';
import { queryTask, queueTask } from '../domain/requests.ts';

/** A task made for one case. */
export interface OwnTaskRef {
  readonly taskId: string;
  readonly extTaskId: string;
  readonly state: TaskState;
}

/** Queues a task for a case to work on. Throws `Skip` when that fails: the fault is found elsewhere. */
export async function queueOwn(probe: Probe, name: string, extra: JsonObject = {}): Promise<OwnTaskRef> {
  const { session } = probe;
  const body = { ...uniqueTask(session, name), ...extra };
  const exchange = await probe.send(
    queueTask(body),
    expectStatus(200, 'the request is complete and its external id new'),
  );
  const taskId = ownString(exchange.answer?.json, 'taskId');
  if (taskId === undefined) throw new Skip('no task could be queued to work on');
  return { taskId, extTaskId: runName(session, name), state: stateOf(body) };
}

function stateOf(body: JsonObject): TaskState {
  return {
    stage: 'queued',
    serviceName: String(body['serviceName']),
    priority: typeof body['priority'] === 'number' ? body['priority'] : DEFAULT_PRIORITY,
    order: body['order'] === 'lifo' ? 'lifo' : 'fifo',
  };
}

/** Reads the task back and compares it with the state it should be in. */
export async function expectUnchanged(
  probe: Probe,
  { taskId, state }: OwnTaskRef,
  because: string,
  claim: StateExpectation['claim'] = 'refusal-changes-nothing',
): Promise<void> {
  await probe.send(queryTask({ id: taskId, external: false }), expectQuery(state, claim, because));
}

/** A refused call uses nothing up: the external id that it named is as good as new. */
export async function expectUnused(probe: Probe, name: string, because: string): Promise<void> {
  const request = queueTask(uniqueTask(probe.session, name));
  await probe.send(request, expectStatus(200, `the external id has not been used: ${because}`));
}

/** Looks a task up that must not exist; a server that keeps an unqueued record of it is observed. */
export async function expectAbsent(probe: Probe, extTaskId: string, because: string): Promise<void> {
  await probe.send(queryTask({ id: extTaskId, external: true }), {
    accept: [
      { statuses: [404], code: 8 },
      { statuses: [200], reading: 'left-created' },
    ],
    because,
    state: {
      claim: 'refusal-changes-nothing',
      fields: { taskStatus: [{ value: 'CREATED', reading: 'left-created' }] },
    },
  });
}
