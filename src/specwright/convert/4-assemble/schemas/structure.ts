import { type Json, type JsonObject, type JsonSchema, canonicalText, isObject } from '../../../base/json.ts';
import { holdsOf, isAnnotation } from './keywords.ts';

/**
 * Text that is equal for schemas that accept the same values by the same words: annotations, the order of
 * properties and the order of required names do not count.
 */
export function structureOf(schema: JsonSchema): string {
  const keywords = Object.keys(schema).filter((keyword) => !isAnnotation(keyword));
  return objectText(schema, keywords, partText);
}

/** The value of a keyword: schemas are freed of their annotations too, all else is compared as it is. */
function partText(value: Json, keyword: string): string {
  const holds = holdsOf(keyword);
  if (holds === 'list' && Array.isArray(value)) return `[${value.map(schemaText).join(',')}]`;
  if (holds === 'map' && isObject(value)) return objectText(value, Object.keys(value), schemaText);
  if (keyword === 'required' && Array.isArray(value)) return canonicalText([...value].sort());
  return holds === 'schema' ? schemaText(value) : canonicalText(value);
}

function schemaText(value: Json): string {
  return isObject(value) ? structureOf(value) : canonicalText(value);
}

function objectText(
  object: JsonObject,
  keys: readonly string[],
  textOf: (value: Json, key: string) => string,
): string {
  const parts = keys.toSorted().map((key) => `${JSON.stringify(key)}:${textOf(object[key] ?? null, key)}`);
  return `{${parts.join(',')}}`;
}
