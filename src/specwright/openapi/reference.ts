import { isObject, ownString, type Json, type JsonObject, type JsonPointer } from '../base/json.ts';
import { memo } from '../base/memo.ts';
import { childOf, pointerTo, unescapeToken } from '../base/pointer.ts';

/** An object of the document and the place where it really stands, after every `$ref` was followed. */
export interface Located {
  readonly value: JsonObject;
  readonly pointer: JsonPointer;
}

/** A chain of references longer than this is a cycle. */
const LONGEST_CHAIN = 50;

/** Percent signs are an escape in a URI fragment; a lone one is itself. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Most references are there many times. */
const segmentsOf = memo((reference): readonly string[] | undefined => {
  if (reference === '#') return [];
  return reference.startsWith('#/')
    ? reference.slice(2).split('/').map(decode).map(unescapeToken)
    : undefined;
});

/** The value that a local reference (`#/components/...`) names; `undefined` where there is none. */
export function lookUp(document: JsonObject, reference: string): Json | undefined {
  const segments = segmentsOf(reference);
  return segments?.reduce<Json | undefined>(childOf, document);
}

/** The same where the way itself leads through references: a whole section may be one. */
export function lookThrough(document: JsonObject, reference: string, steps = 0): Json | undefined {
  return segmentsOf(reference)?.reduce<Json | undefined>((value, segment) => {
    const found = childOf(value, segment);
    const next = found === undefined ? ownString(value, '$ref') : undefined;
    if (next === undefined || steps === LONGEST_CHAIN) return found;
    return childOf(lookThrough(document, next, steps + 1), segment);
  }, document);
}

/** Follows `$ref` from an object to its target; an empty object where it leads nowhere. */
export function resolve(document: JsonObject, value: Json | undefined, at: JsonPointer): Located {
  let located: Located = { value: isObject(value) ? value : {}, pointer: at };
  for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
    const reference = ownString(located.value, '$ref');
    if (reference === undefined) return located;
    const target = lookUp(document, reference);
    if (!isObject(target)) return { value: {}, pointer: located.pointer };
    located = { value: target, pointer: pointerTo(...(segmentsOf(reference) ?? [])) };
  }
  return { value: {}, pointer: at };
}
