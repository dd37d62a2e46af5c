import { enrichProblem } from '../problems.ts';
import type { Json, JsonObject, JsonSchema, JsonType } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { FieldNode } from '../fields/field.ts';
import { limitsOfType } from '../fields/prose-limits.ts';
import { fieldNode } from '../fields/field.ts';
import { pascalCase, singular } from '../../../base/names.ts';
import type { Shape } from '../infer/shape.ts';
import { coerce } from './coerce.ts';
import type { SchemaContext } from './context.ts';
import { writeEnum } from './enums.ts';
import { fits } from './fits.ts';
import { writeLimits } from './limits.ts';
import { writeObject } from './objects.ts';
import { decideTypes } from './types.ts';

/**
 * The schema of one place, from its samples and its documentation. Every sample is valid against
 * it: what the documentation says is taken as far as the samples allow, the rest is a problem.
 */
export function writeSchema(
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  noteOrigin(shape, node, context);
  if (shape?.cut === true) return described({}, node);
  if (isWhollyUnknown(shape, context)) return described(anyBody(), node);
  const types = decideTypes(shape, node, context);
  const containers = [...types].filter((type) => type === 'array' || type === 'object');
  // What was only ever seen as null has a value at other times.
  if (types.size === 1 && types.has('null') && (node?.facts.types ?? []).length === 0)
    return described({}, node);
  if (containers.length === 0) return described(writeScalar(types, shape, node, context), node);
  const schema =
    types.size === 1
      ? writeContainer(containers[0], shape, node, context)
      : alternatives(types, shape, node, context);
  return described(schema, node);
}

/** The whole body is a variable: `{{body}}`. */
function isWhollyUnknown(shape: Shape | undefined, context: SchemaContext): boolean {
  return shape !== undefined && shape.unknowns > 0 && shape.unknowns === shape.total && context.name === '';
}

function anyBody(): JsonSchema {
  return { type: ['object', 'array', 'string'], additionalProperties: {}, items: {} };
}

function noteOrigin(shape: Shape | undefined, node: FieldNode | undefined, context: SchemaContext): void {
  const { provenance } = context.notes;
  if (node !== undefined) {
    provenance.push({
      pointer: context.pointer,
      origin: node.origin,
      at: node.at,
      confidence: node.confidence,
    });
  }
  if (shape !== undefined && shape.total > 0) {
    const confidence = shape.total > 1 ? 0.9 : 0.7;
    provenance.push({ pointer: context.pointer, origin: 'sample', at: context.sampleAt, confidence });
  }
}

function writeContainer(
  type: JsonType | undefined,
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  return type === 'array' ? writeArray(shape, node, context) : writeObject(shape, node, context);
}

/** Values of several types, at least one of them an object or an array: one alternative each. */
function alternatives(
  types: ReadonlySet<JsonType>,
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  const containers = [...types].filter((type) => type === 'array' || type === 'object');
  const scalars = new Set([...types].filter((type) => type !== 'array' && type !== 'object'));
  const choices: JsonSchema[] = [];
  const place = (index: number): SchemaContext => ({
    ...context,
    pointer: appendPointer(context.pointer, 'oneOf', index),
  });
  for (const type of containers) choices.push(writeContainer(type, shape, node, place(choices.length)));
  if (scalars.size > 0) choices.push(writeScalar(scalars, shape, node, context));
  return { oneOf: choices };
}

function writeScalar(
  types: ReadonlySet<JsonType>,
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  const schema: JsonObject = {};
  const [name, ...more] = sorted(types);
  if (name !== undefined) schema['type'] = more.length === 0 ? name : [name, ...more];
  if (node !== undefined) {
    writeEnum(schema, types, shape, node, context);
    writeLimits(schema, types, shape, node, context);
  }
  writeSeenFormat(schema, types, shape);
  if (schema['type'] === 'integer' && isLong(shape)) schema['format'] = 'int64';
  return schema;
}

/** Types by name, `null` last. */
function sorted(types: ReadonlySet<JsonType>): JsonType[] {
  const named = [...types].filter((type) => type !== 'null').sort();
  return types.has('null') ? [...named, 'null'] : named;
}

function writeSeenFormat(schema: JsonObject, types: ReadonlySet<JsonType>, shape: Shape | undefined): void {
  if (!types.has('string') || schema['enum'] !== undefined || schema['format'] !== undefined) return;
  const format = shape?.formats?.[0];
  if (format !== undefined) schema['format'] = format;
}

/** Integers that only 64 bits can hold. */
function isLong(shape: Shape | undefined): boolean {
  const largest = Math.max(...[...(shape?.numbers ?? [])].map(Math.abs));
  return largest > Number.MAX_SAFE_INTEGER && largest <= 2 ** 63;
}

function writeArray(
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  const schema: JsonObject = { type: 'array' };
  schema['items'] = writeSchema(shape?.items, itemNode(node), {
    ...context,
    pointer: appendPointer(context.pointer, 'items'),
  });
  if (node !== undefined) writeItemLimits(schema, shape, node, context);
  return schema;
}

/** What the documentation of an array says of its elements. */
function itemNode(node: FieldNode | undefined): FieldNode | undefined {
  if (node === undefined) return undefined;
  const enumOfItems = node.facts.enum === undefined ? {} : enumFacts(node);
  const { minLength, maxLength } = node.facts;
  const facts = {
    ...enumOfItems,
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...node.facts.items,
  };
  const isEmpty =
    Object.keys(facts).length === 0 && node.children.size === 0 && node.schemaName === undefined;
  if (isEmpty) return undefined;
  const { schemaName, ...rest } = node;
  return fieldNode(node.name, {
    ...rest,
    facts,
    ...(schemaName === undefined ? {} : { schemaName: singular(schemaName) }),
  });
}

function enumFacts(node: FieldNode): { enum?: readonly string[]; enumConfidence?: number } {
  const { enum: values, enumConfidence } = node.facts;
  return { ...(values && { enum: values }), ...(enumConfidence !== undefined && { enumConfidence }) };
}

function writeItemLimits(
  schema: JsonObject,
  shape: Shape | undefined,
  node: FieldNode,
  context: SchemaContext,
): void {
  const holdsNumbers = ['integer', 'number'].includes(String(node.facts.items?.types?.[0]));
  const { minItems, maxItems } = holdsNumbers ? node.facts : limitsOfType(node.facts, ['array']);
  const fewest = shape?.fewestItems ?? Infinity;
  const most = shape?.mostItems ?? 0;
  if (minItems !== undefined && minItems <= fewest) schema['minItems'] = minItems;
  else if (minItems !== undefined) reportLimit('minItems', minItems, node, context);
  if (maxItems !== undefined && maxItems >= most) schema['maxItems'] = maxItems;
  else if (maxItems !== undefined) reportLimit('maxItems', maxItems, node, context);
}

function reportLimit(keyword: string, value: Json, node: FieldNode, context: SchemaContext): void {
  context.notes.problems.push(
    enrichProblem('limit-contradicts-sample', node.at, { field: node.name, keyword, value }),
  );
}

/** Lays what is said of the field, not of its value's type, around its schema. */
function described(schema: JsonSchema, node: FieldNode | undefined): JsonSchema {
  if (node === undefined) return schema;
  const { description, deprecated, readOnly } = node.facts;
  if (description !== undefined && description !== '') schema['description'] = description;
  if (deprecated === true) schema['deprecated'] = true;
  if (readOnly === true) schema['readOnly'] = true;
  writeDefault(schema, node);
  writeExamples(schema, node);
  if (node.schemaName !== undefined && schema['type'] !== 'array' && schema['oneOf'] === undefined) {
    schema['x-schema-name'] = pascalCase(node.schemaName);
  }
  return schema;
}

function typesIn(schema: JsonSchema): Set<JsonType> {
  const type = schema['type'];
  return new Set((Array.isArray(type) ? type : [type]).filter(isTypeName));
}

function isTypeName(value: Json | undefined): value is JsonType {
  return typeof value === 'string';
}

function writeDefault(schema: JsonSchema, node: FieldNode): void {
  const printed = node.facts.default;
  if (printed === undefined) return;
  const value = coerce(printed, typesIn(schema));
  if (value !== undefined && fits(value, schema)) schema['default'] = value;
  else if (typeof value === 'string') writeRecased(schema, value);
}

/** `Default: FIFO` where the value is `fifo`. */
function writeRecased(schema: JsonSchema, value: string): void {
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [];
  const match = values.find(
    (known) => typeof known === 'string' && known.toLowerCase() === value.toLowerCase(),
  );
  if (match !== undefined) schema['default'] = match;
}

function writeExamples(schema: JsonSchema, node: FieldNode): void {
  const values = (node.facts.examples ?? [])
    .map((printed) => coerce(printed, typesIn(schema)))
    .filter((value): value is Json => value !== undefined && fits(value, schema));
  if (values.length > 0) schema['examples'] = values;
}
