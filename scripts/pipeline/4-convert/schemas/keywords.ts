import type { Json, JsonObject, JsonSchema } from '../../../../src/json.ts';
import { isObject } from '../../json-value.ts';

/** Which keywords of JSON Schema hold schemas: the one place that knows how to walk a schema. */

const SINGLE = new Set(
  'items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/** Says nothing about which values are valid. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'example',
  'examples',
  '$comment',
  'externalDocs',
  'xml',
]);

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith('x-');
}

/** A schema inside a schema: the keyword it stands at, and its name where the keyword holds many by name. */
export interface Place {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly index: number | undefined;
}

/** Copies a schema with every schema directly inside it replaced. */
export function mapSubschemas(
  schema: JsonSchema,
  replace: (inner: JsonSchema, place: Place) => JsonSchema,
): JsonSchema {
  const one = (value: Json, place: Place): Json => (isObject(value) ? replace(value, place) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => {
      if (SINGLE.has(keyword)) return [keyword, one(value, { keyword, name: undefined, index: undefined })];
      if (LISTS.has(keyword) && Array.isArray(value)) {
        return [keyword, value.map((entry, index) => one(entry, { keyword, name: undefined, index }))];
      }
      if (MAPS.has(keyword) && isObject(value)) {
        return [keyword, mapValues(value, (entry, name) => one(entry, { keyword, name, index: undefined }))];
      }
      return [keyword, value];
    }),
  );
}

function mapValues(object: JsonObject, replace: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, replace(value, key)]));
}

/** Every schema directly inside a schema, with a path that is equal for equal places. */
export function subschemas(schema: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  mapSubschemas(schema, (inner, { keyword, name, index }) => {
    found.set(JSON.stringify([keyword, name ?? index ?? null]), inner);
    return inner;
  });
  return found;
}
