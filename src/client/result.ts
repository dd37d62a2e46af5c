import type { AnsweredCallMeta, CallMeta } from 'specwright/runtime';
import type { operations } from '../../generated/types.ts';
import type { ERROR_CODES } from './error-codes.ts';
import type { ErrorCode, TaskRoutingError } from './errors.ts';
import type { AlreadyQueuedTask, QueuedTask, Results, TaskOperation } from './types.ts';

/** A call that succeeded. */
export interface SafeSuccess<T, S extends number> {
  /** `true`: look at `data`. */
  readonly ok: true;
  /** HTTP status of the reply. */
  readonly status: S;
  /** Never there for a success. */
  readonly errorCode?: undefined;
  /** Never there for a success. */
  readonly error?: undefined;
  /** The result. */
  readonly data: T;
  /** Attempts, durations, request id and the raw reply. */
  readonly meta: AnsweredCallMeta;
}

interface SafeFailureOf<S extends number | undefined, C, E extends TaskRoutingError> {
  /** `false`: look at `error`. */
  readonly ok: false;
  /** HTTP status; `undefined` where no reply came. */
  readonly status: S;
  /** The API's own code; `'unknown'` for one that is not documented, `undefined` where none was sent. */
  readonly errorCode: C;
  /** What the throwing methods would throw. */
  readonly error: E;
  /** Never there for a failure. */
  readonly data?: undefined;
  /** Attempts, durations, request id and the raw reply, where there was one. */
  readonly meta: CallMeta;
}

type CodedFailure = {
  [C in ErrorCode]: SafeFailureOf<
    (typeof ERROR_CODES)[C]['status'],
    C,
    InstanceType<(typeof ERROR_CODES)[C]['error']>
  >;
}[ErrorCode];

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
