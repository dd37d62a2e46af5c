import type { Json, JsonObject, JsonPointer } from '../../src/json.ts';

/* How the diff looks into JSON that strangers wrote: keys such as `__proto__` are data. */

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own key only, never one of the prototype. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function ownObject(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

export function ownList(object: JsonObject, key: string): readonly Json[] {
  const value = own(object, key);
  return Array.isArray(value) ? value : [];
}

export function ownString(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

export function ownNumber(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function isTrue(object: JsonObject, key: string): boolean {
  return own(object, key) === true;
}

/** The strings of a list; anything else in it is passed over. */
export function ownStrings(object: JsonObject, key: string): readonly string[] {
  return ownList(object, key).filter((item): item is string => typeof item === 'string');
}

/** One more step of a JSON pointer (RFC 6901). */
export function below(pointer: JsonPointer, ...keys: readonly (string | number)[]): JsonPointer {
  let path = pointer;
  for (const key of keys) path += `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return path;
}

/** The keys of a pointer, unescaped. */
export function steps(pointer: JsonPointer): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or `undefined` where there is none. */
export function at(root: Json, pointer: JsonPointer): Json | undefined {
  let value: Json | undefined = root;
  for (const step of steps(pointer)) value = child(value, step);
  return value;
}

function child(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) ? own(value, step) : undefined;
}
