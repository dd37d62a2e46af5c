import { valueAt } from '../../../../src/specwright/base/pointer.ts';
import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import {
  convertCollection,
  type ConvertOptions,
} from '../../../../src/specwright/convert/convert-collection.ts';
import { describeOpenApi } from '../../../../src/specwright/openapi/describe.ts';
import { lookUp } from '../../../../src/specwright/openapi/reference.ts';
import { collection, folder, request } from './collections.ts';

async function convert(input: JsonObject, options: ConvertOptions = {}): Promise<JsonObject> {
  const { value, problems } = await convertCollection(JSON.stringify(input), options);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect((await new Validator().validate(structuredClone(value))).valid).toBe(true);
  return value;
}

function idsOf(document: JsonObject): readonly string[] {
  return describeOpenApi(document).map(({ id }) => id);
}

function schemaNames(document: JsonObject): readonly string[] {
  const schemas = valueAt(document, '/components/schemas');
  return typeof schemas === 'object' && schemas !== null ? Object.keys(schemas) : [];
}

/** Follows keys and references. */
function at(document: JsonObject, ...keys: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of keys) {
    value = follow(document, value);
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined;
  }
  return follow(document, value);
}

function follow(document: JsonObject, value: Json | undefined): Json | undefined {
  const reference =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value['$ref'] : undefined;
  return typeof reference === 'string' ? follow(document, lookUp(document, reference)) : value;
}

describe('samples that hold a `$ref`', () => {
  it('are shown as text, and their schema says the rest', async () => {
    const body = { schema: { $ref: 'https://schemas.example.com/pet' }, size: 1 };
    const document = await convert(collection(request({ method: 'POST', body })));
    const content = ['paths', '/things', 'post', 'requestBody', 'content', 'application/json'];
    const sample = at(document, ...content, 'examples', 'request');
    expect(sample).not.toHaveProperty('value');
    expect(JSON.stringify(sample)).toContain('schemas.example.com/pet');
    expect(at(document, ...content, 'schema', 'properties', 'schema')).toMatchObject({
      type: 'object',
      patternProperties: { '^\\$ref$': { type: 'string' } },
    });
  });
});

describe('operation ids', () => {
  it('are made of the names of the requests', async () => {
    const names = ['Get access token', 'GET users', "List user's OAuth2 keys", 'Créer un élément'];
    const items = names.map((name, index) =>
      request({ name, url: `https://api.example.com/${String(index)}` }),
    );
    expect(idsOf(await convert(collection(...items)))).toEqual([
      'getAccessToken',
      'getUsers',
      'listUsersOAuth2Keys',
      'getCreerUnElement',
    ]);
  });

  it('are made of method and path where the name is a URL, a path or holds no Latin letter', async () => {
    const names = ['https://api.example.com/x', '/things/list', '{{host}}/things', '获取用户', ''];
    const items = names.map((name, index) =>
      request({ name, url: `https://api.example.com/t${String(index)}/:id` }),
    );
    expect(idsOf(await convert(collection(...items)))).toEqual(
      [0, 1, 2, 3, 4].map((index) => `getT${String(index)}ById`),
    );
  });

  it('stay apart by folder, then by method and path, the first keeping its name', async () => {
    const get = (path: string): JsonObject =>
      request({ name: 'List items', url: `https://api.example.com/${path}` });
    const input = collection(
      folder('Users', get('users')),
      folder('Teams', get('teams'), get('teams/all')),
      get('rest'),
    );
    expect(idsOf(await convert(input))).toEqual(['listItems', 'listItemsTeams', 'getTeamsAll', 'getRest']);
  });
});

describe('structure', () => {
  it('keeps every operation, even where the library would drop or rename it', async () => {
    const urls = [
      '/a/../b',
      '/a//c',
      '/{x}/{y}',
      '/:x/z',
      '/a%2Fb',
      '/ä/ü',
      '/',
      '/toString',
      '/__proto__',
      '/a;v=1/d',
      '/.well-known/x',
    ];
    const items = urls.flatMap((url) =>
      ['GET', 'POST'].map((method) => request({ name: url, method, url: `https://api.example.com${url}` })),
    );
    const { value, collection: canonical } = await convertCollection(JSON.stringify(collection(...items)));
    const described = describeOpenApi(value).map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(
      canonical.operations.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(described.length).toBeGreaterThanOrEqual(20);
  });

  it('names tags by the path of their folder', async () => {
    const input = collection(
      folder(
        'Admin',
        folder('Users', request({ name: 'a' })),
        request({ name: 'b', url: 'https://api.example.com/b' }),
      ),
    );
    const document = await convert(input);
    expect(document['tags']).toEqual([{ name: 'Admin' }, { name: 'Admin / Users' }]);
    expect(at(document, 'paths', '/things', 'get', 'tags')).toEqual(['Admin / Users']);
  });

  it('declares each path variable exactly once', async () => {
    const variable = [
      { key: 'id', value: '1' },
      { key: 'id', value: '2' },
      { key: 'stray', value: 'x' },
    ];
    const url = {
      raw: 'https://api.example.com/a/:id/{{other}}',
      host: ['api', 'example', 'com'],
      path: ['a', ':id', '{{other}}'],
      variable,
    };
    const [operation] = describeOpenApi(await convert(collection(request({ url }))));
    expect(
      operation?.parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['id', 'other']);
  });

  it('names another server at the operations that use it', async () => {
    const urls = ['https://a.example.com/1', 'https://a.example.com/2', 'https://b.example.com/3'];
    const document = await convert(collection(...urls.map((url) => request({ url }))));
    expect(document['servers']).toEqual([{ url: 'https://a.example.com' }]);
    expect(at(document, 'paths', '/1', 'get', 'servers')).toBeUndefined();
    expect(at(document, 'paths', '/3', 'get', 'servers')).toEqual([{ url: 'https://b.example.com' }]);
  });

  it('lets settings replace the servers, name the version and rename components', async () => {
    const settings = {
      servers: [{ url: 'https://{t}', variables: { t: { default: 'x.example' } } }],
      version: '7.0.0',
      schemaNames: { RequestRequest: 'Order' },
    };
    const document = await convert(collection(request({ method: 'POST', body: { a: 1 } })), { settings });
    expect(document['servers']).toEqual([{ url: 'https://{t}', variables: { t: { default: 'x.example' } } }]);
    expect(at(document, 'info', 'version')).toBe('7.0.0');
    expect(schemaNames(document)).toEqual(['Order']);
  });
});

describe('components', () => {
  const user = { id: 1, name: 'Ann', address: { street: 'S', city: 'C' } };
  const users = collection(
    request({
      name: 'List users',
      url: 'https://api.example.com/users',
      responses: [{ code: 200, body: [user] }],
    }),
    request({
      name: 'Get user',
      url: 'https://api.example.com/users/:id',
      responses: [{ code: 200, body: user }],
    }),
    request({
      name: 'Create user',
      method: 'POST',
      url: 'https://api.example.com/users',
      body: { name: 'Ann', emails: [{ type: 'x', value: 'y' }] },
      responses: [{ code: 201, body: user }],
    }),
  );

  it('says a shape that recurs once, under a name that fits', async () => {
    const document = await convert(users);
    expect(schemaNames(document)).toEqual([
      'Address',
      'CreateUserRequest',
      'Email',
      'ListUsersResponse',
      'User',
    ]);
    expect(at(document, 'components', 'schemas', 'ListUsersResponse')).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/User' },
    });
  });

  it('keeps shapes apart that differ, and numbers none by chance', async () => {
    const shapes = [{ data: { a: 1 } }, { data: { b: 'x' } }, { owner: { a: 1 } }, { owner: { c: true } }];
    const items = shapes.map((body, index) =>
      request({
        name: `Op ${'ABCD'.charAt(index)}`,
        method: 'POST',
        url: `https://api.example.com/${'abcd'.charAt(index)}`,
        body,
      }),
    );
    const first = schemaNames(await convert(collection(...items)));
    expect(new Set(first.map((name) => name.toLowerCase())).size).toBe(first.length);
    expect(first.filter((name) => /\d$/.test(name))).toEqual([]);
    expect(schemaNames(await convert(collection(...items)))).toEqual(first);
  });

  it('gives names to keys that make none, and never those of a prototype', async () => {
    const inner = { x: 1 };
    const text = `{"__proto__": {"p": 1}, "constructor": {"c": 1}, "获取": {"u": 1}, "1st": {"f": 1}, "": {"e": 1}, "a b/c~d": ${JSON.stringify(inner)}}`;
    const item = request({ name: 'Send', method: 'POST', body: {} });
    const sent = item['request'];
    if (typeof sent === 'object' && sent !== null && !Array.isArray(sent))
      sent['body'] = { mode: 'raw', raw: text };
    const document = await convert(collection(item));
    for (const name of schemaNames(document)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
    const properties = at(document, 'components', 'schemas', 'SendRequest', 'properties') ?? {};
    expect(Object.keys(properties).sort()).toEqual(Object.keys(JSON.parse(text)).sort());
  });

  it('shares an error envelope and names its codes by operation and status', async () => {
    const table =
      '\n\n## Errors\n\n| Code | Meaning | HTTP |\n|---|---|---|\n| 1 | Refused | 401 |\n| 2 | Expired | 401 |\n| 3 | Missing | 400 |\n';
    const failure = (code: number, errorCode: number) => ({ code, body: { errorCode, errorMessage: 'm' } });
    const input = collection(
      request({
        name: 'Make',
        method: 'POST',
        body: { a: 1 },
        responses: [failure(400, 3), failure(401, 1), failure(401, 2)],
      }),
      request({ name: 'Read', responses: [failure(401, 2), failure(401, 1)] }),
    );
    const document = await convert({ ...input, info: { ...Object(input['info']), description: table } });
    const names = schemaNames(document);
    expect(names).toContain('Error');
    expect(
      names.filter((name) => name.includes('ErrorCode')).every((name) => /ErrorCode\d{3}$/.test(name)),
    ).toBe(true);
    const codes = describeOpenApi(document).map(
      ({ responses }) => responses.find(({ status }) => status === '401')?.errorCodes,
    );
    expect(codes).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('describes no body where HTTP sends none', async () => {
    const document = await convert(
      collection(request({ method: 'DELETE', responses: [{ code: 204, body: { count: 2 } }] })),
    );
    expect(at(document, 'paths', '/things', 'delete', 'responses', '204', 'content')).toBeUndefined();
  });

  it('leaves no extension in the document', async () => {
    expect(JSON.stringify(await convert(users))).not.toMatch(/"x-/);
  });
});

describe('the conversion', () => {
  it('gives the same bytes for the same input', async () => {
    const input = collection(
      folder('F', request({ method: 'PUT', body: { a: [1, 2], b: { c: 'd' } } })),
      request({}),
    );
    expect(JSON.stringify(await convert(input))).toBe(JSON.stringify(await convert(input)));
  });

  it('takes time in proportion to its input', { timeout: 120_000 }, async () => {
    const input = (count: number): string =>
      JSON.stringify(
        collection(
          ...Array.from({ length: count }, (_value, index) =>
            request({
              name: `Op ${String(index)}`,
              method: 'POST',
              url: `https://api.example.com/r${String(index)}/:id`,
              body: { [`k${String(index)}`]: { id: index } },
            }),
          ),
        ),
      );
    const [small, large] = [input(100), input(1000)];
    await convertCollection(small);
    const time = async (text: string): Promise<number> => {
      const start = process.cpuUsage();
      await convertCollection(text);
      return process.cpuUsage(start).user;
    };
    const base = Math.min(await time(small), await time(small), await time(small));
    expect((await time(large)) / base).toBeLessThan(30);
  });
});

describe('names of components', () => {
  it.each([
    ['Sizes', 'Size'],
    ['Cookies', 'Cookie'],
    ['Caches', 'Cache'],
    ['Statuses', 'Status'],
    ['Addresses', 'Address'],
    ['Series', 'Series'],
    ['Indices', 'Index'],
  ])('an element of a field table called %s is a %s', async (heading, name) => {
    const rows = '| Name | Type | Required |\n|---|---|---|\n';
    const key = heading.toLowerCase();
    const description = `## Request body\n\n${rows}| ${key} | ${heading}[] | yes |\n\n### ${heading}\n\n${rows}| first | string | yes |\n| second | string | no |`;
    const { request: sent, ...rest } = request({ method: 'POST', body: { [key]: [{ first: 'a' }] } });
    const item = { ...rest, request: { ...(sent as JsonObject), description } };
    expect(schemaNames(await convert(collection(item)))).toContain(name);
  });
});

describe('security', () => {
  it('is stated for an operation only where it differs from that of the document', async () => {
    const bearer = { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] };
    const item = (name: string, auth?: Json) =>
      request({ name, url: `https://api.example.com/${name}`, ...(auth !== undefined && { auth }) });
    const source = collection(item('inherits'), item('repeats', bearer), item('open', { type: 'noauth' }));
    const document = await convert({ ...source, auth: bearer });
    expect(document['security']).toEqual([{ bearerAuth: [] }]);
    expect(at(document, 'paths', '/inherits', 'get', 'security')).toBeUndefined();
    expect(at(document, 'paths', '/repeats', 'get', 'security')).toBeUndefined();
    expect(at(document, 'paths', '/open', 'get', 'security')).toEqual([]);
  });
});

/** A request with a raw body of any text. */
function withText(name: string, raw: string, more: JsonObject = {}): JsonObject {
  const item = request({ name, method: 'POST', url: `https://api.example.com/${name}`, body: {} });
  const sent = item['request'] as JsonObject;
  return { ...item, request: { ...sent, body: { mode: 'raw', raw }, ...more } };
}

describe('bodies that are labelled JSON and do not parse', () => {
  const reported = async (raw: string) => {
    const { value, problems } = await convertCollection(JSON.stringify(collection(withText('make', raw))));
    expect(problems.map(({ code, at: place }) => [code, place])).toEqual([
      ['body-is-no-json', '/item/0/request/body/raw'],
    ]);
    const content = at(value, 'paths', '/make', 'post', 'requestBody', 'content', 'application/json');
    return { content, schema: at(value, 'components', 'schemas', 'MakeRequest') };
  };

  it.each(['{"a": 1}\'', '{"a": 1, ...}', "{'a': 1}", '{"a": 1', '{“a”: 1}', '{"a": 1,,}}', '{a: 1;}'])(
    '%s is reported and read as it is meant',
    async (raw) => {
      const { content, schema } = await reported(raw);
      expect(schema).toMatchObject({ type: 'object', properties: { a: { type: 'integer' } } });
      expect(content).toMatchObject({ examples: { make: { value: { a: 1 } } } });
    },
  );

  it.each(['{"a": function() { return 1; }}', '["a": 1]', '{"a": '])(
    '%s is reported and kept as an example without a schema',
    async (raw) => {
      expect((await reported(raw)).content).toEqual({ examples: { make: { summary: 'make', value: raw } } });
    },
  );

  it('are a choice where one text holds several bodies: one example each, under the line above it', async () => {
    const { content, schema } = await reported(
      'Choose one\n\nBy phone:\n{ "kind": "PHONE", "number": "1" }\n\nBy post:\n{ "kind": "POST", "street": "Elm" }',
    );
    expect(content).toMatchObject({
      examples: {
        'by-phone': { value: { kind: 'PHONE', number: '1' } },
        'by-post': { value: { kind: 'POST', street: 'Elm' } },
      },
    });
    expect(schema).toMatchObject({
      oneOf: [
        { title: 'By phone', required: ['kind', 'number'], properties: { kind: { enum: ['PHONE'] } } },
        { title: 'By post', required: ['kind', 'street'], properties: { kind: { enum: ['POST'] } } },
      ],
    });
  });

  it('leave the schema to a table that documents the body', async () => {
    const description = '## Request body\n\n| Name | Type | Required |\n|---|---|---|\n| a | integer | yes |';
    const document = await convert(collection(withText('make', '{"a": ...', { description })));
    const content = at(document, 'paths', '/make', 'post', 'requestBody', 'content', 'application/json');
    expect(content).not.toHaveProperty('examples');
    expect(JSON.stringify(document)).toContain('"a":{"type":"integer"}');
  });
});

describe('query keys with several values', () => {
  const query = (...pairs: string[]) => ({ raw: `https://api.example.com/find?${pairs.join('&')}` });
  const parameters = async (...urls: Json[]): Promise<Json | undefined> =>
    at(
      await convert(collection(...urls.map((url, index) => request({ name: `Find ${String(index)}`, url })))),
      'paths',
      '/find',
      'get',
      'parameters',
    );

  it('are lists, each request one example', async () => {
    expect(await parameters(query('tag=red', 'tag=blue', 'size=5'), query('tag=green'))).toMatchObject([
      {
        name: 'tag',
        schema: { type: 'array', items: { type: 'string' } },
        examples: { 'find-0': { value: ['red', 'blue'] }, 'find-1': { value: ['green'] } },
      },
      { name: 'size', schema: { type: 'integer' } },
    ]);
  });

  it('are lists where the name says so', async () => {
    expect(await parameters(query('owner[in][]=1'))).toMatchObject([
      {
        name: 'owner[in][]',
        schema: { type: 'array', items: { type: 'integer' } },
        examples: { 'find-0': { value: [1] } },
      },
    ]);
  });

  it('are not lists where two requests send one value each', async () => {
    expect(await parameters(query('tag=red'), query('tag=blue'))).toMatchObject([
      { schema: { type: 'string' } },
    ]);
  });
});

describe('a slash at the end of a path', () => {
  const kites = (...paths: string[]) =>
    collection(
      ...paths.map((path, index) =>
        request({ name: `Kites ${String(index)}`, url: `https://api.example.com${path}` }),
      ),
    );

  it('is kept where every request writes it', async () => {
    const document = await convert(kites('/kites/', '/kites/', '/kites/:id/', '/winds', '/'));
    expect(Object.keys(document['paths'] as JsonObject)).toEqual(['/kites/', '/kites/{id}/', '/winds', '/']);
  });

  it('is left out and reported where the requests differ', async () => {
    const { value, problems } = await convertCollection(JSON.stringify(kites('/kites/', '/kites')));
    expect(Object.keys(value['paths'] as JsonObject)).toEqual(['/kites']);
    expect(problems.map(({ code }) => code)).toEqual(['trailing-slash-differs']);
  });
});
