import { type Json, own, typeOf } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { integerLimit, limitsOf, tighter, type Limit, type LimitKeyword } from './limits.ts';
import type { ObjectAtom } from './read-atoms.ts';
import type { Site } from './site.ts';
import type { Placed } from './view.ts';

export function mergeEnums(atoms: readonly ObjectAtom[]): Placed<readonly Json[]> | undefined {
  let found: Placed<readonly Json[]> | undefined;
  for (const atom of atoms) {
    const listed = enumOf(atom);
    if (listed === undefined) continue;
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

export function typesField(
  names: ReadonlySet<string> | undefined,
  members: Placed<readonly Json[]> | undefined,
): { types?: ReadonlySet<string> } {
  if (names !== undefined) return { types: names };
  if (members === undefined || members.value.length === 0) return {};
  return { types: new Set(members.value.map(typeOf)) };
}
