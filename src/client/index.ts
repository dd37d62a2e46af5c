export type { BulkOptions, BulkOutcome, BulkProgress, BulkSummary } from './bulk-types.ts';
export { createTaskRoutingClient, type SafeClient, type TaskRoutingClient } from './create-client.ts';
export {
  AbortedError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  DuplicateTaskError,
  InvalidRequestError,
  PermissionError,
  RateLimitError,
  ServerError,
  TaskNotFoundError,
  TaskRoutingError,
  TaskStateError,
  TimeoutError,
  UnavailableError,
  UnexpectedResponseError,
  type ErrorCode,
  type TaskRoutingErrorCode,
} from './errors.ts';
export type {
  CallInfo,
  Hooks,
  InvalidRequestEvent,
  InvalidResponseEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  TokenEvent,
} from './events.ts';
export type { ClientOptions, QueueTaskOptions } from './options.ts';
export type { RequestMethod, RequestOptions } from './request-options.ts';
export type { SafeFailure, SafeResult, SafeSuccess } from './result.ts';
export { memoryTokenStore } from 'specwright/runtime';
export type {
  CallMeta,
  CallOptions,
  CallPromise,
  LogEvent,
  Logger,
  RetryOptions,
  StoredToken,
  TokenStore,
  ValidationIssue,
  ValidationOptions,
  WithMeta,
} from 'specwright/runtime';
export type {
  TaskChange,
  TaskWatch,
  WaitOptions,
  WatchedTask,
  WatchOptions,
  WatchState,
} from './watch-types.ts';
export type {
  AlreadyQueuedTask,
  CancelServiceTasksRequest,
  CancelServiceTasksResponse,
  CancelTaskRequest,
  CanceledTask,
  CaseInfo,
  ContactInfo,
  EmailAddress,
  CallName,
  OperationId,
  PostalAddress,
  QueryTaskResponse,
  QueueTaskRequest,
  QueueTaskResponse,
  QueueTaskResult,
  QueuedTask,
  ScreenPop,
  TaskInfo,
  TaskOperation,
  TaskOrder,
  TaskReference,
  TaskStatus,
  UpdateTaskRequest,
} from './types.ts';
