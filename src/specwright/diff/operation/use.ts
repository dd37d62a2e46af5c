import type { Delta } from '../change.ts';
import type { Comparison } from '../comparison.ts';
import type { ObjectPart } from '../document.ts';
import type { Direction } from '../level.ts';
import { bodyMode, headerMode, parameterMode, type Mode } from '../schema/mode.ts';
import { finalDeltasOf, type Result } from '../schema/result.ts';

/** One operation on both sides, and where what is found there goes. */
export interface Pairing {
  readonly comparison: Comparison;
  /** `GET /task/{taskId}`, or `webhook newTask POST`. */
  readonly name: string;
  readonly base: ObjectPart;
  readonly revision: ObjectPart;
  /** Path items, for what they state for all their operations. */
  readonly baseItem: ObjectPart;
  readonly revisionItem: ObjectPart;
  /** Path parameters of the base by the name they have in the revision. */
  readonly renamedPathParameters: ReadonlyMap<string, string>;
  /** The API calls: requests flow to the consumer, answers from it. */
  readonly reversed: boolean;
  report(delta: Delta): void;
}

/** Called when the comparison of the two schemas has ended: their result is complete. */
export function reportAll(pairing: Pairing, result: Result): void {
  for (const delta of finalDeltasOf(result)) pairing.report(delta);
}

/** The mode of a body, seen from the consumer. */
export function bodyModeOf(pairing: Pairing, direction: Exclude<Direction, 'none'>, mediaType: string): Mode {
  const flipped = direction === 'request' ? 'response' : 'request';
  return bodyMode(pairing.reversed ? flipped : direction, mediaType);
}

export function parameterModeOf(pairing: Pairing): Mode {
  return pairing.reversed ? headerMode : parameterMode;
}

export function headerModeOf(pairing: Pairing): Mode {
  return pairing.reversed ? parameterMode : headerMode;
}
