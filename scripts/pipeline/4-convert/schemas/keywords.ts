import type { Json, JsonObject, JsonSchema } from '../../../../src/json.ts';
import { isObject, own } from '../../json-value.ts';

/** Which keywords of JSON Schema hold schemas: the one place that knows how to walk a schema. */

type Holds = 'schema' | 'list' | 'map';

const HOLDERS: ReadonlyMap<string, Holds> = new Map([
  ...holding(
    'schema',
    'items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties',
  ),
  ...holding('list', 'allOf anyOf oneOf prefixItems'),
  ...holding('map', 'properties patternProperties dependentSchemas $defs'),
]);

function holding(holds: Holds, keywords: string): [string, Holds][] {
  return keywords.split(' ').map((keyword) => [keyword, holds]);
}

/** What stands at a keyword: a schema, a list of them or a map; `undefined` where it holds none. */
export function holdsOf(keyword: string): Holds | undefined {
  return HOLDERS.get(keyword);
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

/** A schema inside a schema: the keyword it stands at, and its name where the keyword holds many by name. */
export interface Place {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly index: number | undefined;
}

type Replace = (inner: JsonSchema, place: Place) => JsonSchema;

/** Copies a schema with every schema directly inside it replaced. */
export function mapSubschemas(schema: JsonSchema, replace: Replace): JsonSchema {
  const copy: JsonSchema = { ...schema };
  for (const keyword of Object.keys(copy)) {
    const holds = HOLDERS.get(keyword);
    const value = copy[keyword];
    if (holds !== undefined && value !== undefined) copy[keyword] = replaced(keyword, holds, value, replace);
  }
  return copy;
}

function replaced(keyword: string, holds: Holds, value: Json, replace: Replace): Json {
  const one = (inner: Json, name?: string, index?: number): Json =>
    isObject(inner) ? replace(inner, { keyword, name, index }) : inner;
  if (holds === 'schema') return one(value);
  if (holds === 'list')
    return Array.isArray(value) ? value.map((inner, index) => one(inner, undefined, index)) : value;
  return isObject(value) ? mapValues(value, one) : value;
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
  const look = (inner: Json | undefined, keyword: string, name?: string, index?: number): void => {
    if (isObject(inner)) visit(inner, { keyword, name, index });
  };
  for (const keyword of Object.keys(schema)) {
    const holds = HOLDERS.get(keyword);
    const value = schema[keyword];
    if (holds === undefined) continue;
    if (holds === 'schema') look(value, keyword);
    else if (Array.isArray(value)) value.forEach((inner, index) => look(inner, keyword, undefined, index));
    else if (isObject(value) && holds === 'map')
      for (const name of Object.keys(value)) look(value[name], keyword, name);
  }
}

/** The schema at a place inside a schema. */
export function subschemaAt(schema: JsonSchema, { keyword, name, index }: Place): JsonSchema | undefined {
  const value = own(schema, keyword);
  const inner = index !== undefined && Array.isArray(value) ? value[index] : value;
  const found = name !== undefined && isObject(inner) ? own(inner, name) : inner;
  return isObject(found) ? found : undefined;
}
