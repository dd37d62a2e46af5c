import { describe, expect, test } from 'vitest';
import { fromEntries, type Json, type JsonSchema } from '../../../src/specwright/base/json.ts';
import {
  mutate,
  mutations,
  typesOf,
  type MutationKind,
} from '../../../src/specwright/contract/schema/mutations.ts';

const ANY = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
const object = (properties: JsonSchema, rest: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  ...rest,
});
const textOf = (length: number): string => 'x'.repeat(length);

/** Every violation: its kind, the place and whether something is required there, what is put there, and the words. */
const all = (schema: JsonSchema, body: Json): readonly string[] =>
  mutations(schema, body).map(({ kind, place, required, replacement, title }) =>
    [kind, `${place.join('.')}${required ? '!' : ''}`, JSON.stringify(replacement), title].join(' | '),
  );
/** Those of one field, in short. */
const field = (schema: JsonSchema, value: Json): readonly string[] =>
  mutations(object({ a: schema }), { a: value }).map(
    ({ kind, replacement }) => `${kind} ${JSON.stringify(replacement)}`,
  );
/** Those of one field that are of certain kinds. */
const only = (schema: JsonSchema, value: Json, ...kinds: MutationKind[]): readonly string[] =>
  mutations(object({ a: schema }), { a: value })
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ replacement, title }) => `${title} ${JSON.stringify(replacement)}`);

describe('violations of a whole body', () => {
  test.each<[string, JsonSchema, Json, string[]]>([
    [
      'what is required is marked',
      object({ a: { type: 'boolean' }, b: { type: ANY } }, { required: ['b', 'c'] }),
      { a: true, b: 1 },
      [
        'wrong-type | a | "neither" | a is not a boolean',
        'convertible-type | a | "true" | a is a string, not a boolean',
        'null | a | null | a is null',
        'missing | b! |  | b is missing',
      ],
    ],
    ['an absent property has none', object({ a: { type: 'boolean' } }, { required: ['a'] }), {}, []],
    ['nor has one of which nothing is said', object({ a: true }, { required: ['a'] }), { a: 1 }, []],
    [
      'an object that may be null is no text',
      { type: ['object', 'null'] },
      {},
      ['wrong-type | ! | "not an object" | the body is not an object'],
    ],
    ['an object says enough by its properties', { type: 'object' }, {}, []],
    ['a text', { type: 'string' }, 'x', ['wrong-type | ! | {"not":"a text"} | the body is not a string']],
    [
      'a choice',
      { oneOf: [{ type: 'string' }] },
      'x',
      [
        'no-form | ! | {} | the body is not one of the documented forms',
        'no-form | ! | "no such form" | the body is not one of the documented forms',
      ],
    ],
    [
      'a choice inside',
      object({ a: { oneOf: [{ type: 'string' }] } }),
      { a: 'x' },
      [
        'no-form | a | {} | a is not one of the documented forms',
        'no-form | a | "no such form" | a is not one of the documented forms',
      ],
    ],
    [
      'an object inside',
      object({ a: object({ b: { type: ANY } }, { required: ['b'], additionalProperties: false }) }),
      { a: { b: 1 } },
      [
        'wrong-type | a | "not an object" | a is not an object',
        'null | a | null | a is null',
        'missing | a.b! |  | a.b is missing',
        'unknown-property | a.noSuchProperty | "x" | a.noSuchProperty is not documented',
      ],
    ],
    [
      'what only looks like an object is none inside',
      object({
        a: { type: ANY.filter((name) => name !== 'object'), properties: { b: { type: 'boolean' } } },
      }),
      { a: { b: true } },
      [
        'wrong-type | a | {"not":"of these types"} | a is not a string or a number or an integer or a boolean or an array',
      ],
    ],
    [
      'further properties by the one that is there',
      object({ a: { type: ANY } }, { additionalProperties: { type: 'integer' } }),
      { a: 1, b: 2, c: 3 },
      ['wrong-type | b | "not a number" | b is not an integer'],
    ],
    [
      'further properties by one of any name where none is there',
      object({ a: { type: ANY } }, { additionalProperties: { type: 'integer' } }),
      { a: 1 },
      ['wrong-type | anyProperty | "not a number" | anyProperty is not an integer'],
    ],
    [
      'further properties of an object inside',
      object({ a: { type: ANY, additionalProperties: { type: 'boolean' } } }),
      { a: { b: true } },
      ['wrong-type | a.b | "neither" | a.b is not a boolean'],
    ],
    [
      'further properties of what is no object',
      object({ a: { type: ANY, additionalProperties: { type: 'boolean' } } }),
      { a: 'text' },
      ['wrong-type | a.anyProperty | "neither" | a.anyProperty is not a boolean'],
    ],
    [
      'no property at all',
      { minProperties: 2 },
      { a: 1 },
      ['too-few-properties | ! | {} | the body has no property'],
    ],
    ['which is fine where none is needed', { minProperties: 0 }, { a: 1 }, []],
    ['or where nothing is said', { minProperties: '2' }, { a: 1 }, []],
    [
      'a list',
      { type: 'array', items: { type: ['boolean', 'null'] }, minItems: 2, uniqueItems: true },
      [true, false],
      [
        'wrong-type | 0 | "neither" | 0 is not a boolean',
        'convertible-type | 0 | "true" | 0 is a string, not a boolean',
        'too-few-items | ! | [true] | the body has fewer than 2 entries',
        'repeated-items | ! | [true,true] | the body holds an entry twice',
        'wrong-type | ! | "not a list" | the body is not an array',
      ],
    ],
    [
      'objects in a list',
      { type: ['array', 'object', 'string'], items: object({ b: { type: ANY } }, { required: ['b'] }) },
      [{ b: 1 }, { b: 2 }],
      [
        'missing | 0.b! |  | 0.b is missing',
        'wrong-type | 0 | "not an object" | 0 is not an object',
        'wrong-type | ! | true | the body is not an array or an object or a string',
      ],
    ],
    ['an empty list has no entries', { type: ANY, items: { type: 'boolean' } }, [], []],
    ['a list of anything neither', { type: ANY, items: true }, [1], []],
    ['what is no list has none', { type: ANY, items: { type: 'boolean' } }, { '0': true }, []],
  ])('%s', (_words, schema, body, expected) => {
    expect(all(schema, body)).toEqual(expected);
  });

  test('are made of a body', () => {
    const [missing] = mutations(object({ a: {} }, { required: ['a'] }), { a: 1, b: 2 });
    expect(missing && mutate({ a: 3, b: 4 }, missing)).toEqual({ b: 4 });
  });
});

describe('values of a type that is not documented', () => {
  test.each<[JsonSchema, string[]]>([
    [{ type: ['string', 'boolean'] }, ['wrong-type {"not":"of these types"}', 'null null']],
    [{ type: ['string', 'object'] }, ['wrong-type [{"not":"of these types"}]', 'null null']],
    [{ type: ['string', 'object', 'array'] }, ['wrong-type true', 'null null']],
    [{ type: ['string', 'object', 'array', 'boolean'] }, ['wrong-type 12345', 'null null']],
    [{ type: ['object', 'array', 'boolean', 'integer'] }, ['wrong-type "not of these types"', 'null null']],
    [{ type: ['object', 'array', 'boolean', 'number', 'null'] }, ['wrong-type "not of these types"']],
    [{ type: ['null', 'string'] }, ['wrong-type {"not":"a text"}', 'convertible-type 12345']],
    [{ type: 'number' }, ['wrong-type "not a number"', 'numeric-text "5"', 'null null']],
    [{ type: ['number', 'integer', 'null'] }, ['wrong-type {"not":"of these types"}', 'numeric-text "5"']],
    [{ type: ['number', 'string', 'null'] }, ['wrong-type {"not":"of these types"}']],
    [{ type: 'object' }, ['wrong-type "not an object"', 'null null']],
    [{ type: 'array' }, ['wrong-type "not a list"', 'null null']],
    [{ type: 'array', items: { type: 'string' } }, ['wrong-type {"not":"a list"}', 'null null']],
    [{ type: 'array', items: { type: ['string', 'null'] } }, ['wrong-type {"not":"a list"}', 'null null']],
    [{ type: 'array', items: { type: 'integer' } }, ['wrong-type "not a list"', 'null null']],
    [{ type: 'array', items: true }, ['wrong-type "not a list"', 'null null']],
    [{ type: 'null' }, []],
    [{ type: 'odd' }, ['null null']],
    [{ type: 7 }, []],
  ])('%j', (schema, expected) => {
    expect(field(schema, 'x')).toEqual(expected);
  });

  test('are told with the article of their types', () => {
    const words = (...types: string[]): string | undefined => mutations({ type: types }, 1)[0]?.title;
    expect(words('integer', 'string')).toBe('the body is not an integer or a string');
    expect(words('array', 'object')).toBe('the body is not an array or an object');
    expect(words('boolean', 'number')).toBe('the body is not a boolean or a number');
  });

  test('types are read of a name or a list of names', () => {
    expect(typesOf({ type: 'string' })).toEqual(['string']);
    expect(typesOf({ type: ['string', 7, 'null'] })).toEqual(['string', 'null']);
    expect(typesOf({ type: 7 })).toEqual([]);
    expect(typesOf({})).toEqual([]);
  });
});

describe('numbers beyond their bounds', () => {
  const bounds: MutationKind[] = ['below-minimum', 'above-maximum', 'not-a-multiple', 'wrong-type'];
  test.each<[JsonSchema, string[]]>([
    [{ type: ANY, minimum: 2.5 }, ['a is just below 2.5 2.499', 'a is below 2.5 1.5', 'a is zero 0']],
    [{ type: ANY, minimum: -1 }, ['a is just below -1 -1.01', 'a is below -1 -2']],
    [{ type: ANY, minimum: 1 }, ['a is just below 1 0.99', 'a is below 1 0', 'a is zero 0']],
    [{ type: ANY, maximum: 5 }, ['a is just above 5 5.01', 'a is above 5 6', 'a is far above 5 5000000']],
    [
      { type: ANY, maximum: 0.1 },
      ['a is just above 0.1 0.101', 'a is above 0.1 1.1', 'a is far above 0.1 100000'],
    ],
    [{ type: ANY, minimum: '2', maximum: '3', exclusiveMinimum: true, exclusiveMaximum: true }, []],
    [
      { type: 'integer', minimum: 3 },
      [
        'a is not an integer "not a number"',
        'a is not a whole number 3.5',
        'a is just below 3 2.99',
        'a is below 3 2',
        'a is zero 0',
      ],
    ],
    [{ type: ['integer', 'string'] }, ['a is not an integer or a string {"not":"of these types"}']],
    [{ type: 'number' }, ['a is not a number "not a number"']],
    [
      { type: 'integer', multipleOf: 5 },
      ['a is not an integer "not a number"', 'a is not a whole number 1.5', 'a is not a multiple of 5 6'],
    ],
    [
      { type: 'integer', multipleOf: 5, minimum: 7 },
      [
        'a is not an integer "not a number"',
        'a is not a whole number 7.5',
        'a is not a multiple of 5 11',
        'a is just below 7 6.99',
        'a is below 7 5',
        'a is zero 0',
      ],
    ],
    [{ type: ANY, multipleOf: 4 }, ['a is not a multiple of 4 6']],
    [{ type: ANY, multipleOf: 0 }, []],
    [{ type: ANY, multipleOf: -4 }, []],
    [{ type: ANY, multipleOf: '4' }, []],
  ])('%j', (schema, expected) => {
    expect(only(schema, 3, ...bounds)).toEqual(expected);
  });
});

describe('texts and members that are not documented', () => {
  test.each<[JsonSchema, Json, string[]]>([
    [{ type: ANY, enum: [] }, 'x', []],
    [{ type: ANY, enum: ['a', null] }, 'x', []],
    [{ type: ANY, enum: ['a'] }, 'x', ['unknown-member "no-such-member"']],
    [{ type: ANY, minLength: 1 }, 'x', ['too-short ""']],
    [{ type: ANY, minLength: 0, maxLength: '3' }, 'x', []],
    [{ type: ANY, maxLength: 0 }, 'x', ['too-long "x"']],
    [{ type: ANY, maxLength: 99_999 }, 'x', [`too-long "${textOf(100_000)}"`]],
    [{ type: ANY, maxLength: 100_000 }, 'x', []],
    [{ type: ANY, format: 7 }, 'x', []],
    [{ type: ANY, format: 'email' }, 'x', ['wrong-format "in no format"']],
    [
      { type: ANY, format: 'date-time' },
      'x',
      ['wrong-format "in no format"', 'wrong-format "2025-13-45T25:61:61Z"'],
    ],
    [{ type: ANY, format: 'date' }, 'x', ['wrong-format "in no format"', 'wrong-format "2025-13-45"']],
    [{ type: ANY, pattern: 7 }, 'x', []],
    [{ type: ANY, pattern: '^a$', minLength: 0 }, 1, ['wrong-pattern "~"']],
    [{ type: ANY, pattern: '^a$' }, '', ['wrong-pattern "~"']],
    [
      { type: ANY, pattern: '^[a-z]{4}$' },
      'abcd',
      [
        'wrong-pattern "~"',
        'wrong-pattern "abcdd"',
        'wrong-pattern "abc"',
        'wrong-pattern "_abcd_"',
        'wrong-pattern "ab_d"',
        'wrong-case "ABCD"',
      ],
    ],
    [
      { type: ANY, pattern: '^[A-Z]+$' },
      'AB',
      ['wrong-pattern "~"', 'wrong-pattern "_AB_"', 'wrong-pattern "A_"', 'wrong-case "ab"'],
    ],
    [{ type: ANY, pattern: '^.*$' }, 'AB', ['wrong-pattern "~"']],
  ])('%j', (schema, value, expected) => {
    expect(field(schema, value)).toEqual(expected);
  });
});

describe('lists of the wrong length', () => {
  test.each<[JsonSchema, Json, string[]]>([
    [{ type: ANY, minItems: 1 }, [], ['too-few-items []']],
    [{ type: ANY, minItems: 3 }, [1, 2, 3], ['too-few-items [1,2]']],
    [{ type: ANY, minItems: 0 }, [1], []],
    [{ type: ANY, minItems: '1', maxItems: '1' }, [1], []],
    [{ type: ANY, minItems: 1, maxItems: 1, uniqueItems: true }, 'x', []],
    [{ type: ANY, maxItems: 2 }, [5], ['too-many-items [5,6,7]']],
    [{ type: ANY, maxItems: 1 }, ['a'], ['too-many-items ["a0","a1"]']],
    [{ type: ANY, maxItems: 1 }, ['abcd'], ['too-many-items ["ab0","ab1"]']],
    [{ type: ANY, maxItems: 1 }, [true], ['too-many-items [true,true]']],
    [{ type: ANY, maxItems: 1, items: { type: 'integer' } }, [], []],
    [{ type: ANY, maxItems: 1, items: { enum: [7] } }, [], ['too-many-items [7,8]']],
    [{ type: ANY, maxItems: 0, items: { type: 'string' } }, [], ['too-many-items ["te0"]']],
    [{ type: ANY, uniqueItems: true }, [1], ['repeated-items [1,1]']],
    [{ type: ANY, uniqueItems: false }, [1], []],
    [{ type: ANY, uniqueItems: true, items: true }, [], []],
    [{ type: ANY, uniqueItems: true, items: { type: 'string' } }, [], ['repeated-items ["text","text"]']],
  ])('%j', (schema, value, expected) => {
    expect(field(schema, value)).toEqual(expected);
  });

  test('are made up to a thousand entries', () => {
    const longest = (maxItems: number): readonly number[] =>
      mutations({ type: ANY, maxItems }, [1]).map(({ replacement }) =>
        Array.isArray(replacement) ? replacement.length : 0,
      );
    expect(longest(999)).toEqual([1_000]);
    expect(longest(1_000)).toEqual([]);
  });
});

describe('what is demanded under a condition', () => {
  /** A rule with a condition and the names that it demands. */
  const ruled = (condition: Json | undefined, required: Json[] | undefined): JsonSchema =>
    fromEntries([
      ...(condition === undefined ? [] : [['if', condition] as const]),
      ...(required === undefined ? [] : [['then', { required }] as const]),
    ]);
  const demands = (rule: JsonSchema, body: Json): readonly string[] =>
    all({ properties: { to: true, why: true, by: true }, ...rule }, body);
  const isVoid = { properties: { to: { const: 'void' } } };
  const isTwofold = {
    properties: { to: { enum: ['void', 'gone'] }, by: { const: 7 }, odd: { type: 'string' } },
  };

  test.each<[string, JsonSchema, Json, string[]]>([
    [
      'by the body itself',
      ruled(isVoid, ['why', 'by']),
      { to: 'paid', why: 'x', by: 'y' },
      [
        'missing | ! | {"to":"void","by":"y"} | the body lacks why although to is "void"',
        'missing | ! | {"to":"void","why":"x"} | the body lacks by although to is "void"',
      ],
    ],
    [
      'by parts of it',
      { allOf: [true, ruled(isVoid, ['why'])] },
      { why: 'x' },
      ['missing | ! | {"to":"void"} | the body lacks why although to is "void"'],
    ],
    [
      'where two things come together, the first of several values',
      ruled(isTwofold, ['why']),
      { why: 'x', by: 1 },
      ['missing | ! | {"by":7,"to":"void"} | the body lacks why although to is "void" and by is 7'],
    ],
    [
      'not under a condition that names no value',
      ruled({ properties: { to: true } }, ['why']),
      { why: 1 },
      [],
    ],
    ['not without a condition', ruled(undefined, ['why']), { why: 1 }, []],
    ['not where nothing is demanded', ruled(isVoid, undefined), { why: 1 }, []],
    ['not by what is no name', ruled(isVoid, [7]), { why: 1 }, []],
    ['not of what is no object', ruled(isVoid, ['why']), [1], []],
  ])('%s', (_words, rule, body, expected) => {
    expect(demands(rule, body)).toEqual(expected);
  });
});
