import { appendPointer } from '../../base/pointer.ts';
import { isObject, own, ownList } from '../../base/json.ts';
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
import { mergeEnums, mergeLimits, nullInEnum, typesField } from './merge-values.ts';
import { firstValue, numbers, step, text, texts, type ObjectAtom } from './read-atoms.ts';
import { atomsOf, siteOf, type Site } from './site.ts';
import { mergeTypes, typesOf } from './types.ts';
import type { Group, View } from './view.ts';

/** Takes a site apart and puts its meaning together. */
export function buildView(original: Site): View {
  const { site, groups, nullBranch } = groupsOf(original);
  const all = atomsOf(site);
  const atoms = all.filter((atom): atom is ObjectAtom => isObject(atom.value));
  const types = mergeTypes(atoms.map((atom) => typesOf(site.document, atom.value)));
  const members = mergeEnums(atoms);
  // Where no type is named, the members alone say whether null fits; 3.0 has `nullable` for that.
  const isOpen = types.names === undefined && members !== undefined && site.document.dialect !== '3.0';
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
