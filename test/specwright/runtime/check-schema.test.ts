import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkSchema, type Schema } from '../../../src/specwright/runtime/check-schema.ts';

const DEFINITIONS: Readonly<Record<string, Schema>> = {
  small: { type: 'integer', maximum: 2 },
  tree: { type: 'object', additionalProperties: { $ref: '#/$defs/tree' } },
};

const sentences = (schema: Schema, value: unknown): readonly string[] =>
  (checkSchema(schema, value, DEFINITIONS) ?? []).map(({ message }) => message);

/** A condition, and what holds where it is met, and where not. */
const condition = (test: Schema, met?: Schema, otherwise?: Schema): Schema => ({
  if: test,
  ...Object.fromEntries(met === undefined ? [] : [['then', met]]),
  ...(otherwise !== undefined && { else: otherwise }),
});

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1.5,
  2,
  3,
  4,
  6,
  100,
  '',
  'a',
  'ab',
  'abc',
  'abcd',
  'b1',
  'é',
  '😀',
  '😀😀',
  '😀a',
  'x\ny',
  [],
  [1],
  [1, 1],
  [1, 2],
  [1, 2, 3],
  [1, 2, 3, 4],
  [1, 'a'],
  ['a', 'b'],
  ['a', 'a'],
  [null, null],
  [[1], [1]],
  [
    {
      a: 1,
      b: 2,
    },
    {
      b: 2,
      a: 1,
    },
  ],
  [{ a: 1 }, { a: 2 }],
  [1, '1'],
  [0, false],
  [3, 3, 3],
  [5, 5, 1],
  {},
  { a: 1 },
  { a: 3 },
  { a: 'x' },
  { a: null },
  { b: 1 },
  {
    a: 1,
    b: 1,
  },
  {
    b: 2,
    a: 1,
  },
  {
    a: 1,
    b: 2,
    c: 3,
  },
  { x_1: 1 },
  { x_1: 'x' },
  {
    x_1: 1,
    a: 1,
  },
  { 'a/b': 1 },
  { 'a~b': 'x' },
  { c: 1 },
  { a: {} },
  { a: { a: {} } },
  { a: { b: 1 } },
  { a: [1, 'x'] },
  { a: [] },
  { a: { a: { b: 'x' } } },
];

const SCHEMAS: readonly Schema[] = [
  ...['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'].map((type) => ({ type })),
  true,
  false,
  {},
  { type: ['string', 'null'] },
  { type: ['integer', 'array', 'object'] },
  { type: [] },
  { enum: [1, 'a', null] },
  { enum: [[1, 2], { a: 1, b: 2 }] },
  { enum: [false] },
  { const: 1 },
  { const: null },
  { const: { a: 1, b: 2 } },
  { const: [1, 'a'] },
  { const: false },
  { minLength: 0 },
  { minLength: 1 },
  { minLength: 2 },
  { maxLength: 0 },
  { maxLength: 1 },
  { maxLength: 3 },
  { pattern: '^a' },
  { pattern: 'b$' },
  { pattern: '^.$' },
  { pattern: '^\\p{L}+$' },
  { minimum: 1 },
  { maximum: 1 },
  { minimum: 1, maximum: 2 },
  { exclusiveMinimum: 1 },
  { exclusiveMaximum: 2 },
  { minimum: 0 },
  { maximum: 0 },
  { exclusiveMinimum: 0 },
  { multipleOf: 2 },
  { multipleOf: 0.5 },
  { minItems: 1 },
  { minItems: 2 },
  { maxItems: 0 },
  { maxItems: 2 },
  { uniqueItems: true },
  { uniqueItems: false },
  { items: { type: 'number' } },
  { items: false },
  { items: true },
  { prefixItems: [{ type: 'string' }] },
  { prefixItems: [{ type: 'number' }, { type: 'string' }], items: false },
  { prefixItems: [true], items: { type: 'string' } },
  { contains: { const: 1 } },
  { contains: { const: 3 }, minContains: 2 },
  { contains: { type: 'number' }, maxContains: 1 },
  { contains: { const: 5 }, minContains: 0 },
  { contains: false },
  { required: ['a'] },
  { required: ['a', 'b'] },
  { required: ['toString'] },
  { required: [] },
  { properties: { a: { type: 'number' } } },
  { properties: { a: false } },
  { properties: { a: { required: ['b'] } } },
  { additionalProperties: false },
  { properties: { a: true }, additionalProperties: false },
  { additionalProperties: { type: 'number' } },
  { properties: { a: true }, additionalProperties: { type: 'string' } },
  { patternProperties: { '^x_': { type: 'number' } } },
  { patternProperties: { '^x_': true, '^a': { type: 'string' } }, additionalProperties: false },
  {
    properties: { a: { minimum: 2 } },
    patternProperties: { a: { maximum: 2 } },
    additionalProperties: false,
  },
  { propertyNames: { maxLength: 1 } },
  { propertyNames: false },
  { propertyNames: { enum: ['a'] } },
  { minProperties: 1 },
  { minProperties: 2 },
  { maxProperties: 0 },
  { maxProperties: 1 },
  { minProperties: 1, properties: { a: true } },
  { dependentRequired: { a: ['b'] } },
  { dependentSchemas: { a: { required: ['c'] } } },
  { dependentSchemas: { b: false } },
  { allOf: [{ type: 'number' }, { minimum: 2 }] },
  { allOf: [] },
  { allOf: [{ required: ['a'] }, { required: ['b'] }] },
  { anyOf: [{ type: 'number' }, { minLength: 2 }] },
  { anyOf: [{ required: ['a'] }, { required: ['c'] }] },
  { oneOf: [{ type: 'integer' }, { minimum: 2 }] },
  { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
  { anyOf: [{ type: 'string' }, { type: 'null' }] },
  { oneOf: [{ type: 'number' }, { type: 'integer' }] },
  { not: { type: 'string' } },
  { not: { required: ['a'] } },
  { not: {} },
  { not: { required: ['a'], type: 'object' } },
  condition({ type: 'string' }, { minLength: 2 }, { type: 'array' }),
  condition({ required: ['a'] }, { required: ['b'] }),
  { if: { required: ['a'] }, else: { required: ['b'] } },
  condition(true, false),
  condition(false, false),
  { else: false },
  condition(true, true, false),
  { $ref: '#/$defs/small' },
  { $ref: '#/$defs/tree' },
  { $ref: '#/$defs/small', minimum: 1 },
  { type: 'object', properties: { a: { $ref: '#/$defs/small' } }, required: ['a'] },
];

describe('every keyword means what it means to an independent validator', () => {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, ownProperties: true });

  it.each(SCHEMAS.map((schema) => [JSON.stringify(schema), schema] as const))('%s', (_text, schema) => {
    // An empty list of types is refused by it: nothing is of none.
    const empty = typeof schema === 'object' && 'type' in schema && String(schema.type) === '';
    const valid = empty
      ? () => false
      : ajv.compile(typeof schema === 'object' ? { ...schema, $defs: DEFINITIONS } : schema);
    const wrong = VALUES.filter(
      (value) => (checkSchema(schema, value, DEFINITIONS) === undefined) !== valid(value),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a format', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'date',
      ['2026-01-31', '2024-02-29', '2000-02-29', '2026-12-01', '0000-04-30'],
      [
        '2026-02-29',
        '1900-02-29',
        '2026-04-31',
        '2026-13-01',
        '2026-00-10',
        '2026-01-00',
        '2026-1-01',
        'x2026-01-01',
        '2026-01-011',
        '2025-01-32',
      ],
    ],
    [
      'time',
      [
        '09:30:00Z',
        '23:59:60Z',
        '00:00:00z',
        '12:00:00.123Z',
        '12:00:00+02:00',
        '12:00:00-0530',
        '12:00:00+02',
        '01:29:60+01:30',
        '22:29:60-01:30',
        '00:59:60+01:00',
        '12:00:00+23:59',
      ],
      [
        '24:00:00Z',
        '12:60:00Z',
        '12:00:61Z',
        '12:00:60Z',
        '12:00:00',
        '12:00Z',
        '12:00:00.Z',
        '12:00:00+24:00',
        '12:00:00+02:60',
        'x12:00:00Z',
        '12:00:00Zx',
        '22:59:60+01:00',
        '1:00:00Z',
      ],
    ],
    [
      'date-time',
      ['2026-01-31T09:30:00Z', '2026-01-31t09:30:00z', '2026-01-31 09:30:00+01:00', '2016-12-31T23:59:60Z'],
      [
        '2026-01-31',
        '2026-01-31T09:30:00',
        '2026-02-30T09:30:00Z',
        '2026-01-31T25:30:00Z',
        '2026-01-31_09:30:00Z',
        '2026-01-31TT9:30:00Z',
        '2026-01-31T 09:30:00Z',
      ],
    ],
    [
      'email',
      ['a@b.cd', 'a.b+c@d-e.fg.hi', "o'neil@x.org", 'A@B.CD', `a@${'b'.repeat(63)}.cd`],
      [
        'a@b',
        '@b.cd',
        'a@',
        'a..b@c.de',
        '.a@b.cd',
        'a.@b.cd',
        'a@-b.cd',
        'a@b-.cd',
        'a b@c.de',
        'a@b..cd',
        'a@b.cd ',
        ' a@b.cd',
        `a@${'b'.repeat(64)}.cd`,
      ],
    ],
    [
      'uuid',
      ['01234567-89ab-cdef-0123-456789abcdef', '01234567-89AB-CDEF-0123-456789ABCDEF'],
      [
        '01234567-89ab-cdef-0123-456789abcde',
        '0123456789abcdef0123456789abcdef',
        'g1234567-89ab-cdef-0123-456789abcdef',
        'x01234567-89ab-cdef-0123-456789abcdef',
        '01234567-89ab-cdef-0123-456789abcdef0',
        '01234567-89ab-cdef-456789abcdef',
      ],
    ],
    ['uri', ['https://x.example/a?b#c', 'urn:a:b', 'mailto:a@b.cd'], ['x.example', '/a', '', 'https://']],
    ['of which nobody has heard', ['anything', ''], []],
  ])('%s', (format, good, bad) => {
    const fits = (text: string): boolean => checkSchema({ format }, text) === undefined;
    expect(good.filter((text) => !fits(text))).toEqual([]);
    expect(bad.filter(fits)).toEqual([]);
    expect(checkSchema({ format }, 5)).toBeUndefined();
  });
});

describe('a sentence', () => {
  it.each<[Schema, unknown, string]>([
    [{ type: 'string' }, null, 'the body must be a text, not null'],
    [{ type: 'integer' }, 1.5, 'the body must be a whole number, not a number'],
    [{ type: 'number' }, Infinity, 'the body must be a number, not Infinity'],
    [{ type: 'number' }, 5n, 'the body must be a number, not a BigInt, which JSON cannot hold'],
    [{ type: 'object' }, () => {}, 'the body must be an object, not a function'],
    [{ type: 'array' }, {}, 'the body must be a list, not an object'],
    [{ type: 'boolean' }, 'x', 'the body must be true or false, not a text'],
    [{ type: 'null' }, true, 'the body must be null, not true or false'],
    [{ type: ['string', 'array', 'null'] }, 1, 'the body must be a text, a list or null, not a number'],
    [{ enum: [1] }, 2, 'the body must be 1'],
    [{ enum: [1, 'b', null] }, 2, 'the body must be 1, "b" or null'],
    [{ enum: [1, 2, 3, 4, 5, 6, 7, 8] }, 9, 'the body must be 1, 2, 3, 4, 5, 6, 7 or 8'],
    [
      { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      0,
      'the body must be 1, 2, 3, 4, 5, 6, 7, 8 or one of 2 more',
    ],
    [{ const: 'a' }, 'b', 'the body must be "a"'],
    [{ minLength: 2 }, 'a', 'the body must have at least 2 characters'],
    [{ maxLength: 1 }, 'ab', 'the body must have at most 1 character'],
    [{ minItems: 2 }, [], 'the body must have at least 2 entries'],
    [{ contains: { const: 1 }, minContains: 2 }, [1], 'the body must have at least 2 fitting entries'],
    [{ maxProperties: 1 }, { a: 1, b: 1 }, 'the body must have at most 1 field'],
    [{ minProperties: 1 }, {}, 'the body must have at least 1 field'],
    [{ minProperties: 2, properties: { a: true } }, {}, 'the body must have at least 2 fields'],
    [{ minProperties: 1, properties: { a: true, b: true, c: true } }, {}, 'a, b or c is required'],
    [{ properties: { x: { minProperties: 1, properties: { a: true } } } }, { x: {} }, 'x: a is required'],
    [{ pattern: '^a' }, 'b', 'the body must match the pattern ^a'],
    [{ minimum: 1 }, 0, 'the body must be at least 1'],
    [{ maximum: 1 }, 2, 'the body must be at most 1'],
    [{ minimum: 1, maximum: 2 }, 0, 'the body must be from 1 to 2'],
    [{ minimum: 1, maximum: 2 }, 3, 'the body must be from 1 to 2'],
    [{ exclusiveMinimum: 1 }, 1, 'the body must be more than 1'],
    [{ multipleOf: 2 }, 3, 'the body must be a multiple of 2'],
    [{ properties: { a: { items: { required: ['b'] } } } }, { a: [{ b: 1 }, {}] }, 'a[1].b is required'],
    [{ items: { items: { type: 'null' } } }, [[null], [null, 1]], '[1][1] must be null, not a number'],
    [{ additionalProperties: { type: 'null' } }, { 'a/b~c': 1 }, 'a/b~c must be null, not a number'],
    [{ propertyNames: { maxLength: 1 } }, { a: 1, bc: 1 }, 'bc is not an allowed name of a field'],
    [
      { properties: { name: true }, additionalProperties: false },
      { nmae: 1 },
      'unknown field nmae; did you mean name?',
    ],
    [{ properties: { name: true }, additionalProperties: false }, { other: 1 }, 'unknown field other'],
    [{ additionalProperties: false }, { a: 1 }, 'unknown field a'],
    [{ not: { required: ['a'] } }, { a: 1 }, 'a cannot be given'],
    [
      { properties: { x: { not: { required: ['a', 'b'] } } } },
      { x: { a: 1, b: 1 } },
      'x: a and b cannot be given together',
    ],
    [{ not: { type: 'string' } }, 'a', 'the body has a form that is not allowed'],
    [condition({ not: { required: ['a'] } }, { required: ['b'] }), {}, 'b is required unless a is given'],
    [
      condition({ not: { required: ['a', 'c'] } }, { required: ['b'] }),
      {},
      'b is required unless a and c are given',
    ],
    [
      condition({ not: { anyOf: [{ required: ['a'] }, { required: ['c', 'd'] }] } }, { required: ['b'] }),
      {},
      'b is required unless a or c and d is given',
    ],
    [condition({ not: { type: 'string' } }, { required: ['b'] }), {}, 'b is required'],
    [condition({ not: { required: ['a'] }, type: 'object' }, { required: ['b'] }), {}, 'b is required'],
    [{ if: { required: ['a'] }, else: { required: ['b'] } }, {}, 'b is required'],
    [
      condition({ not: { required: ['a'] } }, { $ref: '#/$defs/needsB' }),
      {},
      'b is required unless a is given',
    ],
    [
      { anyOf: [{ type: 'string' }, { type: 'array' }] },
      1,
      'the body must be a text or a list, not a number',
    ],
    [
      { anyOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] },
      'a',
      'the body must have at least 2 characters',
    ],
    [
      {
        anyOf: [
          { required: ['a', 'b'], properties: { a: { type: 'null' } } },
          { required: ['c'], maxProperties: 9 },
        ],
      },
      { a: 1 },
      'c is required',
    ],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, 'a or b is required'],
    [false, 1, 'the body is not allowed'],
  ])('%j', (schema, value, expected) => {
    const definitions = { ...DEFINITIONS, needsB: { required: ['b'] } };
    expect((checkSchema(schema, value, definitions) ?? []).map(({ message }) => message)).toEqual([expected]);
  });

  it('comes once for each fact, with the pointer of its field', () => {
    const schema = {
      properties: { 'a/b': { type: 'null' }, c: { items: { type: 'null' } } },
      required: ['d~'],
    };
    expect(checkSchema({ allOf: [schema, schema] }, { 'a/b': 1, c: [null, 1] })).toEqual([
      { path: '/d~0', message: 'd~ is required' },
      { path: '/a~1b', message: 'a/b must be null, not a number' },
      { path: '/c/1', message: 'c[1] must be null, not a number' },
    ]);
  });

  it('on a value of another type is the only one', () => {
    const schema = { type: 'string', enum: ['a'], minLength: 9, not: {} };
    expect(sentences(schema, 5)).toEqual(['the body must be a text, not a number']);
    expect(sentences({ enum: ['a'], minLength: 9 }, 'b')).toEqual(['the body must be "a"']);
    expect(sentences({ const: 'a', minLength: 9 }, 'b')).toEqual(['the body must be "a"']);
  });

  it('knows names that every object has from those that are given', () => {
    expect(sentences({ required: ['toString'] }, {})).toEqual(['toString is required']);
    expect(sentences({ required: ['toString'], enum: [{ toString: 1 }] }, { toString: 1 })).toEqual([]);
    expect(sentences({ properties: {}, additionalProperties: false }, { toString: 1 })).toHaveLength(1);
  });

  it('says of undefined members that they are missing, and nothing else', () => {
    expect(sentences({ required: ['a'], additionalProperties: false }, { a: undefined })).toEqual([
      'a is required',
    ]);
    expect(sentences({ maxProperties: 0, propertyNames: false }, { a: undefined })).toEqual([]);
  });

  it.each([
    [20, 20, false],
    [21, 21, true],
    [500, 21, true],
  ])('of %i mistakes: %i are listed', (count, listed, more) => {
    const found = sentences(
      { items: { type: 'null' } },
      Array.from({ length: count }, () => 1),
    );
    expect(found).toHaveLength(listed);
    expect(found.includes('more is wrong, which is not listed')).toBe(more);
  });
});

describe('what JSON cannot hold, and what is too deep', () => {
  it('equals nothing and ends', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const other: Record<string, unknown> = {};
    other['self'] = other;
    expect(sentences({ uniqueItems: true }, [circle, other])).toEqual([]);
    expect(sentences({ const: null }, circle)).toHaveLength(1);
  });

  it('is looked at down to two hundred levels', () => {
    const leaf = { leaf: { type: 'null' } };
    const tree: Schema = { properties: leaf, additionalProperties: { $ref: '#/$defs/deep' } };
    const nested = (depth: number): unknown => (depth === 0 ? { leaf: 1 } : { inner: nested(depth - 1) });
    const found = (depth: number) => checkSchema(tree, nested(depth), { deep: tree });
    expect(found(50)).toHaveLength(1);
    expect(found(90)).toHaveLength(1);
    expect(found(300)).toBeUndefined();
    // The depth is that of the place, not the number of places.
    expect(
      sentences({ items: { type: 'null' } }, [...Array.from({ length: 1000 }, () => null), 1]),
    ).toHaveLength(1);
  });
});
