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
  type ValidationIssue,
} from './errors.ts';
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
} from './hooks.ts';
export type { CallMeta, CallPromise, WithMeta } from './meta.ts';
export type { CallOptions, ClientOptions, QueueTaskOptions, ValidationOptions } from './options.ts';
export type { SafeFailure, SafeResult, SafeSuccess } from './result.ts';
export type { RetryOptions } from './retry.ts';
export { memoryTokenStore, type StoredToken, type TokenStore } from './token-store.ts';
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
} from './types.ts';
