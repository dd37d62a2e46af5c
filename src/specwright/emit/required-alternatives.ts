import type { Json, JsonObject } from '../base/json.ts';

/*
 * openapi-typescript turns a subschema that only asserts (`{ required: ['a'] }`, `{ if, then }`) into `unknown`, and
 * `X | unknown` is `unknown`: the whole type would be lost. "One of these is required" has an exact
 * counterpart, a union, so it is rewritten as one; what no type can say is left to the validators.
 */

const TYPED = [
  '$ref',
  'type',
  'properties',
  'items',
  'prefixItems',
  'enum',
  'const',
  'allOf',
  'anyOf',
  'oneOf',
  'additionalProperties',
  'patternProperties',
];

/** A copy of the document in which assertions that types cannot say are gone, and the others are unions. */
export function sayAssertionsAsTypes(value: Json): Json {
  if (Array.isArray(value)) return value.map(sayAssertionsAsTypes);
  if (!isObject(value)) return value;
  const copy: JsonObject = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, sayAssertionsAsTypes(item)]),
  );
  return 'properties' in copy ? rewrite(copy) : copy;
}

function rewrite(schema: JsonObject): JsonObject {
  const { anyOf, oneOf, allOf, if: _if, then: _then, else: _else, not: _not, ...base } = schema;
  const unions = [anyOf, oneOf].flatMap((members) => union(members, schema));
  const conjuncts = Array.isArray(allOf) ? allOf.filter((member) => !assertsOnly(member)) : [];
  const all = [...conjuncts, ...unions];
  return all.length === 0 ? base : { ...base, allOf: all };
}

/** The alternatives as one schema: typed ones as they are, `required` ones with the properties they name. */
function union(members: Json | undefined, schema: JsonObject): JsonObject[] {
  if (!Array.isArray(members)) return [];
  if (!members.some(assertsOnly)) return [{ anyOf: members }];
  const alternatives = members.map((member) => alternative(member, schema));
  const known = alternatives.filter((member) => member !== undefined);
  return known.length === members.length ? [{ anyOf: known }] : [];
}

function alternative(member: Json, schema: JsonObject): JsonObject | undefined {
  if (!isObject(member)) return undefined;
  if (!assertsOnly(member)) return member;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const names = Array.isArray(member['required']) ? member['required'] : [];
  const named = names.flatMap((name) =>
    typeof name === 'string' && Object.hasOwn(properties, name) ? [[name, properties[name]] as const] : [],
  );
  if (named.length === 0 || Object.keys(member).length > 1) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(([name, type]) => [name, type ?? {}])),
    required: names,
  };
}

function assertsOnly(member: Json): boolean {
  return isObject(member) && !TYPED.some((key) => key in member);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
