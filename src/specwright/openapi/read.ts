import type { Json, JsonObject } from '../json.ts';

/** Guards for values of unknown shape: a wrong shape reads as absent, never as a crash. */

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own property of an object; `undefined` for anything else, inherited names such as `constructor` included. */
export function get(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = get(value, key);
  return isObject(found) ? found : {};
}

export function listAt(value: Json | undefined, key: string): readonly Json[] {
  const found = get(value, key);
  return Array.isArray(found) ? found : [];
}

export function textAt(value: Json | undefined, key: string): string | undefined {
  const found = get(value, key);
  return typeof found === 'string' ? found : undefined;
}
