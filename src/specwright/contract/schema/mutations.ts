import { type Json, type JsonSchema, isObject, objectAt, own, ownList } from '../../base/json.ts';
import { matchesPattern } from '../../openapi/text-matching.ts';
import { placeName, valueAt, withValue, type Place } from './place.ts';

/** Texts and lists beyond these are not made. */
const LONGEST = 100_000;
const MOST_ITEMS = 1_000;

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
  | 'wrong-pattern'
  | 'wrong-case'
  | 'not-a-multiple'
  | 'too-few-items'
  | 'too-many-items'
  | 'repeated-items'
  | 'unknown-property'
  | 'too-few-properties'
  | 'no-form';

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
  const change: Change = (kind, value, words) => make(kind, [], true, value, words);
  return [
    ...objectMutations(schema, body, []),
    ...conditionalMutations(schema, body, []),
    ...itemMutations(schema, body, []),
    ...listMutations(schema, body, change),
    ...emptied(schema, body),
    ...formMutations(schema, change),
    // The properties of an object say enough.
    ...[...typeMutations(schema, change)].filter(
      ({ kind }) => kind === 'wrong-type' && typesOf(schema).join() !== 'object',
    ),
  ];
}

function* objectMutations(schema: JsonSchema, body: Json, place: Place): Iterable<Mutation> {
  const properties = objectAt(schema, 'properties');
  const required = new Set(ownList(schema, 'required'));
  for (const [name, property] of Object.entries(properties)) {
    if (valueAt(body, [...place, name]) === undefined || !isObject(property)) continue;
    yield* fieldMutations(property, body, [...place, name], required.has(name));
  }
  const others = schema['additionalProperties'];
  if (isObject(others)) {
    const known = valueAt(body, place);
    const name = isObject(known)
      ? Object.keys(known).find((one) => !Object.hasOwn(properties, one))
      : undefined;
    const change: Change = (kind, value, words) =>
      make(kind, [...place, name ?? 'anyProperty'], false, value, words);
    yield* [...typeMutations(others, change)].filter(({ kind }) => kind === 'wrong-type');
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
  yield* nearMisses(schema, valueAt(body, place), change);
  yield* formMutations(schema, change);
  yield* listMutations(schema, valueAt(body, place), change);
  if (typesOf(schema).includes('object')) yield* objectMutations(schema, body, place);
  yield* itemMutations(schema, body, place);
}

/** The first entry of a list, broken. */
function* itemMutations(schema: JsonSchema, body: Json, place: Place): Iterable<Mutation> {
  const items = schema['items'];
  const first = [...place, 0];
  if (!isObject(items) || !Array.isArray(valueAt(body, place)) || valueAt(body, first) === undefined) return;
  if (!typesOf(items).includes('object')) return yield* fieldMutations(items, body, first, false);
  yield* objectMutations(items, body, first);
  const change: Change = (kind, value, words) => make(kind, first, false, value, words);
  yield* [...typeMutations(items, change)].filter(({ kind }) => kind === 'wrong-type');
}

type Change = (kind: MutationKind, value: Json | undefined, words: string) => Mutation;

/** A value of a type that cannot be converted into the documented one. */
const STRANGER: Readonly<Record<string, Json>> = {
  string: { not: 'a text' },
  number: 'not a number',
  integer: 'not a number',
  boolean: 'neither',
  object: 'not an object',
};
/** Some servers take a single value for a list of one: it must not be a valid entry either. */
function strangerToList(schema: JsonSchema): Json {
  const items = schema['items'];
  return isObject(items) && typesOf(items)[0] === 'string' ? { not: 'a list' } : 'not a list';
}

/** A value of another type that a lenient server might convert. */
const RELATIVE: Readonly<Record<string, Json>> = { string: 12_345, boolean: 'true' };

/** Values of any type, the least convertible first. */
const OTHERS: readonly (readonly [type: RegExp, value: Json])[] = [
  [/^object$/, { not: 'of these types' }],
  [/^array$/, [{ not: 'of these types' }]],
  [/^boolean$/, true],
  [/^(number|integer)$/, 12_345],
  [/^string$/, 'not of these types'],
];

function* typeMutations(schema: JsonSchema, change: Change): Iterable<Mutation> {
  const types = typesOf(schema);
  const solid = types.filter((name) => name !== 'null');
  const [type] = solid;
  if (type === undefined) return;
  const stranger =
    solid.length > 1
      ? OTHERS.find(([name]) => !solid.some((one) => name.test(one)))?.[1]
      : type === 'array'
        ? strangerToList(schema)
        : STRANGER[type];
  if (stranger !== undefined)
    yield change('wrong-type', stranger, `is not ${solid.map(withArticle).join(' or ')}`);
  const relative = RELATIVE[type];
  if (relative !== undefined && solid.length === 1)
    yield change(
      'convertible-type',
      relative,
      `is ${withArticle(typeof relative)}, not ${withArticle(type)}`,
    );
  if ((type === 'number' || type === 'integer') && !types.includes('string'))
    yield change('numeric-text', '5', 'is a number written as text');
  if (!types.includes('null')) yield change('null', null, 'is null');
}

/** Values of which one is likely to be none of the documented forms, or several of them. */
function* formMutations(schema: JsonSchema, change: Change): Iterable<Mutation> {
  if (ownList(schema, 'oneOf').length === 0) return;
  for (const value of [{}, 'no such form'])
    yield change('no-form', value, 'is not one of the documented forms');
}

function* valueMutations(schema: JsonSchema, change: Change): Iterable<Mutation> {
  const members = ownList(schema, 'enum');
  if (members.length > 0 && members.every((member) => typeof member === 'string')) {
    yield change('unknown-member', 'no-such-member', 'is not a member of the enumeration');
  }
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength } = schema;
  const isWhole = typesOf(schema)[0] === 'integer';
  if (typeof exclusiveMinimum === 'number')
    yield change('below-minimum', exclusiveMinimum, `is not above ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number')
    yield change('above-maximum', exclusiveMaximum, `is not below ${exclusiveMaximum}`);
  if (isWhole && !typesOf(schema).includes('string'))
    yield change('wrong-type', (typeof minimum === 'number' ? minimum : 1) + 0.5, 'is not a whole number');
  const step = schema['multipleOf'];
  // A fraction would be refused for its type: whole numbers stay whole.
  const beside = isWhole ? 1 : Number(step) / 2;
  if (typeof step === 'number' && step > 0 && beside % step !== 0)
    yield change(
      'not-a-multiple',
      (typeof minimum === 'number' ? Math.ceil(minimum / step) * step : step) + beside,
      `is not a multiple of ${step}`,
    );
  // A multiple of the step breaks only the bound.
  const past = (bound: number, direction: 1 | -1): number =>
    typeof step === 'number' && step > 0
      ? (direction > 0 ? Math.floor(bound / step) + 1 : Math.ceil(bound / step) - 1) * step
      : bound + direction;
  if (typeof minimum === 'number') {
    yield change('below-minimum', just(minimum, -1), `is just below ${minimum}`);
    yield change('below-minimum', past(minimum, -1), `is below ${minimum}`);
    if (minimum > 0) yield change('below-minimum', 0, 'is zero');
  }
  if (typeof maximum === 'number') {
    yield change('above-maximum', just(maximum, 1), `is just above ${maximum}`);
    yield change('above-maximum', past(maximum, 1), `is above ${maximum}`);
    yield change('above-maximum', maximum * 1e6, `is far above ${maximum}`);
  }
  if (typeof minLength === 'number' && minLength > 0)
    yield change('too-short', 'x'.repeat(minLength - 1), 'is too short');
  if (typeof maxLength === 'number' && maxLength < LONGEST)
    yield change('too-long', 'x'.repeat(maxLength + 1), 'is too long');
  if (typeof schema['format'] === 'string')
    yield change('wrong-format', 'in no format', `is not a valid ${schema['format']}`);
  const day = { date: '2025-13-45', 'date-time': '2025-13-45T25:61:61Z' }[String(schema['format'])];
  if (day !== undefined) yield change('wrong-format', day, 'is not a day of any month');
  if (typeof schema['pattern'] === 'string')
    yield change(
      'wrong-pattern',
      '~'.repeat(typeof minLength === 'number' ? Math.max(1, minLength) : 1),
      `does not match the pattern ${schema['pattern']}`,
    );
}

/** Texts that nearly match a pattern: a looser one would let them pass. */
function* nearMisses({ pattern }: JsonSchema, value: Json | undefined, change: Change): Iterable<Mutation> {
  if (typeof pattern !== 'string' || typeof value !== 'string' || value === '') return;
  const middle = Math.floor(value.length / 2);
  const near: readonly (readonly [MutationKind, string, string])[] = [
    ['wrong-pattern', value + value.slice(-1), 'has one character more'],
    ['wrong-pattern', value.slice(0, -1), 'has one character less'],
    ['wrong-pattern', `_${value}_`, 'has a _ before and after it'],
    ['wrong-pattern', `${value.slice(0, middle)}_${value.slice(middle + 1)}`, 'has a _ in it'],
    ['wrong-case', value.toUpperCase(), 'is in capital letters'],
    ['wrong-case', value.toLowerCase(), 'is in small letters'],
  ];
  for (const [kind, text, words] of near)
    if (!matchesPattern(text, pattern)) yield change(kind, text, `${words}: the pattern is ${pattern}`);
}

/** What a schema demands only under a condition, such as a reason where something is cancelled. */
function* conditionalMutations(schema: JsonSchema, body: Json, place: Place): Iterable<Mutation> {
  const known = valueAt(body, place);
  if (!isObject(known)) return;
  const rules = [schema, ...ownList(schema, 'allOf')].filter(isObject);
  for (const rule of rules) {
    const condition = Object.entries(objectAt(own(rule, 'if'), 'properties')).flatMap(
      ([name, property]): [string, Json][] => {
        const value = own(property, 'const') ?? ownList(property, 'enum')[0];
        return value === undefined ? [] : [[name, value]];
      },
    );
    if (condition.length === 0) continue;
    for (const name of ownList(own(rule, 'then'), 'required')) {
      if (typeof name !== 'string') continue;
      const { [name]: _left, ...rest } = known;
      const told = condition.map(([one, value]) => `${one} is ${JSON.stringify(value)}`).join(' and ');
      yield make(
        'missing',
        place,
        true,
        { ...rest, ...Object.fromEntries(condition) },
        `lacks ${name} although ${told}`,
      );
    }
  }
}

/** Lists that are too short, too long, or hold an entry twice. */
function* listMutations(schema: JsonSchema, list: Json | undefined, change: Change): Iterable<Mutation> {
  if (!Array.isArray(list)) return;
  const { minItems, maxItems } = schema;
  const entry = list[0] ?? sampleEntry(schema);
  if (typeof minItems === 'number' && minItems > 0)
    yield change('too-few-items', list.slice(0, minItems - 1), `has fewer than ${minItems} entries`);
  if (entry === undefined) return;
  if (typeof maxItems === 'number' && maxItems < MOST_ITEMS)
    yield change(
      'too-many-items',
      Array.from({ length: maxItems + 1 }, (_, index) => distinct(entry, index)),
      `has more than ${maxItems} entries`,
    );
  if (schema['uniqueItems'] === true) yield change('repeated-items', [entry, entry], 'holds an entry twice');
}

function sampleEntry(schema: JsonSchema): Json | undefined {
  const items = schema['items'];
  if (!isObject(items)) return undefined;
  const members = ownList(items, 'enum');
  return members[0] ?? (typesOf(items)[0] === 'string' ? 'text' : undefined);
}

function distinct(entry: Json, index: number): Json {
  if (typeof entry === 'number') return entry + index;
  return typeof entry === 'string' ? `${entry.slice(0, Math.max(1, entry.length - 2))}${index}` : entry;
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
  return { kind, place, required, replacement, title: `${placeName(place) || 'the body'} ${words}` };
}

export function typesOf(schema: JsonSchema): readonly string[] {
  const type = own(schema, 'type');
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((name) => typeof name === 'string') : [];
}
