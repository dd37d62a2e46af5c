import type { Json, JsonObject, JsonPointer } from '../json.ts';
import { get, isObject, textAt } from './read.ts';

/** An object of the document and the place where it really stands, after every `$ref` was followed. */
export interface Located {
  readonly value: JsonObject;
  readonly pointer: JsonPointer;
}

/** A chain of references longer than this is a cycle. */
const LONGEST_CHAIN = 50;

export function pointer(...segments: readonly (string | number)[]): JsonPointer {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join('');
}

function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Percent signs are an escape in a URI fragment; a lone one stands for itself. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The value that a local reference (`#/components/...`) names; `undefined` where there is none. */
export function lookUp(document: JsonObject, reference: string): Json | undefined {
  const segments = segmentsOf(reference);
  return segments?.reduce<Json | undefined>(step, document);
}

/** The value at a JSON pointer. Unlike a reference, a pointer is no URI: a percent sign is one. */
export function valueAt(document: JsonObject, at: JsonPointer): Json | undefined {
  if (at === '') return document;
  const segments = at.slice(1).split('/').map(unescapeSegment);
  return segments.reduce<Json | undefined>(step, document);
}

function step(value: Json | undefined, segment: string): Json | undefined {
  return Array.isArray(value) ? value[Number(segment)] : get(value, segment);
}

function segmentsOf(reference: string): readonly string[] | undefined {
  if (reference === '#') return [];
  return reference.startsWith('#/')
    ? reference.slice(2).split('/').map(decode).map(unescapeSegment)
    : undefined;
}

/** Follows `$ref` from an object to the object it stands for; an empty object where it leads nowhere. */
export function resolve(document: JsonObject, value: Json | undefined, at: JsonPointer): Located {
  let located: Located = { value: isObject(value) ? value : {}, pointer: at };
  for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
    const reference = textAt(located.value, '$ref');
    if (reference === undefined) return located;
    const target = lookUp(document, reference);
    if (!isObject(target)) return { value: {}, pointer: located.pointer };
    located = { value: target, pointer: pointer(...(segmentsOf(reference) ?? [])) };
  }
  return { value: {}, pointer: at };
}
