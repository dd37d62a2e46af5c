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

nameErrors('bpcc-task-routing', { TaskRoutingError, ConfigurationError });
