import type { Json, JsonObject, JsonPointer } from '../../src/json.ts';

/*
 * How a stage looks into JSON that strangers wrote: nothing is where it should be, and keys such as
 * `__proto__` are data.
 */

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own key only: `__proto__` and `constructor` are never answered by the prototype. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A string that says something; numbers and booleans are written out, as Postman does. */
export function ownText(object: JsonObject, key: string): string | undefined {
  const value = textOf(own(object, key));
  return value === '' ? undefined : value;
}

export function ownObject(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

export function ownList(object: JsonObject, key: string): readonly Json[] {
  const value = own(object, key);
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** One more step of a JSON pointer (RFC 6901). */
export function below(pointer: JsonPointer, ...keys: readonly (string | number)[]): JsonPointer {
  return keys.reduce<string>(
    (path, key) => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer,
  );
}

/** A text that is equal for equal values, whatever the order of their keys. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(own(value, key) ?? null)}`).join(',')}}`;
}
