import type { Json } from '../../../src/specwright/base/json.ts';
import { describe, expect, it } from 'vitest';
import { diff, parameterOf, requestOf, responseOf, told, withProperty } from './documents.ts';

/** A schema before and after, and what is told where it is sent, as a parameter, and where it is received. */
type Row = readonly [title: string, was: Json, is: Json, request: string, response: string];

const closed = { type: 'object', additionalProperties: false };

const rows: readonly Row[] = [
  [
    'type changed',
    { type: 'string' },
    { type: 'number' },
    'breaking:request-type-changed',
    'breaking:response-type-changed',
  ],
  [
    'type widened',
    { type: 'integer' },
    { type: 'number' },
    'info:request-type-widened',
    'breaking:response-type-widened',
  ],
  [
    'type narrowed',
    { type: ['string', 'integer'] },
    { type: 'string' },
    'breaking:request-type-narrowed',
    'info:response-type-narrowed',
  ],
  ['type dropped', { type: 'string' }, {}, 'info:request-type-widened', 'breaking:response-type-widened'],
  [
    'may be null',
    { type: 'string' },
    { type: ['string', 'null'] },
    'info:request-became-nullable',
    'breaking:response-became-nullable',
  ],
  [
    'no longer null',
    { type: ['string', 'null'] },
    { type: 'string' },
    'breaking:request-became-not-nullable',
    'info:response-became-not-nullable',
  ],
  [
    'format added',
    { type: 'string' },
    { type: 'string', format: 'uuid' },
    'breaking:request-format-added',
    'info:response-format-added',
  ],
  [
    'format dropped',
    { type: 'string', format: 'uuid' },
    { type: 'string' },
    'info:request-format-removed',
    'breaking:response-format-removed',
  ],
  [
    'format wider',
    { type: 'integer', format: 'int32' },
    { type: 'integer', format: 'int64' },
    'info:request-format-widened',
    'breaking:response-format-widened',
  ],
  [
    'format other',
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'uri' },
    'breaking:request-format-changed',
    'breaking:response-format-changed',
  ],
  [
    'enum member added',
    { enum: ['a'] },
    { enum: ['a', 'b'] },
    'info:request-enum-value-added',
    'warning:response-enum-value-added',
  ],
  [
    'enum member removed',
    { enum: ['a', 'b'] },
    { enum: ['a'] },
    'breaking:request-enum-value-removed',
    'info:response-enum-value-removed',
  ],
  [
    'enum appears',
    { type: 'string' },
    { type: 'string', enum: ['a'] },
    'breaking:request-enum-added',
    'info:response-enum-added',
  ],
  [
    'const changes',
    { const: 'a' },
    { const: 'b' },
    'breaking:request-const-changed',
    'breaking:response-const-changed',
  ],
  [
    'const goes',
    { type: 'string', const: 'a' },
    { type: 'string' },
    'info:request-const-removed',
    'breaking:response-const-removed',
  ],
  [
    'maximum set',
    { type: 'number' },
    { type: 'number', maximum: 1 },
    'breaking:request-maximum-set',
    'info:response-maximum-set',
  ],
  [
    'exclusive maximum down',
    { type: 'number', exclusiveMaximum: 9 },
    { type: 'number', exclusiveMaximum: 8 },
    'breaking:request-maximum-decreased',
    'info:response-maximum-decreased',
  ],
  [
    'maximum becomes exclusive',
    { type: 'number', maximum: 9 },
    { type: 'number', exclusiveMaximum: 9 },
    'breaking:request-maximum-decreased',
    'info:response-maximum-decreased',
  ],
  [
    'minimum down',
    { type: 'number', minimum: 2 },
    { type: 'number', minimum: 1 },
    'info:request-minimum-decreased',
    'breaking:response-minimum-decreased',
  ],
  [
    'maxLength dropped',
    { type: 'string', maxLength: 3 },
    { type: 'string' },
    'info:request-max-length-unset',
    'breaking:response-max-length-unset',
  ],
  [
    'minLength up',
    { type: 'string', minLength: 1 },
    { type: 'string', minLength: 2 },
    'breaking:request-min-length-increased',
    'info:response-min-length-increased',
  ],
  [
    'maxItems down',
    { type: 'array', maxItems: 3 },
    { type: 'array', maxItems: 2 },
    'breaking:request-max-items-decreased',
    'info:response-max-items-decreased',
  ],
  [
    'minProperties set',
    { type: 'object' },
    { type: 'object', minProperties: 2 },
    'breaking:request-min-properties-set',
    'info:response-min-properties-set',
  ],
  [
    'maxProperties up',
    { type: 'object', maxProperties: 2 },
    { type: 'object', maxProperties: 3 },
    'info:request-max-properties-increased',
    'breaking:response-max-properties-increased',
  ],
  [
    'multipleOf finer',
    { multipleOf: 10 },
    { multipleOf: 5 },
    'info:request-multiple-of-widened',
    'breaking:response-multiple-of-widened',
  ],
  [
    'multipleOf other',
    { multipleOf: 10 },
    { multipleOf: 3 },
    'breaking:request-multiple-of-changed',
    'breaking:response-multiple-of-changed',
  ],
  [
    'decimal multipleOf coarser',
    { multipleOf: 0.01 },
    { multipleOf: 0.1 },
    'breaking:request-multiple-of-narrowed',
    'info:response-multiple-of-narrowed',
  ],
  [
    'uniqueItems',
    { type: 'array' },
    { type: 'array', uniqueItems: true },
    'breaking:request-unique-items-set',
    'info:response-unique-items-set',
  ],
  [
    'pattern added',
    { type: 'string' },
    { type: 'string', pattern: '^a' },
    'breaking:request-pattern-added',
    'info:response-pattern-added',
  ],
  [
    'pattern dropped',
    { type: 'string', pattern: '^a' },
    { type: 'string', pattern: '.*' },
    'info:request-pattern-removed',
    'warning:response-pattern-removed',
  ],
  [
    'optional property added',
    { type: 'object' },
    withProperty({ type: 'string' }),
    'info:request-optional-property-added',
    'info:response-optional-property-added',
  ],
  [
    'required property added',
    { type: 'object' },
    withProperty({ type: 'string' }, { required: ['name'] }),
    'breaking:request-required-property-added',
    'info:response-required-property-added',
  ],
  [
    'optional property removed',
    withProperty({ type: 'string' }),
    { type: 'object' },
    'warning:request-property-removed',
    'warning:response-property-removed',
  ],
  [
    'required property removed',
    withProperty({ type: 'string' }, { required: ['name'] }),
    { type: 'object' },
    'warning:request-required-property-removed',
    'breaking:response-required-property-removed',
  ],
  [
    'property of a closed object removed',
    withProperty({}, { additionalProperties: false }),
    closed,
    'breaking:request-closed-property-removed',
    'warning:response-property-removed',
  ],
  [
    'property became required',
    withProperty({}),
    withProperty({}, { required: ['name'] }),
    'breaking:request-property-became-required',
    'info:response-property-became-required',
  ],
  [
    'property became optional',
    withProperty({}, { required: ['name'] }),
    withProperty({}),
    'info:request-property-became-optional',
    'breaking:response-property-became-optional',
  ],
  [
    'object closed',
    { type: 'object' },
    closed,
    'breaking:request-additional-properties-closed',
    'info:response-additional-properties-closed',
  ],
  [
    'map gets a shape',
    { type: 'object' },
    { type: 'object', additionalProperties: { type: 'string' } },
    'breaking:request-additional-properties-shape-added',
    'info:response-additional-properties-shape-added',
  ],
  [
    'pattern property added',
    { type: 'object' },
    { type: 'object', patternProperties: { '^x': { type: 'string' } } },
    'breaking:request-pattern-property-added',
    'info:response-pattern-property-added',
  ],
  [
    'items get a shape',
    { type: 'array' },
    { type: 'array', items: { type: 'string' } },
    'breaking:request-items-added',
    'info:response-items-added',
  ],
  [
    'items lose their shape',
    { type: 'array', items: { type: 'string' } },
    { type: 'array' },
    'info:request-items-removed',
    'breaking:response-items-removed',
  ],
  [
    'prefix item added',
    { type: 'array' },
    { type: 'array', prefixItems: [{ type: 'string' }] },
    'breaking:request-prefix-item-added',
    'info:response-prefix-item-added',
  ],
  [
    'contains added',
    { type: 'array' },
    { type: 'array', contains: { type: 'string' } },
    'breaking:request-contains-added',
    'info:response-contains-added',
  ],
  [
    'minContains up',
    { contains: {}, minContains: 2 },
    { contains: {}, minContains: 3 },
    'breaking:request-min-contains-increased',
    'info:response-min-contains-increased',
  ],
  [
    'property names limited',
    { type: 'object' },
    { type: 'object', propertyNames: { pattern: '^a' } },
    'breaking:request-property-names-added',
    'info:response-property-names-added',
  ],
  [
    'unevaluated refused',
    { type: 'object' },
    { type: 'object', unevaluatedProperties: false },
    'breaking:request-unevaluated-properties-added',
    'info:response-unevaluated-properties-added',
  ],
  [
    'condition added',
    { type: 'object' },
    { type: 'object', else: { required: ['a'] } },
    'breaking:request-else-added',
    'info:response-else-added',
  ],
  [
    'dependentRequired grows',
    { dependentRequired: { a: ['b'] } },
    { dependentRequired: { a: ['b', 'c'] } },
    'breaking:request-dependent-required-added',
    'info:response-dependent-required-added',
  ],
  [
    'dependentRequired goes',
    { dependentRequired: { a: ['b'] } },
    {},
    'info:request-dependent-required-removed',
    'breaking:response-dependent-required-removed',
  ],
  [
    'dependent schema added',
    {},
    { dependentSchemas: { a: { required: ['b'] } } },
    'breaking:request-dependent-schema-added',
    'info:response-dependent-schema-added',
  ],
  ['not added', {}, { not: { type: 'string' } }, 'breaking:request-not-added', 'info:response-not-added'],
  [
    'not covers more',
    { not: { enum: ['a'] } },
    { not: { enum: ['a', 'b'] } },
    'breaking:request-not-widened',
    'info:response-not-widened',
  ],
  [
    'content encoding',
    { contentEncoding: 'base64' },
    { contentEncoding: 'base32' },
    'breaking:request-content-encoding-changed',
    'breaking:response-content-encoding-changed',
  ],
  ['schema refused', true, false, 'breaking:request-never-allowed', 'info:response-never-allowed'],
];

/** Tolerant readers and doubts have no mirror: a new property in an answer harms nobody, its removal may. */
function isMirrored([title, , , request, response]: Row): boolean {
  return !/warning|required-property-added|closed|enum|pattern-added/.test(`${title} ${request} ${response}`);
}

describe('what a change of a schema does', () => {
  it.each(rows)('%s', (_title, was, is, request, response) => {
    expect(told(diff(requestOf(was), requestOf(is)))).toContain(request);
    expect(told(diff(responseOf(was), responseOf(is)))).toContain(response);
  });

  it.each(rows)('%s, at any depth and through a reference', (_title, was, is, request, response) => {
    const wrap = (schema: Json): Json => withProperty({ type: 'array', items: { allOf: [schema] } });
    expect(told(diff(requestOf(wrap(was)), requestOf(wrap(is))))).toContain(request);
    expect(told(diff(responseOf(wrap(was)), responseOf(wrap(is))))).toContain(response);
  });

  it.each(rows.filter(isMirrored))(
    '%s: breaks a request exactly if going back breaks an answer',
    (_title, was, is) => {
      expect(diff(responseOf(is), responseOf(was)).breaking).toBe(
        diff(requestOf(was), requestOf(is)).breaking,
      );
    },
  );
});

describe('parameters are text on the wire', () => {
  it('lets a number become text, and says that the build breaks', () => {
    const [change] = diff(parameterOf({ type: 'integer' }), parameterOf({ type: 'string' })).changes;
    expect(change).toMatchObject({ id: 'parameter-type-widened', wire: 'safe', typescript: 'breaks' });
  });

  it('lets an integer become a number on the wire and in the build', () => {
    const [change] = diff(parameterOf({ type: 'integer' }), parameterOf({ type: 'number' })).changes;
    expect(change).toMatchObject({ id: 'parameter-type-widened', wire: 'safe', typescript: 'safe' });
  });

  it('takes one value as a list of one where the list is exploded', () => {
    const list = { type: 'array', items: { type: 'string' } };
    expect(diff(parameterOf({ type: 'string' }), parameterOf(list)).breaking).toBe(false);
    expect(diff(parameterOf({ type: 'string' }), parameterOf(list, { explode: false })).breaking).toBe(true);
    expect(
      diff(parameterOf({ type: 'string' }), parameterOf({ ...list, items: { type: 'integer' } })).breaking,
    ).toBe(true);
  });

  it('finds a changed default grave, because callers that leave the parameter out notice', () => {
    const was = parameterOf({ type: 'integer', default: 1 });
    expect(told(diff(was, parameterOf({ type: 'integer', default: 2 })))).toEqual([
      'breaking:parameter-default-changed',
    ]);
  });
});

describe('text media types', () => {
  it('do not keep numbers and text apart', () => {
    const number = requestOf({ type: 'number' }, '3.1.0', 'application/x-www-form-urlencoded');
    const text = requestOf({ type: 'string' }, '3.1.0', 'application/x-www-form-urlencoded');
    expect(diff(number, text).breaking).toBe(false);
    expect(diff(text, number).breaking).toBe(true);
  });

  it.each([
    'application/json',
    'text/vnd.a+json; v=1',
    '*/*',
    'application/x-ndjson',
    'application/geo+json-seq',
  ])('are told from %s, which keeps them apart', (mediaType) => {
    const of = (type: string) => responseOf({ type }, '3.2.0', mediaType);
    expect(diff(of('string'), of('integer')).breaking).toBe(true);
    expect(diff(of('integer'), of('string')).breaking).toBe(true);
  });
});

describe('bounds that need no limit', () => {
  it.each([
    [
      { type: 'integer', exclusiveMaximum: 10 },
      { type: 'integer', maximum: 9 },
    ],
    [{ type: 'string' }, { type: 'string', minLength: 0 }],
    [{ type: 'array' }, { type: 'array', uniqueItems: false, minItems: 0 }],
    [{ type: 'object' }, { type: 'object', additionalProperties: {} }],
  ])('%j is %j', (was, is) => {
    expect(told(diff(requestOf(was), requestOf(is)))).toEqual([]);
  });
});
