import type { components, operations } from '../../generated/types.ts';

type Schemas = components['schemas'];

/** A task to queue: demands `serviceName` or `taskLaunchPointId`. */
export type QueueTaskRequest = Schemas['QueueTaskRequest'];
/** What an update may change: at least one of `serviceName`, `priority`. */
export type UpdateTaskRequest = Schemas['UpdateTaskRequest'];
/** How a task is canceled; everything is optional. */
export type CancelTaskRequest = Schemas['CancelTaskRequest'];
/** Which service is emptied, and how its tasks are marked. */
export type CancelServiceTasksRequest = Schemas['CancelServiceTasksRequest'];
/** State of a task as the server reports it. */
export type QueryTaskResponse = Schemas['QueryTaskResponse'];
/** Ids that the server gave to a task, its case and its contact. */
export type QueueTaskResponse = Schemas['QueueTaskResponse'];
/** How many tasks were canceled, and which. */
export type CancelServiceTasksResponse = Schemas['CancelServiceTasksResponse'];
/** One task that was canceled with its service. */
export type CanceledTask = Schemas['CanceledTask'];
/** Contact of a task; takes `custom_*` fields. */
export type ContactInfo = Schemas['ContactInfo'];
/** Case of a task; takes `custom_*` fields. */
export type CaseInfo = Schemas['CaseInfo'];
/** What the task is about; takes `custom_*` fields. */
export type TaskInfo = Schemas['TaskInfo'];
/** Email address of a contact. */
export type EmailAddress = Schemas['EmailAddress'];
/** Postal address of a contact. */
export type PostalAddress = Schemas['PostalAddress'];
/** A page or record shown to the agent. */
export type ScreenPop = Schemas['ScreenPop'];
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
export type TaskReference = string | { readonly extTaskId: string };

/** The server queued the task just now. */
export interface QueuedTask extends QueueTaskResponse {
  readonly status: 'queued';
  /** As sent. */
  readonly extTaskId?: string;
}

/**
 * An earlier try had queued the task and only its answer was lost. The server does not repeat its
 * ids: use `extTaskId` from here on.
 */
export interface AlreadyQueuedTask {
  readonly status: 'alreadyQueued';
  readonly extTaskId: string;
  readonly taskId?: undefined;
  readonly caseId?: undefined;
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
