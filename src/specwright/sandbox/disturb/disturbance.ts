import { type Fields, numberAbove, oneOf } from '../fields.ts';
import { checkLatency, type Latency } from '../latency.ts';

/** What can go wrong with an answer apart from a refusal. */
export const MISHAPS = [
  'drop',
  'truncate',
  'hang',
  'html-502',
  'wrong-type',
  'missing-field',
  'malformed',
  'empty',
] as const;

/** What breaks an answer after its work was done. */
export type Mishap = (typeof MISHAPS)[number];

/** Trouble to come: for the next requests, or for a share of all of them. */
export interface Disturbance {
  /** Id of the operation that it hits. Default: any operation. */
  readonly operation?: string;
  /** How many requests it hits. Default: 1, or no end where `share` is given. */
  readonly times?: number;
  /** Which part of the requests it hits, above 0, at most 1. Default: all of them. */
  readonly share?: number;
  /** Do the work, then break the answer. */
  readonly mishap?: Mishap;
  /** Hold the answer back. */
  readonly latency?: Latency;
  /** Adds `Retry-After`, in seconds; `date` writes the HTTP date of the next second. */
  readonly retryAfter?: number | 'date';
}

/** What a disturbance can do to an answer, whatever the API. */
export const EFFECT_FIELDS: Fields = {
  mishap: oneOf(MISHAPS),
  latency: [(value) => checkLatency(value) !== undefined, 'a latency'],
  retryAfter: [(value) => value === 'date' || Number(value) >= 0, 'a number of seconds, or "date"'],
};

/** Which requests a disturbance hits. @param operations ids of the operations that there are. */
export function limitFields(operations: readonly string[]): Fields {
  return {
    operation: oneOf(operations),
    times: [(value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
    share: numberAbove(0, 1),
  };
}
