import { type JsonSchema, isObject, own, ownList } from '../../../base/json.ts';
import { pascalCase } from '../../../base/names.ts';
import { mapSubschemas, type Place } from './keywords.ts';
import { propertyContext, RANK, weakContext, type NameContext } from './naming.ts';
import type { ShapeRegistry } from './registry.ts';

/**
 * Takes a schema apart, from the inside out: what is worth a name goes to the registry, and a reference
 * takes its place.
 */
export function extract(schema: JsonSchema, context: NameContext, registry: ShapeRegistry): JsonSchema {
  if (typeof schema['$ref'] === 'string') return schema;
  const named = withHint(schema, context);
  const alternatives = countAlternatives(schema);
  const inner = mapSubschemas(schema, (subschema, place) =>
    extract(subschema, innerContext(named, place, alternatives, subschema['type'] === 'array'), registry),
  );
  if (isWorthNaming(inner, named)) return registry.register(inner, named.candidate);
  const { 'x-schema-name': _hint, 'x-required-stated': _stated, ...rest } = inner;
  return rest;
}

function withHint(schema: JsonSchema, context: NameContext): NameContext {
  const hint = own(schema, 'x-schema-name');
  const name = typeof hint === 'string' ? pascalCase(hint) : '';
  if (!/^[A-Za-z]/.test(name)) return context;
  return { ...context, candidate: { name, rank: RANK.hint, fallback: context.prefix + name }, prefix: name };
}

function innerContext(
  outer: NameContext,
  { keyword, name, index }: Place,
  alternatives: number,
  isList: boolean,
): NameContext {
  if (keyword === 'properties' && name !== undefined) return propertyContext(outer.prefix, name, false);
  if (keyword === 'items') return elementContext(outer);
  if (keyword === 'allOf') return { ...outer, part: true };
  if (index !== undefined && isList) return { ...outer, candidate: { name: outer.prefix, rank: RANK.weak } };
  if (index !== undefined && alternatives > 1)
    return weakContext(`${outer.prefix}Variant${String(index + 1)}`);
  if (index !== undefined) return outer;
  return outer.property ? elementContext(outer) : weakContext(`${outer.prefix}Value`);
}

function elementContext({ property, prefix, resource }: NameContext): NameContext {
  if (property) return propertyContext(property.prefix, property.name, true);
  const long = `${prefix}Item`;
  if (resource === undefined) return { candidate: { name: long, rank: RANK.generic }, prefix: long };
  return { candidate: { name: resource, rank: RANK.resource, fallback: long }, prefix: resource };
}

/** Alternatives that could bear a name: `null`, or a list of the same, next to one object is not a second one. */
function countAlternatives(schema: JsonSchema): number {
  return alternativesOf(schema, 'oneOf') + alternativesOf(schema, 'anyOf');
}

function alternativesOf(schema: JsonSchema, keyword: string): number {
  return ownList(schema, keyword).filter(
    (entry) => isObject(entry) && entry['type'] !== 'null' && entry['type'] !== 'array',
  ).length;
}

function isWorthNaming(schema: JsonSchema, { candidate, property, part }: NameContext): boolean {
  if (part && candidate.rank !== RANK.hint) return false;
  if (hasMembers(schema['properties'])) return true;
  if (isNamedEnum(schema)) return true;
  const composed = ['oneOf', 'anyOf', 'allOf', 'items'].some((keyword) => schema[keyword] !== undefined);
  if (candidate.rank === RANK.hint) return composed || hasMembers(schema['patternProperties']);
  return composed && candidate.rank === RANK.root && property === undefined;
}

function hasMembers(value: JsonSchema[string] | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

/** One value is a constant, and true or false needs no name. */
function isNamedEnum(schema: JsonSchema): boolean {
  const values = schema['enum'];
  if (!Array.isArray(values)) return false;
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').length > 1;
}
