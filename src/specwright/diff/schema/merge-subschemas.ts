import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  ownList,
  ownObject,
  ownStrings,
} from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { Part } from '../document.ts';
import { step, type ObjectAtom } from './read-atoms.ts';
import { siteOf, type Site } from './site.ts';
import { APPLICATORS, type Applicator, type Placed } from './view.ts';

export function mergeMaps(site: Site, atoms: readonly ObjectAtom[], key: string): ReadonlyMap<string, Site> {
  const parts = new Map<string, Part[]>();
  for (const atom of atoms) {
    const map = ownObject(atom.value, key);
    if (map === undefined) continue;
    for (const name of Object.keys(map)) {
      const part = { value: map[name] ?? null, pointer: appendPointer(atom.pointer, key, name) };
      parts.set(name, [...(parts.get(name) ?? []), part]);
    }
  }
  return new Map([...parts].map(([name, found]) => [name, siteOf(site.document, found)]));
}

export function mergeRequired(atoms: readonly ObjectAtom[]): ReadonlyMap<string, JsonPointer> {
  const merged = new Map<string, JsonPointer>();
  for (const atom of atoms) {
    for (const name of ownStrings(atom.value, 'required'))
      if (!merged.has(name)) merged.set(name, appendPointer(atom.pointer, 'required'));
  }
  return merged;
}

export function mergeAdditional(site: Site, atoms: readonly ObjectAtom[]): Placed<false> | Site | undefined {
  const parts = atoms.map((atom) => step(atom, 'additionalProperties'));
  const closed = parts.find((part) => part.value === false);
  if (closed !== undefined) return { value: false, pointer: closed.pointer };
  const shaped = parts.filter(saysSomething);
  return shaped.length === 0 ? undefined : siteOf(site.document, shaped);
}

export function mergeSingles(site: Site, atoms: readonly ObjectAtom[], key: string): Site | undefined {
  const parts = atoms.map((atom) => step(atom, key)).filter(saysSomething);
  return parts.length === 0 ? undefined : siteOf(site.document, parts);
}

/** `true` and `{}` let everything through, and so does no schema. */
function saysSomething(part: Part): boolean {
  if (part.value === true || part.value === null) return false;
  return !isObject(part.value) || Object.keys(part.value).length > 0;
}

export function prefixItems(site: Site, atoms: readonly ObjectAtom[]): readonly Site[] {
  const found: Part[][] = [];
  for (const atom of atoms) {
    ownList(atom.value, 'prefixItems').forEach((item, index) => {
      const part = { value: item, pointer: appendPointer(atom.pointer, 'prefixItems', index) };
      found[index] = [...(found[index] ?? []), part];
    });
  }
  return found.map((parts) => siteOf(site.document, parts));
}

export function mergeApplied(site: Site, atoms: readonly ObjectAtom[]): ReadonlyMap<Applicator, Site> {
  const found = new Map<Applicator, Site>();
  for (const [key] of APPLICATORS) {
    const merged = mergeSingles(site, atoms, key);
    if (merged !== undefined) found.set(key, merged);
  }
  return found;
}

export function dependentRequired(
  atoms: readonly ObjectAtom[],
): ReadonlyMap<string, Placed<readonly string[]>> {
  const found = new Map<string, Placed<readonly string[]>>();
  for (const atom of atoms) {
    const map = ownObject(atom.value, 'dependentRequired');
    if (map === undefined) continue;
    for (const name of Object.keys(map)) {
      found.set(name, {
        value: ownStrings(map, name),
        pointer: appendPointer(atom.pointer, 'dependentRequired', name),
      });
    }
  }
  return found;
}

export function discriminator(atoms: readonly ObjectAtom[]): Placed<JsonObject> | undefined {
  for (const atom of atoms) {
    const found = ownObject(atom.value, 'discriminator');
    if (found !== undefined) return { value: found, pointer: appendPointer(atom.pointer, 'discriminator') };
  }
  return undefined;
}

export function extensions(atoms: readonly ObjectAtom[]): ReadonlyMap<string, Placed<Json>> {
  const found = new Map<string, Placed<Json>>();
  for (const atom of atoms) {
    for (const key of Object.keys(atom.value)) {
      if (key.startsWith('x-') && !found.has(key))
        found.set(key, { value: atom.value[key] ?? null, pointer: appendPointer(atom.pointer, key) });
    }
  }
  return found;
}
