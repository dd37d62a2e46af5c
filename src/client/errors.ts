import type { CallMeta } from './meta.ts';
import type { OperationId } from './types.ts';

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
  readonly cause?: unknown;
  readonly meta?: CallMeta;
  readonly hint?: string;
  readonly operation?: OperationId;
  readonly status?: number;
  readonly errorCode?: ErrorCode | 'unknown' | undefined;
  readonly retryable?: boolean;
  readonly attempts?: number;
  readonly retryAfterMs?: number | undefined;
  readonly issues?: readonly ValidationIssue[];
}

/**
 * Base of every error the client throws. Its message says what happened, where and what to do; no
 * credential is in the message, the stack, the cause or the JSON form.
 */
export class TaskRoutingError extends Error {
  override name = 'TaskRoutingError';
  /** What happened, stable across releases. */
  declare readonly code: TaskRoutingErrorCode;
  /** What to do about it, in one sentence. */
  declare readonly hint: string | undefined;
  /** The operation that failed; `undefined` for wrong options. */
  declare readonly operation: OperationId | undefined;
  /** HTTP status; `undefined` where no reply came. */
  declare readonly status: number | undefined;
  /** Code of the API; `'unknown'` for one that is not documented, `undefined` where none was sent. */
  declare readonly errorCode: ErrorCode | 'unknown' | undefined;
  /** Whether the same call may succeed later without a change. */
  declare readonly retryable: boolean;
  /** Wire calls made; 0 where nothing was sent. */
  declare readonly attempts: number;
  /** Milliseconds the server asked to wait. */
  declare readonly retryAfterMs: number | undefined;
  /** What was wrong with the request or the reply, field by field. */
  declare readonly issues: readonly ValidationIssue[];
  readonly #meta: CallMeta | undefined;

  constructor(code: TaskRoutingErrorCode, { message, cause, meta, ...details }: ErrorDetails) {
    super(message, cause ? { cause } : {});
    Object.assign(this, { code, retryable: false, attempts: 0, issues: [] }, details);
    this.#meta = meta;
  }

  /** Attempts, durations and the raw response; not shown by `util.inspect` or `JSON.stringify`. */
  get meta(): CallMeta | undefined {
    return this.#meta;
  }

  /** For logs: everything but the stack, the cause and {@link meta}. */
  toJSON(): Record<string, unknown> {
    const { message } = this;
    return { message, ...(this as object) };
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
