import type { JsonObject } from '../../src/specwright/base/json.ts';

const NOUNS =
  'order invoice customer payment address shipment refund voucher product category supplier warehouse'.split(
    ' ',
  );

/** An OpenAPI 3.1 document of a shop: list, create, read, change, delete and cancel of one noun after the other. */
export function shopOf(operations: number): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [route, method, operation] of NOUNS.flatMap(operationsOf).slice(0, operations))
    (paths[route] ??= {})[method] = operation;
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0' },
    servers: [{ url: 'https://shop.example.com/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Thing: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'string' }, name: { type: 'string' }, amount: { type: 'number' } },
        },
      },
    },
  };
}

const THING = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
const OK = { '200': { description: 'OK', content: THING } };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const LIMIT = { name: 'limit', in: 'query', schema: { type: 'integer' } };
const BODY = { required: true, content: THING };
const GONE = { '204': { description: 'Gone' } };

function operationsOf(noun: string): readonly (readonly [string, string, JsonObject])[] {
  const things = { type: 'array', items: { $ref: '#/components/schemas/Thing' } };
  const list = { '200': { description: 'OK', content: { 'application/json': { schema: things } } } };
  const name = noun.charAt(0).toUpperCase() + noun.slice(1);
  const operations: readonly (readonly [string, string, JsonObject])[] = [
    [`/${noun}`, 'get', { operationId: `list${name}`, parameters: [LIMIT], responses: list }],
    [`/${noun}`, 'post', { operationId: `create${name}`, requestBody: BODY, responses: OK }],
    [`/${noun}/{id}`, 'get', { operationId: `read${name}`, parameters: [ID], responses: OK }],
    [
      `/${noun}/{id}`,
      'patch',
      { operationId: `change${name}`, parameters: [ID], requestBody: BODY, responses: OK },
    ],
    [`/${noun}/{id}`, 'delete', { operationId: `delete${name}`, parameters: [ID], responses: GONE }],
    [`/${noun}/{id}/cancel`, 'post', { operationId: `cancel${name}`, parameters: [ID], responses: OK }],
  ];
  return operations.map(([route, method, operation]) => [route, method, { ...operation, tags: [noun] }]);
}
