import { ApiError, nameErrors } from 'specwright/runtime';
import type { OperationId, operations } from '../../generated/operations.ts';
import type { CallName } from './types.ts';

/** The codes the API documents. */
export type ErrorCode = (typeof operations)[OperationId]['responses'][number]['errorCodes'][number];

/** What happened, stable across releases: safe to branch on and to log. */
export type TaskRoutingErrorCode =
  | 'invalid-options'
  | 'invalid-request'
  | 'authentication-failed'
  | 'permission-denied'
  | 'duplicate-task'
  | 'task-not-found'
  | 'task-state'
  | 'rate-limited'
  | 'unavailable'
  | 'server-error'
  | 'unexpected-response'
  | 'connection-failed'
  | 'timeout'
  | 'aborted';

/**
 * Base of every error the client throws. Its message says what happened, where and what to do; no
 * credential is in the message, the stack, the cause or the JSON form.
 */
export class TaskRoutingError extends ApiError {
  /** What happened, stable across releases. */
  declare readonly code: TaskRoutingErrorCode;
  /** The operation that failed; `undefined` for wrong options. */
  declare readonly operation: CallName | undefined;
  /** Code of the API; `'unknown'` for one that is not documented, `undefined` where none was sent. */
  declare readonly errorCode: ErrorCode | 'unknown' | undefined;
}

/** Options that cannot work. Thrown by `createTaskRoutingClient`. */
export class ConfigurationError extends TaskRoutingError {}
/** The credentials or the token were refused (401, codes 1 and 2, or a refused token request). */
export class AuthenticationError extends TaskRoutingError {}
/** The user lacks the privilege (403, code 3) or the tenant lacks the feature (403, code 14). */
export class PermissionError extends TaskRoutingError {}
/** The request is wrong: found before sending, or refused with code 4, 6 or 7. */
export class InvalidRequestError extends TaskRoutingError {}
/** A task with this `extTaskId` is or was in the queue (code 5). */
export class DuplicateTaskError extends TaskRoutingError {}
/** No such task, or it was never queued (404, code 8). */
export class TaskNotFoundError extends TaskRoutingError {}
/** The task has left the queue (code 9) or an agent has it (code 10). */
export class TaskStateError extends TaskRoutingError {}
/** Too many calls (429, code 12). */
export class RateLimitError extends TaskRoutingError {}
/** No server could take the call (502, code 11; 503, 504). */
export class UnavailableError extends TaskRoutingError {}
/** The server failed (500, code 13, and other 5xx). */
export class ServerError extends TaskRoutingError {}
/** The API documents no such reply: a redirect, a web page, broken or missing JSON. */
export class UnexpectedResponseError extends TaskRoutingError {}
/** No connection, or it broke before the reply was whole. */
export class ConnectionError extends TaskRoutingError {}
/** The time of an attempt, or of the whole call, ran out. */
export class TimeoutError extends TaskRoutingError {}
/** The caller's signal was aborted. */
export class AbortedError extends TaskRoutingError {}

nameErrors('bpcc-task-routing', {
  TaskRoutingError,
  ConfigurationError,
  AuthenticationError,
  PermissionError,
  InvalidRequestError,
  DuplicateTaskError,
  TaskNotFoundError,
  TaskStateError,
  RateLimitError,
  UnavailableError,
  ServerError,
  UnexpectedResponseError,
  ConnectionError,
  TimeoutError,
  AbortedError,
});
