import type { ErrorCode } from '../api/error-codes.ts';
import type { OperationId } from '../exchange.ts';
import type { Latency } from './latency.ts';

/** What can go wrong with an answer apart from an error code. */
export const mishaps = [
  'drop',
  'truncate',
  'hang',
  'html-502',
  'wrong-type',
  'missing-field',
  'malformed',
  'empty',
] as const;

/** What spoils an answer after its work was done. */
export type Mishap = (typeof mishaps)[number];

/** Trouble to come: for the next requests, or for a share of all of them. */
export interface Disturbance {
  /** Default: any operation. */
  readonly operation?: OperationId;
  /** How many requests it hits. Default: 1, or no end where `share` is given. */
  readonly times?: number;
  /** Which part of the requests it hits, above 0, at most 1. Default: all of them. */
  readonly share?: number;
  /** Answer with this code; nothing is done. */
  readonly errorCode?: ErrorCode;
  /** With `errorCode` and Queue Task: the record is made and not queued, as when the queue step fails. */
  readonly leavesRecord?: boolean;
  /** Do the work, then spoil the answer. */
  readonly mishap?: Mishap;
  /** Hold the answer back. */
  readonly latency?: Latency;
  /** Adds `Retry-After`, in seconds; `date` writes the HTTP date of the next second. */
  readonly retryAfter?: number | 'date';
}
