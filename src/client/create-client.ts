import {
  FRESH,
  orThrow,
  preload,
  Runtime,
  type CallOptions,
  type CallPromise,
  type Plan,
  type TokenSource,
} from 'specwright/runtime';
import type { BulkOptions, BulkOutcome, BulkSummary } from './bulk-types.ts';
import type { TaskRoutingError } from './errors.ts';
import { laterWatch } from './later-watch.ts';
import { OPERATIONS } from './operations.ts';
import { readOptions, type ClientOptions, type QueueTaskOptions } from './options.ts';
import type { RequestMethod, RequestOptions } from './request-options.ts';
import type { SafeResult } from './result.ts';
import { extTaskIdOf, readTaskReference, wrongId } from './task-reference.ts';
import type {
  CancelServiceTasksRequest,
  CancelServiceTasksResponse,
  CancelTaskRequest,
  QueryTaskResponse,
  QueueTaskRequest,
  QueueTaskResponse,
  QueueTaskResult,
  Results,
  TaskOperation,
  TaskReference,
  UpdateTaskRequest,
} from './types.ts';
import type { TaskWatch, WaitOptions, WatchOptions } from './watch-types.ts';

/** The same calls without exceptions: each resolves to a result; look at `ok` first. */
export type SafeClient = {
  readonly [Op in TaskOperation]: (...args: Parameters<TaskRoutingClient[Op]>) => Promise<SafeResult<Op>>;
};

/** A client of the Task Routing API. Its methods may be taken off it; they need no `this`. */
export interface TaskRoutingClient {
  /**
   * Queues a task. With an `extTaskId` the call is repeated after lost replies, and code 5 after a
   * lost reply gives `{ status: 'alreadyQueued' }`; without one it is repeated after 429 only.
   *
   * @throws DuplicateTaskError where the `extTaskId` was used before
   * @throws InvalidRequestError where the request is wrong, mostly before it is sent
   * @example
   * const task = await client.queueTask({ extTaskId: 'SF-00T-1001', serviceName: 'Task Service', ... });
   * if (task.status === 'queued') console.log(task.taskId);
   */
  queueTask(request: QueueTaskRequest, options?: QueueTaskOptions): CallPromise<QueueTaskResult>;
  /**
   * Reads the state of a task.
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
   * Cancels a task before an agent gets it. After a lost reply the repeated call may find it canceled
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
   * server struggles (429, 502, lost replies), recovers, and repeats what can be repeated:
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
  /**
   * Waits until a task has a status, and resolves to the task.
   *
   * @throws TimeoutError after `timeoutMs`
   * @throws TaskStateError where the task is completed and another status was asked for
   * @throws TaskNotFoundError
   * @example
   * const done = await client.waitForTask({ extTaskId: 'SF-00T-1001' }, { timeoutMs: 3_600_000 });
   */
  waitForTask(task: TaskReference, options?: WaitOptions): Promise<QueryTaskResponse>;
  /**
   * Watches any number of tasks with one paced poller: new tasks are looked at often, old ones rarely, all within
   * `requestsPerMinute`. Iterate it once; tasks can be added and removed while it runs.
   *
   * @example
   * const watch = client.watchTasks(tasks, { requestsPerMinute: 120, state: saved });
   * for await (const { task, from, to } of watch) {
   *   console.log(task, from, to);
   *   await save(watch.state());
   * }
   */
  watchTasks(tasks: Iterable<TaskReference>, options?: WatchOptions): TaskWatch;
  /**
   * Calls an endpoint that the document lacks, with the same token, retries and errors. The path is that of the
   * tenant, as in `/taskroutingapi/v1/...`. `POST` and `PATCH` are repeated after 429 only, unless `idempotent` is set.
   *
   * @returns the JSON of the reply; `undefined` where it has no body
   * @example
   * const version = await client.request('GET', '/configapi/v2/version', { query: { full: true } });
   */
  request(method: RequestMethod, path: `/${string}`, options?: RequestOptions): CallPromise<unknown>;
  /**
   * A client with some options changed, which shares the token of this one as long as tenant, user, scope and
   * `tokenStore` are the same.
   */
  withOptions(changes: Partial<ClientOptions>): TaskRoutingClient;
  /** The same calls without exceptions. */
  readonly safe: SafeClient;
}

const loadAhead = preload(() => import('./loaded-ahead.ts'));

function planQueueTask(
  request: QueueTaskRequest,
  given: QueueTaskOptions | undefined,
): Plan<QueueTaskResult, TaskRoutingError> {
  const { onDuplicate, ...options } = given ?? {};
  const extTaskId = extTaskIdOf(request);
  return {
    operation: OPERATIONS.queueTask,
    body: request,
    options,
    idempotent: extTaskId !== undefined,
    issue: extTaskId === undefined ? undefined : wrongId(extTaskId, '/extTaskId'),
    result: (json) => ({
      ...FRESH,
      ...(json as QueueTaskResponse),
      ...(extTaskId !== undefined && { extTaskId }),
      status: 'queued',
    }),
    // Code 5 after a try whose reply was lost says that this try had landed.
    accept: ({ errorCode, maybeCompleted }) =>
      errorCode === 5 && extTaskId !== undefined && (maybeCompleted || onDuplicate === 'alreadyQueued')
        ? { status: 'alreadyQueued', extTaskId }
        : undefined,
  };
}

/** The JSON as the document has it; `validate: { responses: 'throw' }` proves it. */
const documented = <T>(json: unknown): T => json as T;
const nothing = (): void => {};

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
  return clientWith(options, undefined);
}

/** Clients that agree in these ask for the same token in the same way, and may share it. */
const TOKEN_OPTIONS = ['tenantUrl', 'clientId', 'clientSecret', 'scope', 'tokenStore'] as const;

function clientWith(options: ClientOptions, tokens: TokenSource | undefined): TaskRoutingClient {
  const { tenant, settings } = readOptions(options);
  const { baseUrl, clientId, scope, secret } = tenant;
  const runtime = new Runtime<TaskRoutingError>(
    {
      name: 'bpcc-task-routing',
      baseUrl,
      errorCode: 'errorCode',
      words: async () => (await loadAhead()).ERROR_WORDS,
      check: () => {
        const ahead = loadAhead();
        return ahead instanceof Promise ? ahead.then(({ check }) => check) : ahead.check;
      },
      grant: {
        operation: OPERATIONS.getAccessToken,
        // As generated clients of the vendor's other APIs name it: they may share the token.
        key: `${baseUrl}${OPERATIONS.getAccessToken.path} ${clientId} ${scope}`,
        secret,
        request: (given) => ({
          form: { grant_type: 'client_credentials', client_id: clientId, client_secret: given, scope },
        }),
        expiredCode: 2,
      },
    },
    settings,
    tokens,
  );

  /** A status is documented or it is not a success that servers of this API send. */
  const call = <Op extends TaskOperation>(plan: Plan<Results[Op], TaskRoutingError>) =>
    runtime.call(plan) as Promise<SafeResult<Op>>;

  const safe: SafeClient = {
    queueTask: (request, given) => call<'queueTask'>(planQueueTask(request, given)),
    queryTask: (task, given) =>
      call<'queryTask'>({
        operation: OPERATIONS.queryTask,
        options: given,
        result: documented,
        ...readTaskReference(task),
      }),
    updateTask: (task, body, given) =>
      call<'updateTask'>({
        operation: OPERATIONS.updateTask,
        body,
        options: given,
        result: nothing,
        ...readTaskReference(task),
      }),
    cancelTask: (task, body = {}, given) =>
      call<'cancelTask'>({
        operation: OPERATIONS.cancelTask,
        body,
        options: given,
        result: nothing,
        ...readTaskReference(task),
      }),
    cancelServiceTasks: (body, given) =>
      call<'cancelServiceTasks'>({
        operation: OPERATIONS.cancelServiceTasks,
        body,
        options: given,
        result: documented,
      }),
  };
  return {
    safe,
    request(...args) {
      const settle = async () => runtime.call((await loadAhead()).planRequest(...args));
      return orThrow(settle());
    },
    waitForTask: async (task, given) => (await loadAhead()).waitForTask(safe.queryTask, task, given),
    watchTasks: (tasks, given) => laterWatch(loadAhead, safe.queryTask, tasks, given),
    withOptions(changes) {
      const next = { ...options, ...changes };
      const same = TOKEN_OPTIONS.every((name) => next[name] === options[name]);
      return clientWith(next, same ? runtime.tokens : undefined);
    },
    queueTask: (...args) => orThrow<QueueTaskResult>(safe.queueTask(...args)),
    queryTask: (...args) => orThrow(safe.queryTask(...args)),
    updateTask: (...args) => orThrow(safe.updateTask(...args)),
    cancelTask: (...args) => orThrow(safe.cancelTask(...args)),
    cancelServiceTasks: (...args) => orThrow(safe.cancelServiceTasks(...args)),
    queueTasks(tasks, many) {
      const left = new AbortController();
      async function* begin(): ReturnType<TaskRoutingClient['queueTasks']> {
        const { queueAll } = await loadAhead();
        return yield* queueAll(safe.queueTask, tasks, many, left.signal);
      }
      const run = begin();
      const end = run.return.bind(run);
      // A generator learns of its end only after a pending `next()`; the signal reaches the run before.
      return Object.assign(run, {
        return: (summary: Parameters<typeof end>[0]) => {
          left.abort();
          return end(summary);
        },
      });
    },
  };
}
