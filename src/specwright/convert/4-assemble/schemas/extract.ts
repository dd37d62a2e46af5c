import {
  type JsonSchema,
  isObject,
  objectAt,
  own,
  ownList,
  ownStrings,
  ownText,
} from '../../../base/json.ts';
import { pascalCase } from '../../../base/names.ts';
import { mapSubschemas, type Place } from './keywords.ts';
import { fallbacksOf, propertyContext, RANK, weakContext, type NameContext } from './naming.ts';
import type { ShapeRegistry } from './registry.ts';

/**
 * Takes a schema apart, from the inside out: what is worth a name goes to the registry, and a reference
 * takes its place.
 */
export function extract(schema: JsonSchema, context: NameContext, registry: ShapeRegistry): JsonSchema {
  if (typeof schema['$ref'] === 'string') return schema;
  const named = withHint(schema, context);
  const alternatives = countAlternatives(schema);
  const labels = alternatives > 1 ? labelsOf(schema) : undefined;
  const inner = mapSubschemas(schema, (subschema, place) =>
    extract(subschema, innerContext(named, place, labels, subschema['type'] === 'array'), registry),
  );
  if (isWorthNaming(inner, named)) return registry.register(inner, named.candidate);
  const { 'x-schema-name': _hint, 'x-required-stated': _stated, ...rest } = inner;
  return rest;
}

function withHint(schema: JsonSchema, context: NameContext): NameContext {
  const hint = own(schema, 'x-schema-name');
  const name = typeof hint === 'string' ? pascalCase(hint) : '';
  if (!/^[A-Za-z]/.test(name)) return context;
  const trail = [...context.trail, name];
  const fallbacks = [context.prefix + name, ...fallbacksOf(trail)];
  return { ...context, candidate: { name, rank: RANK.hint, fallbacks }, prefix: name, trail };
}

function innerContext(
  outer: NameContext,
  { keyword, name, index }: Place,
  labels: Labels | undefined,
  isList: boolean,
): NameContext {
  if (keyword === 'properties' && name !== undefined) return propertyContext(outer, name, false);
  if (keyword === 'items') return elementContext(outer);
  if (keyword === 'allOf') return { ...outer, part: true };
  if (index !== undefined && isList)
    return {
      ...outer,
      candidate: { name: outer.prefix, rank: RANK.weak, fallbacks: fallbacksOf(outer.trail) },
    };
  const label = labels?.(keyword, index);
  if (label !== undefined) return weakContext(outer.prefix + label, { trail: [...outer.trail, label] });
  if (index !== undefined) return outer;
  return outer.property ? elementContext(outer) : weakContext(`${outer.prefix}Value`, outer);
}

/** What tells an alternative from the others, by keyword and place: its title, its constant, a field that only it must have. */
type Labels = (keyword: string, index: number | undefined) => string | undefined;

function labelsOf(schema: JsonSchema): Labels {
  return (keyword, index) => {
    if (index === undefined) return undefined;
    const all = ownList(schema, keyword);
    const one = all[index];
    const others = all.filter((_, other) => other !== index);
    const constant = isObject(one) ? constantOf(one) : undefined;
    const fields = [...ownStrings(one, 'required'), ...Object.keys(objectAt(one, 'properties'))];
    const field = fields.find((name) =>
      others.every((other) => !Object.hasOwn(objectAt(other, 'properties'), name)),
    );
    const words = [ownText(one, 'title'), constant, field === undefined ? undefined : `with ${field}`];
    const label = words.map((text) => pascalCase(text ?? '')).find((text) => /[A-Za-z]/.test(text));
    return label ?? `Variant${String.fromCodePoint(65 + (index % 26))}`;
  };
}

/** The one value of a property that has only one. */
function constantOf(schema: JsonSchema): string | undefined {
  return Object.values(objectAt(schema, 'properties'))
    .map((property) => ownStrings(property, 'enum'))
    .find((values) => values.length === 1)?.[0];
}

function elementContext({ property, prefix, resource, trail }: NameContext): NameContext {
  if (property) return propertyContext(property.outer, property.name, true);
  const long = `${prefix}Item`;
  const inner = [...trail, 'Item'];
  if (resource === undefined)
    return {
      candidate: { name: long, rank: RANK.generic, fallbacks: fallbacksOf(inner) },
      prefix: long,
      trail: inner,
    };
  const fallbacks = [long, ...fallbacksOf(inner)];
  return { candidate: { name: resource, rank: RANK.resource, fallbacks }, prefix: resource, trail: inner };
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
