import { type Json, type JsonObject, isObject, own, ownList, ownObject, ownString } from '../../base/json.ts';
import { resolve, type Document } from '../../diff/document.ts';

const deepest = 5;

/** A value that fits a schema as its TypeScript type sees it, every declared property filled in. */
export function sampleOf(document: Document, schema: Json, depth = 0): Json | undefined {
  const { value } = resolve(document, { value: schema, pointer: '' });
  if (!isObject(value) || depth > deepest) return undefined;
  const constant = own(value, 'const') ?? ownList(value, 'enum')[0];
  if (constant !== undefined) return constant;
  const choice = ownList(value, 'oneOf')[0] ?? ownList(value, 'anyOf')[0];
  if (choice !== undefined && own(value, 'properties') === undefined)
    return sampleOf(document, choice, depth + 1);
  return ofType(document, value, depth);
}

function ofType(document: Document, schema: JsonObject, depth: number): Json | undefined {
  switch (typeName(schema)) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return listOf(document, schema, depth);
    case 'object':
      return objectOf(document, schema, depth);
    default:
      return undefined;
  }
}

export function typeName(schema: JsonObject): string | undefined {
  const type = own(schema, 'type');
  if (typeof type === 'string') return type;
  if (Array.isArray(type))
    return type.find((name): name is string => typeof name === 'string' && name !== 'null');
  return own(schema, 'properties') !== undefined || own(schema, 'allOf') !== undefined ? 'object' : undefined;
}

function listOf(document: Document, schema: JsonObject, depth: number): Json[] {
  const item = sampleOf(document, own(schema, 'items') ?? null, depth + 1);
  return item === undefined ? [] : [item];
}

function objectOf(document: Document, schema: JsonObject, depth: number): JsonObject {
  const found: JsonObject = {};
  for (const [name, property] of propertiesOf(document, schema)) {
    const { value } = resolve(document, { value: property, pointer: '' });
    if (isObject(value) && own(value, 'readOnly') === true) continue;
    const sample = sampleOf(document, property, depth + 1);
    if (sample !== undefined) found[name] = sample;
  }
  return found;
}

/** Own properties and those of `allOf` branches. */
export function propertiesOf(document: Document, schema: JsonObject, depth = 0): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const branch of depth > deepest ? [] : ownList(schema, 'allOf')) {
    const { value } = resolve(document, { value: branch, pointer: '' });
    if (isObject(value)) for (const entry of propertiesOf(document, value, depth + 1)) found.set(...entry);
  }
  const properties = ownObject(schema, 'properties') ?? {};
  for (const name of Object.keys(properties)) found.set(name, properties[name] ?? null);
  return found;
}

export function isNullable(schema: JsonObject): boolean {
  const type = own(schema, 'type');
  return (
    own(schema, 'nullable') === true ||
    (Array.isArray(type) && type.includes('null')) ||
    ownString(schema, 'type') === 'null'
  );
}
