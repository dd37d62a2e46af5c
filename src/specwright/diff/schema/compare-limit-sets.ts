import type { Json } from '../../base/json.ts';
import type { Pair } from './pair.ts';
import { LIMIT_KEYWORDS, LIMITS, tighter, type Limit, type LimitKeyword } from './limits.ts';
import { keeps } from './merge-values.ts';
import type { Placed } from './view.ts';

/** Lengths, ranges, counts, `multipleOf` and `uniqueItems`. */
export function compareLimitSets(pair: Pair): void {
  for (const keyword of LIMIT_KEYWORDS) compareLimit(pair, keyword);
  compareMultiples(pair);
  compareUnique(pair);
}

function compareLimit(pair: Pair, keyword: LimitKeyword): void {
  const was = pair.base.limits.get(keyword);
  const is = pair.revision.limits.get(keyword);
  if (was?.value === is?.value && was?.exclusive === is?.exclusive) return;
  if (isImplied(pair, keyword, was, is)) return;
  pair.emitValues(`${LIMITS[keyword].name}-${action(keyword, was, is)}`, shown(was), shown(is));
}

/** Every member of the side that lets less through keeps the limit of the other side anyway. */
function isImplied(
  pair: Pair,
  keyword: LimitKeyword,
  was: Limit | undefined,
  is: Limit | undefined,
): boolean {
  const tightens = is !== undefined && (was === undefined || tighter(keyword, was, is) === is);
  const limit = tightens ? is : was;
  const members = (tightens ? pair.base : pair.revision).enum?.value ?? [];
  return (
    limit !== undefined && members.length > 0 && members.every((member) => keeps(member, keyword, limit))
  );
}

function action(keyword: LimitKeyword, was: Limit | undefined, is: Limit | undefined) {
  if (was === undefined) return 'set';
  if (is === undefined) return 'unset';
  if (was.value !== is.value) return is.value > was.value ? 'increased' : 'decreased';
  // the same number, of which one side is exclusive: an exclusive maximum is the lower one
  return is.exclusive === (LIMITS[keyword].side === 'upper') ? 'decreased' : 'increased';
}

function shown(limit: Limit | undefined): Placed<Json> | undefined {
  if (limit === undefined) return undefined;
  const { value, exclusive, pointer } = limit;
  return { value: exclusive ? { value, exclusive } : value, pointer };
}

function compareMultiples(pair: Pair): void {
  const was = pair.base.multiples;
  const is = pair.revision.multiples;
  const gone = was.filter((one) => !is.some((other) => other.value === one.value));
  const come = is.filter((one) => !was.some((other) => other.value === one.value));
  if (gone.length === 0 && come.length === 0) return;
  pair.emitValues(`multiple-of-${multipleAction(gone, come)}`, gone[0], come[0]);
}

function multipleAction(gone: readonly Placed<number>[], come: readonly Placed<number>[]) {
  const was = gone[0]?.value;
  const is = come[0]?.value;
  if (was === undefined) return 'set';
  if (is === undefined) return 'unset';
  if (gone.length > 1 || come.length > 1) return 'changed';
  if (divides(is, was)) return 'widened';
  return divides(was, is) ? 'narrowed' : 'changed';
}

/** Whether `whole` is a multiple of `part`, binary fractions forgiven. */
function divides(part: number, whole: number): boolean {
  const times = whole / part;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

function compareUnique(pair: Pair): void {
  const { base, revision } = pair;
  if ((base.unique === undefined) === (revision.unique === undefined)) return;
  pair.emit(revision.unique === undefined ? 'unique-items-unset' : 'unique-items-set', {
    base: base.unique ?? base.pointer,
    revision: revision.unique ?? revision.pointer,
  });
}
