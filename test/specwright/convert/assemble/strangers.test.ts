import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { valueAt } from '../../../../src/specwright/base/pointer.ts';
import { convertCollection, type Conversion } from '../../../../src/specwright/convert/convert-collection.ts';
import { originsOf } from '../../../../src/specwright/convert/report/origins.ts';
import { collection, request } from './collections.ts';

/** Habits of collections that strangers publish. */

async function convert(...items: readonly JsonObject[]): Promise<Conversion> {
  return convertCollection(JSON.stringify(collection(...items)));
}

function withTest(item: JsonObject, ...lines: readonly string[]): JsonObject {
  return { ...item, event: [{ listen: 'test', script: { exec: [...lines] } }] };
}

describe('statuses that test scripts wait for', () => {
  async function statusesOf(...lines: readonly string[]): Promise<readonly string[]> {
    const { value } = await convert(withTest(request({ method: 'POST' }), ...lines));
    return Object.keys(valueAt(value, '/paths/~1things/post/responses') ?? {});
  }

  it.each([
    ["pm.test('made', () => pm.response.to.have.status(201));", ['201']],
    ['pm.response.to.have.status("Created");', ['201']],
    ['pm.expect(pm.response.code).to.equal(400);', ['200', '400']],
    ['pm.expect(pm.response.code).to.be.oneOf([201, 409]);', ['201', '409']],
    ["tests['gone'] = responseCode.code === 204;", ['204']],
    ['pm.expect(pm.response.code === 200 || pm.response.code === 201).to.be.true;', ['200']],
    ['pm.response.to.be.notFound;', ['200', '404']],
    ['pm.response.to.not.have.status(500);', ['200']],
    ['// pm.response.to.have.status(418);', ['200']],
    ['/* pm.response.to.have.status(418); */', ['200']],
    ['pm.response.to.have.status(999);', ['200']],
  ])('%s', async (line, expected) => {
    expect(await statusesOf(line)).toEqual(expected);
  });

  it('name the script as their origin', async () => {
    const conversion = await convert(
      withTest(request({ method: 'DELETE' }), 'pm.response.to.have.status(204);'),
    );
    const origin = originsOf(conversion).find(({ pointer }) => pointer.endsWith('/responses/204'));
    expect(origin?.sources).toEqual([
      { origin: 'script', at: '/item/0/event/0/script/exec', confidence: 0.8 },
    ]);
  });

  it('of Postman v1 are read too', async () => {
    const tests: Json = 'tests["made"] = responseCode.code === 201;';
    const v1 = { id: 'a', name: 'One', requests: [{ id: 'r', method: 'POST', url: '/things', tests }] };
    const { value } = await convertCollection(JSON.stringify(v1));
    expect(valueAt(value, '/paths/~1things/post/responses/201')).toBeDefined();
  });
});

/** A request and an answer with texts as they were saved. */
function saved(body: string, answer: string): JsonObject {
  const item = request({ method: 'POST', responses: [{ code: 200, name: 'Fine', body: null }] });
  const response = { name: 'Fine', code: 200, header: [], body: answer };
  const { request: sent } = item;
  return { ...item, request: { ...Object(sent), body: { mode: 'raw', raw: body } }, response: [response] };
}

function bodyAt(document: JsonObject, ...keys: readonly string[]): Json | undefined {
  const content = '/paths/~1things/post/requestBody/content/application~1json';
  const schema = valueAt(document, `${content}/schema/$ref`);
  return valueAt(document, `${String(schema).slice(1)}${keys.map((key) => `/properties/${key}`).join('')}`);
}

describe('bare variables in JSON', () => {
  const variable = [
    { key: 'age', value: '31' },
    { key: 'active', value: 'true' },
    { key: 'zones', value: '[1, 2]' },
    { key: 'owner', value: '{"name": "Ida"}' },
  ];
  const body =
    '{"age": {{age}}, "on": {{active}}, "zones": {{zones}}, "owner": {{owner}}, "free": {{other}}}';
  const input = { ...collection(saved(body, body)), variable };

  it('take the value that the collection gives them, in requests and answers', async () => {
    const { value } = await convertCollection(JSON.stringify(input));
    const known = { age: 31, on: true, zones: [1, 2], owner: { name: 'Ida' }, free: '{{other}}' };
    for (const place of ['requestBody', 'responses/200']) {
      const content = valueAt(value, `/paths/~1things/post/${place}/content/application~1json`);
      expect(Object.values(Object(valueAt(content ?? null, '/examples')))).toMatchObject([{ value: known }]);
    }
    expect(bodyAt(value, 'age')).toEqual({ type: 'integer' });
    expect(bodyAt(value, 'on')).toEqual({ type: 'boolean' });
    expect(bodyAt(value, 'zones')).toEqual({ type: 'array', items: { type: 'integer' } });
  });

  it('without a value may be anything', async () => {
    const { value } = await convertCollection(JSON.stringify(input));
    expect(bodyAt(value, 'free')).toEqual({});
  });
});

describe('numbers that JavaScript cannot hold', () => {
  it.each([
    ['9007199254740993', { type: 'integer', format: 'int64' }],
    ['-1379505554728411138', { type: 'integer', format: 'int64' }],
    ['1e400', { type: 'number' }],
  ])('%s leaves its example out, is reported, and keeps its type', async (written, schema) => {
    const { value, problems } = await convert(saved(`{"id": ${written}}`, '{}'));
    expect(bodyAt(value, 'id')).toEqual(schema);
    expect(valueAt(value, '/paths/~1things/post/requestBody/content/application~1json')).not.toHaveProperty(
      'examples',
    );
    expect(problems.map(({ code }) => code)).toContain('number-not-representable');
  });

  it.each(['9007199254740992', '1379505554728411136', '"1379505554728411138"', '0.1000000000000000055'])(
    '%s stays as it is',
    async (written) => {
      const { value, problems } = await convert(saved(`{"id": ${written}}`, '{}'));
      const content = '/paths/~1things/post/requestBody/content/application~1json';
      expect(valueAt(value, `${content}/examples/request/value/id`)).toEqual(JSON.parse(written));
      expect(problems).toEqual([]);
    },
  );
});

describe('several requests of one method and path', () => {
  const url = 'https://api.example.com/rpc';
  const described = (name: string, description: string): JsonObject => {
    const item = request({ name, method: 'POST', url, body: { name } });
    return { ...item, request: { ...Object(item['request']), description } };
  };
  const rpc = (...items: readonly JsonObject[]): Promise<Conversion> =>
    convert(...items.map((item, index): JsonObject => ({ name: `Folder ${String(index)}`, item: [item] })));

  it('that do different things keep their folders, names and descriptions', async () => {
    const { value } = await rpc(described('Wake up', ''), described('Boot', 'Reboots at once.'));
    expect(valueAt(value, '/paths/~1rpc/post')).toMatchObject({
      tags: ['Folder 0', 'Folder 1'],
      summary: 'Wake up; Boot',
      description: '**Boot**: Reboots at once.',
      operationId: 'postRpc',
    });
    expect(valueAt(value, '/tags')).toEqual([{ name: 'Folder 0' }, { name: 'Folder 1' }]);
  });

  it.each([
    ['Create call (201)', 'Create call (400)', 'createCall'],
    ['Create call', 'Create call Copy 2', 'createCall'],
    ['TC01 - Create call', 'TC02 - Create call', 'createCall'],
    ['Find calls by day', 'Find calls by name', 'findCalls'],
    ['Dial', 'Send rpc', 'sendRpc'],
  ])('%s and %s are one thing', async (one, other, id) => {
    const { value } = await rpc(described(one, 'Calls.'), described(other, 'Calls.'));
    expect(valueAt(value, '/paths/~1rpc/post')).toMatchObject({ operationId: id, description: 'Calls.' });
  });
});

describe('operation ids are a verb and what it is done to', () => {
  it.each([
    ['GET', 'boats', '/api/boats', 'getBoats'],
    ['POST', 'boats', '/api/boats', 'postBoats'],
    ['PATCH', 'boats/:id', '/api/boats/:id', 'patchBoatsById'],
    ['DELETE', 'delete', '/notes/:id', 'deleteNotesById'],
    ['GET', 'export', '/notes', 'exportNotes'],
    ['GET', 'User details', '/users/:id', 'getUserDetails'],
    ['GET', 'GET ALL USERS', '/users', 'getAllUsers'],
    ['POST', 'Bulk import users', '/users/bulk', 'bulkImportUsers'],
    ['POST', 'Explore a reef', '/reefs', 'exploreAReef'],
    ['GET', 'Получить список', '/list', 'getPoluchitSpisok'],
    ['GET', 'Ζητώ λίστα', '/list', 'getZitoLista'],
    ['GET', 'Größe lesen', '/size', 'getGrosseLesen'],
    ['GET', '一覧 list', '/notes', 'getNotes'],
    ['GET', 'Find tides - every high and low tide of a whole year', '/tides', 'findTides'],
    ['GET', 'JSON GET /v1/tides', '/v1/tides', 'getTides'],
    ['POST', 'go', '/', 'postGo'],
    ['POST', '/', '/', 'postRoot'],
  ])('%s %s at %s is %s', async (method, name, path, id) => {
    const { value } = await convert(request({ name, method, url: `https://api.example.com${path}` }));
    const [item] = Object.values(Object(valueAt(value, '/paths')));
    expect(Object.values(Object(item))).toMatchObject([{ operationId: id }]);
  });

  it('stay what they are when a request is added', async () => {
    const first = request({ name: 'List boats', url: 'https://api.example.com/boats' });
    const added = request({ name: 'Search by owner', url: 'https://api.example.com/boats?owner=a' });
    const { value } = await convert(first, added);
    expect(valueAt(value, '/paths/~1boats/get/operationId')).toBe('listBoats');
  });
});

describe('path variables', () => {
  it.each([
    ['/files/:path(.*)', '/files/{path}'],
    ['/files/{id:[0-9]+}', '/files/{id}'],
    ['/solicitudes/:idAplicación', '/solicitudes/{idAplicacion}'],
    ['/t/:a.:b.json', '/t/{a}.{b}.json'],
    ["/Sub(id=:id)/Keys('{{key}}')", "/Sub(id={id})/Keys('{key}')"],
    ['/v{{n}}/x', '/v{n}/x'],
    ['/t/%257Bid%257D', '/t/{id}'],
    ['/t/:id:cancel', '/t/{id}:cancel'],
    ['/at/12:30', '/at/12:30'],
    ['/t/:id./x', '/t/{id}./x'],
  ])('%s is %s', async (written, path) => {
    const { value } = await convert(request({ url: `https://api.example.com${written}` }));
    expect(Object.keys(Object(valueAt(value, '/paths')))).toEqual([path]);
  });

  it('of one name, declared twice, keep their own values', async () => {
    const url = {
      raw: 'https://api.example.com/a/:id/b/:id',
      host: ['api', 'example', 'com'],
      protocol: 'https',
      path: ['a', ':id', 'b', ':id'],
      variable: [
        { key: 'id', value: '1' },
        { key: 'id', value: '2' },
      ],
    };
    const { value } = await convert(request({ url }));
    const parameters = valueAt(value, '/paths/~1a~1{id}~1b~1{id2}/get/parameters');
    expect(parameters).toMatchObject([
      { name: 'id', schema: { type: 'string' }, examples: { request: { value: '1' } } },
      { name: 'id2', schema: { type: 'string' }, examples: { request: { value: '2' } } },
    ]);
  });
});

describe('OAuth 2', () => {
  const oauth2 = (attributes: JsonObject): JsonObject => ({
    type: 'oauth2',
    oauth2: Object.entries(attributes).map(([key, value]): JsonObject => ({ key, value })),
  });
  const token = oauth2({ grant_type: 'client_credentials', accessTokenUrl: '{{idp}}/token' });
  const code = oauth2({
    grant_type: 'authorization_code',
    authUrl: 'https://id.example/authorize',
    accessTokenUrl: 'https://id.example/token',
  });

  it('addresses that nobody states are reported', async () => {
    const { problems } = await convert(request({ auth: token }));
    expect(problems).toMatchObject([
      { code: 'oauth-address-missing', message: expect.stringContaining('https://idp.example/token') },
    ]);
    expect((await convert(request({ auth: code }))).problems).toEqual([]);
  });

  it('schemes are named after their flow', async () => {
    const { value } = await convert(
      request({ auth: token }),
      request({ auth: code, url: 'https://api.example.com/b' }),
    );
    expect(Object.keys(Object(valueAt(value, '/components/securitySchemes')))).toEqual([
      'oauth2',
      'oauth2AuthorizationCode',
    ]);
  });
});

describe('one schema per thing', () => {
  const answer = (code: number, body: Json): JsonObject =>
    request({ method: 'POST', url: `https://api.example.com/n${String(code)}`, responses: [{ code, body }] });
  const namesIn = (value: JsonObject): readonly string[] =>
    Object.keys(Object(valueAt(value, '/components/schemas')));

  it('where shapes differ only in what samples made required', async () => {
    const url = 'https://api.example.com/crabs';
    const all = request({
      name: 'List crabs',
      url,
      responses: [{ code: 200, body: [{ id: 1, legs: 8 }, { id: 2 }] }],
    });
    const crab = request({
      name: 'Get crab',
      url: `${url}/:id`,
      responses: [{ code: 200, body: { id: 1, legs: 8 } }],
    });
    const { value } = await convert(all, crab);
    expect(namesIn(value)).toEqual(['Crab', 'ListCrabsResponse']);
    expect(valueAt(value, '/components/schemas/Crab')).not.toHaveProperty('required');
  });

  it('keeps apart what documentation calls required', async () => {
    const documented = (name: string, mark: string): JsonObject => {
      const item = request({
        name,
        method: 'POST',
        url: `https://api.example.com/${name}`,
        body: { tag: 'a', size: 1 },
      });
      const table = `### Body\n\n| Name | Type | Required |\n|---|---|---|\n| tag | string | ${mark} |\n| size | integer | no |\n`;
      return { ...item, request: { ...Object(item['request']), description: table } };
    };
    const { value } = await convert(documented('add', 'yes'), documented('edit', 'no'));
    const required = Object.values(Object(valueAt(value, '/components/schemas'))).map(
      (schema) => Object(schema)['required'],
    );
    expect(required).toHaveLength(2);
    expect(required).toContainEqual(['tag']);
  });

  it('of errors that leave out parts of their envelope', async () => {
    const { value } = await convert(
      answer(400, { name: 'A', message: 'a', details: [{ issue: 'x' }] }),
      answer(404, { name: 'B', message: 'b' }),
      answer(409, { name: 'C', message: 'c', details: [{ issue: 'x', field: '/f' }] }),
    );
    expect(namesIn(value).filter((name) => name.startsWith('Error'))).toEqual(['Error', 'ErrorDetail']);
  });

  it('that is a tree refers to itself', async () => {
    const leaf = { name: 'c', parts: [] };
    const tree = { name: 'a', parts: [{ name: 'b', parts: [leaf, leaf] }, leaf] };
    const { value } = await convert(request({ name: 'Get tree', responses: [{ code: 200, body: tree }] }));
    const [name = '', ...others] = namesIn(value);
    expect(others).toEqual([]);
    expect(valueAt(value, `/components/schemas/${name}/properties/parts/items`)).toEqual({
      $ref: `#/components/schemas/${name}`,
    });
  });

  it('does not take the place of one of its uses as its name', async () => {
    const body = (key: string): Json => ({ [key]: { links: [{ href: '/a', rel: 'self' }] } });
    const { value } = await convert(answer(200, body('crab')), answer(201, body('kite')));
    expect(namesIn(value)).toContain('Link');
  });

  it('names a list or an object alike', async () => {
    const url = 'https://api.example.com/reefs';
    const { value } = await convert(
      request({
        url,
        responses: [
          { code: 200, body: { fish: { id: 1 } } },
          { code: 200, body: { fish: [{ id: 1 }, { id: 2 }] } },
        ],
      }),
    );
    expect(namesIn(value).filter((name) => /Variant|Item/.test(name))).toEqual([]);
  });
});
