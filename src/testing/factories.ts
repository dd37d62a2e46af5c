import type { components } from '../../generated/types.ts';
import { defined } from '../specwright/base/json.ts';

type Schemas = components['schemas'];

/** Fields of a request; `undefined` leaves one out. */
export type TaskChanges = {
  readonly [Field in keyof Schemas['QueueTaskRequest']]?: Schemas['QueueTaskRequest'][Field] | undefined;
};

let made = 0;

/**
 * A request that a fresh sandbox takes, with an `extTaskId` of its own.
 *
 * @param changes - what your test is about
 * @example
 * await client.queueTask(aQueueTaskRequest({ priority: 50 }));
 */
export function aQueueTaskRequest(changes: TaskChanges = {}): Schemas['QueueTaskRequest'] {
  made += 1;
  const request = defined({
    extTaskId: `task-${made}`,
    // A launch point brings its own.
    serviceName: changes.taskLaunchPointId === undefined ? 'Task Service' : undefined,
    contactInfo: { firstName: 'Amara' },
    caseInfo: { category: 'Incident' },
    taskInfo: { subject: `Task ${made}` },
    ...changes,
  });
  // Tests may leave out what a request must have.
  return request as Schemas['QueueTaskRequest'];
}

/**
 * A task as `queryTask` reports it: in the queue.
 *
 * @param changes - what your test is about
 * @example
 * const fetch = async () => Response.json(aTask({ taskStatus: 'COMPLETED' }));
 */
export function aTask(changes: Partial<Schemas['QueryTaskResponse']> = {}): Schemas['QueryTaskResponse'] {
  return { taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo', ...changes };
}
