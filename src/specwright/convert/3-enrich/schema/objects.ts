import { enrichProblem } from '../problems.ts';
import { type Json, type JsonObject, type JsonSchema, isObject, setKey } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import { isMap, isStandIn, standInsOf, valuesOf } from '../infer/maps.ts';
import { variantsOf, type Variant } from '../infer/variants.ts';
import { addShape, emptyShape, type Shape } from '../infer/shape.ts';
import type { SchemaContext } from './context.ts';

/** Values of the keys with a prefix such as `custom_*`, where nothing more is said. */
const SCALARS = ['string', 'number', 'boolean', 'null'] as const;

/** Readers of OpenAPI follow every key `$ref`, also the name of a property: as a pattern it is a name like any other. */
const REFERENCE_KEY = '^\\$ref$';

/** An object: its declared fields and those of the samples, prefixes as patterns, data keys as a map. */
export function writeObject(
  shape: Shape | undefined,
  node: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  const children = [...(node?.children.values() ?? [])];
  const fields = children.filter(({ name }) => !isStandIn(name));
  const any = children.find(({ name }) => isStandIn(name));
  if (fields.length === 0 && isMapOf(shape, node)) return writeMap(shape, node, any, context);
  const variants = fields.length === 0 ? variantsIn(shape, context) : undefined;
  if (variants !== undefined) return writeVariants(variants, context);
  const schema: JsonObject = { type: 'object' };
  const prefixes = fields.filter((field) => field.prefix);
  const matched = matchFields(
    shape,
    fields.filter((field) => !field.prefix),
  );
  const standIns = shape === undefined ? new Set<string>() : standInsOf(shape);
  const loose = unclaimed(shape, matched, prefixes).filter(({ key }) => !standIns.has(key));
  writeProperties(schema, matched, loose, shape, context);
  writePrefixes(schema, prefixes, shape, matched, context);
  if (shape !== undefined && standIns.size > 0) writeRest(schema, valuesOf(shape, standIns), any, context);
  else if (context.closed && fields.length > 0 && node?.partial !== true)
    schema['additionalProperties'] = false;
  else if (matched.length + loose.length + prefixes.length === 0) schema['additionalProperties'] = {};
  return schema;
}

/** What any further key may have. The values in place of values say little: only objects and lists are described. */
function writeRest(
  schema: JsonObject,
  values: Shape,
  any: FieldNode | undefined,
  context: SchemaContext,
): void {
  const pointer = appendPointer(context.pointer, 'additionalProperties');
  const isTelling = values.objects > 0 || values.arrays > 0;
  schema['additionalProperties'] = isTelling ? context.write(values, any, { ...context, pointer }) : {};
}

/** A partial update may send any of the fields: its samples do not show kinds. */
function variantsIn(shape: Shape | undefined, context: SchemaContext): readonly Variant[] | undefined {
  if (shape === undefined || !context.inferRequired || standInsOf(shape).size > 0) return undefined;
  return variantsOf(shape);
}

/** Objects of different kinds: what each kind always has tells it from the others. */
function writeVariants(variants: readonly Variant[], context: SchemaContext): JsonSchema {
  const anyOf = variants.map(({ shape, common }, index): JsonSchema => {
    const place = { ...context, pointer: appendPointer(context.pointer, 'anyOf', index) };
    return { ...writeObject(shape, undefined, place), required: [...common], 'x-required-stated': true };
  });
  return { anyOf };
}

/** A documented field with the samples of its value; `key` is the name on the wire. */
interface Matched {
  readonly key: string;
  readonly field: FieldNode | undefined;
  readonly shape: Shape | undefined;
}

function isMapOf(shape: Shape | undefined, node: FieldNode | undefined): boolean {
  if (node?.facts.values !== undefined) return true;
  return shape !== undefined && isMap(shape);
}

function writeMap(
  shape: Shape | undefined,
  node: FieldNode | undefined,
  any: FieldNode | undefined,
  context: SchemaContext,
): JsonSchema {
  const values = shape && valuesOf(shape);
  const facts = node?.facts.values;
  const valueNode =
    node === undefined || facts === undefined
      ? any
      : fieldNode(node.name, { ...node, facts, children: new Map() });
  const pointer = appendPointer(context.pointer, 'additionalProperties');
  return { type: 'object', additionalProperties: context.write(values, valueNode, { ...context, pointer }) };
}

/** Finds the sample of each documented field: by name, or else by the one name that differs only in case or dashes. */
function matchFields(shape: Shape | undefined, fields: readonly FieldNode[]): Matched[] {
  const loose = new Map<string, string | undefined>();
  for (const key of shape?.properties.keys() ?? []) {
    const plain = plainName(key);
    loose.set(plain, loose.has(plain) ? undefined : key);
  }
  const names = new Set(fields.map((field) => field.name));
  return fields.map((field) => {
    const near = loose.get(plainName(field.name));
    const key = near === undefined || names.has(near) ? field.name : near;
    return { key, field, shape: shape?.properties.get(key) };
  });
}

export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Properties that only samples show and no prefix covers. */
function unclaimed(
  shape: Shape | undefined,
  matched: readonly Matched[],
  prefixes: readonly FieldNode[],
): Matched[] {
  const claimed = new Set(matched.map((entry) => entry.key));
  const rest: Matched[] = [];
  for (const [key, value] of shape?.properties ?? []) {
    if (claimed.has(key) || prefixes.some((field) => key.startsWith(field.name))) continue;
    rest.push({ key, field: undefined, shape: value });
  }
  return rest;
}

function writeProperties(
  schema: JsonObject,
  matched: readonly Matched[],
  loose: readonly Matched[],
  shape: Shape | undefined,
  context: SchemaContext,
): void {
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const entry of [...matched, ...loose]) {
    const place = {
      ...context,
      pointer: appendPointer(context.pointer, 'properties', entry.key),
      name: entry.key,
    };
    const written = context.write(entry.shape, entry.field, place);
    if (entry.key === '$ref') schema['patternProperties'] = { [REFERENCE_KEY]: written };
    else setKey(properties, entry.key, written);
    if (isRequired(entry, shape, place)) required.push(entry.key);
  }
  if (Object.keys(properties).length > 0) schema['properties'] = properties;
  if (required.length > 0) schema['required'] = required;
  if (matched.some(({ key, field }) => field?.facts.required === 'required' && required.includes(key)))
    schema['x-required-stated'] = true;
}

function isRequired(
  { key, field, shape }: Matched,
  parent: Shape | undefined,
  context: SchemaContext,
): boolean {
  const samples = parent?.objects ?? 0;
  const isInAll = shape?.total === samples;
  const stated = field?.facts.required;
  if (field === undefined || stated === undefined)
    return field?.facts.default === undefined && context.inferRequired && isInAll && samples >= 2;
  if (stated === 'conditional') reportCondition(field, context);
  if (stated !== 'required') return false;
  if (samples === 0 || isInAll) return true;
  context.notes.problems.push(enrichProblem('required-absent-in-sample', field.at, { field: key }));
  return false;
}

function reportCondition(field: FieldNode, context: SchemaContext): void {
  context.notes.problems.push(enrichProblem('required-conditionally', field.at, { field: field.name }));
}

function writePrefixes(
  schema: JsonObject,
  prefixes: readonly FieldNode[],
  shape: Shape | undefined,
  matched: readonly Matched[],
  context: SchemaContext,
): void {
  if (prefixes.length === 0) return;
  const named = new Set(matched.map((entry) => entry.key));
  const patterns: JsonObject = { ...ownPatterns(schema) };
  for (const field of prefixes) {
    const pattern = `^${escapeRegex(field.name)}`;
    const values = emptyShape();
    for (const [key, value] of shape?.properties ?? []) {
      if (key.startsWith(field.name) && !named.has(key)) addShape(values, value);
    }
    const place = {
      ...context,
      pointer: appendPointer(context.pointer, 'patternProperties', pattern),
      name: field.name,
    };
    setKey(patterns, pattern, writePrefix(values, field, place));
  }
  schema['patternProperties'] = patterns;
}

function ownPatterns(schema: JsonObject): JsonObject {
  const patterns = schema['patternProperties'];
  return isObject(patterns) ? patterns : {};
}

function writePrefix(values: Shape, field: FieldNode, context: SchemaContext): JsonSchema {
  const isUntyped = (field.facts.types ?? []).length === 0 && field.children.size === 0;
  const hasContainer = values.arrays > 0 || values.objects > 0;
  const facts = isUntyped && !hasContainer ? { ...field.facts, types: SCALARS } : field.facts;
  const { required: _, ...rest } = facts;
  const schema = context.write(values, fieldNode(field.name, { ...field, facts: rest }), context);
  return withoutSeenFormat(schema, rest.format);
}

/** Custom fields differ from one to the next: a format seen in one says nothing of the others. */
function withoutSeenFormat(schema: JsonSchema, stated: Json | undefined): JsonSchema {
  if (stated === undefined) delete schema['format'];
  return schema;
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
