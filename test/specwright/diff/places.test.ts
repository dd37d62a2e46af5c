import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { diffDocuments } from '../../../src/specwright/diff/diff.ts';
import { api } from './documents.ts';

/** What is told of a change: where it was and is, what it was and is, and a name that its sentence has. */
interface Told {
  readonly id: string;
  readonly base?: string;
  readonly revision?: string;
  readonly was?: Json;
  readonly is?: Json;
  readonly guess?: string;
  readonly operation?: string;
  readonly about?: string;
}

type Row = readonly [words: string, was: JsonObject, is: JsonObject, expected: readonly Told[]];

const today = '2026-06-01';
const text = { type: 'string' };
const integer = { type: 'integer' };
const ok = { description: 'ok' };
const OPERATION = '/paths/~1thing/post';
/** Both sides at the operation itself. */
const AT = { base: OPERATION, revision: OPERATION };
const at = (below: string): { base: string; revision: string } => ({
  base: `${OPERATION}${below}`,
  revision: `${OPERATION}${below}`,
});

/** What is told; the operation and the sentence only where a row expects something of them. */
function toldOf(
  was: JsonObject,
  is: JsonObject,
  expected: readonly Told[],
  moved = new Map<string, string>(),
) {
  const { changes } = diffDocuments(was, is, { today, moved });
  return changes.map((change, index) => {
    const { operation, about } = expected[index] ?? {};
    return {
      id: change.id,
      base: change.base?.pointer,
      revision: change.revision?.pointer,
      was: change.was,
      is: change.is,
      guess: change.guess,
      ...(operation !== undefined && { operation: change.operation }),
      ...(about !== undefined && { about: change.title.includes(about) ? about : change.title }),
    };
  });
}

/** A document with these path items. */
const withPaths = (paths: JsonObject, rest: JsonObject = {}): JsonObject => ({ ...api({}), paths, ...rest });
const get = (operation: JsonObject = {}): JsonObject => ({ get: { responses: {}, ...operation } });

describe('operations', () => {
  const renamed = (path: string): JsonObject => ({
    [path]: { get: { responses: {} }, put: { responses: {} } },
  });

  it.each<Row>([
    [
      'that are new',
      withPaths({}),
      withPaths({ '/a': get() }),
      [{ id: 'operation-added', base: '/paths', revision: '/paths/~1a/get', operation: 'GET /a' }],
    ],
    [
      'that are gone',
      withPaths({ '/a': get() }),
      withPaths({}),
      [{ id: 'operation-removed', base: '/paths/~1a/get', revision: '/paths', operation: 'GET /a' }],
    ],
    [
      'that are gone while one of their id is new',
      withPaths({ '/a': get({ operationId: 'one' }) }),
      withPaths({ '/b': get({ operationId: 'two' }), '/c': get({ operationId: 'one' }) }),
      [
        { id: 'operation-removed', base: '/paths/~1a/get', revision: '/paths', guess: 'moved to GET /c' },
        { id: 'operation-added', base: '/paths', revision: '/paths/~1b/get' },
        { id: 'operation-added', base: '/paths', revision: '/paths/~1c/get' },
      ],
    ],
    [
      'without an id are not taken for one another',
      withPaths({ '/a': get() }),
      withPaths({ '/b': get() }),
      [
        { id: 'operation-removed', base: '/paths/~1a/get', revision: '/paths' },
        { id: 'operation-added', base: '/paths', revision: '/paths/~1b/get' },
      ],
    ],
    [
      'whose method is new at a path that stays',
      withPaths({ '/a': get() }),
      withPaths({ '/a': { ...get(), put: { responses: {} } } }),
      [{ id: 'operation-added', base: '/paths', revision: '/paths/~1a/put', operation: 'PUT /a' }],
    ],
    [
      'whose method is gone from a path that stays',
      withPaths({ '/a': { ...get(), put: { responses: {} } } }),
      withPaths({ '/a': get() }),
      [{ id: 'operation-removed', base: '/paths/~1a/put', revision: '/paths', operation: 'PUT /a' }],
    ],
    [
      'of a method that has no keyword',
      withPaths({ '/a': { additionalOperations: { COPY: { responses: {} } } } }),
      withPaths({}),
      [
        {
          id: 'operation-removed',
          base: '/paths/~1a/additionalOperations/COPY',
          revision: '/paths',
          operation: 'COPY /a',
        },
      ],
    ],
    [
      'at paths that differ in the name of a parameter',
      withPaths({ '/a/{id}': renamed('')[''] ?? {} }),
      withPaths({ '/a/{id}': get(), '/a/{key}': { put: { responses: {}, operationId: 'put' } } }),
      [
        {
          id: 'operation-id-added',
          base: '/paths/~1a~1{id}/put/operationId',
          revision: '/paths/~1a~1{key}/put/operationId',
          was: null,
          is: 'put',
        },
      ],
    ],
    [
      'are not looked for in extensions, nor in what is no object',
      withPaths({ 'x-a': get(), '/b': { get: true, additionalOperations: { COPY: 1 } } }),
      withPaths({}),
      [],
    ],
    [
      'whose sunset is today may go',
      withPaths({ '/a': get({ deprecated: true, 'x-sunset': '2026-06-01T12:00:00Z' }) }),
      withPaths({}),
      [{ id: 'operation-removed-with-deprecation', base: '/paths/~1a/get', revision: '/paths' }],
    ],
    [
      'whose sunset is tomorrow may not',
      withPaths({ '/a': get({ deprecated: true, 'x-sunset': '2026-06-02T00:00:00Z' }) }),
      withPaths({}),
      [{ id: 'operation-removed-before-sunset', base: '/paths/~1a/get', revision: '/paths' }],
    ],
    [
      'that promise nothing may change',
      withPaths({ '/a': get({ 'x-stability-level': 'draft', requestBody: { content: {} } }) }),
      withPaths({ '/a': get({ 'x-stability-level': 'draft' }) }),
      [{ id: 'request-body-removed', base: '/paths/~1a/get/requestBody', revision: '/paths/~1a/get' }],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });

  it('that are known to have another address are compared', () => {
    const was = withPaths({ '/a': get({ operationId: 'one' }) });
    const is = withPaths({ '/b': { post: { responses: {}, operationId: 'two' } } });
    const places = { base: '/paths/~1a/get', revision: '/paths/~1b/post' };
    const expected = [
      { id: 'operation-address-changed', ...places, was: 'GET /a', is: 'POST /b', operation: 'GET /a' },
      {
        id: 'operation-id-changed',
        base: `${places.base}/operationId`,
        revision: `${places.revision}/operationId`,
        was: 'one',
        is: 'two',
      },
    ];
    expect(toldOf(was, is, expected, new Map([['GET /a', 'POST /b']]))).toEqual(expected);
  });
});

describe('servers', () => {
  const on = (...urls: string[]): JsonObject => ({ servers: urls.map((url) => ({ url })) });
  const SERVERS = { base: '/servers', revision: '/servers' };
  const moved = {
    id: 'operation-moved',
    base: '/paths/~1a/get',
    revision: '/paths/~1v1~1a/get',
    was: '/a',
    is: '/v1/a',
  };

  it.each<Row>([
    [
      'come and go',
      withPaths({}, on('https://a.example', 'https://b.example')),
      withPaths({}, on('https://b.example', 'https://c.example')),
      [
        { id: 'server-removed', ...SERVERS, was: 'https://a.example', about: 'https://a.example' },
        { id: 'server-added', ...SERVERS, is: 'https://c.example', about: 'https://c.example' },
      ],
    ],
    [
      'have another order',
      withPaths({}, on('https://a.example', 'https://b.example')),
      withPaths({}, on('https://b.example', 'https://a.example')),
      [],
    ],
    [
      'give a part of their address to the paths',
      withPaths({ '/a': get() }, on('https://a.example/v1')),
      withPaths({ '/v1/a': get() }, on('https://a.example')),
      [moved],
    ],
    [
      'change besides',
      withPaths({ '/a': get() }, on('https://a.example/v1')),
      withPaths({ '/v1/a': get() }, on('https://b.example')),
      [
        { id: 'server-removed', ...SERVERS, was: 'https://a.example' },
        moved,
        { id: 'server-added', ...SERVERS, is: 'https://b.example' },
      ],
    ],
    [
      'that no operation is at',
      withPaths({ '/a': { ...get(), ...on('https://own.example') } }, on('https://a.example')),
      withPaths({ '/a': { ...get(), ...on('https://own.example') } }, on('https://b.example')),
      [],
    ],
    [
      'that one operation is at',
      withPaths({ '/a': get(on('https://own.example')), '/b': get() }, on('https://a.example')),
      withPaths({ '/a': get(on('https://own.example')), '/b': get() }, on('https://b.example')),
      [
        { id: 'server-removed', ...SERVERS, was: 'https://a.example' },
        { id: 'server-added', ...SERVERS, is: 'https://b.example' },
      ],
    ],
    [
      'of an operation',
      api(on('https://a.example/')),
      api(on('https://b.example/')),
      [
        { id: 'server-removed', ...AT, was: 'https://a.example/thing', about: 'https://a.example' },
        { id: 'server-added', ...AT, is: 'https://b.example/thing', about: 'https://b.example' },
      ],
    ],
    [
      'of a path whose parameter has another name',
      withPaths({ '/a/{id}': { ...get(), ...on('https://a.example') } }),
      withPaths({ '/a/{key}': { ...get(), ...on('https://a.example') } }),
      [],
    ],
    [
      'that are the same as those of the document',
      withPaths({ '/a': get() }, on('https://a.example')),
      withPaths({ '/a': get(on('https://a.example')) }, on('https://a.example')),
      [],
    ],
    [
      'are the same in other words',
      withPaths(
        {},
        { servers: [{ url: 'HTTPS://{host}:443/v1/', variables: { host: { default: 'A.example' } } }] },
      ),
      withPaths({}, on('https://a.example/v1')),
      [],
    ],
    [
      'have a port that says something',
      withPaths({}, on('http://a.example:443', 'https://a.example:80')),
      withPaths({}, on('http://a.example:80', 'https://a.example:443')),
      [
        { id: 'server-removed', ...SERVERS, was: 'http://a.example:443' },
        { id: 'server-removed', ...SERVERS, was: 'https://a.example:80' },
        { id: 'server-added', ...SERVERS, is: 'http://a.example' },
        { id: 'server-added', ...SERVERS, is: 'https://a.example' },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('what a document says of itself', () => {
  const info = (rest: JsonObject): JsonObject => ({ ...api({}), info: rest });
  const parts = (components: JsonObject): JsonObject => api({}, { components });
  const scheme = { type: 'http', scheme: 'basic' };

  it.each<Row>([
    [
      'title, description and version',
      info({ title: 'One', version: '1' }),
      info({ title: 'Two', version: '2', description: 'New.' }),
      [
        { id: 'description-changed', base: '/info/title', revision: '/info/title', was: 'One', is: 'Two' },
        {
          id: 'description-changed',
          base: '/info/description',
          revision: '/info/description',
          was: null,
          is: 'New.',
        },
        { id: 'version-changed', base: '/info/version', revision: '/info/version', was: '1', is: '2' },
      ],
    ],
    [
      'a version has no white space to spare, a text has',
      info({ title: 'One', version: '1', description: 'a b' }),
      info({ title: 'One', version: '1 ', description: 'a\nb' }),
      [{ id: 'version-changed', base: '/info/version', revision: '/info/version', was: '1', is: '1 ' }],
    ],
    [
      'schemas go, others come unnoticed',
      parts({ schemas: { A: text, B: text } }),
      parts({ schemas: { B: text, C: text } }),
      [{ id: 'schema-removed', base: '/components/schemas/A', revision: '/components/schemas', about: 'A' }],
    ],
    [
      'security schemes go and come',
      parts({ securitySchemes: { a: scheme, b: scheme } }),
      parts({ securitySchemes: { b: scheme, c: { ...scheme, scheme: 'bearer' } } }),
      [
        {
          id: 'security-scheme-removed',
          base: '/components/securitySchemes/a',
          revision: '/components/securitySchemes',
          about: '"a"',
        },
        {
          id: 'security-scheme-added',
          base: '/components/securitySchemes',
          revision: '/components/securitySchemes/c',
          about: '"c"',
        },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('webhooks and callbacks', () => {
  const hooks = (webhooks: JsonObject): JsonObject => ({ ...api({}), webhooks });
  const post = { post: { responses: {} } };
  const both = { ...post, put: { responses: {} } };
  const back = (callbacks: JsonObject): JsonObject => api({ callbacks });

  it.each<Row>([
    [
      'a webhook is gone',
      hooks({ a: post }),
      hooks({}),
      [
        {
          id: 'webhook-removed',
          base: '/webhooks/a',
          revision: '/webhooks',
          operation: 'webhook a',
          about: '"a"',
        },
      ],
    ],
    [
      'a webhook is new',
      hooks({}),
      hooks({ a: post }),
      [
        {
          id: 'webhook-added',
          base: '/webhooks',
          revision: '/webhooks/a',
          operation: 'webhook a',
          about: '"a"',
        },
      ],
    ],
    [
      'a method of a webhook is gone',
      hooks({ a: both }),
      hooks({ a: post }),
      [
        {
          id: 'webhook-removed',
          base: '/webhooks/a/put',
          revision: '/webhooks/a',
          operation: 'webhook PUT a',
          about: '"a"',
        },
      ],
    ],
    [
      'a method of a webhook is new',
      hooks({ a: post }),
      hooks({ a: both }),
      [
        {
          id: 'webhook-added',
          base: '/webhooks/a',
          revision: '/webhooks/a/put',
          operation: 'webhook PUT a',
          about: '"a"',
        },
      ],
    ],
    [
      'a webhook has servers of its own',
      hooks({ a: { ...post, servers: [{ url: 'https://a.example' }] } }),
      hooks({ a: post }),
      [
        {
          id: 'server-removed',
          base: '/webhooks/a/post',
          revision: '/webhooks/a/post',
          was: 'https://a.example',
        },
        { id: 'server-added', base: '/webhooks/a/post', revision: '/webhooks/a/post', is: '' },
      ],
    ],
    [
      'a callback is gone',
      back({ done: { '{$url}': post } }),
      back({}),
      [
        {
          id: 'callback-removed',
          base: `${OPERATION}/callbacks/done/{$url}`,
          revision: OPERATION,
          about: 'done {$url}',
        },
      ],
    ],
    [
      'a callback is new',
      back({ done: { '{$url}': post } }),
      back({ done: { '{$url}': post, '{$other}': post } }),
      [
        {
          id: 'callback-added',
          base: OPERATION,
          revision: `${OPERATION}/callbacks/done/{$other}`,
          about: 'done {$other}',
        },
      ],
    ],
    [
      'a method of a callback is gone',
      back({ done: { '{$url}': both } }),
      back({ done: { '{$url}': post } }),
      [
        {
          id: 'callback-removed',
          base: `${OPERATION}/callbacks/done/{$url}/put`,
          revision: `${OPERATION}/callbacks/done/{$url}`,
        },
      ],
    ],
    [
      'a method of a callback is new',
      back({ done: { '{$url}': post } }),
      back({ done: { '{$url}': both } }),
      [
        {
          id: 'callback-added',
          base: `${OPERATION}/callbacks/done/{$url}`,
          revision: `${OPERATION}/callbacks/done/{$url}/put`,
        },
      ],
    ],
    [
      'a callback asks for more',
      back({ done: { '{$url}': { post: { parameters: [], responses: {} } } } }),
      back({ done: { '{$url}': { post: { requestBody: { content: {} }, responses: {} } } } }),
      [
        {
          id: 'request-body-optional-added',
          base: `${OPERATION}/callbacks/done/{$url}/post`,
          revision: `${OPERATION}/callbacks/done/{$url}/post/requestBody`,
        },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('the life of an operation or a parameter', () => {
  const dated = (sunset?: Json, deprecated = true): JsonObject => ({
    deprecated,
    ...(sunset !== undefined && { 'x-sunset': sunset }),
  });
  const rows: readonly (readonly [
    was: JsonObject,
    is: JsonObject,
    told: readonly Pick<Told, 'id' | 'was' | 'is'>[],
  ])[] = [
    [{}, dated(), [{ id: 'deprecated', is: null }]],
    [{}, dated('2026-06-01'), [{ id: 'deprecated', is: '2026-06-01' }]],
    [
      {},
      dated('2026-05-31'),
      [
        { id: 'sunset-passed', was: null, is: '2026-05-31' },
        { id: 'deprecated', is: '2026-05-31' },
      ],
    ],
    [
      {},
      dated('soon'),
      [
        { id: 'sunset-invalid', was: null, is: 'soon' },
        { id: 'deprecated', is: 'soon' },
      ],
    ],
    [dated('soon', false), dated('2027-01-01'), [{ id: 'deprecated', is: '2027-01-01' }]],
    [dated(), {}, [{ id: 'reactivated' }]],
    [dated('2027-01-01', false), dated('2026-01-01', false), []],
    [dated(), dated('2027-01-01'), []],
    [dated(), dated('2026-01-01'), [{ id: 'sunset-passed', was: null, is: '2026-01-01' }]],
    [dated('2027-01-01'), dated('2027-01-01T12:00:00Z'), []],
    [dated('2027-01-01T12:00:00Z'), dated('2027-01-01'), []],
    [dated('2027-01-01'), dated('2028-01-01'), []],
    [dated('2027-01-01'), dated(), [{ id: 'sunset-removed', was: '2027-01-01', is: null }]],
    [
      dated('2027-01-01'),
      dated('2026-06-01'),
      [{ id: 'sunset-moved-forward', was: '2027-01-01', is: '2026-06-01' }],
    ],
    [
      dated('2027-01-01'),
      dated('2026-05-31'),
      [{ id: 'sunset-passed', was: '2027-01-01', is: '2026-05-31' }],
    ],
    [dated('soon'), dated('2027-01-01'), [{ id: 'sunset-invalid', was: 'soon', is: '2027-01-01' }]],
    [dated('soon'), dated('soon'), []],
  ];

  it.each(rows)('%j to %j', (was, is, expected) => {
    const parameter = (rest: JsonObject): JsonObject =>
      api({ parameters: [{ name: 'p', in: 'query', schema: text, ...rest }] });
    expect(toldOf(api(was), api(is), [])).toEqual(
      expected.map((told) => ({ ...AT, ...told, id: `operation-${told.id}` })),
    );
    expect(toldOf(parameter(was), parameter(is), [])).toEqual(
      expected.map((told) => ({ ...at('/parameters/0'), ...told, id: `parameter-${told.id}` })),
    );
  });

  const LEVEL = at('/x-stability-level');
  const level = (value?: Json): JsonObject => api(value === undefined ? {} : { 'x-stability-level': value });
  it.each<Row>([
    [
      'less is promised',
      level(),
      level('beta'),
      [{ id: 'operation-stability-decreased', ...LEVEL, was: 'stable', is: 'beta' }],
    ],
    [
      'more is promised',
      level('beta'),
      level(),
      [{ id: 'operation-stability-increased', ...LEVEL, was: 'beta', is: 'stable' }],
    ],
    ['the same is promised', level('stable'), level(), []],
    [
      'nobody knows what',
      level('good'),
      level(),
      [{ id: 'operation-stability-invalid', ...LEVEL, was: 'good', is: null }],
    ],
    [
      'nobody knows what now',
      level(),
      level(1),
      [{ id: 'operation-stability-invalid', ...LEVEL, was: null, is: 1 }],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('names', () => {
  const TAGS = { base: '/tags', revision: '/tags' };
  it.each<Row>([
    [
      'an id is new',
      api({}),
      api({ operationId: 'a' }),
      [{ id: 'operation-id-added', ...at('/operationId'), was: null, is: 'a' }],
    ],
    [
      'an id is gone',
      api({ operationId: 'a' }),
      api({}),
      [{ id: 'operation-id-removed', ...at('/operationId'), was: 'a', is: null }],
    ],
    [
      'an id is another',
      api({ operationId: 'a' }),
      api({ operationId: 'b' }),
      [{ id: 'operation-id-changed', ...at('/operationId'), was: 'a', is: 'b' }],
    ],
    [
      'a tag has another name',
      api({ tags: ['a', 'b'] }),
      api({ tags: ['b', 'c'] }),
      [{ id: 'tag-renamed', ...TAGS, was: 'a', is: 'c' }],
    ],
    [
      'tags come and go',
      api({ tags: ['a', 'b'] }),
      api({ tags: ['c'] }),
      [
        { id: 'tag-removed', ...TAGS, was: 'a', about: 'a' },
        { id: 'tag-removed', ...TAGS, was: 'b', about: 'b' },
        { id: 'tag-added', ...TAGS, is: 'c', about: 'c' },
      ],
    ],
    [
      'one tag becomes two',
      api({ tags: ['a'] }),
      api({ tags: ['b', 'c'] }),
      [
        { id: 'tag-removed', ...TAGS, was: 'a' },
        { id: 'tag-added', ...TAGS, is: 'b' },
        { id: 'tag-added', ...TAGS, is: 'c' },
      ],
    ],
    [
      'a tag is new',
      api({ tags: ['a'] }),
      api({ tags: ['a', 'b'] }),
      [{ id: 'tag-added', ...TAGS, is: 'b' }],
    ],
    ['tags have another order', api({ tags: ['a', 'b'] }), api({ tags: ['b', 'a'] }), []],
    [
      'summary and description',
      api({ summary: 'One.' }),
      api({ summary: 'Two.', description: 'More.' }),
      [
        { id: 'description-changed', ...at('/summary'), was: 'One.', is: 'Two.' },
        { id: 'description-changed', ...at('/description'), was: null, is: 'More.' },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('bodies', () => {
  const body = (content: JsonObject, rest: JsonObject = {}): JsonObject =>
    api({ requestBody: { content, ...rest } });
  const answer = (content: JsonObject): JsonObject => api({ responses: { 200: { ...ok, content } } });
  const json = (schema: Json): JsonObject => ({ 'application/json': { schema } });
  const form = (encoding: JsonObject): JsonObject => body({ 'multipart/form-data': { encoding } });
  const BODY = at('/requestBody');
  const ANSWER = `${OPERATION}/responses/200/content`;
  const FORM = at('/requestBody/content/multipart~1form-data/encoding/a');

  it.each<Row>([
    [
      'is new',
      api({}),
      body({}),
      [{ id: 'request-body-optional-added', base: OPERATION, revision: `${OPERATION}/requestBody` }],
    ],
    [
      'is new and asked for',
      api({}),
      body({}, { required: true }),
      [{ id: 'request-body-required-added', base: OPERATION, revision: `${OPERATION}/requestBody` }],
    ],
    [
      'is gone',
      body({}),
      api({}),
      [{ id: 'request-body-removed', base: `${OPERATION}/requestBody`, revision: OPERATION }],
    ],
    [
      'is asked for',
      body({}),
      body({}, { required: true }),
      [{ id: 'request-body-became-required', ...BODY }],
    ],
    [
      'is not asked for any more',
      body({}, { required: true }),
      body({}),
      [{ id: 'request-body-became-optional', ...BODY }],
    ],
    [
      'has another media type',
      body({ 'text/csv': {} }),
      body({ 'image/png': {} }),
      [
        {
          id: 'request-media-type-removed',
          base: `${OPERATION}/requestBody/content/text~1csv`,
          revision: `${OPERATION}/requestBody/content`,
          was: 'text/csv',
          about: '"text/csv"',
        },
        {
          id: 'request-media-type-added',
          base: `${OPERATION}/requestBody/content`,
          revision: `${OPERATION}/requestBody/content/image~1png`,
          is: 'image/png',
          about: '"image/png"',
        },
      ],
    ],
    [
      'of an answer has another media type',
      answer({ 'text/csv': {} }),
      answer({ 'image/png': {} }),
      [
        { id: 'response-media-type-removed', base: `${ANSWER}/text~1csv`, revision: ANSWER, was: 'text/csv' },
        { id: 'response-media-type-added', base: ANSWER, revision: `${ANSWER}/image~1png`, is: 'image/png' },
      ],
    ],
    [
      'has a media type of fewer parameters',
      body({ 'application/json; version=1': {} }),
      body({ 'application/json': {} }),
      [
        {
          id: 'media-type-parameters-changed',
          base: `${OPERATION}/requestBody/content/application~1json; version=1`,
          revision: `${OPERATION}/requestBody/content/application~1json`,
          was: 'application/json; version=1',
          is: 'application/json',
        },
      ],
    ],
    [
      'has a media type with another parameter',
      answer({ 'application/json; version=1': {} }),
      answer({ 'application/json; version=2': {} }),
      [
        {
          id: 'response-media-type-changed',
          base: `${ANSWER}/application~1json; version=1`,
          revision: `${ANSWER}/application~1json; version=2`,
          was: 'application/json; version=1',
          is: 'application/json; version=2',
        },
      ],
    ],
    [
      'has a charset that is meant anyway',
      body({ 'Application/JSON; charset="UTF-8"': {} }),
      body({ 'application/json;Charset=utf-8': {} }),
      [],
    ],
    [
      'takes a range of media types',
      body({ 'text/csv': {} }),
      body({ 'text/*': {} }),
      [
        {
          id: 'request-media-type-widened',
          base: `${OPERATION}/requestBody/content/text~1csv`,
          revision: `${OPERATION}/requestBody/content/text~1*`,
          was: 'text/csv',
          is: 'text/*',
        },
      ],
    ],
    [
      'takes one of a range',
      body({ '*/*': {} }),
      body({ 'text/csv': {} }),
      [
        {
          id: 'request-media-type-narrowed',
          base: `${OPERATION}/requestBody/content/*~1*`,
          revision: `${OPERATION}/requestBody/content/text~1csv`,
          was: '*/*',
          is: 'text/csv',
        },
      ],
    ],
    [
      'gets a schema',
      body({ 'application/json': {} }),
      body(json(text)),
      [
        {
          id: 'request-schema-added',
          base: `${OPERATION}/requestBody/content/application~1json`,
          revision: `${OPERATION}/requestBody/content/application~1json/schema`,
        },
      ],
    ],
    [
      'of an answer loses its schema',
      answer(json(text)),
      answer({ 'application/json': {} }),
      [
        {
          id: 'response-schema-removed',
          base: `${ANSWER}/application~1json/schema`,
          revision: `${ANSWER}/application~1json`,
        },
      ],
    ],
    [
      'has other elements in a stream',
      answer({ 'application/jsonl': { itemSchema: text } }),
      answer({ 'application/jsonl': { itemSchema: integer } }),
      [
        {
          id: 'response-type-changed',
          base: `${ANSWER}/application~1jsonl/itemSchema`,
          revision: `${ANSWER}/application~1jsonl/itemSchema`,
          was: 'string',
          is: 'integer',
        },
      ],
    ],
    [
      'writes a part of a form another way',
      form({ a: { contentType: 'text/plain' }, b: { style: 'form' } }),
      form({ a: { contentType: 'text/csv' }, b: { style: 'form', headers: {} }, c: {} }),
      [
        {
          id: 'request-encoding-changed',
          ...FORM,
          was: { contentType: 'text/plain' },
          is: { contentType: 'text/csv' },
          about: '"a"',
        },
      ],
    ],
    ['says no more how a part is written', form({ a: { style: 'form' } }), form({}), []],
    ...['style', 'explode', 'allowReserved'].map((key): Row => [
      `writes a part with another ${key}`,
      form({ a: {} }),
      form({ a: { [key]: true } }),
      [{ id: 'request-encoding-changed', ...FORM, was: {}, is: { [key]: true } }],
    ]),
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });

  it.each([
    [{}, 'application/zip'],
    [{ type: 'string', format: 'binary' }, 'application/zip'],
    [{ type: 'string', contentMediaType: 'application/zip', title: 'Zip', description: 'All.' }, 'image/png'],
  ])('%j of %s says only bytes', (schema, mediaType) => {
    expect(toldOf(body({ [mediaType]: { schema } }), body({ [mediaType]: {} }), [])).toEqual([]);
  });

  it.each([
    [{ type: 'string', format: 'byte' }, 'application/zip'],
    [{ type: 'object' }, 'application/zip'],
    [{ maxLength: 9 }, 'application/zip'],
    [true, 'application/zip'],
    [{}, 'application/json'],
    [{}, 'text/plain'],
    [{}, 'application/x-www-form-urlencoded'],
  ])('%j of %s says more', (schema, mediaType) => {
    const place = `${OPERATION}/requestBody/content/${mediaType.replace('/', '~1')}`;
    expect(toldOf(body({ [mediaType]: { schema } }), body({ [mediaType]: {} }), [])).toEqual([
      { id: 'request-schema-removed', base: `${place}/schema`, revision: place },
    ]);
  });
});

describe('parameters', () => {
  const of = (...parameters: JsonObject[]): JsonObject => api({ parameters });
  const p = { name: 'p', in: 'query', schema: text };
  const inJson = (schema: JsonObject): JsonObject => ({
    name: 'p',
    in: 'query',
    content: { 'application/json': { schema } },
  });
  const FIRST = at('/parameters/0');
  const LIST = `${OPERATION}/parameters`;
  const list = { type: 'array', items: text };
  const path = (name: string): JsonObject =>
    withPaths({
      [`/a/{${name}}`]: { ...get(), parameters: [{ name, in: 'path', required: true, schema: text }] },
    });

  it.each<Row>([
    [
      'optional and new',
      of(),
      of(p),
      [{ id: 'parameter-optional-added', base: LIST, revision: `${LIST}/0`, is: 'query', about: '"p"' }],
    ],
    [
      'required and new',
      of(),
      of({ ...p, required: true }),
      [{ id: 'parameter-required-added', base: LIST, revision: `${LIST}/0`, is: 'query' }],
    ],
    [
      'new in the path',
      of(),
      of({ ...p, in: 'path' }),
      [{ id: 'path-parameter-added', base: LIST, revision: `${LIST}/0`, is: 'path' }],
    ],
    [
      'gone',
      of(p),
      of(),
      [{ id: 'parameter-removed', base: `${LIST}/0`, revision: LIST, was: 'query', about: '"p"' }],
    ],
    [
      'gone on its last day',
      of({ ...p, deprecated: true, 'x-sunset': '2026-06-01' }),
      of(),
      [{ id: 'parameter-removed-with-deprecation', base: `${LIST}/0`, revision: LIST, was: 'query' }],
    ],
    [
      'gone a day early',
      of({ ...p, deprecated: true, 'x-sunset': '2026-06-02T00:00:00Z' }),
      of(),
      [{ id: 'parameter-removed-before-sunset', base: `${LIST}/0`, revision: LIST, was: 'query' }],
    ],
    [
      'gone at a time that is none',
      of({ ...p, deprecated: true, 'x-sunset': 'soon' }),
      of(),
      [{ id: 'parameter-sunset-invalid', base: `${LIST}/0`, revision: LIST, was: 'query' }],
    ],
    [
      'gone from a draft',
      api({ parameters: [p], 'x-stability-level': 'alpha' }),
      api({ 'x-stability-level': 'alpha' }),
      [{ id: 'draft-parameter-removed', base: `${LIST}/0`, revision: LIST, was: 'query' }],
    ],
    [
      'at another place',
      of({ ...p, required: true }),
      of({ ...p, name: 'P', in: 'header', required: true }),
      [
        { id: 'parameter-moved', ...FIRST, was: 'query', is: 'header', about: '"P"' },
        { id: 'parameter-serialization-changed', ...FIRST, was: 'form, exploded', is: 'simple' },
      ],
    ],
    [
      'with another name in the path',
      path('id'),
      path('key'),
      [
        {
          id: 'path-parameter-renamed',
          base: '/paths/~1a~1{id}/parameters/0',
          revision: '/paths/~1a~1{key}/parameters/0',
          was: 'id',
          is: 'key',
          about: '"key"',
        },
      ],
    ],
    [
      'required now',
      of(p),
      of({ ...p, required: true }),
      [{ id: 'parameter-became-required', ...FIRST, about: '"p"' }],
    ],
    ['optional now', of({ ...p, required: true }), of(p), [{ id: 'parameter-became-optional', ...FIRST }]],
    [
      'written another way',
      of(p),
      of({ ...p, style: 'pipeDelimited' }),
      [
        {
          id: 'parameter-serialization-changed',
          ...FIRST,
          was: 'form, exploded',
          is: 'pipeDelimited',
          about: '"p"',
        },
      ],
    ],
    [
      'exploded, which a list shows',
      of({ ...p, explode: false, schema: list }),
      of({ ...p, explode: true, schema: list }),
      [{ id: 'parameter-serialization-changed', ...FIRST, was: 'form', is: 'form, exploded' }],
    ],
    ['exploded, which a text does not show', of({ ...p, explode: false }), of({ ...p, explode: true }), []],
    [
      'exploded, without a schema to tell',
      of({ name: 'p', in: 'query', explode: false }),
      of({ name: 'p', in: 'query', explode: true }),
      [{ id: 'parameter-serialization-changed', ...FIRST, was: 'form', is: 'form, exploded' }],
    ],
    [
      'empty',
      of(p),
      of({ ...p, allowEmptyValue: true }),
      [{ id: 'parameter-empty-value-allowed', ...FIRST, about: '"p"' }],
    ],
    [
      'not empty',
      of({ ...p, allowEmptyValue: true }),
      of(p),
      [{ id: 'parameter-empty-value-refused', ...FIRST }],
    ],
    [
      'with reserved characters',
      of(p),
      of({ ...p, allowReserved: true }),
      [{ id: 'parameter-reserved-characters-changed', ...FIRST, about: '"p"' }],
    ],
    [
      'with a media type',
      of(p),
      of(inJson(text)),
      [{ id: 'parameter-media-type-changed', ...FIRST, was: null, is: 'application/json', about: '"p"' }],
    ],
    [
      'without its media type',
      of(inJson(text)),
      of(p),
      [{ id: 'parameter-media-type-changed', ...FIRST, was: 'application/json', is: null }],
    ],
    [
      'with another schema in a media type',
      of(inJson(text)),
      of(inJson(integer)),
      [
        {
          id: 'parameter-type-changed',
          base: `${LIST}/0/content/application~1json/schema`,
          revision: `${LIST}/0/content/application~1json/schema`,
          was: 'string',
          is: 'integer',
        },
      ],
    ],
    ['with a schema', of({ name: 'p', in: 'query' }), of(p), [{ id: 'parameter-schema-added', ...FIRST }]],
    [
      'without a schema',
      of(p),
      of({ name: 'p', in: 'query' }),
      [{ id: 'parameter-schema-removed', ...FIRST }],
    ],
    [
      'never with a schema',
      of({ name: 'p', in: 'query' }),
      of({ name: 'p', in: 'query', description: 'P.' }),
      [],
    ],
    [
      'with a default that is never used',
      of({ ...p, required: true, schema: { ...text, default: 'a' } }),
      of({ ...p, required: true, schema: { ...text, default: 'b' } }),
      [],
    ],
    [
      'with another default',
      of({ ...p, schema: { ...text, default: 'a' } }),
      of({ ...p, schema: { ...text, default: 'b' } }),
      [{ id: 'parameter-default-changed', ...at('/parameters/0/schema/default'), was: 'a', is: 'b' }],
    ],
    [
      'that the content says elsewhere',
      of(
        { ...p, name: 'Accept', in: 'header' },
        { ...p, name: 'Content-Type', in: 'header' },
        { ...p, name: 'authorization', in: 'header' },
      ),
      of(),
      [],
    ],
    [
      'of such a name in the query',
      of({ ...p, name: 'accept' }),
      of(),
      [{ id: 'parameter-removed', base: `${LIST}/0`, revision: LIST, was: 'query' }],
    ],
    [
      'whose header name is the same',
      of({ ...p, name: 'X-A', in: 'header' }),
      of({ ...p, name: 'x-a', in: 'header' }),
      [],
    ],
    [
      'whose query name is not',
      of({ ...p, name: 'A' }),
      of({ ...p, name: 'a' }),
      [
        { id: 'parameter-removed', base: `${LIST}/0`, revision: LIST, was: 'query' },
        { id: 'parameter-optional-added', base: LIST, revision: `${LIST}/0`, is: 'query' },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('answers', () => {
  const of = (responses: JsonObject): JsonObject => api({ responses });
  const json = (schema: Json): JsonObject => ({ ...ok, content: { 'application/json': { schema } } });
  const LIST = `${OPERATION}/responses`;
  const headers = (given: JsonObject): JsonObject => of({ 200: { ...ok, headers: given } });
  const HEADERS = `${LIST}/200/headers`;
  const HEADER = { base: `${HEADERS}/X-A`, revision: `${HEADERS}/X-A` };
  const JSON_200 = '/content/application~1json/schema';
  const typeAt = (base: string, revision: string): Told => ({
    id: 'response-type-changed',
    base: `${LIST}/${base}${JSON_200}`,
    revision: `${LIST}/${revision}${JSON_200}`,
    was: 'string',
    is: 'integer',
  });

  it.each<Row>([
    [
      'a success is gone',
      of({ 200: ok, 201: ok }),
      of({ 201: ok }),
      [
        {
          id: 'response-success-status-removed',
          base: `${LIST}/200`,
          revision: LIST,
          was: '200',
          about: '200',
        },
      ],
    ],
    [
      'an error is gone',
      of({ 200: ok, 404: ok }),
      of({ 200: ok }),
      [
        {
          id: 'response-error-status-removed',
          base: `${LIST}/404`,
          revision: LIST,
          was: '404',
          about: '404',
        },
      ],
    ],
    [
      'a success is new',
      of({ 200: ok }),
      of({ 200: ok, 201: ok }),
      [{ id: 'response-success-status-added', base: LIST, revision: `${LIST}/201`, is: '201', about: '201' }],
    ],
    [
      'an error is new',
      of({ 200: ok }),
      of({ 200: ok, 404: ok }),
      [{ id: 'response-error-status-added', base: LIST, revision: `${LIST}/404`, is: '404', about: '404' }],
    ],
    [
      'a range takes the place of a success',
      of({ 200: json(text) }),
      of({ '2xx': json(integer) }),
      [
        typeAt('200', '2xx'),
        { id: 'response-success-status-widened', base: `${LIST}/200`, revision: `${LIST}/2xx`, was: '200' },
        { id: 'response-success-status-added', base: LIST, revision: `${LIST}/2xx`, is: '2XX' },
      ],
    ],
    [
      'a success takes the place of a range',
      of({ '2XX': json(text) }),
      of({ 200: json(integer) }),
      [
        typeAt('2XX', '200'),
        { id: 'response-error-status-removed', base: `${LIST}/2XX`, revision: LIST, was: '2XX' },
        { id: 'response-success-status-added', base: LIST, revision: `${LIST}/200`, is: '200' },
      ],
    ],
    [
      'the default stands for an error that is gone',
      of({ 404: json(text), default: json(integer) }),
      of({ default: json(integer) }),
      [
        typeAt('404', 'default'),
        { id: 'response-error-status-removed', base: `${LIST}/404`, revision: `${LIST}/default`, was: '404' },
      ],
    ],
    [
      'the default stands for no success',
      of({ 200: json(text), default: json(integer) }),
      of({ default: json(integer) }),
      [{ id: 'response-success-status-removed', base: `${LIST}/200`, revision: LIST, was: '200' }],
    ],
    [
      'an error is told from the default',
      of({ default: json(text) }),
      of({ default: json(text), 404: json(integer) }),
      [
        typeAt('default', '404'),
        { id: 'response-error-status-added', base: LIST, revision: `${LIST}/404`, is: '404' },
      ],
    ],
    ['extensions are no answers', of({ 'x-a': ok, 200: ok }), of({ 200: ok }), []],
    [
      'a link is gone',
      of({ 200: { ...ok, links: { a: {}, b: {} } } }),
      of({ 200: { ...ok, links: { b: {} } } }),
      [{ id: 'response-link-removed', base: `${LIST}/200/links/a`, revision: `${LIST}/200`, about: '"a"' }],
    ],
    [
      'a header is gone',
      headers({ 'X-A': { schema: text }, 'X-B': {} }),
      headers({ 'x-b': {} }),
      [{ id: 'response-header-removed', base: `${HEADERS}/X-A`, revision: HEADERS, about: '"x-a"' }],
    ],
    [
      'a header is new',
      headers({}),
      headers({ 'X-A': { schema: text } }),
      [{ id: 'response-header-added', base: HEADERS, revision: `${HEADERS}/X-A`, about: '"x-a"' }],
    ],
    [
      'a header may be left out',
      headers({ 'X-A': { required: true } }),
      headers({ 'X-A': {} }),
      [{ id: 'response-header-became-optional', ...HEADER, about: '"x-a"' }],
    ],
    [
      'a header is always sent',
      headers({ 'X-A': {} }),
      headers({ 'X-A': { required: true } }),
      [{ id: 'response-header-became-required', ...HEADER }],
    ],
    [
      'a header is exploded',
      headers({ 'X-A': {} }),
      headers({ 'X-A': { explode: true } }),
      [{ id: 'response-header-serialization-changed', ...HEADER, about: '"x-a"' }],
    ],
    [
      'a header is written in JSON',
      headers({ 'X-A': { schema: text } }),
      headers({ 'X-A': { content: { 'application/json': { schema: text } } } }),
      [{ id: 'response-header-serialization-changed', ...HEADER, about: '"x-a"' }],
    ],
    [
      'a plain value is written in plain text',
      headers({ 'X-A': { schema: text } }),
      headers({ 'X-A': { content: { 'text/plain; charset=utf-8': { schema: text } } } }),
      [],
    ],
    [
      'a list is not',
      headers({ 'X-A': { schema: { type: 'array' } } }),
      headers({ 'X-A': { content: { 'text/plain': { schema: { type: 'array' } } } } }),
      [{ id: 'response-header-serialization-changed', ...HEADER }],
    ],
    [
      'a header has another schema',
      headers({ 'X-A': { schema: integer } }),
      headers({ 'X-A': { schema: text } }),
      [
        {
          id: 'header-type-widened',
          base: `${HEADERS}/X-A/schema`,
          revision: `${HEADERS}/X-A/schema`,
          was: 'integer',
          is: 'string',
        },
      ],
    ],
    [
      'an error code is new',
      of({ 409: json({ type: 'object', properties: { code: { enum: ['A'] } } }) }),
      of({ 409: json({ type: 'object', properties: { code: { enum: ['A', 'B'] } } }) }),
      [
        {
          id: 'response-enum-value-added',
          ...at(`/responses/409${JSON_200}/properties/code/enum`),
          is: 'B',
          about: 'error code B is new (409)',
        },
      ],
    ],
    [
      'a code that changes otherwise is no new one',
      of({ 409: json({ type: 'object', properties: { code: text } }) }),
      of({ 409: json({ type: 'object', properties: { code: integer } }) }),
      [
        {
          id: 'response-type-changed',
          ...at(`/responses/409${JSON_200}/properties/code`),
          was: 'string',
          is: 'integer',
          about: 'code in the answer',
        },
      ],
    ],
    [
      'a code of a success is a value like others',
      of({ 200: json({ type: 'object', properties: { code: { enum: ['A'] } } }) }),
      of({ 200: json({ type: 'object', properties: { code: { enum: ['A', 'B'] } } }) }),
      [
        {
          id: 'response-enum-value-added',
          ...at(`/responses/200${JSON_200}/properties/code/enum`),
          is: 'B',
          about: '"B"',
        },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});

describe('security', () => {
  const secured = (
    security: JsonObject[] | undefined,
    a: JsonObject = { type: 'http', scheme: 'bearer' },
  ): JsonObject =>
    api(security === undefined ? {} : { security }, {
      components: { securitySchemes: { a, b: { type: 'http', scheme: 'basic' } } },
    });
  const SECURITY = at('/security');
  const SCHEME = { base: '/components/securitySchemes/a', revision: '/components/securitySchemes/a' };
  const flows = (given: JsonObject): JsonObject => secured([{ a: [] }], { type: 'oauth2', flows: given });
  const a = { a: [] };
  const b = { b: [] };

  it.each<Row>([
    [
      'is asked for',
      secured(undefined),
      secured([a]),
      [{ id: 'security-introduced', base: '/security', revision: `${OPERATION}/security`, was: [], is: [a] }],
    ],
    [
      'is not asked for any more',
      secured([a]),
      secured([a, {}]),
      [{ id: 'security-dropped', ...SECURITY, was: [a], is: [a, {}] }],
    ],
    ['was and is not asked for', secured([{}]), secured([]), []],
    [
      'has an alternative more',
      secured([a]),
      secured([a, b]),
      [{ id: 'security-alternative-added', ...SECURITY, is: b, about: 'b' }],
    ],
    [
      'has an alternative less',
      secured([a, b]),
      secured([a]),
      [{ id: 'security-alternative-removed', ...SECURITY, was: b, about: 'b' }],
    ],
    [
      'asks for two at a time',
      secured([a]),
      secured([{ ...a, ...b }]),
      [
        { id: 'security-scheme-demanded', ...SECURITY, was: a, is: { ...a, ...b }, about: 'a' },
        { id: 'security-alternative-added', ...SECURITY, is: { ...a, ...b }, about: 'a and b' },
      ],
    ],
    [
      'asks for one of two',
      secured([{ ...b, ...a }]),
      secured([a]),
      [{ id: 'security-alternative-relaxed', ...SECURITY, was: { ...a, ...b }, is: null, about: 'a and b' }],
    ],
    [
      'asks for more rights',
      secured([{ a: ['r'] }]),
      secured([{ a: ['r', 'w'] }]),
      [{ id: 'security-scope-added', ...SECURITY, was: { a: ['r'] }, is: { a: ['r', 'w'] }, about: 'a' }],
    ],
    [
      'asks for fewer rights',
      secured([{ a: ['r', 'w'] }]),
      secured([{ a: ['r'] }]),
      [{ id: 'security-scope-removed', ...SECURITY, was: { a: ['r', 'w'] }, is: { a: ['r'] } }],
    ],
    ['lists rights in another order', secured([{ a: ['r', 'w'] }]), secured([{ a: ['w', 'r'] }]), []],
    ['lists alternatives in another order', secured([a, b]), secured([b, a]), []],
    [
      'has a scheme of another type',
      secured([a]),
      secured([a], { type: 'apiKey', in: 'query', name: 'k' }),
      [{ id: 'security-scheme-type-changed', ...SCHEME, was: 'http', is: 'apiKey', about: '"a"' }],
    ],
    [
      'has a key of another name',
      secured([a], { type: 'apiKey', in: 'query', name: 'k' }),
      secured([a], { type: 'apiKey', in: 'query', name: 'K' }),
      [{ id: 'security-scheme-key-name-changed', ...SCHEME, was: 'k', is: 'K' }],
    ],
    [
      'has a header of another spelling',
      secured([a], { type: 'apiKey', in: 'header', name: 'k' }),
      secured([a], { type: 'apiKey', in: 'header', name: 'K' }),
      [],
    ],
    ['has a scheme of another spelling', secured([a]), secured([a], { type: 'http', scheme: 'Bearer' }), []],
    [
      'has a format now',
      secured([a]),
      secured([a], { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
      [{ id: 'security-scheme-bearer-format-changed', ...SCHEME, was: null, is: 'JWT' }],
    ],
    [
      'has another flow',
      flows({ password: {} }),
      flows({ implicit: {} }),
      [
        { id: 'security-scheme-flow-removed', ...SCHEME, was: 'password', about: '"a"' },
        { id: 'security-scheme-flow-added', ...SCHEME, is: 'implicit', about: '"a"' },
      ],
    ],
    [
      'has other addresses',
      flows({ password: { tokenUrl: 'x' } }),
      flows({ password: { refreshUrl: 'y' } }),
      [
        { id: 'security-scheme-token-url-changed', ...SCHEME, was: 'x', is: null, about: '"a"' },
        { id: 'security-scheme-refresh-url-changed', ...SCHEME, was: null, is: 'y' },
      ],
    ],
    [
      'has other scopes',
      flows({ password: { scopes: { r: '', w: '' } } }),
      flows({ password: { scopes: { w: '', x: '' } } }),
      [
        { id: 'security-scheme-scope-withdrawn', ...SCHEME, was: 'r', about: '"a"' },
        { id: 'security-scheme-scope-offered', ...SCHEME, is: 'x', about: '"a"' },
      ],
    ],
  ])('%s', (_, was, is, expected) => {
    expect(toldOf(was, is, expected)).toEqual(expected);
  });
});
