import type { Delta } from '../change.ts';
import { ruleOf, type Rule } from '../rules/rule.ts';

/** What comparing two schemas gave: deltas of their own and the results of what they contain. May be circular. */
export interface Result {
  readonly own: Delta[];
  readonly kids: Result[];
}

export const nothing: Result = { own: [], kids: [] };

/** Every delta that can be reached, each result once. */
export function deltasOf(result: Result, known?: WeakMap<Result, readonly Delta[]>): readonly Delta[] {
  const found = new Set<Delta>();
  const seen = new Set<Result>();
  const pending = [result];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const inner = known?.get(next);
    for (const delta of inner ?? next.own) found.add(delta);
    if (inner !== undefined) continue;
    for (let index = next.kids.length - 1; index >= 0; index -= 1) pending.push(next.kids[index] ?? nothing);
  }
  return [...found];
}

const final = new WeakMap<Result, readonly Delta[]>();

/**
 * The same for a result to which nothing will be added. Remembered: schemas refer to one another in chains, and
 * an operation at the end of each would walk the whole chain again.
 */
export function finalDeltasOf(result: Result): readonly Delta[] {
  const deltas = final.get(result) ?? deltasOf(result, final);
  final.set(result, deltas);
  return deltas;
}

/** Whatever was let through before still is. */
export function narrowsNothing(result: Result): boolean {
  return effects(result).every((effect) => effect !== 'narrows' && effect !== 'incomparable');
}

/** Nothing is let through that was not before. */
export function widensNothing(result: Result): boolean {
  return effects(result).every((effect) => effect !== 'widens' && effect !== 'incomparable');
}

/** Only notes differ: prose, defaults, announcements. */
export function isSilent(result: Result): boolean {
  return deltasOf(result).every((delta) => ruleOf(delta.id).note);
}

function effects(result: Result): Rule['effect'][] {
  return deltasOf(result).map((delta) => ruleOf(delta.id).effect);
}
