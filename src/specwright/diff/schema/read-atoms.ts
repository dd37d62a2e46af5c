import { type Json, type JsonObject, type JsonPointer, isObject, own, ownString } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { Part } from '../document.ts';
import type { Atom } from './site.ts';
import type { Placed } from './view.ts';

/** A schema object that applies at a site. */
export interface ObjectAtom {
  readonly value: JsonObject;
  readonly pointer: JsonPointer;
}

export function step(atom: ObjectAtom, key: string): Part {
  return { value: own(atom.value, key) ?? null, pointer: appendPointer(atom.pointer, key) };
}

export function firstValue(atoms: readonly Atom[], key: string): Placed<Json> | undefined {
  for (const atom of atoms) {
    const found = isObject(atom.value) ? own(atom.value, key) : undefined;
    if (found !== undefined) return { value: found, pointer: appendPointer(atom.pointer, key) };
  }
  return undefined;
}

export function text(atoms: readonly ObjectAtom[], key: string): Placed<string> | undefined {
  return texts(atoms, key)[0];
}

export function texts(atoms: readonly ObjectAtom[], key: string): readonly Placed<string>[] {
  return atoms.flatMap((atom) => {
    const found = ownString(atom.value, key);
    return found === undefined ? [] : [{ value: found, pointer: appendPointer(atom.pointer, key) }];
  });
}

export function numbers(atoms: readonly ObjectAtom[], key: string): readonly Placed<number>[] {
  return atoms.flatMap((atom) => {
    const found = own(atom.value, key);
    return typeof found === 'number' && found > 0
      ? [{ value: found, pointer: appendPointer(atom.pointer, key) }]
      : [];
  });
}
