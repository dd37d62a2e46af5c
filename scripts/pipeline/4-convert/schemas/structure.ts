import type { Json, JsonObject, JsonSchema } from '../../../../src/json.ts';
import { isObject } from '../../json-value.ts';
import { holdsOf, isAnnotation } from './keywords.ts';

/**
 * Text that is equal for schemas that accept the same values by the same words: annotations, the order of
 * properties and the order of required names do not count.
 */
export function structureOf(schema: JsonSchema): string {
  return objectText(schema, (value, keyword) => partText(value, keyword), isAnnotation);
}

/** What stands at a keyword: schemas are freed of their annotations too, all else is compared as it is. */
function partText(value: Json, keyword: string): string {
  const holds = holdsOf(keyword);
  if (holds === 'list' && Array.isArray(value)) return `[${value.map(schemaText).join(',')}]`;
  if (holds === 'map' && isObject(value)) return objectText(value, schemaText);
  return holds === 'schema' ? schemaText(value) : valueText(value, keyword);
}

function schemaText(value: Json): string {
  return isObject(value) ? structureOf(value) : valueText(value);
}

function valueText(value: Json, key = ''): string {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => valueText(entry));
    return `[${(key === 'required' ? entries.sort() : entries).join(',')}]`;
  }
  return isObject(value) ? objectText(value, valueText) : JSON.stringify(value);
}

function objectText(
  object: JsonObject,
  textOf: (value: Json, key: string) => string,
  isLeftOut: (key: string) => boolean = () => false,
): string {
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value !== undefined && !isLeftOut(key)) parts.push(`${JSON.stringify(key)}:${textOf(value, key)}`);
  }
  return `{${parts.join(',')}}`;
}
