import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from '../../fast-check.ts';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/specwright/base/random.ts';
import { sampleOf } from '../../../src/specwright/openapi/sample.ts';
import { matchesPattern, textMatching } from '../../../src/specwright/openapi/text-matching.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

test.each([
  { type: 'string', format: 'uuid' },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'email' },
  { type: 'string', format: 'uri' },
  { type: 'string', format: 'ipv6' },
  { type: 'string', minLength: 12 },
  { type: 'string', maxLength: 2 },
  { type: 'string', pattern: '^[A-Z]{3}-\\d+$' },
  { type: 'integer', minimum: 5 },
  { type: 'integer', exclusiveMinimum: 5, multipleOf: 3 },
  { type: 'number', exclusiveMinimum: 0.5 },
  { type: 'number', maximum: -3 },
  { type: 'array', items: { type: 'integer' }, minItems: 3, uniqueItems: true },
  { type: ['null', 'boolean'] },
  { oneOf: [{ type: 'null' }, { type: 'object', required: ['a'], properties: { a: { const: 1 } } }] },
  {
    allOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }],
    properties: { b: { type: 'integer' } },
    required: ['b'],
  },
  { type: 'object', required: ['undeclared'], properties: { a: { type: 'string' } } },
  { type: 'object', minProperties: 2, additionalProperties: { type: 'integer', minimum: 3 } },
  { type: 'object', minProperties: 1 },
  {
    allOf: [
      { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      { oneOf: [{ type: 'object', required: ['k'], properties: { k: { const: 1 } } }] },
    ],
  },
])('a sample of %j fits it', (schema) => {
  expect(ajv.validate(schema, sampleOf({}, schema))).toBe(true);
});

test.each([
  '^[a-z]+@[a-z]+\\.com$',
  '^(?:cat|dog)s?$',
  '^\\w{5,8}$',
  '^#[0-9A-Fa-f]{6}$',
  '^(a|b){2}[^c]$',
  '^\\+?\\d{7,15}$',
  'x',
  '^$',
])('a text matching %s is made', (pattern) => {
  for (let seed = 0; seed < 20; seed += 1) {
    expect(textMatching(pattern, seededRandom(seed))).toMatch(new RegExp(pattern, 'u'));
  }
});

test.each(['(?=a)b', '\\1', '[', '(', 'a{5000}', '(?<!x)y'])('%s is given up, not guessed', (pattern) => {
  expect(textMatching(pattern, seededRandom(1))).toBeUndefined();
});

test('any text is read as a pattern without an error, and what is made matches', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.integer(), (pattern, seed) => {
      const text = textMatching(pattern, seededRandom(seed));
      if (text !== undefined) expect(text).toMatch(new RegExp(pattern, 'u'));
    }),
    { numRuns: 500 },
  );
});

test('a schema inside itself ends, and any JSON as a schema is no error', () => {
  const node = { type: 'object', properties: { next: { $ref: '#/node' }, name: { type: 'string' } } };
  expect(sampleOf({ node }, { $ref: '#/node' })).toHaveProperty('next.next.name');
  fc.assert(fc.property(fc.jsonValue(), (schema) => void sampleOf({}, JSON.parse(JSON.stringify(schema)))));
});

test('what lies too deep is left out as a whole, not half made', () => {
  const node = {
    type: 'object',
    required: ['name'],
    properties: { next: { $ref: '#/node' }, name: { type: 'string' }, load: { $ref: '#/load' } },
  };
  const load = { type: 'object', required: ['of'], properties: { of: { $ref: '#/node' } } };
  const sample = sampleOf({ node, load }, { $ref: '#/node' });
  expect(
    ajv.validate(
      {
        $ref: '#/$defs/node',
        $defs: JSON.parse(JSON.stringify({ node, load }).replaceAll('#/', '#/$defs/')),
      },
      sample,
    ),
  ).toBe(true);
});

test.each([
  ['acc_12', '^acc_', true],
  ['acc_12', '^[', false],
  ['x'.repeat(2000), 'x', false],
])('%.10s matches %s: %s', (text, pattern, expected) => {
  expect(matchesPattern(text, pattern)).toBe(expected);
});
