import {
  ownString,
  Skip,
  type Expectation,
  type JsonObject,
  type StateExpectation,
} from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { maybe, oneOf, status } from '../domain/expect.ts';
import { DEFAULT_PRIORITY, expectQuery, type TaskState } from '../domain/model.ts';
import { queryTask, queueTask, type TaskName } from '../domain/requests.ts';
import type { Probe } from '../tenant.ts';

/** A task made for one case. */
export interface OwnTaskRef {
  readonly taskId: string;
  readonly extTaskId: string;
  /** How requests name it. */
  readonly byId: TaskName;
  readonly byExternalId: TaskName;
  readonly state: TaskState;
}

const NEW = 'the request is complete and its external id new';

/** Queues a task for a case to work on. Throws `Skip` when that fails: the fault is found elsewhere. */
export async function queueOwn(probe: Probe, name: string, extra: JsonObject = {}): Promise<OwnTaskRef> {
  const task = await tryQueue(
    probe,
    { ...uniqueTask(probe.session, name), ...extra },
    oneOf(NEW, status(200)),
  );
  if (task === undefined) throw new Skip('no task could be queued to work on');
  return task;
}

/** Queues a task that a server may refuse; `undefined` when it does. */
export async function tryQueue(
  probe: Probe,
  body: JsonObject,
  expectation: Expectation,
): Promise<OwnTaskRef | undefined> {
  const { answer } = await probe.send(queueTask(body), expectation);
  const taskId = ownString(answer?.json, 'taskId');
  const extTaskId = String(body['extTaskId']);
  return taskId === undefined
    ? undefined
    : {
        taskId,
        extTaskId,
        byId: { id: taskId, external: false },
        byExternalId: { id: extTaskId, external: true },
        state: stateOf(body),
      };
}

function stateOf(body: JsonObject): TaskState {
  return {
    stage: 'queued',
    serviceName: String(body['serviceName']),
    priority: typeof body['priority'] === 'number' ? body['priority'] : DEFAULT_PRIORITY,
    order: body['order'] === 'lifo' ? 'lifo' : 'fifo',
  };
}

export function expectQueued({ state }: OwnTaskRef, because = 'the task was queued like that'): Expectation {
  return expectQuery(state, 'state-after-call', because);
}

/** Reads the task back and compares it with the state it should be in. */
export async function expectUnchanged(
  probe: Probe,
  { byId, state }: OwnTaskRef,
  because: string,
  claim: StateExpectation['claim'] = 'refusal-changes-nothing',
): Promise<void> {
  await probe.send(queryTask(byId), expectQuery(state, claim, because));
}

/** A refused call makes no task, and uses nothing up: the external id that it named is as good as new. */
export async function expectNothingQueued(probe: Probe, name: string, because: string): Promise<void> {
  const extTaskId = runName(probe.session, name);
  await probe.send(queryTask({ id: extTaskId, external: true }), {
    accept: [{ statuses: [404], code: 8 }, maybe('left-created', 200)],
    because,
    state: {
      claim: 'refusal-changes-nothing',
      fields: { taskStatus: [{ value: 'CREATED', reading: 'left-created' }] },
    },
  });
  await probe.send(
    queueTask(uniqueTask(probe.session, name)),
    oneOf(`the external id has not been used: ${because}`, status(200)),
  );
}
