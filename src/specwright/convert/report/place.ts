import { type Json, type JsonPointer, isObject, own, ownList } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { lookUp } from '../../openapi/reference.ts';
import type { OpenApiDocument } from '../../openapi/document.ts';

/** A value of the document and where it really stands, references followed. */
export interface DocumentPlace {
  readonly value: Json;
  readonly pointer: JsonPointer;
}

/** Walks from a place along keys, through references and through `allOf`; `undefined` where the way ends. */
export function walkFrom(
  document: OpenApiDocument,
  start: DocumentPlace,
  keys: readonly string[],
): DocumentPlace | undefined {
  let place: DocumentPlace | undefined = start;
  for (const key of keys) place = place && step(document, place, key);
  return place && follow(document, place);
}

function step(document: OpenApiDocument, from: DocumentPlace, key: string): DocumentPlace | undefined {
  const { value, pointer } = follow(document, from);
  const child = Array.isArray(value) ? value[Number(key)] : isObject(value) ? own(value, key) : undefined;
  if (child !== undefined) return { value: child, pointer: appendPointer(pointer, key) };
  return isObject(value) ? stepInside(document, { value, pointer }, key) : undefined;
}

/** Parts of an error schema are in the envelope that all errors share. */
function stepInside(
  document: OpenApiDocument,
  { value, pointer }: DocumentPlace,
  key: string,
): DocumentPlace | undefined {
  for (const [index, part] of (isObject(value) ? ownList(value, 'allOf') : []).entries()) {
    const found = step(document, { value: part, pointer: appendPointer(pointer, 'allOf', index) }, key);
    if (found) return found;
  }
  return undefined;
}

function follow(document: OpenApiDocument, place: DocumentPlace): DocumentPlace {
  let { value, pointer } = place;
  for (let steps = 0; steps < 20; steps += 1) {
    const reference = isObject(value) ? own(value, '$ref') : undefined;
    const target = typeof reference === 'string' ? lookUp(document, reference) : undefined;
    if (typeof reference !== 'string' || target === undefined) break;
    value = target;
    pointer = reference.slice(1);
  }
  return { value, pointer };
}
