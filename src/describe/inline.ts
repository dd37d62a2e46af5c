import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { isObject, textAt } from './read.ts';
import { lookUp } from './reference.ts';

/** Copies a schema with its references written out; a recursive reference becomes the open schema. */
export function inlineSchema(document: JsonObject, schema: Json | undefined): JsonSchema {
  const copy = inline(document, schema ?? {}, new Set());
  return isObject(copy) ? copy : {};
}

function inline(document: JsonObject, value: Json, open: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((entry) => inline(document, entry, open));
  if (!isObject(value)) return value;
  const reference = textAt(value, '$ref');
  return reference === undefined
    ? inlineEntries(document, value, open)
    : follow(document, value, reference, open);
}

function inlineEntries(document: JsonObject, value: JsonObject, open: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, inline(document, entry, open)]),
  );
}

function follow(document: JsonObject, value: JsonObject, reference: string, open: ReadonlySet<string>): Json {
  const target = lookUp(document, reference);
  if (open.has(reference) || target === undefined) return {};
  const { $ref: _reference, ...siblings } = value;
  const resolved = inline(document, target, new Set([...open, reference]));
  return isObject(resolved) ? { ...resolved, ...inlineEntries(document, siblings, open) } : resolved;
}
