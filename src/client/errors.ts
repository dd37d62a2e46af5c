import type { OperationId } from './types.ts';
import type { CallMeta } from './meta.ts';

/** The codes the API documents. */
export type ErrorCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14;

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

/** One departure of a request or a reply from its schema. */
export interface ValidationIssue {
  /** JSON pointer into the value; `''` is the whole. */
  readonly path: string;
  readonly message: string;
}

/** Everything an error knows; free of credentials when it gets here. */
export interface ErrorDetails {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly operation?: OperationId | undefined;
  readonly status?: number | undefined;
  readonly errorCode?: ErrorCode | 'unknown' | undefined;
  readonly retryable?: boolean | undefined;
  readonly attempts?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly ValidationIssue[] | undefined;
  readonly cause?: unknown;
  readonly meta?: CallMeta | undefined;
}

/**
 * Base of every error the client throws. Its message says what happened, where and what to do; no
 * credential is in the message, the stack, the cause or the JSON form.
 */
export class TaskRoutingError extends Error {
  override name = 'TaskRoutingError';
  /** What happened, stable across releases. */
  readonly code: TaskRoutingErrorCode;
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;
  /** The operation that failed; `undefined` for wrong options. */
  readonly operation: OperationId | undefined;
  /** HTTP status; `undefined` where no reply came. */
  readonly status: number | undefined;
  /** Code of the API; `'unknown'` for one that is not documented, `undefined` where none was sent. */
  readonly errorCode: ErrorCode | 'unknown' | undefined;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** Wire calls made; 0 where nothing was sent. */
  readonly attempts: number;
  /** Milliseconds the server asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** What was wrong with the request or the reply, field by field. */
  readonly issues: readonly ValidationIssue[];
  readonly #meta: CallMeta | undefined;

  constructor(code: TaskRoutingErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.operation = details.operation;
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.retryable = details.retryable ?? false;
    this.attempts = details.attempts ?? 0;
    this.retryAfterMs = details.retryAfterMs;
    this.issues = details.issues ?? [];
    this.#meta = details.meta;
  }

  /** Attempts, durations and the raw response; not shown by `util.inspect` or `JSON.stringify`. */
  get meta(): CallMeta | undefined {
    return this.#meta;
  }

  /** The allow-listed form for logs. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, hint, operation, status, errorCode, retryable, attempts, issues } = this;
    return { name, code, message, hint, operation, status, errorCode, retryable, attempts, issues };
  }
}

/** Options that cannot work. Thrown by `createTaskRoutingClient`. */
export class ConfigurationError extends TaskRoutingError {
  override name = 'ConfigurationError';
}
/** The credentials or the token were refused (401, codes 1 and 2, or a refused token request). */
export class AuthenticationError extends TaskRoutingError {
  override name = 'AuthenticationError';
}
/** The user lacks the privilege (403, code 3) or the tenant lacks the feature (403, code 14). */
export class PermissionError extends TaskRoutingError {
  override name = 'PermissionError';
}
/** The request is wrong: found before sending, or refused with code 4, 6 or 7. */
export class InvalidRequestError extends TaskRoutingError {
  override name = 'InvalidRequestError';
}
/** A task with this `extTaskId` is or was in the queue (code 5). */
export class DuplicateTaskError extends TaskRoutingError {
  override name = 'DuplicateTaskError';
}
/** No such task, or it was never queued (404, code 8). */
export class TaskNotFoundError extends TaskRoutingError {
  override name = 'TaskNotFoundError';
}
/** The task has left the queue (code 9) or an agent has it (code 10). */
export class TaskStateError extends TaskRoutingError {
  override name = 'TaskStateError';
}
/** Too many calls (429, code 12). */
export class RateLimitError extends TaskRoutingError {
  override name = 'RateLimitError';
}
/** No server could take the call (502, code 11; 503, 504). */
export class UnavailableError extends TaskRoutingError {
  override name = 'UnavailableError';
}
/** The server failed (500, code 13, and other 5xx). */
export class ServerError extends TaskRoutingError {
  override name = 'ServerError';
}
/** The reply is none that the API documents: a redirect, a web page, broken or missing JSON. */
export class UnexpectedResponseError extends TaskRoutingError {
  override name = 'UnexpectedResponseError';
}
/** No connection, or it broke before the reply was whole. */
export class ConnectionError extends TaskRoutingError {
  override name = 'ConnectionError';
}
/** The time of an attempt, or of the whole call, ran out. */
export class TimeoutError extends TaskRoutingError {
  override name = 'TimeoutError';
}
/** The caller's signal was aborted. */
export class AbortedError extends TaskRoutingError {
  override name = 'AbortedError';
}
