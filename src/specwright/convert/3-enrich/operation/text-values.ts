import { type Json, type JsonSchema, type JsonType, isObject } from '../../../base/json.ts';
import type { CanonicalParameter } from '../../canonical-collection.ts';
import { fieldNode, type FieldFacts, type FieldNode } from '../fields/field.ts';
import { looksLikePlaceholder, placeholderFacts, typesOfText } from '../fields/placeholders.ts';
import { readProse } from '../fields/prose.ts';
import { cleanDescription } from '../fields/rows.ts';
import { emptyShape, type Shape } from '../infer/shape.ts';
import { coerce } from '../schema/coerce.ts';
import type { SchemaContext } from '../schema/context.ts';

/** A name whose digits are a label, not a quantity. */
const LABEL_NAME =
  /(id|ids|key|code|number|phone|mobile|zip|postcode|postal|token|uuid|guid|ref|reference|sku|isbn|ean|account|iban|version|pin|otp|password|secret|name|msisdn|tel|fax|serial|hash|to|from)\d*$/i;

/** What documentation says of a named text: its own descriptions first, then what its value hints at, then tables. */
export function mergeText(
  name: string,
  fields: readonly CanonicalParameter[],
  table: FieldNode | undefined,
): FieldNode {
  const described = fields.find((field) => (field.description ?? '').trim() !== '');
  const own = described?.description === undefined ? {} : ownFacts(described.description);
  const hint =
    fields.map((field) => placeholderFacts(field.value ?? '')).find((facts) => facts !== undefined) ?? {};
  const facts: FieldFacts = { ...hint, ...own, ...dropEmpty(table?.facts ?? {}) };
  if (table === undefined && own.types === undefined && hint.types !== undefined) facts.types = hint.types;
  if (hint.enum !== undefined && facts.enum === undefined) facts.enum = hint.enum;
  const at = table?.at ?? described?.at ?? fields[0]?.at ?? '';
  const origin = table?.origin ?? (described === undefined ? 'sample' : 'prose');
  return fieldNode(name, { ...table, facts, at, origin, confidence: table?.confidence ?? 0.75 });
}

function ownFacts(description: string): FieldFacts {
  const facts = readProse(description);
  const text = cleanDescription(description);
  return text === '' ? facts : { ...facts, description: text };
}

function dropEmpty(facts: FieldFacts): FieldFacts {
  const { types, ...rest } = facts;
  return types === undefined || types.length === 0 ? rest : facts;
}

/** The schema of a value that goes over the wire as text. */
export function textSchema(
  fields: readonly CanonicalParameter[],
  node: FieldNode,
  context: SchemaContext,
): JsonSchema {
  const values = fields
    .map((field) => field.value)
    .filter((value) => value !== undefined && isExampleValue(value));
  const stated = new Set<JsonType>(node.facts.types ?? []);
  if (stated.size === 0 && node.facts.joined !== undefined)
    return listSchema(node.facts.joined, node, context);
  const types =
    stated.size > 0
      ? stated
      : guessTypes(
          values.filter((value) => value !== undefined),
          node,
        );
  const facts = { ...node.facts, types: [...types] };
  return context.write(
    scalarShape(
      values.filter((value) => value !== undefined),
      types,
    ),
    fieldNode(node.name, { ...node, facts }),
    context,
  );
}

/** A text with commas is an array that is sent joined. */
function listSchema(joined: FieldFacts, node: FieldNode, context: SchemaContext): JsonSchema {
  const facts: FieldFacts = { ...node.facts, types: ['array'], items: { types: ['string'], ...joined } };
  return context.write(undefined, fieldNode(node.name, { ...node, facts }), context);
}

export function isExampleValue(value: string): boolean {
  return !looksLikePlaceholder(value);
}

function guessTypes(values: readonly string[], node: FieldNode): Set<JsonType> {
  if (node.facts.enum !== undefined) return new Set(isWhole(node.facts.enum) ? ['integer'] : ['string']);
  const found = new Set(values.flatMap(typesOfText));
  const isLabel = LABEL_NAME.test(node.name) && !found.has('boolean');
  if (found.size === 0 && (node.facts.minimum !== undefined || node.facts.maximum !== undefined))
    return new Set(['integer']);
  if (found.size === 0 && /^(true|false)$/i.test(node.facts.default ?? '')) return new Set(['boolean']);
  if (found.size !== 1 || isLabel) return new Set(['string']);
  return found;
}

function isWhole(values: readonly string[]): boolean {
  return values.every((value) => /^-?\d{1,9}$/.test(value));
}

/** The values as samples of the types; what fits none of them is left out. */
function scalarShape(values: readonly string[], types: ReadonlySet<JsonType>): Shape | undefined {
  const shape = emptyShape();
  for (const text of values) {
    const value = coerce(text, types);
    if (typeof value === 'boolean') shape.booleans.add(value);
    else if (typeof value === 'number') shape.numbers.add(value);
    else if (typeof value === 'string') shape.strings.add(value);
    else continue;
    shape.total += 1;
  }
  return shape.total === 0 ? undefined : shape;
}

/** A text on the wire as a value of its schema. */
export function wireValue(text: string, schema: JsonSchema): Json {
  if (schema['type'] === 'array') return listValue(text, schema);
  const type = schema['type'];
  const types = new Set((Array.isArray(type) ? type : [type]).filter(isType));
  return types.size === 1 && types.has('string') ? text : (coerce(text, types) ?? text);
}

function isType(value: Json | undefined): value is JsonType {
  return typeof value === 'string';
}

/** A list is printed with commas between its values, or as JSON. */
function listValue(text: string, schema: JsonSchema): Json {
  const items = isObject(schema['items']) ? schema['items'] : {};
  const bare = text.replace(/^\[(.*)\]$/s, '$1');
  return bare.split(',').map((part) => wireValue(part.trim(), items));
}
