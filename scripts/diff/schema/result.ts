import type { Delta } from '../change.ts';
import { effectOf, isNote } from '../rules/level.ts';

/** What comparing two schemas gave: deltas of their own and the results of what they contain. May be circular. */
export interface Result {
  readonly own: Delta[];
  readonly kids: Result[];
}

export const nothing: Result = { own: [], kids: [] };

/** Every delta that can be reached, each result once. */
export function deltasOf(result: Result): readonly Delta[] {
  const found: Delta[] = [];
  const seen = new Set<Result>();
  const pending = [result];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    found.push(...next.own);
    pushKids(next, pending);
  }
  return found;
}

/** The first kid ends on top. */
function pushKids({ kids }: Result, pending: Result[]): void {
  for (let index = kids.length - 1; index >= 0; index -= 1) pending.push(kids[index] ?? nothing);
}

const reached = new WeakMap<Result, readonly Delta[]>();

/**
 * The same for a result to which nothing will be added. Remembered: schemas refer to one another in chains, and
 * an operation at the end of each would walk the whole chain again.
 */
export function finalDeltasOf(result: Result): readonly Delta[] {
  const known = reached.get(result);
  if (known !== undefined) return known;
  const found = new Set<Delta>();
  const seen = new Set<Result>();
  const pending = [result];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const inner = reached.get(next);
    for (const delta of inner ?? next.own) found.add(delta);
    if (inner === undefined) pushKids(next, pending);
  }
  const deltas = [...found];
  reached.set(result, deltas);
  return deltas;
}

/** Whatever was let through before still is. */
export function narrowsNothing(result: Result): boolean {
  return deltasOf(result).every((delta) => !['narrows', 'incomparable'].includes(effectOf(delta.id)));
}

/** Nothing is let through that was not before. */
export function widensNothing(result: Result): boolean {
  return deltasOf(result).every((delta) => !['widens', 'incomparable'].includes(effectOf(delta.id)));
}

/** Only notes differ: prose, defaults, announcements. */
export function isSilent(result: Result): boolean {
  return deltasOf(result).every((delta) => isNote(delta.id));
}
