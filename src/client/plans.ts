import * as methods from '../../generated/client-methods.ts';
import type { Api } from './api.ts';
import type { CallOptions, QueueTaskOptions } from './options.ts';
import type { Carry, Plan } from './settle.ts';
import { readTaskReference, type TaskParameters } from './task-reference.ts';

import type {
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

function planQueueTask(
  api: Api,
  body: QueueTaskRequest,
  options?: QueueTaskOptions,
): Plan<Results['queueTask']> {
  const { extTaskId } = Object(body) as QueueTaskRequest;
  const sent = extTaskId === undefined ? undefined : { extTaskId };
  return {
    operation: 'queueTask',
    options,
    body,
    idempotent: !!sent,
    async invoke(carry) {
      const { data } = await methods.queueTask(api, { body, ...carry });
      return data ? { data: { ...data, ...sent, status: 'queued' } } : {};
    },
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
