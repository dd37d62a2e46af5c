import { createApi } from './api.ts';
import type { BulkOptions, BulkOutcome, BulkSummary } from './bulk-types.ts';
import type { Shared } from './call.ts';
import type { CallPromise } from './meta.ts';
import { settingsOf, type CallOptions, type ClientOptions, type QueueTaskOptions } from './options.ts';
import { createPlans, type Arguments } from './plans.ts';
import type { SafeResult } from './result.ts';
import { settle, type Plan, type Settled } from './settle.ts';
import { createTokenSource } from './token.ts';
import type {
  CancelServiceTasksRequest,
  CancelServiceTasksResponse,
  CancelTaskRequest,
  QueryTaskResponse,
  QueueTaskRequest,
  QueueTaskResult,
  TaskOperation,
  TaskReference,
  UpdateTaskRequest,
} from './types.ts';

/** The same calls without exceptions: each resolves to a result that is told apart by `ok`. */
export type SafeClient = {
  readonly [Op in TaskOperation]: (...args: Arguments[Op]) => Promise<SafeResult<Op>>;
};

/** A client of the Task Routing API. Its methods may be taken off it; they need no `this`. */
export interface TaskRoutingClient {
  /**
   * Queues a task. With an `extTaskId` the call is repeated after lost replies, and code 5 after a
   * lost reply is told as `{ status: 'alreadyQueued' }`; without one it is repeated after 429 alone.
   *
   * @throws DuplicateTaskError where the `extTaskId` was used before
   * @throws InvalidRequestError where the request is wrong, mostly before it is sent
   * @example
   * const task = await client.queueTask({ extTaskId: 'SF-00T-1001', serviceName: 'Task Service', ... });
   * if (task.status === 'queued') console.log(task.taskId);
   */
  queueTask(request: QueueTaskRequest, options?: QueueTaskOptions): CallPromise<QueueTaskResult>;
  /**
   * Tells the state of a task.
   *
   * @throws TaskNotFoundError
   */
  queryTask(task: TaskReference, options?: CallOptions): CallPromise<QueryTaskResponse>;
  /**
   * Changes the priority of a queued task, or moves it to another service.
   *
   * @throws TaskStateError where it has left the queue
   */
  updateTask(task: TaskReference, changes: UpdateTaskRequest, options?: CallOptions): CallPromise<void>;
  /**
   * Cancels a task that no agent has yet. After a lost reply the repeated call may find it canceled
   * already and throw {@link TaskStateError} with `attempts` over 1: query the task to be sure.
   *
   * @param request - disposition and note; default: disposition `Abandoned`
   */
  cancelTask(task: TaskReference, request?: CancelTaskRequest, options?: CallOptions): CallPromise<void>;
  /**
   * Cancels every queued task of a service.
   *
   * @returns the canceled tasks, or `undefined` where the server does not list them (204). After a
   * repeated call (`meta.attempts` over 1) the list holds what the last try canceled.
   */
  cancelServiceTasks(
    request: CancelServiceTasksRequest,
    options?: CallOptions,
  ): CallPromise<CancelServiceTasksResponse | undefined>;
  /**
   * Queues many tasks, a few at a time, in bounded memory: the input may be endless. Slows down when the
   * server is short of breath (429, 502, lost replies), recovers, and repeats what can be repeated:
   * after 429 every task, otherwise those with an `extTaskId`. Starts with the first `next()`.
   *
   * @returns yields one outcome for every task that was taken from the input, in the order in which
   * they end; returns the summary
   * @example
   * for await (const { index, status, error } of client.queueTasks(tasks, { concurrency: 16 })) {
   *   if (status !== 'queued') console.log(index, status, error?.message);
   * }
   */
  queueTasks(
    tasks: Iterable<QueueTaskRequest> | AsyncIterable<QueueTaskRequest>,
    options?: BulkOptions,
  ): AsyncGenerator<BulkOutcome, BulkSummary, void>;
  /** The same calls without exceptions. */
  readonly safe: SafeClient;
}

/** The throwing style over a settled call. */
function orThrow<T>(settled: Promise<Settled<T>>): CallPromise<T> {
  const unwrap = async (): Promise<T> => {
    const end = await settled;
    if (!end.ok) throw end.error;
    return end.data;
  };
  const promise = unwrap();
  const withMeta = async () => {
    const data = await promise;
    const { meta } = await settled;
    return { data, meta, response: meta.response as Response };
  };
  return Object.assign(promise, { withMeta });
}

/**
 * Makes a client. Nothing is sent before the first call, which also fetches the token.
 *
 * @throws ConfigurationError for options that cannot work
 * @example
 * const client = createTaskRoutingClient({
 *   tenantUrl: 'https://example.brightpattern.com',
 *   clientId: 'crm.integration',
 *   clientSecret: process.env.BPCC_CLIENT_SECRET ?? '',
 * });
 * const { taskStatus } = await client.queryTask({ extTaskId: 'SF-00T-1001' });
 */
export function createTaskRoutingClient(options: ClientOptions): TaskRoutingClient {
  const settings = settingsOf(options);
  const getShared = (): Shared => shared;
  const api = createApi(settings, getShared);
  const shared: Shared = {
    settings,
    api,
    tokens: createTokenSource(getShared),
    budget: settings.retry.budget,
  };
  const safe: Record<string, unknown> = {};
  const client: Record<string, unknown> = {
    safe,
    async *queueTasks(...[tasks, many]: Parameters<TaskRoutingClient['queueTasks']>) {
      const { queueAll } = await import('./bulk.ts');
      return yield* queueAll(safe['queueTask'] as SafeClient['queueTask'], tasks, many);
    },
  };
  for (const [operation, plan] of Object.entries(createPlans(api))) {
    const call = (...args: unknown[]) =>
      settle(shared, (plan as (...args: unknown[]) => Plan<unknown>)(...args));
    safe[operation] = call;
    client[operation] = (...args: unknown[]) => orThrow(call(...args));
  }
  // The loop gives every plan its two methods, which the types spell out one by one.
  return client as unknown as TaskRoutingClient;
}
