import type { Json, JsonObject } from '../../src/specwright/base/json.ts';

const table = [
  '| Field | Type | Required | Description |',
  '|---|---|---|---|',
  '| name | string | yes | Who |',
  '| kind | string | no | One of: `cat`, `dog` |',
  '| age | integer | no | Years |',
  '',
  '| Status | Meaning |',
  '|---|---|',
  '| 404 | Not there |',
].join('\n');

const secret = 'q8Zt3LmX0pVb7Rk2Yc5N';

function create(name: string, body: Json): Json {
  return {
    name,
    request: {
      method: 'POST',
      url: {
        raw: '{{baseUrl}}/pets/:id?full=1',
        host: ['{{baseUrl}}'],
        path: ['pets', ':id'],
        query: [{ key: 'full', value: '1' }],
      },
      header: [{ key: 'X-Org', value: 'o' }],
      body: { mode: 'raw', raw: JSON.stringify(body) },
      description: table,
    },
    response: [
      { name, code: 200, body: JSON.stringify({ id: 7, ...Object.fromEntries(Object.entries(body ?? {})) }) },
    ],
  };
}

/** A collection with one of everything that a figure looks at. */
export const collection: JsonObject = {
  info: { name: 'Pets' },
  variable: [
    { key: 'baseUrl', value: 'https://pets.example/v1' },
    { key: 'apiToken', value: secret },
  ],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}' }] },
  item: [
    create('First', { name: 'Rex', kind: 'dog', age: 3 }),
    create('Second', { name: 'Tom', kind: 'cat', age: 5 }),
    {
      name: 'Open',
      request: {
        method: 'PUT',
        url: '{{baseUrl}}/login',
        auth: { type: 'noauth' },
        body: { mode: 'urlencoded', urlencoded: [{ key: 'user', value: 'u' }] },
      },
    },
  ],
};

const pet = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    kind: { type: 'string', enum: ['cat', 'dog'] },
    age: { type: ['integer', 'null'], minimum: 0 },
  },
};

const examples = (id: JsonObject): JsonObject => ({
  first: { value: { ...id, name: 'Rex', kind: 'dog', age: 3 } },
  second: { value: { ...id, name: 'Tom', kind: 'cat', age: 5 } },
});

/** The document that a faithful converter makes of it. */
export function faithful(): JsonObject {
  const ok: JsonObject = {
    description: 'OK',
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/SavedPet' },
        examples: examples({ id: 7 }),
      },
    },
  };
  const document: JsonObject = {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    servers: [{ url: 'https://pets.example/v1' }],
    security: [{ bearer: [] }],
    paths: {
      '/pets/{id}': {
        post: {
          operationId: 'create',
          description: 'Makes a pet, see `<b>`.',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'full', in: 'query', schema: { type: 'string', default: '1' } },
            { name: 'x-org', in: 'header', schema: { type: 'string' } },
          ],
          requestBody: {
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Pet' }, examples: examples({}) },
            },
          },
          responses: { 200: ok, 404: { description: 'Not there' } },
        },
      },
      '/login': {
        put: {
          operationId: 'login',
          security: [],
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': {
                schema: { type: 'object', properties: { user: { type: 'string' } } },
              },
            },
          },
          responses: { 204: { description: 'Done' } },
        },
      },
    },
    components: {
      schemas: {
        Pet: pet,
        SavedPet: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'integer' }, ...pet.properties },
        },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
  return structuredClone(document);
}

export const leaked = secret;

/** What a person reads in it. */
export const sheet = [
  'POST /pets/{id}',
  '  query full string optional default=1',
  '  body name string required',
  '  body kind enum=cat|dog',
  '  body age integer ~nullable ~min=0',
  '  200 id integer',
  '  status 404',
].join('\n');
