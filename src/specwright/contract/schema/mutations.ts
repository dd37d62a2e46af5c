import { type Json, type JsonSchema, isObject, objectAt, own, ownList } from '../../base/json.ts';
import { placeName, valueAt, withValue, type Place } from './place.ts';

/** How a body violates its schema. */
export type MutationKind =
  | 'missing'
  | 'wrong-type'
  | 'convertible-type'
  | 'numeric-text'
  | 'null'
  | 'unknown-member'
  | 'below-minimum'
  | 'above-maximum'
  | 'too-short'
  | 'too-long'
  | 'wrong-format'
  | 'unknown-property'
  | 'too-few-properties';

/** A way to make a valid body violate its schema in exactly one place. */
export interface Mutation {
  readonly kind: MutationKind;
  readonly place: Place;
  /** Whether the schema requires what is there. */
  readonly required: boolean;
  /** What is put there; `undefined` takes away what is there. */
  readonly replacement: Json | undefined;
  /** In words: `contactInfo.firstName is missing`. */
  readonly title: string;
}

/** Carries a mutation out on a body like the one it was found with. */
export function mutate(body: Json, { place, replacement }: Mutation): Json {
  return withValue(body, place, replacement);
}

/** Every single violation of the schema that can be made of a valid body. */
export function mutations(schema: JsonSchema, body: Json): readonly Mutation[] {
  return [...objectMutations(schema, body, []), ...emptied(schema, body)];
}

function* objectMutations(schema: JsonSchema, body: Json, place: Place): Iterable<Mutation> {
  const properties = objectAt(schema, 'properties');
  const required = new Set(ownList(schema, 'required'));
  for (const [name, property] of Object.entries(properties)) {
    if (valueAt(body, [...place, name]) === undefined || !isObject(property)) continue;
    yield* fieldMutations(property, body, [...place, name], required.has(name));
  }
  if (isClosed(schema)) {
    const at = [...place, 'noSuchProperty'];
    yield make('unknown-property', at, false, 'x', 'is not documented');
  }
}

function isClosed(schema: JsonSchema): boolean {
  return schema['additionalProperties'] === false || schema['unevaluatedProperties'] === false;
}

function* fieldMutations(
  schema: JsonSchema,
  body: Json,
  place: Place,
  required: boolean,
): Iterable<Mutation> {
  const change = (kind: MutationKind, value: Json | undefined, words: string): Mutation =>
    make(kind, place, required, value, words);
  if (required) yield change('missing', undefined, 'is missing');
  yield* typeMutations(schema, change);
  yield* valueMutations(schema, change);
  if (typesOf(schema).includes('object')) yield* objectMutations(schema, body, place);
  const items = schema['items'];
  if (isObject(items) && valueAt(body, [...place, 0]) !== undefined) {
    yield* typesOf(items).includes('object')
      ? objectMutations(items, body, [...place, 0])
      : fieldMutations(items, body, [...place, 0], false);
  }
}

type Change = (kind: MutationKind, value: Json | undefined, words: string) => Mutation;

/** A value of a type that cannot be converted into the documented one. */
const STRANGER: Readonly<Record<string, Json>> = {
  string: { not: 'a text' },
  number: 'not a number',
  integer: 'not a number',
  boolean: 'neither',
  object: 'not an object',
  array: 'not a list',
};
/** A value of another type that a lenient server might convert. */
const RELATIVE: Readonly<Record<string, Json>> = { string: 12_345, boolean: 'true' };

function* typeMutations(schema: JsonSchema, change: Change): Iterable<Mutation> {
  const types = typesOf(schema);
  const [type] = types;
  if (type === undefined) return;
  const stranger = STRANGER[type];
  if (stranger !== undefined && types.length === 1)
    yield change('wrong-type', stranger, `is not ${withArticle(type)}`);
  const relative = RELATIVE[type];
  if (relative !== undefined && types.length === 1)
    yield change(
      'convertible-type',
      relative,
      `is ${withArticle(typeof relative)}, not ${withArticle(type)}`,
    );
  if ((type === 'number' || type === 'integer') && !types.includes('string'))
    yield change('numeric-text', '5', 'is a number written as text');
  if (!types.includes('null')) yield change('null', null, 'is null');
}

function* valueMutations(schema: JsonSchema, change: Change): Iterable<Mutation> {
  const members = ownList(schema, 'enum');
  if (members.length > 0 && members.every((member) => typeof member === 'string')) {
    yield change('unknown-member', 'no-such-member', 'is not a member of the enumeration');
  }
  const { minimum, maximum, minLength, maxLength } = schema;
  if (typeof minimum === 'number') {
    yield change('below-minimum', just(minimum, -1), `is just below ${minimum}`);
    yield change('below-minimum', minimum - 1, `is below ${minimum}`);
    if (minimum > 0) yield change('below-minimum', 0, 'is zero');
  }
  if (typeof maximum === 'number') {
    yield change('above-maximum', just(maximum, 1), `is just above ${maximum}`);
    yield change('above-maximum', maximum + 1, `is above ${maximum}`);
    yield change('above-maximum', maximum * 1e6, `is far above ${maximum}`);
  }
  if (typeof minLength === 'number' && minLength > 0)
    yield change('too-short', 'x'.repeat(minLength - 1), 'is too short');
  if (typeof maxLength === 'number') yield change('too-long', 'x'.repeat(maxLength + 1), 'is too long');
  if (typeof schema['format'] === 'string')
    yield change('wrong-format', 'in no format', `is not a valid ${schema['format']}`);
}

function withArticle(type: string): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** The nearest value beyond a bound, on a grid that survives JSON and decimal arithmetic. */
function just(bound: number, direction: 1 | -1): number {
  const step = Number.isInteger(bound) ? 0.01 : 0.001;
  return Number((bound + direction * step).toFixed(4));
}

function* emptied(schema: JsonSchema, body: Json): Iterable<Mutation> {
  if (typeof schema['minProperties'] === 'number' && schema['minProperties'] > 0 && isObject(body)) {
    yield {
      kind: 'too-few-properties',
      place: [],
      required: true,
      replacement: {},
      title: 'the body has no property',
    };
  }
}

function make(
  kind: MutationKind,
  place: Place,
  required: boolean,
  replacement: Json | undefined,
  words: string,
): Mutation {
  return { kind, place, required, replacement, title: `${placeName(place)} ${words}` };
}

export function typesOf(schema: JsonSchema): readonly string[] {
  const type = own(schema, 'type');
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((name) => typeof name === 'string') : [];
}
