import type { Json, JsonObject, JsonPointer } from '../../../src/json.ts';
import { refOf, type Part } from '../document.ts';
import { below, isObject, isTrue, own, ownList, ownObject, ownString, ownStrings } from '../json-value.ts';
import { groupsOf } from './groups.ts';
import { integerLimit, limitsOf, tighter, type Limit, type LimitKeyword } from './limits.ts';
import { atomsOf, siteOf, type Atom, type Site } from './site.ts';
import { mergeTypes, typesOf } from './types.ts';
import { applicators, type Applicator, type Group, type Placed, type View } from './view.ts';

interface ObjectAtom {
  readonly value: JsonObject;
  readonly pointer: JsonPointer;
}

/** Takes a site apart and puts its meaning together. */
export function buildView(original: Site): View {
  const { site, groups, nullBranch } = groupsOf(original);
  const all = atomsOf(site);
  const atoms = all.filter((atom): atom is ObjectAtom => isObject(atom.value));
  const types = mergeTypes(atoms.map((atom) => typesOf(site.document, atom.value)));
  const members = mergeEnums(atoms);
  return {
    site,
    pointer: original.parts[0]?.pointer ?? '',
    never: all.some((atom) => atom.value === false),
    ...typesField(types.names, members),
    typesAt:
      atoms.find((atom) => own(atom.value, 'type') !== undefined)?.pointer ??
      original.parts[0]?.pointer ??
      '',
    nullable: nullable(nullBranch, types.nullable && nullInEnum(site, atoms)),
    ...optional('enum', members),
    constant: atoms.some((atom) => Object.hasOwn(atom.value, 'const')),
    ...optional('format', text(atoms, 'format')),
    limits: mergeLimits(site, atoms, types.names),
    multiples: numbers(atoms, 'multipleOf'),
    patterns: texts(atoms, 'pattern').filter((pattern) => !idlePatterns.has(pattern.value)),
    ...optional('unique', atoms.find((atom) => isTrue(atom.value, 'uniqueItems'))?.pointer),
    properties: mergeMaps(site, atoms, 'properties'),
    required: mergeRequired(atoms),
    ...optional('additional', mergeAdditional(site, atoms)),
    patternProperties: mergeMaps(site, atoms, 'patternProperties'),
    ...optional('items', mergeSingles(site, atoms, 'items')),
    prefixItems: prefixItems(site, atoms),
    applied: mergeApplied(site, atoms),
    nots: atoms
      .filter((atom) => own(atom.value, 'not') !== undefined)
      .map((atom) => siteOf(site.document, [step(atom, 'not')])),
    dependentRequired: dependentRequired(atoms),
    dependentSchemas: mergeMaps(site, atoms, 'dependentSchemas'),
    ...optional('contentEncoding', text(atoms, 'contentEncoding')),
    ...optional('contentMediaType', text(atoms, 'contentMediaType')),
    groups,
    allOf: branchesOf(original),
    ...optional('default', value(atoms, 'default')),
    readOnly: atoms.some((atom) => isTrue(atom.value, 'readOnly')),
    writeOnly: atoms.some((atom) => isTrue(atom.value, 'writeOnly')),
    deprecated: atoms.some((atom) => isTrue(atom.value, 'deprecated')),
    ...optional('discriminator', discriminator(atoms)),
    ...optional('description', text(atoms, 'description')),
    extensions: extensions(atoms),
    outside: all.flatMap((atom) => refOf(atom.value) ?? []).filter((ref) => !ref.startsWith('#')),
  };
}

/** Patterns that every text matches. */
const idlePatterns = new Set(['', '.*', '^.*$', '.*$', '^.*', '^', '$', '[\\s\\S]*', '^[\\s\\S]*$']);

function optional<K extends string, V>(key: K, found: V | undefined): { [P in K]?: V } {
  return found === undefined ? {} : ({ [key]: found } as { [P in K]?: V });
}

function step(atom: ObjectAtom, key: string): Part {
  return { value: own(atom.value, key) ?? null, pointer: below(atom.pointer, key) };
}

/** Under `oneOf` a null that two branches accept is refused. */
function nullable(branch: Group['kind'] | undefined, rest: boolean): boolean {
  return branch === undefined ? rest : !(branch === 'oneOf' && rest);
}

function typesField(
  names: ReadonlySet<string> | undefined,
  members: Placed<readonly Json[]> | undefined,
): { types?: ReadonlySet<string> } {
  if (names !== undefined) return { types: names };
  if (members === undefined || members.value.length === 0) return {};
  return { types: new Set(members.value.map(typeOfValue)) };
}

function typeOfValue(member: Json): string {
  if (Array.isArray(member)) return 'array';
  if (typeof member === 'number') return Number.isInteger(member) ? 'integer' : 'number';
  return typeof member;
}

function mergeEnums(atoms: readonly ObjectAtom[]): Placed<readonly Json[]> | undefined {
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
  if (constant !== undefined) return { value: [constant], pointer: below(atom.pointer, 'const') };
  const listed = own(atom.value, 'enum');
  return Array.isArray(listed) ? { value: listed, pointer: below(atom.pointer, 'enum') } : undefined;
}

function sameMember(one: Json, two: Json): boolean {
  return one === two || JSON.stringify(one) === JSON.stringify(two);
}

/** In 3.1 an enum without null shuts null out; in 3.0 `nullable` is read as its author means it. */
function nullInEnum(site: Site, atoms: readonly ObjectAtom[]): boolean {
  if (site.document.dialect === '3.0') return true;
  return atoms.every((atom) => enumOf(atom)?.value.includes(null) ?? true);
}

function mergeLimits(
  site: Site,
  atoms: readonly ObjectAtom[],
  types: ReadonlySet<string> | undefined,
): ReadonlyMap<LimitKeyword, Limit> {
  const integers = types?.size === 1 && types.has('integer');
  const merged = new Map<LimitKeyword, Limit>();
  for (const atom of atoms) {
    for (const [keyword, limit] of limitsOf(site.document, atom.value, atom.pointer)) {
      const own = integers ? integerLimit(keyword, limit) : limit;
      const other = merged.get(keyword);
      merged.set(keyword, other === undefined ? own : tighter(keyword, other, own));
    }
  }
  return merged;
}

function mergeMaps(site: Site, atoms: readonly ObjectAtom[], key: string): ReadonlyMap<string, Site> {
  const parts = new Map<string, Part[]>();
  for (const atom of atoms) {
    const map = ownObject(atom.value, key);
    if (map === undefined) continue;
    for (const name of Object.keys(map)) {
      const part = { value: map[name] ?? null, pointer: below(atom.pointer, key, name) };
      parts.set(name, [...(parts.get(name) ?? []), part]);
    }
  }
  return new Map([...parts].map(([name, found]) => [name, siteOf(site.document, found)]));
}

function mergeRequired(atoms: readonly ObjectAtom[]): ReadonlyMap<string, JsonPointer> {
  const merged = new Map<string, JsonPointer>();
  for (const atom of atoms) {
    for (const name of ownStrings(atom.value, 'required'))
      if (!merged.has(name)) merged.set(name, below(atom.pointer, 'required'));
  }
  return merged;
}

function mergeAdditional(site: Site, atoms: readonly ObjectAtom[]): Placed<false> | Site | undefined {
  const parts = atoms
    .filter((atom) => own(atom.value, 'additionalProperties') !== undefined)
    .map((atom) => step(atom, 'additionalProperties'));
  const closed = parts.find((part) => part.value === false);
  if (closed !== undefined) return { value: false, pointer: closed.pointer };
  const shaped = parts.filter(saysSomething);
  return shaped.length === 0 ? undefined : siteOf(site.document, shaped);
}

function mergeSingles(site: Site, atoms: readonly ObjectAtom[], key: string): Site | undefined {
  const parts = atoms
    .filter((atom) => own(atom.value, key) !== undefined)
    .map((atom) => step(atom, key))
    .filter(saysSomething);
  return parts.length === 0 ? undefined : siteOf(site.document, parts);
}

/** `true` and `{}` let everything through. */
function saysSomething(part: Part): boolean {
  if (part.value === true || part.value === null) return false;
  return !isObject(part.value) || Object.keys(part.value).length > 0;
}

function prefixItems(site: Site, atoms: readonly ObjectAtom[]): readonly Site[] {
  const found: Part[][] = [];
  for (const atom of atoms) {
    ownList(atom.value, 'prefixItems').forEach((item, index) => {
      const part = { value: item, pointer: below(atom.pointer, 'prefixItems', index) };
      found[index] = [...(found[index] ?? []), part];
    });
  }
  return found.map((parts) => siteOf(site.document, parts));
}

function mergeApplied(site: Site, atoms: readonly ObjectAtom[]): ReadonlyMap<Applicator, Site> {
  const found = new Map<Applicator, Site>();
  for (const key of applicators) {
    const merged = mergeSingles(site, atoms, key);
    if (merged !== undefined) found.set(key, merged);
  }
  return found;
}

function dependentRequired(atoms: readonly ObjectAtom[]): ReadonlyMap<string, Placed<readonly string[]>> {
  const found = new Map<string, Placed<readonly string[]>>();
  for (const atom of atoms) {
    const map = ownObject(atom.value, 'dependentRequired');
    if (map === undefined) continue;
    for (const name of Object.keys(map)) {
      found.set(name, {
        value: ownStrings(map, name),
        pointer: below(atom.pointer, 'dependentRequired', name),
      });
    }
  }
  return found;
}

function discriminator(atoms: readonly ObjectAtom[]): Placed<JsonObject> | undefined {
  for (const atom of atoms) {
    const found = ownObject(atom.value, 'discriminator');
    if (found !== undefined) return { value: found, pointer: below(atom.pointer, 'discriminator') };
  }
  return undefined;
}

function extensions(atoms: readonly ObjectAtom[]): ReadonlyMap<string, Placed<Json>> {
  const found = new Map<string, Placed<Json>>();
  for (const atom of atoms) {
    for (const key of Object.keys(atom.value)) {
      if (key.startsWith('x-') && !found.has(key))
        found.set(key, { value: atom.value[key] ?? null, pointer: below(atom.pointer, key) });
    }
  }
  return found;
}

/** `allOf` of the schema that the site names, one step down a reference. */
function branchesOf(site: Site): readonly Part[] {
  return site.parts.flatMap((part) =>
    isObject(part.value)
      ? ownList(part.value, 'allOf').map((value, index) => ({
          value,
          pointer: below(part.pointer, 'allOf', index),
        }))
      : [],
  );
}

function value(atoms: readonly Atom[], key: string): Placed<Json> | undefined {
  for (const atom of atoms) {
    const found = isObject(atom.value) ? own(atom.value, key) : undefined;
    if (found !== undefined) return { value: found, pointer: below(atom.pointer, key) };
  }
  return undefined;
}

function text(atoms: readonly ObjectAtom[], key: string): Placed<string> | undefined {
  return texts(atoms, key)[0];
}

function texts(atoms: readonly ObjectAtom[], key: string): readonly Placed<string>[] {
  return atoms.flatMap((atom) => {
    const found = ownString(atom.value, key);
    return found === undefined ? [] : [{ value: found, pointer: below(atom.pointer, key) }];
  });
}

function numbers(atoms: readonly ObjectAtom[], key: string): readonly Placed<number>[] {
  return atoms.flatMap((atom) => {
    const found = own(atom.value, key);
    return typeof found === 'number' && found > 0
      ? [{ value: found, pointer: below(atom.pointer, key) }]
      : [];
  });
}
