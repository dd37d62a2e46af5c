import { describe, expect, test } from 'vitest';
import type { Json, JsonSchema } from '../../../src/specwright/base/json.ts';
import { seededRandom } from '../../../src/specwright/base/random.ts';
import { factorsOf, samples } from '../../../src/specwright/contract/schema/factors.ts';
import { pairwise } from '../../../src/specwright/contract/schema/pairwise.ts';
import { valueAt, withValue } from '../../../src/specwright/contract/schema/place.ts';

const nothingKnown = (): undefined => undefined;
const ODD = 'Ünïcödé 文字 😀 "quoted" \\ <b>';
const textOf = (length: number): string => 'y'.repeat(length);
const object = (properties: JsonSchema, rest: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  ...rest,
});

describe('values that cover a schema', () => {
  test.each<[JsonSchema, Json[]]>([
    [{}, ['a text', ODD]],
    [{ type: 'null' }, [null]],
    [{ type: ['null', 'boolean'] }, [true, false]],
    [{ type: ['null'] }, [null]],
    [{ enum: [] }, ['a text', ODD]],
    [{ type: 'boolean', enum: [true] }, [true]],
    [{ oneOf: [{ type: 'boolean' }, { enum: [7] }] }, [true, false, 7]],
    [{ anyOf: [{ type: 'null' }, true, { type: 'integer' }] }, [null, 7]],
    [{ oneOf: [{ type: 'null' }], anyOf: [{ type: 'integer' }] }, [null, 7]],
    [{ type: 'boolean', oneOf: [{ enum: [true] }] }, [true, false]],
    [{ oneOf: [true] }, ['a text', ODD]],
    // Numbers
    [{ type: 'integer', exclusiveMinimum: 7 }, [8]],
    [{ type: 'integer', exclusiveMaximum: 7 }, [6]],
    [{ type: 'number', exclusiveMinimum: 7.5 }, [7.51]],
    [{ type: 'number', exclusiveMaximum: 7.5 }, [7.49]],
    [{ type: 'integer', minimum: 9 }, [9]],
    [{ type: 'integer', maximum: 5 }, [5]],
    [{ type: 'integer', minimum: 5 }, [5, 7]],
    [{ type: 'integer', maximum: 9 }, [9, 7]],
    [{ type: 'integer', minimum: '9', maximum: '5' }, [7]],
    [{ type: 'integer', exclusiveMinimum: true, exclusiveMaximum: true }, [7]],
    [{ type: 'integer', multipleOf: 5, minimum: 7 }, [10]],
    [{ type: 'integer', multipleOf: 5, maximum: 12 }, [10, 5]],
    [{ type: 'integer', multipleOf: 5, minimum: 0 }, [0, 5]],
    [{ type: 'integer', multipleOf: 0 }, [7]],
    [{ type: 'integer', multipleOf: -2 }, [7]],
    [{ type: 'integer', multipleOf: '5' }, [7]],
    [{ type: 'number', multipleOf: 0.5 }, [0.5]],
    [{ type: 'integer', multipleOf: 5, exclusiveMinimum: 5, exclusiveMaximum: 20 }, [10, 15]],
    [{ type: 'integer', multipleOf: 5, exclusiveMinimum: 5 }, [10]],
    // Texts
    [{ type: 'string', format: 'url' }, ['https://crm.example.com/cases/1']],
    [{ type: 'string', format: 'odd' }, ['a text', ODD]],
    [{ type: 'string', minLength: 6, maxLength: 6 }, ['a text', 'Ünïcöd', textOf(6)]],
    [{ type: 'string', minLength: 7 }, ['a textx', ODD, textOf(7)]],
    [{ type: 'string', minLength: 30 }, [`a text${'x'.repeat(24)}`, ODD.padEnd(30, 'ö'), textOf(30)]],
    [{ type: 'string', maxLength: 1 }, ['a', 'Ü', 'y']],
    [{ type: 'string', maxLength: 0 }, ['']],
    [{ type: 'string', pattern: '(' }, ['a text', ODD]],
    [{ type: 'string', pattern: '^a{2}$', minLength: 5 }, ['aa']],
    [{ type: 'string', pattern: '^ab*$', minLength: 5, maxLength: 5 }, ['abbbb']],
    [{ type: 'string', pattern: 7 }, ['a text', ODD]],
    // Lists
    [{ type: 'array', items: true }, [[]]],
    [{ type: 'array', maxItems: 2, items: { type: 'integer' } }, [[7], [7, 7]]],
    [
      { type: 'array', maxItems: 50, items: { type: 'null' } },
      [[null], Array.from({ length: 50 }, () => null)],
    ],
    [{ type: 'array', minItems: 1, items: { type: 'integer' } }, [[7]]],
    [
      { type: 'array', minItems: 0, maxItems: 2, items: { type: 'boolean' } },
      [[true], [], [true, false], [true, true]],
    ],
    [{ type: 'array', maxItems: 1, items: { type: 'boolean' } }, [[true]]],
    [
      { type: 'array', maxItems: 2, uniqueItems: true, items: { type: 'boolean' } },
      [[true], [true, false], [true, false]],
    ],
    [{ type: 'array', minItems: 3, uniqueItems: true, items: { type: 'boolean' } }, [[true, false, true]]],
    [{ type: 'array', minItems: 2, uniqueItems: true, items: { type: 'integer' } }, [[7, 8]]],
    [
      { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string', maxLength: 1 } },
      [['a', 'Ü', 'y']],
    ],
    [
      { type: 'array', minItems: 4, uniqueItems: true, items: { type: 'string', maxLength: 1 } },
      [['a', 'Ü', 'y', 'a3']],
    ],
    [{ type: 'array', minItems: 2, items: object({ n: { type: 'integer' } }) }, [[{ n: 7 }, { n: 7 }]]],
    [{ type: 'array', items: object({ n: true }) }, [[{}]]],
    [{ type: 'array', items: { type: 'array', items: { type: 'integer' } } }, [[[7]]]],
    // Objects
    [object({ a: { type: 'integer', minimum: 1, maximum: 9 } }), [{ a: 7 }]],
    [object({ a: { type: 'integer', minimum: 8, maximum: 9 } }), [{ a: 9 }]],
    [object({ a: { type: 'integer', minimum: 1, maximum: 9 } }, { required: ['a'] }), [{ a: 7 }]],
    [object({ a: { enum: ['x', 'y'] } }), [{ a: 'x' }]],
    [object({ a: { enum: [null, 1] } }), [{ a: null }]],
    [object({ a: object({}) }), [{ a: {} }]],
  ])('of %j', (schema, expected) => {
    expect(samples(schema, [], nothingKnown)).toEqual(expected);
  });

  test.each<[JsonSchema, number, number]>([
    [{ pattern: '^[a-c]$' }, 3, 3],
    // There are no more.
    [{ pattern: '^[a-c]$' }, 5, 3],
    [{ pattern: '^[a-j]$' }, 10, 10],
    [{ pattern: '^x[0-9]{2}$' }, 2, 2],
    [{ pattern: '^[a-z]{1,3}$', maxLength: 2 }, 6, 6],
    [{ pattern: '^[a-z]{2,3}$', minLength: 3 }, 6, 6],
    [{ pattern: '^a{1,2}$', minLength: 2 }, 3, 1],
  ])('of a list of texts like %j without repetition: of %i entries %i', (items, minItems, count) => {
    const list = { type: 'array', uniqueItems: true, minItems, items: { type: 'string', ...items } };
    const [made] = samples(list, [], nothingKnown);
    const texts = Array.isArray(made) ? made.map(String) : [];
    expect(texts).toHaveLength(count);
    expect(new Set(texts).size).toBe(count);
    for (const text of texts) {
      expect(text).toMatch(new RegExp(String(items['pattern'])));
      expect(text.length).toBeLessThanOrEqual(Number(items['maxLength'] ?? 3));
      expect(text.length).toBeGreaterThanOrEqual(Number(items['minLength'] ?? 1));
    }
  });

  test.each<[JsonSchema, Json[]]>([
    [{ type: 'string', pattern: '(' }, ['a text', ODD, 'a te2']],
    [{ type: 'integer', pattern: '^x$' }, [7, 8, 9]],
  ])('of a list without repetition whose pattern says nothing: %j', (items, expected) => {
    const list = { type: 'array', uniqueItems: true, minItems: 3, items };
    expect(samples(list, [], nothingKnown)).toEqual([expected]);
  });

  test('come from what is known of a place, entries and names of patterns included', () => {
    const asked: string[] = [];
    const known = (place: string): readonly Json[] | undefined => {
      asked.push(place);
      return place === 'a.0.id' || place === '*.*.id' ? ['known'] : undefined;
    };
    const schema = object({ id: { type: 'integer' } });
    expect(samples({ type: 'array', items: schema }, ['a'], known)).toEqual([[{ id: 'known' }]]);
    expect(new Set(asked)).toEqual(new Set(['*.*.id']));
    expect(
      samples(object({ a: { type: 'integer' } }), [], (place) =>
        place === 'a' ? [undefined, 'x'] : undefined,
      ),
    ).toEqual([{ a: 'x' }]);
  });
});

describe('what can be varied in a body', () => {
  test.each<[JsonSchema, { place: (string | number)[]; levels: (Json | undefined)[] }[]]>([
    [object({ a: { enum: ['x'] } }), [{ place: ['a'], levels: ['x', undefined] }]],
    [object({ a: { enum: ['x'] } }, { required: ['a'] }), [{ place: ['a'], levels: ['x'] }]],
    [object({ a: true }), []],
    [
      object({ a: { type: ['object', 'null'], properties: { b: { enum: [1] } } } }, { required: ['a'] }),
      [
        { place: ['a'], levels: [{}] },
        { place: ['a', 'b'], levels: [1, undefined] },
      ],
    ],
    [
      { patternProperties: { '^x-y_1.*$': {} } },
      [{ place: ['x-y_1contract_check'], levels: ['a value', undefined] }],
    ],
    [{ patternProperties: { 'x^y': {}, '^.*$': {}, y: {} } }, []],
    [
      object({ a: object({}, { patternProperties: { '^x_': {} } }) }, { required: ['a'] }),
      [
        { place: ['a'], levels: [{}] },
        { place: ['a', 'x_contract_check'], levels: ['a value', undefined] },
      ],
    ],
  ])('%j', (schema, expected) => {
    expect(factorsOf(schema, nothingKnown)).toEqual(expected);
  });
});

describe('rows that hold every pair', () => {
  const shown = (rows: readonly (readonly number[])[]): string => rows.map((row) => row.join('')).join(' ');

  test('are the same for the same seed, in every version: the same requests are sent', () => {
    expect(shown(pairwise([2, 3, 2], seededRandom(1)))).toBe('121 001 100 010 111 020');
    expect(shown(pairwise([3, 1, 4, 2], seededRandom(7)))).toBe(
      '1031 0020 2001 1010 0000 0011 2021 2030 0031 1000 1021 2011',
    );
  });

  test('are few', () => {
    const rows = (sizes: readonly number[]): number =>
      Array.from({ length: 20 }, (_, seed) => pairwise(sizes, seededRandom(seed)).length).reduce(
        (a, b) => a + b,
        0,
      ) / 20;
    expect(rows([3, 3, 3, 3, 3, 3])).toBeLessThanOrEqual(16);
    expect(rows([2, 2, 2, 2, 2, 2, 2, 2])).toBeLessThanOrEqual(8.2);
    expect(rows([4, 3, 2])).toBe(12);
    expect(rows([2, 2])).toBe(4);
    expect(pairwise([5], seededRandom(1))).toEqual([]);
    expect(pairwise([], seededRandom(1))).toEqual([]);
  });
});

describe('a place of a value', () => {
  const value: Json = { a: [{ b: 1 }, 2], c: 3 };

  test('is read', () => {
    expect(valueAt(value, [])).toBe(value);
    expect(valueAt(value, ['a', '1'])).toBe(2);
    expect(valueAt(value, ['a', 5])).toBeUndefined();
    expect(valueAt(value, ['constructor'])).toBeUndefined();
    expect(valueAt(undefined, ['a'])).toBeUndefined();
  });

  test('is replaced, made and removed, and nothing else', () => {
    expect(withValue(value, ['a', 1], 9)).toEqual({ a: [{ b: 1 }, 9], c: 3 });
    expect(withValue(value, ['a', 5], 9)).toEqual(value);
    expect(withValue(value, ['a', 0, 'b'], null)).toEqual({ a: [{ b: null }, 2], c: 3 });
    expect(withValue(value, ['d', 'e', 'f'], undefined)).toEqual({ ...value, d: { e: {} } });
    expect(withValue(value, ['d'], undefined)).toEqual(value);
    expect(withValue(value, ['c', 'x'], 1)).toEqual(value);
    expect(withValue(value, [], 7)).toBe(7);
    expect(withValue(null, ['a'], 7)).toBeNull();
    expect(value).toEqual({ a: [{ b: 1 }, 2], c: 3 });
  });
});
