import type { Json, JsonSchema } from '../../../../src/json.ts';
import { isObject } from '../../json-value.ts';
import { isAnnotation, mapSubschemas } from './keywords.ts';

/**
 * Text that is equal for schemas that accept the same values by the same words: annotations, the order of
 * properties and the order of required names do not count.
 */
export function structureOf(schema: JsonSchema): string {
  return JSON.stringify(sorted(withoutAnnotations(schema)));
}

function withoutAnnotations(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).filter(([keyword]) => !isAnnotation(keyword));
  return mapSubschemas(Object.fromEntries(kept), withoutAnnotations);
}

function sorted(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => sorted(entry));
    return key === 'required' ? entries.sort(byText) : entries;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]) => [name, sorted(entry, name)]));
}

function byText(a: Json, b: Json): number {
  return String(a) < String(b) ? -1 : 1;
}
