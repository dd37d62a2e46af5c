import {
  type Json,
  type JsonObject,
  type JsonSchema,
  fromEntries,
  isObject,
  setKey,
} from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalParameter } from '../../canonical-collection.ts';
import type { MediaTypeFacts } from '../../facts.ts';
import { type FieldNode } from '../fields/field.ts';
import { plainName } from '../schema/objects.ts';
import type { SchemaContext } from '../schema/context.ts';
import { fits } from '../schema/fits.ts';
import { parseTolerantJson } from '../../text-json/tolerant-json.ts';
import { shapeOf } from '../infer/shape.ts';
import { isJsonType } from './media.ts';
import { isExampleValue, mergeText, textSchema, wireValue } from './text-values.ts';
import { namedExamples, type SavedBody } from './samples.ts';

/** The facts of form bodies: one property per key, a list where a key is sent twice. */
export function formFacts(
  mediaType: string,
  saved: readonly SavedBody[],
  node: FieldNode | undefined,
  context: SchemaContext,
): MediaTypeFacts {
  const merged = mergeFields(saved);
  const properties: JsonObject = {};
  const required: string[] = [];
  const encoding: Record<string, { contentType: string }> = {};
  for (const [key, fields] of merged) {
    const documented = documentedField(key, fields, node);
    setKey(properties, key, fieldSchema(key, fields, documented, saved, context));
    if (documented.facts.required === 'required') required.push(key);
    const contentType = fields.find((field) => field.mediaType !== undefined)?.mediaType;
    if (contentType !== undefined)
      Object.defineProperty(encoding, key, { value: { contentType }, enumerable: true });
  }
  for (const [key, field] of unsent(node, merged)) {
    const place = { ...context, pointer: appendPointer(context.pointer, 'properties', key), name: key };
    setKey(properties, key, context.write(undefined, field, place));
    if (field.facts.required === 'required') required.push(key);
  }
  const isClosed = context.closed && node !== undefined && node.partial !== true;
  const schema: JsonSchema = {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
  const hasParts = Object.keys(encoding).length > 0;
  return { mediaType, schema, examples: formExamples(saved, schema), ...(hasParts ? { encoding } : {}) };
}

function mergeFields(saved: readonly SavedBody[]): Map<string, CanonicalParameter[]> {
  const merged = new Map<string, CanonicalParameter[]>();
  for (const field of saved.flatMap(({ body }) => body.fields ?? [])) {
    const known = merged.get(field.name);
    if (known === undefined) merged.set(field.name, [field]);
    else known.push(field);
  }
  return merged;
}

/** The field by its own descriptions and by the tables around it. */
function documentedField(
  key: string,
  fields: readonly CanonicalParameter[],
  node: FieldNode | undefined,
): FieldNode {
  const table =
    node?.children.get(key) ??
    [...(node?.children.values() ?? [])].find((child) => plainName(child.name) === plainName(key));
  return mergeText(key, fields, table);
}

function fieldSchema(
  key: string,
  fields: readonly CanonicalParameter[],
  documented: FieldNode,
  saved: readonly SavedBody[],
  context: SchemaContext,
): JsonSchema {
  const place = { ...context, pointer: appendPointer(context.pointer, 'properties', key), name: key };
  const isRepeated =
    key.endsWith('[]') ||
    fields.some(({ several }) => several === true) ||
    saved.some(
      ({ body }) => (body.fields ?? []).filter((field) => field.name === key && !field.disabled).length > 1,
    );
  const listed = (schema: JsonSchema): JsonSchema =>
    isRepeated && schema['type'] !== 'array' ? { type: 'array', items: schema } : schema;
  const { description } = documented.facts;
  const said = description === undefined ? {} : { description };
  if (fields.some((field) => field.kind === 'file'))
    return { ...listed({ type: 'string', format: 'binary' }), ...said };
  const parts = fields.flatMap((field) => jsonPart(field) ?? []);
  if (parts.length > 0 && parts.length === fields.filter(({ value }) => value !== undefined).length)
    return listed(context.write(shapeOf(parts), documented, place));
  return listed(textSchema(fields, documented, place));
}

/** The value of a field that is sent as JSON of its own. */
function jsonPart({
  kind,
  value = '',
  mediaType = 'application/json',
}: CanonicalParameter): Json | undefined {
  if (kind === 'file' || !isJsonType(mediaType) || !/^\s*[{[]/.test(value)) return undefined;
  const json = parseTolerantJson(value)?.value;
  return typeof json === 'object' && json !== null ? json : undefined;
}

/** Documented fields that are in none of the saved requests. */
function unsent(node: FieldNode | undefined, merged: ReadonlyMap<string, unknown>): [string, FieldNode][] {
  const sent = new Set([...merged.keys()].map(plainName));
  return [...(node?.children ?? [])].filter(([key, field]) => !sent.has(plainName(key)) && !field.prefix);
}

function formExamples(saved: readonly SavedBody[], schema: JsonSchema): MediaTypeFacts['examples'] {
  const samples = saved.map(({ name, body }) => ({
    name,
    value: exampleOf(body.fields ?? [], schema),
    at: body.at,
  }));
  const full = samples.filter((sample) => Object.keys(sample.value).length > 0 && fits(sample.value, schema));
  return namedExamples(full);
}

function exampleOf(fields: readonly CanonicalParameter[], schema: JsonSchema): JsonObject {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const values = new Map<string, Json>();
  for (const field of fields) {
    const property = Object.hasOwn(properties, field.name) ? properties[field.name] : undefined;
    if (field.disabled || field.kind === 'file' || field.value === undefined || !isObject(property)) continue;
    if (!isExampleValue(field.value)) continue;
    const isList = property['type'] === 'array';
    const part = jsonPart(field);
    if (part !== undefined && fits(part, property)) {
      values.set(field.name, part);
      continue;
    }
    const value = wireValue(
      field.value,
      isList && isObject(property['items']) ? property['items'] : property,
    );
    const known = values.get(field.name);
    values.set(field.name, isList ? [...(Array.isArray(known) ? known : []), value] : value);
  }
  return fromEntries(values);
}
