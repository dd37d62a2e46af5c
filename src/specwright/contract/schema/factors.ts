import { type Json, type JsonSchema, isObject, objectAt, own, ownList } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import { matchesPattern, textMatching } from '../../openapi/text-matching.ts';
import { typesOf } from './mutations.ts';
import { placeName, withValue, type Place } from './place.ts';

/** One thing about a body that can be varied, with everything it can be; `undefined` is absent. */
export interface Factor {
  readonly place: Place;
  readonly levels: readonly (Json | undefined)[];
}

/** Values for places where the schema alone does not know what the target takes. */
export type Vocabulary = (place: string) => readonly (Json | undefined)[] | undefined;

/** All factors of an object schema: every property with its members, bounds, and absence where it is optional. */
export function factorsOf(schema: JsonSchema, vocabulary: Vocabulary, place: Place = []): readonly Factor[] {
  const required = new Set(ownList(schema, 'required'));
  const named = Object.entries(objectAt(schema, 'properties')).flatMap(([name, property]) =>
    isObject(property) ? propertyFactors(property, [...place, name], required.has(name), vocabulary) : [],
  );
  return [...named, ...patternFactors(schema, place, vocabulary)];
}

function propertyFactors(
  schema: JsonSchema,
  place: Place,
  required: boolean,
  vocabulary: Vocabulary,
): readonly Factor[] {
  const absent = required ? [] : [undefined];
  const known = vocabulary(placeName(place));
  if (known !== undefined) return [{ place, levels: known }];
  if (typesOf(schema).includes('object')) {
    return [{ place, levels: [{}, ...absent] }, ...factorsOf(schema, vocabulary, place)];
  }
  return [{ place, levels: [...samples(schema, place, vocabulary), ...absent] }];
}

/** Names that only a pattern describes get one example, when the pattern is a plain prefix. */
function patternFactors(schema: JsonSchema, place: Place, vocabulary: Vocabulary): readonly Factor[] {
  return Object.keys(objectAt(schema, 'patternProperties')).flatMap((pattern) => {
    const prefix = /^\^([\w-]+)/.exec(pattern)?.[1];
    if (prefix === undefined) return [];
    const at = [...place, `${prefix}contract_check`];
    return [{ place: at, levels: vocabulary(placeName(at)) ?? ['a value', undefined] }];
  });
}

/** Values that cover a schema: every enum member, both bounds, both truths, plain and foreign letters. */
export function samples(schema: JsonSchema, place: Place, vocabulary: Vocabulary): readonly Json[] {
  const members = ownList(schema, 'enum');
  if (members.length > 0) return members;
  const types = typesOf(schema);
  const type = types.find((name) => name !== 'null') ?? types[0];
  const choices = [...ownList(schema, 'oneOf'), ...ownList(schema, 'anyOf')].filter(isObject);
  if (type === undefined && choices.length > 0)
    return choices.flatMap((choice) => samples(choice, place, vocabulary));
  if (type === 'null') return [null];
  if (type === 'boolean') return [true, false];
  if (type === 'number' || type === 'integer') return numbers(schema, type === 'integer');
  if (type === 'array') return lists(schema, place, vocabulary);
  if (type === 'object') return [exampleObject(schema, place, vocabulary)];
  return texts(schema);
}

function numbers(schema: JsonSchema, whole: boolean): readonly Json[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : undefined;
  const least = typeof minimum === 'number' ? minimum : undefined;
  const nearest = step ?? (whole ? 1 : 0.01);
  const bounds = [
    least !== undefined && step !== undefined ? Math.ceil(least / step) * step : least,
    typeof maximum === 'number' && step !== undefined ? Math.floor(maximum / step) * step : maximum,
    typeof exclusiveMinimum === 'number' ? exclusiveMinimum + nearest : undefined,
    typeof exclusiveMaximum === 'number' ? exclusiveMaximum - nearest : undefined,
  ].filter((bound) => typeof bound === 'number');
  const plain = step ?? (whole ? 7 : 7.5);
  const isInside = (value: number): boolean =>
    (least === undefined || value >= least) &&
    (typeof maximum !== 'number' || value <= maximum) &&
    (typeof exclusiveMinimum !== 'number' || value > exclusiveMinimum) &&
    (typeof exclusiveMaximum !== 'number' || value < exclusiveMaximum);
  return [...new Set([...bounds, ...(isInside(plain) ? [plain] : [])])];
}

/** The longest text that is made to reach a limit. */
const LONGEST = 5_000;

function texts(schema: JsonSchema): readonly Json[] {
  const format = own(schema, 'format');
  if (format === 'date-time') return ['1980-05-10T00:00:00.000Z'];
  if (format === 'date') return ['1980-05-10'];
  if (format === 'email') return ['contract.check@example.com'];
  if (format === 'uri' || format === 'url') return ['https://crm.example.com/cases/1'];
  if (format === 'uuid') return ['8f0d2c4e-7a31-4f6b-9d55-1c2e3f405162'];
  const { minLength, maxLength, pattern } = schema;
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? Number.POSITIVE_INFINITY)];
  const matching = typeof pattern === 'string' ? textMatching(pattern, seededRandom(1)) : undefined;
  if (typeof pattern === 'string' && matching !== undefined) {
    // A pattern that repeats its last letter may be far shorter than the text must be.
    const long = matching.padEnd(least, matching.at(-1));
    return [matchesPattern(long, pattern) ? long : matching];
  }
  const plain = 'a text'.padEnd(least, 'x');
  const bounds = [least, most].filter((length) => length > 0 && length <= LONGEST);
  const made = [
    [...plain].slice(0, most).join(''),
    [...'Ünïcödé 文字 😀 "quoted" \\ <b>'.padEnd(least, 'ö')].slice(0, most).join(''),
    ...bounds.map((length) => 'y'.repeat(length)),
  ];
  return [...new Set(made)];
}

/** One element, and one for every member of the enums inside. */
function lists(schema: JsonSchema, place: Place, vocabulary: Vocabulary): readonly Json[] {
  const items = schema['items'];
  if (!isObject(items)) return [[]];
  const at = [...place, 0];
  const one = samples(items, at, vocabulary)[0] ?? null;
  const { minItems, maxItems } = schema;
  const [least, most] = [Number(minItems ?? 1), Number(maxItems ?? Number.POSITIVE_INFINITY)];
  const several = samples(items, at, vocabulary);
  const isDistinct = schema['uniqueItems'] === true;
  const ofLength = (length: number): Json[] =>
    isDistinct ? distinct(items, several, length) : Array.from({ length }, () => one);
  if (least > 1) return [ofLength(least)];
  if (typesOf(items)[0] !== 'object') {
    const full = most > 1 && most <= MOST_ITEMS ? [ofLength(most)] : [];
    return [
      [one],
      ...(least === 0 ? [[]] : []),
      ...(several.length > 1 && several.length <= most ? [[...several]] : []),
      ...full,
    ];
  }
  const members = Object.entries(objectAt(items, 'properties')).flatMap(([name, property]) =>
    ownList(property, 'enum').map((member) => withValue(one, [name], member)),
  );
  return members.length > 0 ? [[one], members] : [[one]];
}

/** The longest list that is made to reach a limit. */
const MOST_ITEMS = 50;

/** So many entries that differ; fewer where a pattern has no more. */
function distinct(items: JsonSchema, several: readonly Json[], length: number): Json[] {
  const { pattern } = items;
  const one = several[0] ?? null;
  const random = seededRandom(1);
  // A pattern that nobody can read constrains nothing.
  if (typeof pattern !== 'string' || typeof one !== 'string' || textMatching(pattern, random) === undefined)
    return Array.from({ length }, (_, index) => several[index] ?? numbered(one, index));
  const found = new Set(several);
  for (let tries = 0; found.size < length && tries < MOST_TRIES * length; tries += 1) {
    const text = textMatching(pattern, random);
    if (text !== undefined && text.length <= Number(items['maxLength'] ?? Number.POSITIVE_INFINITY))
      found.add(text.padEnd(Number(items['minLength'] ?? 0), text.at(-1)));
  }
  return [...found].filter((text) => matchesPattern(String(text), pattern)).slice(0, length);
}

/** Texts that are drawn for each entry of a list, in search of one that is new. */
const MOST_TRIES = 20;

function numbered(one: Json, index: number): Json {
  if (typeof one === 'number') return one + index;
  return typeof one === 'string' ? `${one.slice(0, Math.max(1, one.length - 2))}${index}` : one;
}

function exampleObject(schema: JsonSchema, place: Place, vocabulary: Vocabulary): Json {
  return factorsOf(
    schema,
    vocabulary,
    place.map(() => '*'),
  ).reduce<Json>(
    (object, { place: at, levels }) =>
      withValue(
        object,
        at.slice(place.length),
        // The last number is a plain one: bounds are for what is varied.
        levels[typeof levels[0] === 'number' ? levels.findLastIndex((level) => level !== undefined) : 0] ??
          levels.find((level) => level !== undefined),
      ),
    {},
  );
}
