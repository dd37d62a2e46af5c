import { type Json, type JsonObject, isObject } from '../base/json.ts';
import { isData, isMapKey } from '../openapi/data-keys.ts';
import { refOf } from './document.ts';

/** A reference in the text that does not begin with `#`. */
const OUTSIDE = /\$ref["']?\s*:\s*["']?[^"'\s#]/;

/** Whether a text holds a reference that does not begin with `#`; a look at the text is quicker than a walk. */
export function refersOutside(text: string): boolean {
  return OUTSIDE.test(text);
}

/**
 * Documents that a document refers to, each once: what they say is not compared.
 */
export function outsideReferences(document: JsonObject): readonly string[] {
  const outside = referencesIn(document).filter((ref) => !ref.startsWith('#'));
  return [...new Set(outside.map((ref) => ref.split('#', 1)[0] ?? ref))].sort();
}

/** References inside a document. */
export function localReferences(document: JsonObject): readonly string[] {
  return referencesIn(document).filter((ref) => ref.startsWith('#'));
}

function referencesIn(document: JsonObject): readonly string[] {
  const found = new Set<string>();
  const pending: { readonly value: Json; readonly isMap: boolean }[] = [{ value: document, isMap: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, isMap } = next;
    if (Array.isArray(value)) for (const item of value) pending.push({ value: item, isMap: false });
    if (!isObject(value)) continue;
    const ref = refOf(value);
    if (ref !== undefined) found.add(ref);
    for (const [key, inner] of Object.entries(value))
      if (isMap || !isData(key, inner)) pending.push({ value: inner, isMap: !isMap && isMapKey(key) });
  }
  return [...found];
}
