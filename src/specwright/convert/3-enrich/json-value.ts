import type { Json, JsonObject } from '../../../src/json.ts';

/** JSON types as JSON Schema names them; `integer` is a number without a fraction. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}

/** An object that takes any key, `__proto__` included, as an own property. */
function emptyObject(): JsonObject {
  return {};
}

/** Sets an own property: a plain assignment of `__proto__` would replace the prototype. */
export function setKey(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** Reads an own property only: `constructor` and its like are not data. */
export function getKey(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Copies the entries given into an object. */
export function fromEntries(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object = emptyObject();
  for (const [key, value] of entries) setKey(object, key, value);
  return object;
}
