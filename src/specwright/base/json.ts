/** A JSON value, as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. Built with a null prototype or plain; keys may be anything, `__proto__` included. */
export interface JsonObject {
  [key: string]: Json;
}

/** A JSON Schema (draft 2020-12, the dialect of OpenAPI 3.1) in object form. */
export type JsonSchema = JsonObject;

/** Place of a value inside a JSON document (RFC 6901), for example `/item/0/request/url`. */
export type JsonPointer = string;

/** JSON types as JSON Schema names them; `integer` is a number without a fraction. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/*
 * Strangers write the JSON that is read here: a wrong shape reads as absent, and keys such as `__proto__` are data.
 */

/** The value of a JSON text; `undefined` where it is not JSON. */
export function jsonOf(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object: no list and not `null`. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON type of a value. */
export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}

/** An own property; `undefined` for anything that is not an object, and for names of the prototype such as `constructor`. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An own property that is an object. */
export function ownObject(value: Json | undefined, key: string): JsonObject | undefined {
  const found = own(value, key);
  return isObject(found) ? found : undefined;
}

/** An own property that is an object; an empty one where there is none. */
export function objectAt(value: Json | undefined, key: string): JsonObject {
  return ownObject(value, key) ?? {};
}

/** An own property that is a list; an empty one where there is none. */
export function ownList(value: Json | undefined, key: string): readonly Json[] {
  const found = own(value, key);
  return Array.isArray(found) ? found : [];
}

/** An own property that is a string. */
export function ownString(value: Json | undefined, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** An own property that is a finite number. */
export function ownNumber(value: Json | undefined, key: string): number | undefined {
  const found = own(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The strings of an own list; anything else in it is passed over. */
export function ownStrings(value: Json | undefined, key: string): readonly string[] {
  return ownList(value, key).filter((item) => typeof item === 'string');
}

/** A string, or a number or boolean written out, as Postman does. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** An own property as text; `undefined` where it is empty. */
export function ownText(value: Json | undefined, key: string): string | undefined {
  const text = textOf(own(value, key));
  return text === '' ? undefined : text;
}

/** Sets an own property: a plain assignment of `__proto__` would replace the prototype. */
export function setKey(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** An object of the given entries, `__proto__` among them an own property. */
export function fromEntries(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of entries) setKey(object, key, value);
  return object;
}

/** An object without one of its properties. */
export function omit<Value>(object: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).filter(([known]) => known !== key));
}

/** A text that is equal for equal values, whatever the order of their keys. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(own(value, key) ?? null)}`).join(',')}}`;
}

/** The same object without the properties that are `undefined`. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
