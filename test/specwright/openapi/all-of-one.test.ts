import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { ApiDocument } from '../../../src/specwright/openapi/api-document.ts';
import { inferResources } from '../../../src/specwright/openapi/resources.ts';
import { typeName } from '../../../src/specwright/openapi/sample.ts';

const id: JsonObject = { allOf: [{ $ref: '#/components/schemas/StallId' }], readOnly: true };
const stall: JsonObject = { type: 'object', required: ['id', 'name'], properties: { id, name: {} } };
const content: JsonObject = { content: { 'application/json': { schema: stall } } };
const stalls: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Stalls', version: '1' },
  components: { schemas: { StallId: { type: 'string', pattern: '^st_[0-9]{6}$' } } },
  paths: {
    '/stalls': {
      post: {
        operationId: 'addStall',
        requestBody: content,
        responses: { 201: { description: 'Made', ...content } },
      },
    },
    '/stalls/{stallId}': {
      get: {
        operationId: 'getStall',
        parameters: [{ name: 'stallId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'One', ...content } },
      },
    },
  },
};

test('an id that is allOf one reference, with readOnly beside it, is that of a resource', () => {
  const bindings = inferResources(new ApiDocument(stalls));
  expect([...bindings].map(([name, { role }]) => `${name} ${role}`).sort()).toEqual([
    'addStall create',
    'getStall read',
  ]);
  const { idProperty, properties } = bindings.get('getStall')?.resource ?? {};
  expect(idProperty).toBe('id');
  expect(properties?.get('id')).toEqual({ type: 'string', pattern: '^st_[0-9]{6}$', readOnly: true });
});

test.each<[JsonObject, string | undefined]>([
  [{ allOf: [{ type: 'string' }], readOnly: true }, 'string'],
  [{ allOf: [{ minLength: 1 }, { type: 'string' }] }, 'string'],
  [{ allOf: [{ properties: { a: {} } }, { required: ['a'] }] }, 'object'],
  [{ allOf: [{ required: ['a'] }] }, 'object'],
  [{ type: ['null', 'integer'], allOf: [{ minimum: 1 }] }, 'integer'],
  [{ description: 'Anything' }, undefined],
])('the type of %j is %s', (schema, type) => {
  expect(typeName(schema)).toBe(type);
});
