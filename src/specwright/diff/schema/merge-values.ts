import { type Json, isObject, own, typeOf } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { integerLimit, LIMITS, limitsOf, tighter, type Limit, type LimitKeyword } from './limits.ts';
import type { ObjectAtom } from './read-atoms.ts';
import type { Site } from './site.ts';
import type { Placed } from './view.ts';

/** Members that every list has, null apart. */
export function mergeEnums(
  atoms: readonly ObjectAtom[],
  constants: readonly Placed<readonly Json[]>[],
): Placed<readonly Json[]> | undefined {
  let found: Placed<readonly Json[]> | undefined;
  for (const listed of [...atoms.flatMap((atom) => enumOf(atom) ?? []), ...constants]) {
    const kept = found;
    found =
      kept === undefined
        ? listed
        : { ...kept, value: kept.value.filter((one) => listed.value.some((two) => sameMember(one, two))) };
  }
  return found === undefined
    ? undefined
    : { ...found, value: found.value.filter((member) => member !== null) };
}

function enumOf(atom: ObjectAtom): Placed<readonly Json[]> | undefined {
  const constant = own(atom.value, 'const');
  if (constant !== undefined) return { value: [constant], pointer: appendPointer(atom.pointer, 'const') };
  const listed = own(atom.value, 'enum');
  return Array.isArray(listed) ? { value: listed, pointer: appendPointer(atom.pointer, 'enum') } : undefined;
}

function sameMember(one: Json, two: Json): boolean {
  return one === two || JSON.stringify(one) === JSON.stringify(two);
}

/** In 3.1 an enum without null shuts null out; in 3.0 `nullable` is read as its author means it. */
export function nullInEnum(site: Site, atoms: readonly ObjectAtom[]): boolean {
  if (site.document.dialect === '3.0') return true;
  return atoms.every((atom) => enumOf(atom)?.value.includes(null) ?? true);
}

export function mergeLimits(
  site: Site,
  atoms: readonly ObjectAtom[],
  types: ReadonlySet<string> | undefined,
): ReadonlyMap<LimitKeyword, Limit> {
  const integers = types?.size === 1 && types.has('integer');
  const merged = new Map<LimitKeyword, Limit>();
  for (const atom of atoms) {
    for (const [keyword, limit] of limitsOf(site.document, atom.value, atom.pointer)) {
      const limited = integers ? integerLimit(keyword, limit) : limit;
      const other = merged.get(keyword);
      merged.set(keyword, other === undefined ? limited : tighter(keyword, other, limited));
    }
  }
  return merged;
}

/** Limits that exclude something: not those that every member keeps, or that the format implies. */
export function effectiveLimits(
  limits: ReadonlyMap<LimitKeyword, Limit>,
  members: readonly Json[] | undefined,
  format: string | undefined,
): ReadonlyMap<LimitKeyword, Limit> {
  const excludes = ([keyword, limit]: [LimitKeyword, Limit]): boolean => {
    if (members !== undefined && members.length > 0)
      return !members.every((member) => keeps(member, keyword, limit));
    const range = INTEGER_RANGES.get(format ?? '');
    return range === undefined || !range.every((end) => keeps(end, keyword, limit));
  };
  return new Map([...limits].filter(excludes));
}

const INTEGER_RANGES: ReadonlyMap<string, readonly number[]> = new Map([
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['int64', [-(2 ** 63), 2 ** 63]],
]);

/** Whether a value is within a limit; not where the limit measures nothing of it. */
export function keeps(member: Json, keyword: LimitKeyword, { value, exclusive }: Limit): boolean {
  const size = sizeOf(member, keyword);
  if (size === undefined) return false;
  if (size === value) return !exclusive;
  return LIMITS[keyword].side === 'upper' ? size < value : size > value;
}

/** What a limit of this kind measures; `undefined` where it measures nothing of such a value. */
function sizeOf(member: Json, keyword: LimitKeyword): number | undefined {
  if (keyword === 'maximum' || keyword === 'minimum') return typeof member === 'number' ? member : undefined;
  if (keyword === 'maxLength' || keyword === 'minLength')
    return typeof member === 'string' ? [...member].length : undefined;
  if (keyword === 'maxItems' || keyword === 'minItems')
    return Array.isArray(member) ? member.length : undefined;
  if (keyword === 'maxProperties' || keyword === 'minProperties')
    return isObject(member) ? Object.keys(member).length : undefined;
  return undefined;
}

export function typesField(
  names: ReadonlySet<string> | undefined,
  members: Placed<readonly Json[]> | undefined,
): { types?: ReadonlySet<string> } {
  if (names !== undefined) return { types: names };
  if (members === undefined || members.value.length === 0) return {};
  return { types: new Set(members.value.map(typeOf)) };
}
