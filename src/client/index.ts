import type * as runtime from 'specwright/runtime';
import type { OperationId } from './types.ts';

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
export type { ClientOptions, QueueTaskOptions } from './options.ts';
export type { SafeFailure, SafeResult, SafeSuccess } from './result.ts';
export {
  memoryTokenStore,
  type CallMeta,
  type CallOptions,
  type CallPromise,
  type LogEvent,
  type Logger,
  type RetryOptions,
  type StoredToken,
  type TokenStore,
  type ValidationIssue,
  type ValidationOptions,
  type WithMeta,
} from 'specwright/runtime';
/** One logical call; the same object in all its events, so that it can key a `WeakMap`. */
export type CallInfo = runtime.CallInfo<OperationId>;
/** Called as things happen. A hook that throws or rejects is reported to the logger and changes nothing else. */
export type Hooks = runtime.Hooks<OperationId>;
/** An attempt is about to go out. */
export type RequestEvent = runtime.RequestEvent<OperationId>;
/** An attempt is over: with a reply (`status`) or without (`failure`). */
export type ResponseEvent = runtime.ResponseEvent<OperationId>;
/** The call will be tried again after a wait. */
export type RetryEvent = runtime.RetryEvent<OperationId>;
/** Something became of a token. The token itself is in no event. */
export type TokenEvent = runtime.TokenEvent<OperationId>;
/** A reply violates its schema; sent in the mode `responses: 'warn'`. */
export type InvalidResponseEvent = runtime.InvalidResponseEvent<OperationId>;
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
