import type { components, operations } from '../../generated/types.ts';

type Schemas = components['schemas'];

/** The fields of a schema, under a name that editors and compilers can show. */
type Fields<Name extends keyof Schemas> = Pick<Schemas[Name], keyof Schemas[Name]>;

/** A task with `serviceName`; `taskLaunchPointId` would do as well. */
interface ServiceNameOrElseTaskLaunchPointId extends Fields<'QueueTaskRequest'> {
  serviceName: string;
}
/** A task with `taskLaunchPointId`; `serviceName` would do as well. */
interface TaskLaunchPointIdOrElseServiceName extends Fields<'QueueTaskRequest'> {
  taskLaunchPointId: string;
}
/** A task to queue: demands `serviceName` or `taskLaunchPointId`. */
export type QueueTaskRequest = ServiceNameOrElseTaskLaunchPointId | TaskLaunchPointIdOrElseServiceName;
/** What an update may change: at least one of `serviceName`, `priority`. */
export interface UpdateTaskRequest extends Fields<'UpdateTaskRequest'> {}
/** How a task is canceled; everything is optional. */
export interface CancelTaskRequest extends Fields<'CancelTaskRequest'> {}
/** Which service is emptied, and how its tasks are marked. */
export interface CancelServiceTasksRequest extends Fields<'CancelServiceTasksRequest'> {}
/** State of a task as the server reports it. */
export interface QueryTaskResponse extends Fields<'QueryTaskResponse'> {}
/** Ids that the server gave to a task, its case and its contact. */
export interface QueueTaskResponse extends Fields<'QueueTaskResponse'> {}
/** How many tasks were canceled, and which. */
export interface CancelServiceTasksResponse extends Fields<'CancelServiceTasksResponse'> {}
/** One task that was canceled with its service. */
export interface CanceledTask extends Fields<'CanceledTask'> {}
/** Contact of a task; takes `custom_*` fields. */
export interface ContactInfo extends Fields<'ContactInfo'> {}
/** Case of a task; takes `custom_*` fields. */
export interface CaseInfo extends Fields<'CaseInfo'> {}
/** What the task is about; takes `custom_*` fields. */
export interface TaskInfo extends Fields<'TaskInfo'> {}
/** Email address of a contact. */
export interface EmailAddress extends Fields<'EmailAddress'> {}
/** Postal address of a contact. */
export interface PostalAddress extends Fields<'PostalAddress'> {}
/** A page or record shown to the agent. */
export interface ScreenPop extends Fields<'ScreenPop'> {}
/** `fifo` or `lifo`. */
export type TaskOrder = Schemas['TaskOrder'];
/** `CREATED`, `QUEUED`, `DEFERRED` or `COMPLETED`. */
export type TaskStatus = Schemas['TaskStatus'];

/** The operations of the API, by `operationId`. */
export type OperationId = keyof operations;
/** The operations that a client calls; it gets the token by itself. */
export type TaskOperation = Exclude<OperationId, 'getAccessToken'>;

/** What a call is known as: its operation, or for `client.request` method and path. */
export type CallName = OperationId | `${string} /${string}`;

/**
 * A task by the id the server gave it, or by the id you gave it.
 *
 * @example
 * await client.queryTask('66bb3a68bf36507742b4c612');
 * await client.queryTask({ extTaskId: 'SF-00T-1001' });
 */
export type TaskReference =
  | string
  | {
      /** The id that you gave it. */
      readonly extTaskId: string;
    };

/** The server queued the task just now. */
export interface QueuedTask extends QueueTaskResponse {
  /** The call put it into the queue. */
  readonly status: 'queued';
  /** As sent. */
  readonly extTaskId?: string;
}

/**
 * An earlier try had queued the task and only its answer was lost. The server does not repeat its
 * ids: use `extTaskId` from here on.
 */
export interface AlreadyQueuedTask {
  /** It was in the queue before the call. */
  readonly status: 'alreadyQueued';
  /** As sent. */
  readonly extTaskId: string;
  /** Not known: the server does not repeat it. */
  readonly taskId?: undefined;
  /** Not known: the server does not repeat it. */
  readonly caseId?: undefined;
  /** Not known: the server does not repeat it. */
  readonly contactId?: undefined;
}

/** What `queueTask` resolves to: look at `status`. */
export type QueueTaskResult = QueuedTask | AlreadyQueuedTask;

/** What each operation resolves to. */
export interface Results {
  queueTask: QueueTaskResult;
  queryTask: QueryTaskResponse;
  updateTask: void;
  cancelTask: void;
  /** `undefined` where the server answers 204 without a list. */
  cancelServiceTasks: CancelServiceTasksResponse | undefined;
}
