import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { describeOpenApi } from '../../../src/specwright/openapi/describe.ts';

const ok: JsonObject = { '200': { description: 'OK' } };

function documentWith(paths: JsonObject, rest: JsonObject = {}): JsonObject {
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, ...rest };
}

describe('describeOpenApi', () => {
  it('names every operation once, in the order of the document', () => {
    const paths = {
      '/b': { post: { operationId: 'makeB', responses: ok } },
      '/a': { get: { operationId: 'readA', responses: ok } },
    };
    expect(describeOpenApi(documentWith(paths)).map(({ id, method, path }) => [id, method, path])).toEqual([
      ['makeB', 'POST', '/b'],
      ['readA', 'GET', '/a'],
    ]);
  });

  it('invents readable ids where there are none, and never takes one that is stated elsewhere', () => {
    const paths = {
      '/users/{userId}': {
        get: { responses: ok },
        delete: { operationId: 'getUsersByUserId', responses: ok },
      },
    };
    expect(describeOpenApi(documentWith(paths)).map(({ id }) => id)).toEqual([
      'getUsersByUserId2',
      'getUsersByUserId',
    ]);
  });

  it('follows references to path items, parameters, bodies and responses', () => {
    const document = documentWith(
      { '/a/{id}': { $ref: '#/components/pathItems/A' } },
      {
        components: {
          pathItems: {
            A: {
              put: {
                operationId: 'putA',
                parameters: [{ $ref: '#/components/parameters/Id' }],
                requestBody: { $ref: '#/components/requestBodies/A' },
                responses: { '404': { $ref: '#/components/responses/NotFound' } },
              },
            },
          },
          parameters: {
            Id: { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
          },
          requestBodies: {
            A: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          },
          responses: {
            NotFound: {
              description: 'gone',
              content: { 'application/json': { schema: { type: 'string' } } },
            },
          },
          schemas: { Id: { type: 'string', minLength: 3 } },
        },
      },
    );
    expect(describeOpenApi(document)).toMatchObject([
      {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 3 } }],
        requestBody: {
          required: true,
          content: [
            {
              schema: '/components/requestBodies/A/content/application~1json/schema',
              validator: 'putARequestBody',
            },
          ],
        },
        responses: [{ status: '404', description: 'gone', content: [{ validator: 'putAResponse404' }] }],
      },
    ]);
  });

  it('hands path-level parameters down, and lets an operation replace them', () => {
    const limit = (maximum: number): JsonObject => ({
      name: 'limit',
      in: 'query',
      schema: { type: 'integer', maximum },
    });
    const paths = {
      '/a': {
        parameters: [limit(10)],
        get: { responses: ok },
        post: { parameters: [limit(99)], responses: ok },
      },
    };
    const maxima = describeOpenApi(documentWith(paths)).map(({ parameters }) =>
      parameters.map(({ schema }) => schema['maximum']),
    );
    expect(maxima).toEqual([[10], [99]]);
  });

  it('takes the security of the document unless the operation states its own, even none', () => {
    const paths = {
      '/a': {
        get: { responses: ok },
        put: { security: [], responses: ok },
        post: { security: [{ key: [], id: [] }, {}], responses: ok },
      },
    };
    const described = describeOpenApi(documentWith(paths, { security: [{ bearer: [] }] }));
    expect(described.map(({ method, security }) => [method, security])).toEqual([
      ['GET', [['bearer']]],
      ['PUT', []],
      ['POST', [['key', 'id'], []]],
    ]);
  });

  it('lists the error codes of failures only, those beside each other in allOf narrowed', () => {
    const envelope = {
      type: 'object',
      properties: { errorCode: { type: 'integer' }, errorMessage: { type: 'string' } },
    };
    const schema = {
      allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { errorCode: { enum: [7, 4] } } }],
    };
    const content = { 'application/json': { schema } };
    const responses = { '200': { description: '', content }, '400': { description: '', content } };
    const document = documentWith(
      { '/a': { get: { responses } } },
      { components: { schemas: { Error: envelope } } },
    );
    expect(
      describeOpenApi(document)[0]?.responses.map(({ status, errorCodes }) => [status, errorCodes]),
    ).toEqual([
      ['200', []],
      ['400', [4, 7]],
    ]);
  });

  it('gives each of several media types a validator of its own, and none without a schema', () => {
    const content = { 'application/json': { schema: {} }, 'text/csv': { schema: {} }, 'image/png': {} };
    const document = documentWith({
      '/a': { get: { operationId: 'getA', responses: { '200': { description: '', content } } } },
    });
    expect(describeOpenApi(document)[0]?.responses[0]?.content.map(({ validator }) => validator)).toEqual([
      'getAResponse200',
      'getAResponse200Csv',
      undefined,
    ]);
  });

  it('makes identifiers of ids that are none, and keeps them apart', () => {
    const body = { content: { 'application/json': { schema: {} } } };
    const paths = Object.fromEntries(
      ['get-a', 'get a', 'delete', '<script>', ''].map((operationId, index) => [
        `/${String(index)}`,
        { post: { operationId, requestBody: body, responses: ok } },
      ]),
    );
    const names = describeOpenApi(documentWith(paths)).map(
      ({ requestBody }) => requestBody?.content[0]?.validator ?? '',
    );
    expect(new Set(names).size).toBe(5);
    for (const name of names) expect(name).toMatch(/^[A-Za-z_$][\w$]*$/);
  });

  it('ends on recursive schemas and on schemas that refer to each other many times over', () => {
    const names = Array.from({ length: 12 }, (_value, index) => `S${String(index)}`);
    const properties = Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
    );
    const schemas = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
    const parameters = [{ name: 'filter', in: 'query', schema: { $ref: '#/components/schemas/S0' } }];
    const document = documentWith(
      { '/a': { get: { parameters, responses: ok } } },
      { components: { schemas } },
    );
    const [operation] = describeOpenApi(document);
    expect(operation?.parameters[0]?.schema['type']).toBe('object');
    expect(JSON.stringify(operation).length).toBeLessThan(200_000);
  });

  it('reads anything without throwing', () => {
    const keys = [
      'paths',
      '/a',
      'get',
      'post',
      'parameters',
      'responses',
      '200',
      'content',
      'application/json',
      'schema',
    ];
    const more = [
      '$ref',
      'allOf',
      'properties',
      'enum',
      'security',
      'requestBody',
      'operationId',
      '__proto__',
      'constructor',
    ];
    const key = fc.constantFrom(...keys, ...more);
    const value = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'large' },
        fc.constantFrom('#', '#/', '#/paths', '#/paths/~1a/get', '%', 'x', null, true, 3),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('json')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
      ),
    })).json;
    fc.assert(
      fc.property(value, (json) => {
        const paths = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
        const described = describeOpenApi(documentWith({ '/a': paths, ...paths }));
        expect(new Set(described.map(({ id }) => id)).size).toBe(described.length);
      }),
      { numRuns: 500 },
    );
  });
});
