import type { AnsweredCallMeta, CallMeta } from 'specwright/runtime';
import type { operations } from '../../generated/types.ts';
import type { ERROR_CODES } from './error-codes.ts';
import type { ErrorCode, TaskRoutingError } from './errors.ts';
import type { AlreadyQueuedTask, QueuedTask, Results, TaskOperation } from './types.ts';

/** A call that succeeded. */
export interface SafeSuccess<T, S extends number> {
  readonly ok: true;
  readonly status: S;
  readonly errorCode?: undefined;
  readonly error?: undefined;
  readonly data: T;
  readonly meta: AnsweredCallMeta;
}

interface SafeFailureOf<S extends number | undefined, C, E extends TaskRoutingError> {
  readonly ok: false;
  readonly status: S;
  readonly errorCode: C;
  readonly error: E;
  readonly data?: undefined;
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
