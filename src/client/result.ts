import type { operations } from '../../generated/types.ts';
import type {
  AuthenticationError,
  DuplicateTaskError,
  ErrorCode,
  InvalidRequestError,
  PermissionError,
  RateLimitError,
  ServerError,
  TaskNotFoundError,
  TaskRoutingError,
  TaskStateError,
  UnavailableError,
} from './errors.ts';
import type { CallMeta } from './meta.ts';
import type { AlreadyQueuedTask, QueuedTask, Results, TaskOperation } from './types.ts';

/** Which error class stands for which code. */
export interface ErrorByCode {
  1: AuthenticationError;
  2: AuthenticationError;
  3: PermissionError;
  4: InvalidRequestError;
  5: DuplicateTaskError;
  6: InvalidRequestError;
  7: InvalidRequestError;
  8: TaskNotFoundError;
  9: TaskStateError;
  10: TaskStateError;
  11: UnavailableError;
  12: RateLimitError;
  13: ServerError;
  14: PermissionError;
}

/** The HTTP status that the API documents for each code. */
interface StatusByCode {
  1: 401;
  2: 401;
  3: 403;
  4: 400;
  5: 400;
  6: 400;
  7: 400;
  8: 404;
  9: 400;
  10: 400;
  11: 502;
  12: 429;
  13: 500;
  14: 403;
}

/** A call that succeeded. */
export interface SafeSuccess<T, S extends number> {
  readonly ok: true;
  readonly status: S;
  readonly errorCode?: undefined;
  readonly error?: undefined;
  readonly data: T;
  readonly meta: CallMeta;
}

interface SafeFailureOf<S extends number | undefined, C, E extends TaskRoutingError> {
  readonly ok: false;
  readonly status: S;
  readonly errorCode: C;
  readonly error: E;
  readonly data?: undefined;
  readonly meta: CallMeta;
}

type CodedFailure = { [C in ErrorCode]: SafeFailureOf<StatusByCode[C], C, ErrorByCode[C]> }[ErrorCode];

/**
 * A call that failed. `errorCode` narrows `error` to its class; `status` narrows `errorCode` to what
 * the API documents with it. Without a documented code it is `'unknown'` (a code that is not
 * documented) or `undefined` (none was sent, or no reply came: then `status` is `undefined` too).
 */
export type SafeFailure =
  | CodedFailure
  | SafeFailureOf<number, 'unknown' | undefined, TaskRoutingError>
  | SafeFailureOf<undefined, undefined, TaskRoutingError>;

type DocumentedSuccess<Op extends TaskOperation> = Extract<
  keyof operations[Op]['responses'],
  200 | 201 | 202 | 204
>;

/** What `client.safe.*` resolves to: look at `ok` first. */
export type SafeResult<Op extends TaskOperation> =
  | (Op extends 'queueTask'
      ? SafeSuccess<QueuedTask, 200> | SafeSuccess<AlreadyQueuedTask, 400>
      : SafeSuccess<Results[Op], DocumentedSuccess<Op>>)
  | SafeFailure;
