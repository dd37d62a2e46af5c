import { readFile } from 'node:fs/promises';
import * as fc from '../../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { objectAt, type Json, type JsonObject } from '../../../../src/specwright/base/json.ts';
import { convertCollection, ConversionError, type Conversion } from '../../../../src/specwright/index.ts';
import { richCollection } from '../normalise/rich-collection.ts';
import { asOpenCollection, asOpenCollectionFolder, asPostmanV3 } from './other-formats.ts';

const documentOf = async (input: Parameters<typeof convertCollection>[0]): Promise<Json> =>
  (await convertCollection(input)).value;

async function assertSameInAllFormats(collection: JsonObject): Promise<void> {
  const expected = await documentOf(JSON.stringify(collection));
  const one = asOpenCollection(collection);
  expect(await documentOf(asPostmanV3(collection))).toEqual(expected);
  expect(await documentOf(asOpenCollectionFolder(collection))).toEqual(expected);
  expect(await documentOf(JSON.stringify(one))).toEqual(expected);
  expect(await documentOf(stringify(one))).toEqual(expected);
}

describe('one collection in every format is one document', () => {
  test('the collection of this repository', async () => {
    await assertSameInAllFormats(JSON.parse(await readFile('spec/collection.json', 'utf8')) as JsonObject);
  });

  test('one with every habit', async () => {
    // v3 has no place for a version.
    const { version: _, ...info } = objectAt(richCollection, 'info');
    await assertSameInAllFormats({ ...richCollection, info });
  });

  test('generated ones', async () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 12 })
      .map((one) => `a${one.replace(/[\r\u0085\u2028\u2029\uFEFF\p{Cc}\p{Cs}]/gu, ' ')}b`);
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const value = fc.oneof(
      text,
      fc.constantFrom('{{host}}', 'yes', '~', '0x1f', '1e3', '- a', 'a: b', '# no', '12:30'),
    );
    const pair = fc.record({ key: word, value, description: text });
    const json = fc.dictionary(word, fc.oneof(value, fc.integer(), fc.boolean()));
    const body = fc.oneof(
      json.map((one) => ({
        mode: 'raw',
        raw: JSON.stringify(one, null, 2),
        options: { raw: { language: 'json' } },
      })),
      fc
        .uniqueArray(pair, { maxLength: 3, selector: ({ key }) => key })
        .map((urlencoded) => ({ mode: 'urlencoded', urlencoded })),
      fc
        .uniqueArray(pair, { maxLength: 3, selector: ({ key }) => key })
        .map((list) => ({ mode: 'formdata', formdata: list.map((one) => ({ ...one, type: 'text' })) })),
    );
    const auth = fc.constantFrom<JsonObject | undefined>(
      undefined,
      { type: 'noauth' },
      { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
      {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'X-Key' },
          { key: 'in', value: 'header' },
        ],
      },
    );
    const response = fc
      .record({
        name: text,
        code: fc.constantFrom(200, 201, 404),
        body: json.map((one) => JSON.stringify(one)),
      })
      .map((one) => ({ ...one, header: [{ key: 'Content-Type', value: 'application/json' }] }));
    const request = fc
      .record({
        name: text,
        method: fc.constantFrom('GET', 'POST', 'PUT'),
        path: fc.array(word, { minLength: 1, maxLength: 3 }),
        query: fc.uniqueArray(pair, { maxLength: 2, selector: ({ key }) => key }),
        body,
        auth,
        description: text,
        response: fc.array(response, { maxLength: 2 }),
      })
      .map(({ name, path, query, response: saved, auth: credentials, ...rest }): JsonObject => ({
        name,
        request: {
          ...rest,
          ...(credentials !== undefined && { auth: credentials }),
          url: {
            raw: `https://api.example.com/${path.join('/')}`,
            host: ['https://api', 'example', 'com'],
            path,
            query,
          },
        },
        response: saved,
      }));
    const folder = fc.record({
      name: text,
      description: text,
      item: fc.array(request, { minLength: 1, maxLength: 3 }),
    });
    const collection = fc.record({
      info: fc.record({ name: text, description: text }),
      item: fc.array(fc.oneof(request, folder), { minLength: 1, maxLength: 4 }),
      variable: fc.array(pair, { maxLength: 2 }),
    });
    await fc.assert(fc.asyncProperty(collection, assertSameInAllFormats), { numRuns: 60 });
  });
});

const operations = ({ value }: Conversion): string[] =>
  Object.entries(value.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method} ${path}`),
  );

describe('Postman v3', () => {
  const request = (fields: JsonObject): string =>
    stringify({ $kind: 'http-request', method: 'GET', url: 'https://api.example.com/a', ...fields });

  test('items stand in their order, and examples may be named by the request', async () => {
    const conversion = await convertCollection(
      new Map([
        ['z.request.yaml', request({ url: 'https://api.example.com/z', order: 1, examples: './saved/' })],
        ['a.request.yaml', request({ order: 2, headers: { 'X-One': 1 } })],
        ['sub/b.request.yml', request({ url: 'https://api.example.com/b' })],
        [
          'saved/one.example.yaml',
          stringify({
            $kind: 'http-example',
            response: { statusCode: 201, body: { type: 'json', content: { id: 1 } } },
          }),
        ],
      ]),
    );
    expect(operations(conversion)).toEqual(['get /z', 'get /a', 'get /b']);
    expect(conversion.value).toMatchObject({
      paths: {
        '/z': { get: { responses: { 201: { content: { 'application/json': {} } } } } },
        '/a': { get: { parameters: [{ name: 'X-One', in: 'header' }] } },
      },
    });
  });

  test('GraphQL is a request, gRPC is named and left out', async () => {
    const { collection, problems } = await convertCollection(
      new Map([
        ['a.request.yaml', "$kind: graphql-request\nurl: 'https://api.example.com/a'\nquery: '{ a }'"],
        ['b.request.yaml', request({ $kind: 'grpc-request' })],
      ]),
    );
    expect(collection.operations).toMatchObject([{ method: 'POST', path: '/a' }]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'request-of-another-kind',
        args: { file: 'b.request.yaml', kind: 'grpc-request' },
      }),
    );
  });
});

describe('OpenCollection', () => {
  test('headers of a folder, chosen bodies and asserted statuses count', async () => {
    const conversion = await convertCollection(
      stringify({
        opencollection: '1.0.0',
        info: { name: 'Shop' },
        request: { headers: [{ name: 'X-Tenant', value: 'a' }], auth: { type: 'basic', username: 'u' } },
        items: [
          {
            info: { name: 'Add', type: 'http', seq: 1 },
            http: {
              method: 'post',
              url: 'https://api.example.com/things',
              headers: [{ name: 'x-tenant', value: 'b' }],
              body: [
                { title: 'one', body: { type: 'json', data: '{"a":1}' } },
                { title: 'two', selected: true, body: { type: 'json', data: '{"b":2}' } },
              ],
            },
            runtime: { assertions: [{ expression: 'res.status', operator: 'eq', value: '202' }] },
          },
          { info: { name: 'Chat', type: 'websocket' }, websocket: { url: 'wss://api.example.com' } },
        ],
      }),
    );
    const { value, problems, collection } = conversion;
    expect(collection.operations[0]?.requests[0]).toMatchObject({ body: { json: { b: 2 } } });
    expect(value).toMatchObject({
      info: { title: 'Shop' },
      paths: { '/things': { post: { parameters: [{ name: 'x-tenant' }], responses: { 202: {} } } } },
      components: { securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } } },
    });
    expect(problems.map(({ code }) => code)).toContain('request-of-another-kind');
  });
});

describe('what is neither', () => {
  const codeOf = async (files: readonly (readonly [string, string])[]): Promise<string> => {
    try {
      await convertCollection(new Map(files));
      return 'none';
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      return error.problem.code;
    }
  };

  test.each([
    [[['readme.yaml', 'a: 1']], 'folder-without-collection'],
    [
      [
        ['bruno.json', '{}'],
        ['a.bru', 'meta {}'],
      ],
      'bruno-folder',
    ],
    [[['a.request.yaml', 'url: [unclosed']], 'file-invalid'],
    [[['a.request.yaml', '- 1']], 'file-invalid'],
    [[['.resources/definition.yaml', '$kind: collection']], 'collection-empty'],
    [[['opencollection.yml', 'opencollection: 1.0.0']], 'collection-empty'],
  ] as const)('%j is named: %s', async (files, code) => {
    expect(await codeOf(files)).toBe(code);
  });

  test.each([
    ['postman/collections/Shop/', 'a.request.yaml', "$kind: http-request\nurl: 'https://a.example/a'"],
    [
      'collections/shop/',
      'opencollection.yml',
      "opencollection: 1.0.0\nitems: [{http: {url: 'https://a.example/a'}}]",
    ],
  ])('a workspace with one collection in %s is that collection', async (folder, file, text) => {
    const { value } = await convertCollection(
      new Map([
        ['workspace.yml', 'a: 1'],
        [`${folder}${file}`, text],
      ]),
    );
    expect(Object.keys(value.paths ?? {})).toEqual(['/a']);
    expect(value.tags).toBeUndefined();
  });

  test('of several collections in a workspace, each is named', async () => {
    const files = new Map(['A', 'B'].map((name) => [`postman/collections/${name}/a.request.yaml`, 'url: a']));
    await expect(convertCollection(files)).rejects.toThrow(
      'Name one of: postman/collections/A, postman/collections/B.',
    );
  });

  test.each([
    ['$kind: environment\nname: e\nvalues: []\n', 'a Postman environment'],
    ['$kind: globals\nvalues: []\n', 'Postman globals'],
    ["$kind: http-request\nurl: 'https://a.example'\n", 'one file of a Postman v3 collection'],
    ['info: {name: A}\nhttp: {method: GET}\n', 'one file of an OpenCollection'],
    ['name: dev\nvariables: []\n', 'a Bruno environment'],
    ['type: collection.insomnia.rest/5.0\ncollection: []\n', 'an Insomnia export'],
    ['_type: export\n__export_format: 4\n', 'an Insomnia export'],
  ])('%j is named: %s', async (text, looksLike) => {
    await expect(convertCollection(text)).rejects.toThrow(`looks like ${looksLike}. `);
  });

  test.each([
    'meta {\n  name: a\n}\n',
    'vars {\n  a: 1\n}\n',
    'vars:secret [\n  a\n]\n',
    'auth:basic {\n}\n',
  ])('the Bruno file %j is named', async (text) => {
    await expect(convertCollection(text)).rejects.toThrow('one Bruno file');
  });

  test('no file brings down the reader', async () => {
    const path = fc.constantFrom(
      'a.request.yaml',
      '.resources/definition.yaml',
      'x/.resources/a.resources/examples/b.example.yaml',
      'opencollection.yml',
      'x/folder.yml',
      'x/y.yml',
    );
    const content = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `http: ${json}\ninfo: ${json}\nurl: ${json}\nauth: ${json}\nitems: [${json}]`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(path, content), { selector: ([name]) => name }),
        async (files) => {
          await codeOf(files);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('environments', () => {
  const collection = (host: string): string =>
    JSON.stringify({
      info: { name: 'A' },
      item: [{ name: 'a', request: { method: 'GET', url: '{{host}}/a' } }],
      variable: [{ key: 'host', value: host }],
    });

  test.each([
    ['Postman', { name: 'e', values: [{ key: 'host', value: 'https://b.example', enabled: true }] }],
    [
      'Bruno',
      { name: 'e', variables: [{ name: 'host', value: { type: 'string', data: 'https://b.example' } }] },
    ],
  ])('variables of a %s environment win', async (_, environment) => {
    const { value } = await convertCollection(collection('https://a.example'), { environment });
    expect(value.servers).toMatchObject([{ url: 'https://b.example' }]);
  });

  test.each([
    [{ key: 'host', value: 'https://b.example', type: 'secret' }],
    [{ name: 'host', value: 'https://b.example', secret: true }],
    [{ key: 'host', value: 'https://b.example', enabled: false }],
  ])('%j is left out', async (variable) => {
    const { value } = await convertCollection(collection('https://a.example'), {
      environment: { values: [variable] },
    });
    expect(value.servers).toMatchObject([{ url: 'https://a.example' }]);
  });

  test('something else is named', async () => {
    await expect(convertCollection(collection(''), { environment: { openapi: '3.1.0' } })).rejects.toThrow(
      /looks like an OpenAPI document/,
    );
  });
});
