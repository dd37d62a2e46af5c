import { isObject, objectAt, ownString, type Json, type JsonObject, type JsonSchema } from '../base/json.ts';

/** A document of OpenAPI 3.0 as one of 3.1; one of 3.1 as it is. */
export function modernDocument(document: JsonObject): JsonObject {
  if (ownString(document, 'openapi')?.startsWith('3.0') !== true) return document;
  const components = objectAt(document, 'components');
  const schemas = Object.entries(objectAt(components, 'schemas')).map(([name, schema]) => [
    name,
    modernValue(schema),
  ]);
  const found = modernSchemasIn({ ...document, openapi: '3.1.0' });
  if (schemas.length === 0) return found;
  return {
    ...found,
    components: { ...objectAt(found, 'components'), schemas: Object.fromEntries(schemas) },
  };
}

/** Every schema below `schema`. */
function modernSchemasIn(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === 'schema') return [key, modernValue(item)];
      return [key, VALUE_KEYWORDS.has(key) && key !== 'examples' ? item : inside(item)];
    }),
  );
}

function inside(value: Json): Json {
  if (Array.isArray(value)) return value.map(inside);
  return isObject(value) ? modernSchemasIn(value) : value;
}

/** A schema of OpenAPI 3.0 in the dialect of 3.1: `nullable` and boolean exclusive limits are gone. */
export function modernSchema(schema: JsonSchema): JsonSchema {
  const result = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, VALUE_KEYWORDS.has(key) ? value : modernValue(value)]),
  );
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const number = result[limit];
    if (result[flag] === true && number !== undefined) {
      result[flag] = number;
      delete result[limit];
    } else if (typeof result[flag] === 'boolean') delete result[flag];
  }
  if (result['nullable'] !== true) return result;
  const { nullable: _nullable, ...others } = result;
  const { type } = others;
  const isPlain = typeof type === 'string' && others['enum'] === undefined && others['const'] === undefined;
  return isPlain ? { ...others, type: [type, 'null'] } : { anyOf: [others, { type: 'null' }] };
}

const VALUE_KEYWORDS = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);

function modernValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(modernValue);
  return isObject(value) ? modernSchema(value) : value;
}
