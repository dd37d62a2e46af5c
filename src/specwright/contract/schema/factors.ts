import { type Json, type JsonSchema, isObject, objectAt, own, ownList } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import { textMatching } from '../../openapi/text-matching.ts';
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
  const [type] = typesOf(schema);
  if (type === 'boolean') return [true, false];
  if (type === 'number' || type === 'integer') return numbers(schema, type === 'integer');
  if (type === 'array') return lists(schema, place, vocabulary);
  if (type === 'object') return [exampleObject(schema, place, vocabulary)];
  return texts(schema);
}

function numbers(schema: JsonSchema, whole: boolean): readonly Json[] {
  const { minimum, maximum } = schema;
  const bounds = [minimum, maximum].filter((bound) => typeof bound === 'number');
  return [...bounds, whole ? 7 : 7.5];
}

function texts(schema: JsonSchema): readonly Json[] {
  const format = own(schema, 'format');
  if (format === 'date-time') return ['1980-05-10T00:00:00.000Z'];
  if (format === 'date') return ['1980-05-10'];
  if (format === 'email') return ['contract.check@example.com'];
  if (format === 'uri' || format === 'url') return ['https://crm.example.com/cases/1'];
  if (format === 'uuid') return ['8f0d2c4e-7a31-4f6b-9d55-1c2e3f405162'];
  const { minLength, maxLength, pattern } = schema;
  const matching = typeof pattern === 'string' ? textMatching(pattern, seededRandom(1)) : undefined;
  if (matching !== undefined) return [matching];
  const plain = 'a text'.padEnd(typeof minLength === 'number' ? minLength : 0, 'x');
  return [plain, 'Ünïcödé 文字 😀 "quoted" \\ <b>'].map((text) =>
    typeof maxLength === 'number' ? text.slice(0, maxLength) : text,
  );
}

/** One element, and one for every member of the enums inside. */
function lists(schema: JsonSchema, place: Place, vocabulary: Vocabulary): readonly Json[] {
  const items = schema['items'];
  if (!isObject(items)) return [[]];
  const at = [...place, 0];
  const one = samples(items, at, vocabulary)[0] ?? null;
  const members = Object.entries(objectAt(items, 'properties')).flatMap(([name, property]) =>
    ownList(property, 'enum').map((member) => withValue(one, [name], member)),
  );
  return members.length > 0 ? [[one], members] : [[one]];
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
        levels.find((level) => level !== undefined),
      ),
    {},
  );
}
