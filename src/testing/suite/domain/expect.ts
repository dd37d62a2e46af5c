import { expectRefusal, type AcceptedAnswer, type Expectation } from 'specwright/contract';
import type { ReadingId } from './readings.ts';

/** An answer with one of these statuses, whatever its code. */
export function status(...statuses: readonly number[]): AcceptedAnswer {
  return { statuses };
}

/** A refusal with 400 and this code. */
export function code(value: number): AcceptedAnswer {
  return { statuses: [400], code: value };
}

/** An answer that some servers may give, for the publication is silent. */
export function maybe(reading: ReadingId, ...statuses: readonly number[]): AcceptedAnswer {
  return { statuses, reading };
}

/** One of several answers, the one we hold to be right first. */
export function oneOf(because: string, ...accept: readonly AcceptedAnswer[]): Expectation {
  return { accept, because };
}

/** A refusal that names the violation; under the reading a server may accept it all the same. */
export function violates(
  violation: string,
  tolerated: ReadingId | undefined,
  ...accept: readonly AcceptedAnswer[]
): Expectation {
  return {
    accept: tolerated === undefined ? accept : [...accept, maybe(tolerated, 200, 204)],
    because: violation,
    violation,
    ...(tolerated !== undefined && { tolerated }),
  };
}

/** A bad request without a published code: ours is 4. */
export const BAD_REQUEST: readonly AcceptedAnswer[] = [
  code(4),
  maybe('refusal-code', 400),
  maybe('refusal-status', 422),
];

export const NOT_FOUND = expectRefusal(404, 8, 'there is no such task');
export const GOOD = 'the request is complete';
