import { appendPointer } from '../../base/pointer.ts';
import { type Json, isObject, own, ownList } from '../../base/json.ts';
import { isTrue } from '../is-true.ts';
import { refOf, type Part } from '../document.ts';
import { groupsOf } from './groups.ts';
import {
  dependentRequired,
  discriminator,
  extensions,
  mergeAdditional,
  mergeApplied,
  mergeMaps,
  mergeRequired,
  mergeSingles,
  prefixItems,
} from './merge-subschemas.ts';
import { effectiveLimits, mergeEnums, mergeLimits, nullInEnum, typesField } from './merge-values.ts';
import { firstValue, numbers, step, text, texts, type ObjectAtom } from './read-atoms.ts';
import { atomsOf, siteOf, type Site } from './site.ts';
import { mergeTypes, typesOf } from './types.ts';
import type { Group, View } from './view.ts';

/** Takes a site apart and puts its meaning together. */
export function buildView(original: Site): View {
  const { site, groups, constants, nullBranch } = groupsOf(original);
  const all = atomsOf(site);
  const atoms = all.filter((atom): atom is ObjectAtom => isObject(atom.value));
  const listed = mergeEnums(atoms, constants);
  const named = mergeTypes(atoms.map((atom) => typesOf(site.document, atom.value)));
  const isAnyBoolean = isBoth(named.names, listed?.value);
  const types = isAnyBoolean ? { ...named, names: BOOLEAN } : named;
  const members = isAnyBoolean ? undefined : listed;
  const { format, ...content } = contentOf(atoms);
  // Where no type is named, the members alone say whether null fits; 3.0 has `nullable` for that.
  const limits = effectiveLimits(mergeLimits(site, atoms, types.names), members?.value, format?.value);
  // `multipleOf: 1` excludes no integer, `uniqueItems` no list of one.
  const isWhole = types.names?.size === 1 && types.names.has('integer');
  const mayRepeat = (limits.get('maxItems')?.value ?? 2) > 1;
  const isOpen =
    types.names === undefined && mergeEnums(atoms, []) !== undefined && site.document.dialect !== '3.0';
  return {
    site,
    pointer: original.parts[0]?.pointer ?? '',
    never: all.some((atom) => atom.value === false),
    ...typesField(types.names, members),
    typesAt:
      atoms.find((atom) => own(atom.value, 'type') !== undefined)?.pointer ??
      original.parts[0]?.pointer ??
      '',
    nullable: nullable(nullBranch, (types.nullable || isOpen) && nullInEnum(site, atoms)),
    ...optional('enum', members),
    constant: atoms.some((atom) => Object.hasOwn(atom.value, 'const')),
    ...optional('format', format),
    limits,
    multiples: numbers(atoms, 'multipleOf').filter(({ value }) => !isWhole || !Number.isInteger(1 / value)),
    patterns: texts(atoms, 'pattern').filter((pattern) => !idlePatterns.has(pattern.value)),
    ...optional(
      'unique',
      mayRepeat ? atoms.find((atom) => isTrue(atom.value, 'uniqueItems'))?.pointer : undefined,
    ),
    properties: possible(mergeMaps(site, atoms, 'properties'), atoms),
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
    ...content,
    groups,
    allOf: branchesOf(original),
    ...optional('default', firstValue(atoms, 'default')),
    readOnly: atoms.some((atom) => isTrue(atom.value, 'readOnly')),
    writeOnly: atoms.some((atom) => isTrue(atom.value, 'writeOnly')),
    deprecated: atoms.some((atom) => isTrue(atom.value, 'deprecated')),
    ...optional('discriminator', discriminator(atoms)),
    ...optional('description', text(atoms, 'description')),
    extensions: extensions(atoms),
    outside: all.flatMap((atom) => refOf(atom.value) ?? []).filter((ref) => !ref.startsWith('#')),
  };
}

/** `true` and `false` are all that a boolean can be. */
function isBoth(types: ReadonlySet<string> | undefined, members: readonly Json[] | undefined): boolean {
  if (members?.includes(true) !== true || !members.includes(false)) return false;
  return types === undefined ? members.length === 2 : types.size === 1 && types.has('boolean');
}

const BOOLEAN: ReadonlySet<string> = new Set(['boolean']);

/** OpenAPI 3.0 says `format: byte` and `format: binary` where 3.1 says how the content is encoded. */
function contentOf(
  atoms: readonly ObjectAtom[],
): Pick<View, 'format' | 'contentEncoding' | 'contentMediaType'> {
  const format = text(atoms, 'format');
  const encoding = format?.value === 'byte' ? { ...format, value: 'base64' } : text(atoms, 'contentEncoding');
  const mediaType =
    format?.value === 'binary'
      ? { ...format, value: 'application/octet-stream' }
      : text(atoms, 'contentMediaType');
  return {
    ...(format?.value !== 'byte' && format?.value !== 'binary' && optional('format', format)),
    ...optional('contentEncoding', encoding),
    ...optional('contentMediaType', mediaType),
  };
}

/** A schema that is closed shuts out what only its companions in `allOf` declare. */
function possible(
  properties: ReadonlyMap<string, Site>,
  atoms: readonly ObjectAtom[],
): ReadonlyMap<string, Site> {
  const closed = atoms.filter(
    ({ value }) =>
      own(value, 'additionalProperties') === false && own(value, 'patternProperties') === undefined,
  );
  if (atoms.length < 2 || closed.length === 0) return properties;
  return new Map(
    [...properties].filter(([name]) =>
      closed.every(({ value }) => own(own(value, 'properties'), name) !== undefined),
    ),
  );
}

/** Patterns that every text matches. */
const idlePatterns = new Set(['', '.*', '^.*$', '.*$', '^.*', '^', '$', '[\\s\\S]*', '^[\\s\\S]*$']);

function optional<K extends string, V>(key: K, found: V | undefined): { [P in K]?: V } {
  return found === undefined ? {} : ({ [key]: found } as { [P in K]?: V });
}

/** Under `oneOf` a null that two branches accept is refused. */
function nullable(branch: Group['kind'] | undefined, rest: boolean): boolean {
  return branch === undefined ? rest : !(branch === 'oneOf' && rest);
}

/** `allOf` of the schema that the site names, one step down a reference. */
function branchesOf(site: Site): readonly Part[] {
  return site.parts.flatMap((part) =>
    isObject(part.value)
      ? ownList(part.value, 'allOf').map((value, index) => ({
          value,
          pointer: appendPointer(part.pointer, 'allOf', index),
        }))
      : [],
  );
}
