import { type Json, type JsonObject, type JsonPointer, isObject, own, ownString } from '../base/json.ts';
import { escapeToken, valueAt } from '../base/pointer.ts';

/** A value and its place in its document. */
export interface Part {
  readonly value: Json;
  readonly pointer: JsonPointer;
}

/** An object and its place in its document. */
export interface ObjectPart {
  readonly value: JsonObject;
  readonly pointer: JsonPointer;
}

/** One side of the comparison. */
export interface Document {
  readonly root: JsonObject;
  /** OpenAPI 3.0 reads `nullable`, boolean `exclusiveMinimum` and `$ref` siblings its own way. */
  readonly dialect: '3.0' | '3.1';
}

export function documentOf(root: JsonObject): Document {
  return { root, dialect: (ownString(root, 'openapi') ?? '').startsWith('3.0') ? '3.0' : '3.1' };
}

/** Follows `$ref`s inside the document. A reference that leads nowhere, outside or in a circle stays as it is. */
export function resolve(document: Document, part: Part): Part {
  const seen = new Set<string>();
  let current = part;
  for (;;) {
    const ref = refOf(current.value);
    if (ref === undefined || !ref.startsWith('#') || seen.has(ref)) return current;
    seen.add(ref);
    const pointer = pointerOf(ref);
    const value = valueAt(document.root, pointer);
    if (value === undefined) return current;
    current = { value, pointer };
  }
}

export function resolveObject(document: Document, part: Part): ObjectPart | undefined {
  const { value, pointer } = resolve(document, part);
  return isObject(value) ? { value, pointer } : undefined;
}

export function refOf(value: Json | undefined): string | undefined {
  return isObject(value) ? ownString(value, '$ref') : undefined;
}

/** `#/components/schemas/A%20B` is the pointer `/components/schemas/A B`. */
export function pointerOf(ref: string): JsonPointer {
  const fragment = ref.slice(1);
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // a lone percent sign: the author meant the text as it stands
  }
}

/** The entries of the object at `key`, each with its place. */
export function entriesOf(parent: ObjectPart, key: string): readonly [string, Part][] {
  const value = own(parent.value, key);
  if (!isObject(value)) return [];
  const pointer = `${parent.pointer}/${key}`;
  return Object.keys(value).map((name) => [
    name,
    { value: value[name] ?? null, pointer: `${pointer}/${escapeToken(name)}` },
  ]);
}
