import { type Json, type JsonObject, type JsonSchema, isObject, own } from '../../../base/json.ts';

/** Which keywords of JSON Schema hold schemas: the one place that knows how to walk a schema. */

const SINGLE = new Set(
  'items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/** The value of a keyword: a schema, a list of them or a map; `undefined` where it holds none. */
export function holdsOf(keyword: string): 'schema' | 'list' | 'map' | undefined {
  if (MAPS.has(keyword)) return 'map';
  if (SINGLE.has(keyword)) return 'schema';
  return LISTS.has(keyword) ? 'list' : undefined;
}

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

/** A schema inside a schema: its keyword, and its name where the keyword holds many by name. */
export interface Place {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly index: number | undefined;
}

type Replace = (inner: JsonSchema, place: Place) => JsonSchema;

/** Copies a schema with every schema directly inside it replaced. */
export function mapSubschemas(schema: JsonSchema, replace: Replace): JsonSchema {
  return mapValues(schema, (value, keyword) => replaced(keyword, value, replace));
}

function replaced(keyword: string, value: Json, replace: Replace): Json {
  const one = (inner: Json, name?: string, index?: number): Json =>
    isObject(inner) ? replace(inner, { keyword, name, index }) : inner;
  const holds = holdsOf(keyword);
  if (holds === 'schema') return one(value);
  if (holds === 'list' && Array.isArray(value))
    return value.map((inner, index) => one(inner, undefined, index));
  return holds === 'map' && isObject(value) ? mapValues(value, one) : value;
}

/** The copy has every key as its own already, so that setting `__proto__` sets a value like any other. */
function mapValues(object: JsonObject, replace: (value: Json, key: string) => Json): JsonObject {
  const copy: JsonObject = { ...object };
  for (const key of Object.keys(copy)) {
    const value = copy[key];
    if (value !== undefined) copy[key] = replace(value, key);
  }
  return copy;
}

/** Visits every schema directly inside a schema. */
export function eachSubschema(schema: JsonSchema, visit: (inner: JsonSchema, place: Place) => void): void {
  mapSubschemas(schema, (inner, place) => {
    visit(inner, place);
    return inner;
  });
}

/** The schema at a place inside a schema. */
export function subschemaAt(schema: JsonSchema, { keyword, name, index }: Place): JsonSchema | undefined {
  const value = own(schema, keyword);
  const inner = index !== undefined && Array.isArray(value) ? value[index] : value;
  const found = name !== undefined && isObject(inner) ? own(inner, name) : inner;
  return isObject(found) ? found : undefined;
}
