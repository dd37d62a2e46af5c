import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { jsonOf, type Json, type JsonSchema } from '../../../src/specwright/base/json.ts';
import { seededRandom } from '../../../src/specwright/base/random.ts';
import { factorsOf, samples } from '../../../src/specwright/contract/schema/factors.ts';
import { mutate, mutations } from '../../../src/specwright/contract/schema/mutations.ts';
import { pairwise } from '../../../src/specwright/contract/schema/pairwise.ts';
import { placeName, valueAt, withValue } from '../../../src/specwright/contract/schema/place.ts';
import fc from '../../fast-check.ts';

const nothingKnown = (): undefined => undefined;
const ODD = 'Ünïcödé 文字 😀 "quoted" \\ <b>';

function validator(schema: JsonSchema): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false });
  ajvFormats.default(ajv);
  return ajv.compile(schema);
}

const object = (properties: Record<string, Json>, rest: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  ...rest,
});

describe('values that cover a schema', () => {
  test.each<[JsonSchema, Json[]]>([
    [{ enum: ['cat', 'dog'], type: 'string' }, ['cat', 'dog']],
    [{ type: 'boolean' }, [true, false]],
    [{ type: 'integer' }, [7]],
    [{ type: 'number' }, [7.5]],
    [{ type: 'integer', minimum: 1, maximum: 9 }, [1, 9, 7]],
    [{ type: 'integer', minimum: 8, maximum: 9 }, [8, 9]],
    [{ type: 'integer', minimum: 1, maximum: 6 }, [1, 6]],
    [{ type: 'integer', minimum: 7, maximum: 7 }, [7]],
    [{ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 9 }, [1, 8, 7]],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 10 }, [0.01, 9.99, 7.5]],
    [{ type: 'integer', minimum: 3, maximum: 14, multipleOf: 5 }, [5, 10]],
    [{ type: 'integer', exclusiveMinimum: 0, multipleOf: 5 }, [5]],
    [{ type: 'integer', multipleOf: 5 }, [5]],
    [{ type: 'string', format: 'date-time' }, ['1980-05-10T00:00:00.000Z']],
    [{ type: 'string', format: 'date' }, ['1980-05-10']],
    [{ type: 'string', format: 'email' }, ['contract.check@example.com']],
    [{ type: 'string', format: 'uri' }, ['https://crm.example.com/cases/1']],
    [{ type: 'string', format: 'uuid' }, ['8f0d2c4e-7a31-4f6b-9d55-1c2e3f405162']],
    [{ type: 'string' }, ['a text', ODD]],
    [{ type: 'string', minLength: 2, maxLength: 4 }, ['a te', 'Ünïc', 'yy', 'yyyy']],
    [{ type: 'string', minLength: 8 }, ['a textxx', ODD, 'yyyyyyyy']],
    [{ type: 'string', maxLength: 5_001 }, ['a text', ODD]],
    [{ type: 'string', maxLength: 5_000 }, ['a text', ODD, 'y'.repeat(5_000)]],
    [{ type: 'string', minLength: 0 }, ['a text', ODD]],
    [{ type: 'array' }, [[]]],
    [{ type: 'array', items: { type: 'integer' } }, [[7]]],
    [{ type: 'array', minItems: 0, items: { type: 'integer' } }, [[7], []]],
    [{ type: 'array', maxItems: 3, items: { type: 'integer' } }, [[7], [7, 7, 7]]],
    [{ type: 'array', maxItems: 1, items: { type: 'integer' } }, [[7]]],
    [{ type: 'array', maxItems: 51, items: { type: 'integer' } }, [[7]]],
    [{ type: 'array', minItems: 2, items: { type: 'integer' } }, [[7, 7]]],
    [{ type: 'array', minItems: 3, uniqueItems: true, items: { type: 'integer' } }, [[7, 8, 9]]],
    [
      { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string' } },
      [['a text', ODD, 'a te2']],
    ],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, [['a'], ['a', 'b']]],
    [{ type: 'array', maxItems: 1, items: { enum: ['a', 'b'] } }, [['a']]],
    [
      { type: 'array', items: object({ n: { type: 'integer' }, k: { enum: ['a', 'b'] } }) },
      [
        [{ n: 7, k: 'a' }],
        [
          { n: 7, k: 'a' },
          { n: 7, k: 'b' },
        ],
      ],
    ],
    [{ type: 'array', items: object({ n: { type: 'integer' } }) }, [[{ n: 7 }]]],
    [object({ a: object({ b: { type: 'boolean' } }) }), [{ a: { b: true } }]],
  ])('of %j', (schema, expected) => {
    expect(samples(schema, [], nothingKnown)).toEqual(expected);
  });

  test('a text fits its pattern', () => {
    const schema = { type: 'string', pattern: '^[a-c]{3}-\\d+$' };
    expect(samples(schema, [], nothingKnown)).toEqual([expect.stringMatching(/^[a-c]{3}-\d+$/)]);
  });

  test('a property may be absent where it is optional, and what is known of a place comes first', () => {
    const schema = object(
      {
        name: { type: 'boolean' },
        owner: object({ id: { type: 'integer' } }, { required: ['id'] }),
        rows: { type: 'array', items: object({ id: { type: 'integer' } }) },
        odd: true,
      },
      { required: ['name'], patternProperties: { '^custom_.*$': {}, '.*_end$': {} } },
    );
    const known = new Map<string, readonly Json[]>([
      ['owner.id', [1]],
      ['*.*.id', [2]],
      ['custom_contract_check', ['x']],
    ]);
    expect(factorsOf(schema, nothingKnown)).toEqual([
      { place: ['name'], levels: [true, false] },
      { place: ['owner'], levels: [{}, undefined] },
      { place: ['owner', 'id'], levels: [7] },
      { place: ['rows'], levels: [[{ id: 7 }], undefined] },
      { place: ['custom_contract_check'], levels: ['a value', undefined] },
    ]);
    expect(factorsOf(schema, (place) => known.get(place))).toEqual([
      { place: ['name'], levels: [true, false] },
      { place: ['owner'], levels: [{}, undefined] },
      { place: ['owner', 'id'], levels: [1] },
      { place: ['rows'], levels: [[{ id: 2 }], undefined] },
      { place: ['custom_contract_check'], levels: ['x'] },
    ]);
  });
});

describe('violations', () => {
  const field = (schema: JsonSchema, value: Json, required = false): readonly string[] => {
    const whole = object({ a: schema }, required ? { required: ['a'] } : {});
    return mutations(whole, { a: value }).map(
      ({ kind, title, replacement }) => `${kind}: ${title}: ${JSON.stringify(replacement)}`,
    );
  };
  const any = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

  test.each<[JsonSchema, Json, string[]]>([
    [{}, 'x', []],
    [{ type: any }, 'x', []],
    [
      { type: ['integer', 'string', 'null'] },
      1,
      ['wrong-type: a is not an integer or a string: {"not":"of these types"}'],
    ],
    [
      { type: 'string' },
      'x',
      [
        'wrong-type: a is not a string: {"not":"a text"}',
        'convertible-type: a is a number, not a string: 12345',
        'null: a is null: null',
      ],
    ],
    [
      { type: 'boolean' },
      true,
      [
        'wrong-type: a is not a boolean: "neither"',
        'convertible-type: a is a string, not a boolean: "true"',
        'null: a is null: null',
      ],
    ],
    [
      { type: 'integer' },
      1,
      [
        'wrong-type: a is not an integer: "not a number"',
        'numeric-text: a is a number written as text: "5"',
        'null: a is null: null',
        'wrong-type: a is not a whole number: 1.5',
      ],
    ],
    [
      { type: ['integer', 'null'] },
      1,
      [
        'wrong-type: a is not an integer: "not a number"',
        'numeric-text: a is a number written as text: "5"',
        'wrong-type: a is not a whole number: 1.5',
      ],
    ],
    [
      { type: any, minimum: 2, maximum: 5.5 },
      3,
      [
        'below-minimum: a is just below 2: 1.99',
        'below-minimum: a is below 2: 1',
        'below-minimum: a is zero: 0',
        'above-maximum: a is just above 5.5: 5.501',
        'above-maximum: a is above 5.5: 6.5',
        'above-maximum: a is far above 5.5: 5500000',
      ],
    ],
    [
      { type: any, minimum: 0 },
      3,
      ['below-minimum: a is just below 0: -0.01', 'below-minimum: a is below 0: -1'],
    ],
    [
      { type: any, exclusiveMinimum: 0, exclusiveMaximum: 9 },
      3,
      ['below-minimum: a is not above 0: 0', 'above-maximum: a is not below 9: 9'],
    ],
    [{ type: any, multipleOf: 0.5 }, 3, ['not-a-multiple: a is not a multiple of 0.5: 0.75']],
    [
      { type: any, multipleOf: 5, minimum: 7 },
      10,
      [
        'not-a-multiple: a is not a multiple of 5: 12.5',
        'below-minimum: a is just below 7: 6.99',
        'below-minimum: a is below 7: 5',
        'below-minimum: a is zero: 0',
      ],
    ],
    // What is a multiple breaks the bound alone.
    [
      { type: any, multipleOf: 5, maximum: 103 },
      10,
      [
        'not-a-multiple: a is not a multiple of 5: 7.5',
        'above-maximum: a is just above 103: 103.01',
        'above-maximum: a is above 103: 105',
        'above-maximum: a is far above 103: 103000000',
      ],
    ],
    // Of a whole number a whole one: a fraction would be refused for its type alone.
    [
      { type: ['integer', 'string'], multipleOf: 5 },
      10,
      [
        'wrong-type: a is not an integer or a string: {"not":"of these types"}',
        'null: a is null: null',
        'not-a-multiple: a is not a multiple of 5: 6',
      ],
    ],
    [
      { type: ['integer', 'string', 'null'], multipleOf: 1 },
      10,
      ['wrong-type: a is not an integer or a string: {"not":"of these types"}'],
    ],
    [{ type: any, multipleOf: 0 }, 10, []],
    [
      { type: any, minLength: 2, maxLength: 3 },
      'ab',
      ['too-short: a is too short: "x"', 'too-long: a is too long: "xxxx"'],
    ],
    [{ type: any, minLength: 0, maxLength: 100_000 }, 'ab', []],
    [{ type: any, format: 'uri' }, 'x:y', ['wrong-format: a is not a valid uri: "in no format"']],
    [
      { type: any, format: 'date' },
      '2020-01-01',
      [
        'wrong-format: a is not a valid date: "in no format"',
        'wrong-format: a is not a day of any month: "2025-13-45"',
      ],
    ],
    [{ type: any, pattern: '^a+$' }, 1, ['wrong-pattern: a does not match the pattern ^a+$: "~"']],
    [
      { type: any, pattern: '^[A-Z]{2}-[0-9]{2}$' },
      'AB-12',
      [
        'wrong-pattern: a does not match the pattern ^[A-Z]{2}-[0-9]{2}$: "~"',
        'wrong-pattern: a has one character more: the pattern is ^[A-Z]{2}-[0-9]{2}$: "AB-122"',
        'wrong-pattern: a has one character less: the pattern is ^[A-Z]{2}-[0-9]{2}$: "AB-1"',
        'wrong-pattern: a has a _ before and after it: the pattern is ^[A-Z]{2}-[0-9]{2}$: "_AB-12_"',
        'wrong-pattern: a has a _ in it: the pattern is ^[A-Z]{2}-[0-9]{2}$: "AB_12"',
        'wrong-case: a is in small letters: the pattern is ^[A-Z]{2}-[0-9]{2}$: "ab-12"',
      ],
    ],
    [
      { type: any, pattern: '^a+$', minLength: 3 },
      'aaa',
      [
        'too-short: a is too short: "xx"',
        'wrong-pattern: a does not match the pattern ^a+$: "~~~"',
        'wrong-pattern: a has a _ before and after it: the pattern is ^a+$: "_aaa_"',
        'wrong-pattern: a has a _ in it: the pattern is ^a+$: "a_a"',
        'wrong-case: a is in capital letters: the pattern is ^a+$: "AAA"',
      ],
    ],
    [
      { type: any, enum: ['cat', 'dog'] },
      'cat',
      ['unknown-member: a is not a member of the enumeration: "no-such-member"'],
    ],
    [{ type: any, enum: ['cat', 1] }, 'cat', []],
    [
      {
        type: 'array',
        items: { type: ['integer', 'string', 'null'] },
        minItems: 2,
        maxItems: 3,
        uniqueItems: true,
      },
      [4, 5],
      [
        'wrong-type: a is not an array: "not a list"',
        'null: a is null: null',
        'too-few-items: a has fewer than 2 entries: [4]',
        'too-many-items: a has more than 3 entries: [4,5,6,7]',
        'repeated-items: a holds an entry twice: [4,4]',
        'wrong-type: a.0 is not an integer or a string: {"not":"of these types"}',
      ],
    ],
    [
      { type: ['array', 'null'], items: { type: any }, minItems: 0, maxItems: 1 },
      ['abcd'],
      [
        'wrong-type: a is not an array: {"not":"a list"}',
        'too-many-items: a has more than 1 entries: ["ab0","ab1"]',
      ],
    ],
    [{ type: ['array', 'null'], maxItems: 1 }, [], ['wrong-type: a is not an array: "not a list"']],
    [
      { type: ['array', 'null'], maxItems: 1_000, items: { enum: ['k'] } },
      [],
      ['wrong-type: a is not an array: "not a list"'],
    ],
    [
      { type: ['array', 'null'], maxItems: 1, items: { enum: ['k', 'l'] } },
      [],
      [
        'wrong-type: a is not an array: "not a list"',
        'too-many-items: a has more than 1 entries: ["k0","k1"]',
      ],
    ],
    [
      { type: ['array', 'null'], maxItems: 1, items: { type: 'string' } },
      [],
      [
        'wrong-type: a is not an array: {"not":"a list"}',
        'too-many-items: a has more than 1 entries: ["te0","te1"]',
      ],
    ],
    [
      { type: 'array', items: { type: 'string' } },
      [],
      ['wrong-type: a is not an array: {"not":"a list"}', 'null: a is null: null'],
    ],
    [
      { type: ['array', 'null'], items: object({ n: { type: 'boolean' } }, { required: ['n'] }) },
      [{ n: true }],
      [
        'wrong-type: a is not an array: "not a list"',
        'missing: a.0.n is missing: undefined',
        'wrong-type: a.0.n is not a boolean: "neither"',
        'convertible-type: a.0.n is a string, not a boolean: "true"',
        'null: a.0.n is null: null',
        'wrong-type: a.0 is not an object: "not an object"',
      ],
    ],
    [
      { type: ['array', 'null'], items: { type: ['boolean', 'null'] } },
      [true],
      [
        'wrong-type: a is not an array: "not a list"',
        'wrong-type: a.0 is not a boolean: "neither"',
        'convertible-type: a.0 is a string, not a boolean: "true"',
      ],
    ],
    [
      { type: ['array', 'null'], items: { type: ['boolean', 'null'] } },
      [true],
      [
        'wrong-type: a is not an array: "not a list"',
        'wrong-type: a.0 is not a boolean: "neither"',
        'convertible-type: a.0 is a string, not a boolean: "true"',
      ],
    ],
    [
      object({ b: { type: any } }, { required: ['b'], unevaluatedProperties: false }),
      { b: 1 },
      [
        'wrong-type: a is not an object: "not an object"',
        'null: a is null: null',
        'missing: a.b is missing: undefined',
        'unknown-property: a.noSuchProperty is not documented: "x"',
      ],
    ],
  ])('of %j', (schema, value, expected) => {
    expect(field(schema, value)).toEqual(expected);
    expect(field(schema, value, true)).toEqual(['missing: a is missing: undefined', ...expected]);
  });

  test('of what a condition demands', () => {
    const ruled = (rule: string): JsonSchema => ({
      type: 'object',
      properties: { to: { enum: ['paid', 'void'] }, reason: { type: 'string' } },
      allOf: [jsonOf(rule) ?? {}],
    });
    const schema = ruled('{"if":{"properties":{"to":{"const":"void"}}},"then":{"required":["reason"]}}');
    const broken = mutations(schema, { to: 'paid', reason: 'none' }).find(({ place }) => place.length === 0);
    expect(broken).toMatchObject({
      kind: 'missing',
      replacement: { to: 'void' },
      title: 'the body lacks reason although to is "void"',
    });
    const without = mutations(ruled('{"then":{"required":["reason"]}}'), { to: 'paid' });
    expect(without.map(({ kind }) => kind)).not.toContain('missing');
  });

  test('of the whole body', () => {
    const titles = (rest: JsonSchema, body: Json): readonly string[] =>
      mutations(object({ a: {}, b: {} }, rest), body).map(({ title, required }) => `${title} ${required}`);
    expect(titles({ minProperties: 1 }, { a: 1 })).toEqual(['the body has no property true']);
    expect(titles({ minProperties: 0 }, { a: 1 })).toEqual([]);
    expect(titles({ minProperties: 1 }, [])).toEqual([]);
    expect(titles({ additionalProperties: false }, {})).toEqual(['noSuchProperty is not documented false']);
    expect(titles({ additionalProperties: {} }, {})).toEqual([]);
    expect(titles({ required: ['a', 'b'] }, { a: 1 })).toEqual(['a is missing true']);
    const list = { type: 'array', items: { type: 'integer' }, minItems: 1 };
    expect(mutations(list, [1]).map(({ kind, place }) => `${kind} ${place.join()}`)).toEqual([
      'wrong-type 0',
      'numeric-text 0',
      'null 0',
      'wrong-type 0',
      'too-few-items ',
      'wrong-type ',
    ]);
  });
});

test('every sample is valid, and every violation of one is not', () => {
  const limit = fc.integer({ min: 0, max: 6 });
  const leaf = fc.oneof(
    fc.record({ type: fc.constant('string'), minLength: limit, maxLength: fc.integer({ min: 6, max: 12 }) }),
    fc.record({
      type: fc.constant('integer'),
      minimum: limit,
      maximum: fc.integer({ min: 12, max: 20 }),
      multipleOf: fc.integer({ min: 1, max: 6 }),
    }),
    fc.record({
      type: fc.constant('number'),
      exclusiveMinimum: limit,
      exclusiveMaximum: fc.integer({ min: 7, max: 20 }),
    }),
    fc.constantFrom<JsonSchema>(
      { type: 'boolean' },
      { type: 'string', enum: ['a', 'b'] },
      { type: 'string', format: 'date' },
    ),
  );
  const list = leaf.map((items): JsonSchema => ({ type: 'array', items, minItems: 1, maxItems: 2 }));
  const schemas = fc
    .tuple(leaf, list, leaf)
    .map(([a, b, c]) =>
      object(
        { a, b, c: object({ c }, { required: ['c'] }) },
        { required: ['a', 'b', 'c'], additionalProperties: false },
      ),
    );
  fc.assert(
    fc.property(schemas, (schema) => {
      const isValid = validator(schema);
      for (const body of samples(schema, [], nothingKnown)) {
        expect(isValid(body)).toBe(true);
        for (const mutation of mutations(schema, body))
          expect([mutation.title, isValid(mutate(body, mutation))]).toEqual([mutation.title, false]);
      }
    }),
    { numRuns: 20 },
  );
});

test('pairwise rows hold every pair of levels, in far fewer rows than there are combinations', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
      fc.integer(),
      (sizes, seed) => {
        const rows = pairwise(sizes, seededRandom(seed));
        expect(pairwise(sizes, seededRandom(seed))).toEqual(rows);
        for (const row of rows)
          expect(row.every((level, index) => level >= 0 && level < (sizes[index] ?? 0))).toBe(true);
        for (const [a, sizeA] of sizes.entries())
          for (const [b, sizeB] of sizes.entries())
            if (a < b) expect(new Set(rows.map((row) => `${row[a]} ${row[b]}`)).size).toBe(sizeA * sizeB);
      },
    ),
    { numRuns: 30 },
  );
  expect(pairwise([3, 3, 3, 3, 3, 3], seededRandom(1)).length).toBeLessThan(20);
  expect(pairwise([3], seededRandom(1))).toEqual([]);
});

test('a place of a value is read, replaced and removed', () => {
  const value: Json = { a: [{ b: 1 }, 2], c: 3 };
  expect(placeName(['a', 0, 'b'])).toBe('a.0.b');
  expect(valueAt(value, ['a', 0, 'b'])).toBe(1);
  expect(valueAt(value, ['c', 'd'])).toBeUndefined();
  expect(withValue(value, ['a', 0, 'b'], 9)).toEqual({ a: [{ b: 9 }, 2], c: 3 });
  expect(withValue(value, ['a', 0], undefined)).toEqual({ a: [2], c: 3 });
  expect(withValue(value, ['a', 0, 'b'], undefined)).toEqual({ a: [{}, 2], c: 3 });
  expect(withValue(value, ['c'], undefined)).toEqual({ a: [{ b: 1 }, 2] });
  expect(withValue(value, ['d', 'e'], 4)).toEqual({ ...value, d: { e: 4 } });
  expect(withValue(value, [], undefined)).toBeNull();
  expect(withValue(3, ['a'], 4)).toBe(3);
});
