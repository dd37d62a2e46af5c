import * as methods from '../../generated/client-methods.ts';
import type { Api } from './api.ts';
import type { CallOptions, QueueTaskOptions } from './options.ts';
import { errorCodeOf, type Reply } from './outcome.ts';
import type { Plan } from './settle.ts';
import { readTaskReference } from './task-reference.ts';
import type { Call } from './transport.ts';
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

async function toVoid(sent: Promise<unknown>): Promise<{ readonly data?: undefined }> {
  await sent;
  return {};
}

/** The plans of a client. */
export function createPlans(api: Api): Plans {
  return {
    queueTask: (request, options) => planQueueTask(api, request, options),
    queryTask(task, options) {
      const { params, issue } = readTaskReference(task);
      const invoke: Plan<Results['queryTask']>['invoke'] = (carry) =>
        methods.queryTask(api, { params, ...carry });
      return { operation: 'queryTask', options, issue, invoke };
    },
    updateTask(task, body, options) {
      const { params, issue } = readTaskReference(task);
      const invoke: Plan<void>['invoke'] = (carry) =>
        toVoid(methods.updateTask(api, { params, body, ...carry }));
      return { operation: 'updateTask', options, body, issue, invoke };
    },
    cancelTask(task, body = {}, options) {
      const { params, issue } = readTaskReference(task);
      const invoke: Plan<void>['invoke'] = (carry) =>
        toVoid(methods.cancelTask(api, { params, body, ...carry }));
      return { operation: 'cancelTask', options, body, issue, invoke };
    },
    cancelServiceTasks(body, options) {
      const invoke: Plan<Results['cancelServiceTasks']>['invoke'] = (carry) =>
        methods.cancelServiceTasks(api, { body, ...carry });
      return { operation: 'cancelServiceTasks', options, body, invoke };
    },
  };
}
