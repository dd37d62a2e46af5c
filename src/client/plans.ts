import * as methods from '../../generated/client-methods.ts';
import type { Api } from './api.ts';
import type { Call } from './call.ts';
import type { CallOptions, QueueTaskOptions } from './options.ts';
import { errorCodeOf, type Reply } from './outcome.ts';
import type { Carry, Plan } from './settle.ts';
import { readTaskReference, type TaskParameters } from './task-reference.ts';

import type {
  AlreadyQueuedTask,
  CancelServiceTasksRequest,
  CancelTaskRequest,
  QueueTaskRequest,
  Results,
  TaskOperation,
  TaskReference,
  UpdateTaskRequest,
} from './types.ts';

/** The arguments of each operation. */
export interface Arguments {
  queueTask: [request: QueueTaskRequest, options?: QueueTaskOptions];
  queryTask: [task: TaskReference, options?: CallOptions];
  updateTask: [task: TaskReference, changes: UpdateTaskRequest, options?: CallOptions];
  cancelTask: [task: TaskReference, request?: CancelTaskRequest, options?: CallOptions];
  cancelServiceTasks: [request: CancelServiceTasksRequest, options?: CallOptions];
}

/** How each operation turns its arguments into a call. */
export type Plans = { readonly [Op in TaskOperation]: (...args: Arguments[Op]) => Plan<Results[Op]> };

/** Code 5 after a try whose reply was lost says that this try had landed. */
function landedBefore(
  reply: Reply,
  call: Call,
  extTaskId: string | undefined,
  always: boolean,
): AlreadyQueuedTask | undefined {
  const known = extTaskId !== undefined && errorCodeOf(reply) === 5 && (always || call.maybeDone);
  return known ? { status: 'alreadyQueued', extTaskId } : undefined;
}

function planQueueTask(
  api: Api,
  request: QueueTaskRequest,
  options?: QueueTaskOptions,
): Plan<Results['queueTask']> {
  const { extTaskId } = Object(request) as QueueTaskRequest;
  return {
    operation: 'queueTask',
    options,
    body: request,
    idempotent: extTaskId !== undefined,
    async invoke(carry) {
      const { data } = await methods.queueTask(api, { body: request, ...carry });
      return data
        ? { data: { ...data, status: 'queued', ...(extTaskId !== undefined && { extTaskId }) } }
        : {};
    },
    rescue: (reply, call) => landedBefore(reply, call, extTaskId, options?.onDuplicate === 'alreadyQueued'),
  };
}

function aboutTask<T>(
  operation: TaskOperation,
  task: TaskReference,
  options: CallOptions | undefined,
  body: object | undefined,
  send: (init: Carry & { readonly params: TaskParameters }) => Promise<{ readonly data?: T }>,
): Plan<T> {
  const { params, issue } = readTaskReference(task);
  return { operation, options, body, issue, invoke: (carry) => send({ params, ...carry }) };
}

async function toVoid(sent: Promise<unknown>): Promise<{ readonly data?: undefined }> {
  await sent;
  return {};
}

/** The plans of a client. */
export function createPlans(api: Api): Plans {
  return {
    queueTask: (request, options) => planQueueTask(api, request, options),
    queryTask: (task, options) =>
      aboutTask('queryTask', task, options, undefined, (init) => methods.queryTask(api, init)),
    updateTask: (task, body, options) =>
      aboutTask('updateTask', task, options, body, (init) =>
        toVoid(methods.updateTask(api, { ...init, body })),
      ),
    cancelTask: (task, body = {}, options) =>
      aboutTask('cancelTask', task, options, body, (init) =>
        toVoid(methods.cancelTask(api, { ...init, body })),
      ),
    cancelServiceTasks: (body, options) => ({
      operation: 'cancelServiceTasks',
      options,
      body,
      invoke: (carry) => methods.cancelServiceTasks(api, { body, ...carry }),
    }),
  };
}
