import type { Json } from '../../../../src/specwright/base/json.ts';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from '../../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import {
  at,
  bodySchema,
  enriched,
  collection,
  field,
  jsonBody,
  one,
  operation,
  request,
  response,
  responseSchema,
} from './collection.ts';

const ajv = new Ajv2020.default({ strict: false, validateFormats: true, logger: false, ownProperties: true });
addFormats.default(ajv);

const schemaOf = (...samples: Json[]) =>
  responseSchema(
    one({ method: 'GET', responses: samples.map((sample) => response(200, sample)) }).first,
    '200',
  );

describe('schemas from samples', () => {
  test('a property is required only where it is in all of at least two samples', () => {
    expect(schemaOf({ a: 1, b: 1 })['required']).toBeUndefined();
    expect(schemaOf({ a: 1, b: 1 }, { a: 2 })['required']).toEqual(['a']);
    expect(schemaOf([{ a: 1 }, { a: 2, c: 1 }])['items']).toMatchObject({ required: ['a'] });
  });

  test('objects that share no name are kinds of their own, told apart by what each always has', () => {
    const login = { login: 'a', ip: '10.0.0.1' };
    const payment = { amount: 1.5, currency: 'eur', note: 'x' };
    const items = schemaOf([login, payment, { ...payment, note: null }])['items'];
    expect(items).toMatchObject({
      anyOf: [{ required: ['amount', 'currency', 'note'] }, { required: ['login', 'ip'] }],
    });
    const accepts = ajv.compile(items as object);
    expect([login, payment].map((value) => accepts(value))).toEqual([true, true]);
    expect(
      [
        { ...login, ip: 5 },
        { ...payment, amount: 'x' },
      ].map((value) => accepts(value)),
    ).toEqual([false, false]);
  });

  test.each([
    [
      'a name in common',
      [
        { id: 1, a: 1 },
        { id: 2, b: 1 },
      ],
    ],
    ['a single name each', [{ a: 1 }, { b: 1 }]],
    ['an empty one among them', [{ a: 1, b: 1 }, { c: 1, d: 1 }, {}]],
  ])('objects with %s are one kind', (_, samples) => {
    expect(schemaOf(samples)['items']).toMatchObject({ type: 'object' });
  });

  test('a partial update requires nothing that only samples show', () => {
    const { first } = one({
      method: 'PATCH',
      body: jsonBody({ a: 1 }),
      also: [request({ body: jsonBody({ a: 2 }) })],
    });
    expect(bodySchema(first)['required']).toBeUndefined();
  });

  test('null beside a value is a type beside it; what was only seen as null is open', () => {
    expect(at(schemaOf({ a: null }, { a: 'x' }), 'a')).toEqual({ type: ['string', 'null'] });
    expect(at(schemaOf({ a: null }), 'a')).toEqual({});
    expect(at(schemaOf({ a: null }, { a: { b: 1 } }), 'a')).toMatchObject({
      oneOf: [{ type: 'object' }, { type: 'null' }],
    });
  });

  test('whole numbers are integers until one is not, and amounts are never', () => {
    expect(at(schemaOf({ n: 1 }, { n: 2 }), 'n')).toEqual({ type: 'integer' });
    expect(at(schemaOf({ n: 1 }, { n: 2.5 }), 'n')).toEqual({ type: 'number' });
    expect(at(schemaOf({ unitPrice: 5 }), 'unitPrice')).toEqual({ type: 'number' });
  });

  test('a name that a table calls a number somewhere is a number everywhere', () => {
    const { facts } = enriched(
      collection([
        operation({
          path: '/a',
          description: '### Body\n\n| Name | Type |\n|---|---|\n| level | number |\n| x | string |',
        }),
        operation({ path: '/b', body: jsonBody({ level: 3 }) }),
      ]),
    );
    expect(at(facts.operations.get('POST /b')?.requestBody?.content[0]?.schema, 'level')).toEqual({
      type: 'number',
    });
  });

  test('shapes of several types are alternatives', () => {
    expect(at(schemaOf({ a: 'x' }, { a: 1 }), 'a')).toEqual({ type: ['integer', 'string'] });
    expect(at(schemaOf({ a: 'x' }, { a: ['y'] }), 'a')).toEqual({
      oneOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
    });
  });

  test.each([
    [['2024-01-02T03:04:05Z', '2024-01-02T03:04:05.123+02:00'], 'date-time'],
    [['2024-02-29'], 'date'],
    [['9b2f6a3e-0c5d-4b61-8f35-3c1f7f0d7a11'], 'uuid'],
    [['https://example.com/a?b=c'], 'uri'],
    [['a.b@example.com'], 'email'],
    [['10.0.0.1'], 'ipv4'],
    [['fe80::1'], 'ipv6'],
    [['2024-02-29', 'soon'], undefined],
    [['2023-02-29'], undefined],
    [['2024-01-02 03:04:05'], undefined],
    [['a: b'], undefined],
    [[''], undefined],
  ])('%j have the format %s', (texts, format) => {
    expect(at(schemaOf(...texts.map((text) => ({ text }))), 'text')).toEqual({
      type: 'string',
      ...(format && { format }),
    });
  });

  test('an enumeration is never read from samples alone', () => {
    expect(at(schemaOf({ state: 'open' }, { state: 'open' }), 'state')).toEqual({ type: 'string' });
  });

  test('keys that are data make a map', () => {
    const schema = schemaOf({ '2024-01-01': { n: 1 }, '2024-01-02': { n: 2, m: 'x' } });
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: { type: 'object', required: ['n'] },
    });
    expect(schema['properties']).toBeUndefined();
    expect(schemaOf({ alpha: 1, beta: 2 })['additionalProperties']).toBeUndefined();
  });

  test('empty arrays and objects keep their type', () => {
    expect(schemaOf({ list: [], map: {} })['properties']).toEqual({
      list: { type: 'array', items: {} },
      map: { type: 'object', additionalProperties: {} },
    });
  });

  test('keys such as __proto__ are data', () => {
    const sample: Json = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": "x", "hasOwnProperty": 2}',
    );
    const schema = schemaOf(sample);
    expect(Object.keys(Object(schema['properties']))).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(ajv.compile(schema)(sample)).toBe(true);
  });

  test('a variable without quotes may be anything but most often a number', () => {
    const { first } = one({ body: jsonBody({ version: '{{version}}', name: 'x' }, { bare: ['/version'] }) });
    expect(at(bodySchema(first), 'version')).toEqual({});
    const known = one({
      body: jsonBody({ version: '{{version}}' }, { bare: ['/version'] }),
      also: [request({ body: jsonBody({ version: 7 }) })],
    });
    expect(at(bodySchema(known.first), 'version')).toEqual({ type: ['integer', 'string'] });
  });

  test('nesting of any depth is survived', () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 400; depth += 1) deep = { d: [deep] };
    expect(ajv.compile(schemaOf(deep))(deep)).toBe(true);
  });
});

describe('documentation and samples together', () => {
  const documented = (table: string, ...bodies: Json[]) => {
    const [first, ...rest] = bodies;
    return one({
      description: `### Body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n${table}`,
      ...(first === undefined ? {} : { body: jsonBody(first) }),
      also: rest.map((body) => request({ body: jsonBody(body) })),
    });
  };

  test('samples win on type, with a problem', () => {
    const { first, codes } = documented('| a | integer | no | A. |', { a: 'x' });
    expect(at(bodySchema(first), 'a')).toMatchObject({ type: 'string', description: 'A.' });
    expect(codes).toContain('type-contradicts-sample');
  });

  test('tables win on required and values', () => {
    const { first, codes } = documented(
      '| a | string | no | One of: `x`, `y`. |\n| b | string | yes | B. |',
      { a: 'x', b: 'q' },
      { a: 'x', b: 'q' },
    );
    expect(bodySchema(first)).toMatchObject({ required: ['b'], properties: { a: { enum: ['x', 'y'] } } });
    expect(codes).toEqual([]);
  });

  test('a sample that contradicts a table widens it, with a problem', () => {
    const { first, codes } = documented(
      '| a | string | yes | One of: `x`, `y`. |\n| n | number | no | Between 1 and 5. |',
      { a: 'z' },
      { n: 7 },
    );
    expect(bodySchema(first)['required']).toBeUndefined();
    expect(at(bodySchema(first), 'a')).toMatchObject({ enum: ['x', 'y', 'z'] });
    expect(at(bodySchema(first), 'n')).not.toHaveProperty('maximum');
    expect(codes).toEqual(
      expect.arrayContaining([
        'values-widened-by-sample',
        'limit-contradicts-sample',
        'required-absent-in-sample',
      ]),
    );
  });

  test('values are spelt as the samples spell them', () => {
    const { first, codes } = documented('| order | string | no | Order (FIFO/LIFO). Default is `FIFO`. |', {
      order: 'fifo',
    });
    expect(at(bodySchema(first), 'order')).toMatchObject({ enum: ['fifo', 'lifo'], default: 'fifo' });
    expect(codes).toEqual([]);
  });

  test('a default must fit its type', () => {
    const { first } = documented(
      '| a | boolean | no | Default is `false`. |\n| b | integer | no | Default: `soon`. |',
      { a: true, b: 1 },
    );
    expect(at(bodySchema(first), 'a')).toMatchObject({ type: 'boolean', default: false });
    expect(at(bodySchema(first), 'b')).not.toHaveProperty('default');
  });

  test('undeclared properties are refused only where that is asked for', () => {
    const description = '### Body\n\n| Name | Type |\n|---|---|\n| a | string |\n| x_* | string |';
    const open = one({ description, body: jsonBody({ a: 'b', extra: 1 }) });
    const closed = one({ description, body: jsonBody({ a: 'b', extra: 1 }) }, { closedSchemas: true });
    expect(bodySchema(open.first)).not.toHaveProperty('additionalProperties');
    expect(bodySchema(closed.first)).toMatchObject({
      additionalProperties: false,
      properties: { extra: { type: 'integer' } },
    });
    expect(bodySchema(closed.first)).toHaveProperty('patternProperties');
  });

  test('comments in JSON describe the fields they stand at', () => {
    const { first } = one({
      body: jsonBody(
        { owner: { name: 'x' }, tags: [{ kind: 'a' }] },
        {
          comments: [
            { pointer: '/owner/name', text: 'required, the full name' },
            { pointer: '/tags/0/kind', text: 'one of: `a`, `b`' },
          ],
        },
      ),
    });
    expect(at(bodySchema(first), 'owner')).toMatchObject({ required: ['name'] });
    expect(at(bodySchema(first), 'tags', '[]', 'kind')).toMatchObject({ enum: ['a', 'b'] });
  });

  test('every property says where it came from', () => {
    const { first } = documented('| a | string | yes | A. |', { a: 'x', b: 1 });
    const origins = first.provenance.map(({ pointer, origin }) => `${pointer.split('/schema')[1]} ${origin}`);
    expect(origins).toEqual(
      expect.arrayContaining(['/properties/a table', '/properties/a sample', '/properties/b sample']),
    );
    expect(origins).not.toContain('/properties/b table');
  });
});

/** JSON as APIs send it: a few key names, so that samples meet. */
const jsonValue = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2.5, '', 'x', '2024-01-01', 'a@b.co', '__proto__'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'b', 'id', '1', '2024-01-01', '__proto__', 'constructor'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** The same schema with `required` in the order of the alphabet. */
function sorted(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'required' && Array.isArray(value) ? value.sort() : value,
  );
}

describe('for any samples', () => {
  test('the schema accepts each of them', () => {
    fc.assert(
      fc.property(fc.array(jsonValue, { minLength: 1, maxLength: 4 }), (samples) => {
        const validate = ajv.compile(schemaOf(...samples));
        for (const sample of samples) expect(validate(sample)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  test('the schema does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(jsonValue, { minLength: 2, maxLength: 4 }), (samples) => {
        expect(sorted(schemaOf(...samples.toReversed()))).toEqual(sorted(schemaOf(...samples)));
      }),
      { numRuns: 80 },
    );
  });
});

describe('examples', () => {
  test('each saved body is a named example, equal ones once', () => {
    const { first } = one({
      name: 'Make',
      body: jsonBody({ a: 1 }),
      also: [
        request({ name: 'Make', body: jsonBody({ a: 2 }) }),
        request({ name: 'Again', body: jsonBody({ a: 1 }) }),
      ],
    });
    expect(first.requestBody?.content[0]?.examples.map(({ key, summary }) => [key, summary])).toEqual([
      ['make', 'Make'],
      ['make-2', 'Make'],
    ]);
  });

  test('what stands in for a value is no example', () => {
    const { first } = one({
      method: 'GET',
      queryParameters: ['Boolean', 'String (User)', '<string>', '{{id}}', ':id'].map((value, index) =>
        field(`q${index}`, value),
      ),
    });
    expect(first.parameters.flatMap((parameter) => parameter.examples)).toEqual([]);
  });
});
