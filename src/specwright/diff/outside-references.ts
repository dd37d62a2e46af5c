import { type Json, type JsonObject, isObject } from '../base/json.ts';
import { refOf } from './document.ts';

/** A reference in the text that does not begin with `#`. */
const OUTSIDE = /\$ref["']?\s*:\s*["']?[^"'\s#]/;

/** The key of a document under which the files it refers to are kept, by their paths. */
export const FILES_KEY = 'x-referenced-files';

/** Whether a text holds a reference that does not begin with `#`; a look at the text is quicker than a walk. */
export function refersOutside(text: string): boolean {
  return OUTSIDE.test(text);
}

/**
 * Documents that a document refers to, each once: what they say is not compared.
 */
export function outsideReferences(document: JsonObject): readonly string[] {
  const found = new Set<string>();
  const pending: Json[] = [document];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const ref = refOf(value);
    if (ref !== undefined && !ref.startsWith('#')) found.add(ref.split('#', 1)[0] ?? ref);
    if (Array.isArray(value)) for (const item of value) pending.push(item);
    else if (isObject(value)) for (const key of Object.keys(value)) pending.push(value[key] ?? null);
  }
  return [...found].sort();
}
