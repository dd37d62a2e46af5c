export type { BulkOptions, BulkOutcome, BulkProgress, BulkSummary } from './client/bulk-types.ts';
export { createTaskRoutingClient, type SafeClient, type TaskRoutingClient } from './client/create-client.ts';
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
  type ValidationIssue,
} from './client/errors.ts';
export type {
  CallInfo,
  Hooks,
  InvalidResponseEvent,
  LogEvent,
  Logger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  TokenEvent,
} from './client/hooks.ts';
export type { CallMeta, CallPromise, WithMeta } from './client/meta.ts';
export type { CallOptions, ClientOptions, QueueTaskOptions, ValidationOptions } from './client/options.ts';
export type { SafeFailure, SafeResult, SafeSuccess } from './client/result.ts';
export type { RetryOptions } from './client/retry.ts';
export { memoryTokenStore, type StoredToken, type TokenStore } from './client/token-store.ts';
export type {
  AlreadyQueuedTask,
  CancelServiceTasksRequest,
  CancelServiceTasksResponse,
  CancelTaskRequest,
  CanceledTask,
  CaseInfo,
  ContactInfo,
  EmailAddress,
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
} from './client/types.ts';
