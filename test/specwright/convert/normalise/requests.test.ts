import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { describe, expect, test } from 'vitest';
import { canonical, fromJson, only, requestOf } from './support.ts';

const responseOf = (response: JsonObject) => {
  const item = { name: 'One', request: { method: 'GET', url: 'https://h.example/a' }, response: [response] };
  return only(item).request.responses[0];
};

describe('headers', () => {
  test('what OpenAPI says elsewhere is no parameter, the rest is', () => {
    const header = [
      { key: 'Content-Type', value: 'application/json' },
      { key: 'Accept', value: 'application/xml' },
      { key: 'Authorization', value: 'Bearer {{t}}' },
      { key: 'X-Org', value: '{{org}}' },
      { key: 'X-Off', value: '1', disabled: true },
      { key: ' ', value: 'nameless' },
    ];
    const request = requestOf({ header });
    expect(request.headers).toMatchObject([
      { name: 'X-Org', disabled: false },
      { name: 'X-Off', disabled: true },
    ]);
    expect(request.accept).toBe('application/xml');
  });

  test('one name in two spellings is one header of the operation', () => {
    const items = ['X-Org-Id', 'x-org-id', 'X-Org-Id'].map((key) => ({
      request: { method: 'GET', url: 'https://h.example/a', header: [{ key, value: '1' }] },
    }));
    const [operation] = canonical(items).value.operations;
    expect(operation?.requests.flatMap(({ headers }) => headers.map(({ name }) => name))).toEqual([
      'X-Org-Id',
      'X-Org-Id',
      'X-Org-Id',
    ]);
  });

  test('come as text or map too; a line that starts with // is switched off', () => {
    expect(requestOf({ header: 'A: 1\n//B: 2\n' }).headers).toMatchObject([
      { name: 'A', value: '1', disabled: false },
      { name: 'B', value: '2', disabled: true },
    ]);
    expect(requestOf({ header: { A: '1' } }).headers).toMatchObject([{ name: 'A', value: '1' }]);
    expect(requestOf({ header: null }).headers).toEqual([]);
  });

  test('the value of a session cookie is left out', () => {
    const header = [{ key: 'Cookie', value: 'JSESSIONID=8f3a9c; lang=en' }];
    expect(JSON.stringify(requestOf({ header }).cookies)).not.toContain('8f3a9c');
    expect(requestOf({ header }).cookies.map(({ name }) => name)).toEqual(['JSESSIONID', 'lang']);
  });

  test('cookies are parameters of their own', () => {
    expect(requestOf({ header: [{ key: 'Cookie', value: 'lang=en; theme=dark' }] }).cookies).toMatchObject([
      { name: 'lang', value: 'en' },
      { name: 'theme', value: 'dark' },
    ]);
  });
});

describe('responses', () => {
  test('the code comes from code, status text or name', () => {
    expect(responseOf({ name: 'x', code: 201, status: 'Created', body: '' })?.status).toBe(201);
    expect(responseOf({ name: 'x', code: '404', body: '' })?.status).toBe(404);
    expect(responseOf({ name: 'x', status: 'Not Found' })?.status).toBe(404);
    expect(responseOf({ name: '422 Validation failed' })?.status).toBe(422);
    expect(responseOf({ name: 'Happy', code: 0 })?.status).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is no reason phrase', (text) => {
    expect(responseOf({ name: text, status: text })?.status).toBeUndefined();
  });

  test('the media type comes from header, preview language and text', () => {
    expect(responseOf({ name: 'x', code: 200, body: '{"a":1}' })).toMatchObject({
      mediaType: 'application/json',
      json: { a: 1 },
    });
    expect(
      responseOf({ name: 'x', code: 200, body: 'not json', _postman_previewlanguage: 'json' }),
    ).toMatchObject({ text: 'not json' });
    expect(
      responseOf({ name: 'x', code: 200, body: '<a/>', header: [{ key: 'content-type', value: 'text/xml' }] })
        ?.mediaType,
    ).toBe('text/xml');
    expect(responseOf({ name: 'x', code: 200, body: null })).not.toHaveProperty('mediaType');
  });

  test('headers without what servers add to any answer', () => {
    const header = [
      'Date',
      'Server',
      'Content-Length',
      'ETag',
      'X-RateLimit-Limit',
      'CF-RAY',
      'Location',
    ].map((key) => ({ key, value: '1' }));
    expect(responseOf({ name: 'x', code: 200, header })?.headers.map(({ name }) => name)).toEqual([
      'ETag',
      'X-RateLimit-Limit',
      'Location',
    ]);
  });

  test('bring the request they were saved with, read through the template of the operation', () => {
    const item: Json = {
      name: 'Get',
      request: { method: 'GET', url: 'https://h.example/a/:id' },
      response: [
        {
          name: 'ok',
          code: 200,
          originalRequest: {
            method: 'GET',
            url: 'https://h.example/a/42?full=1',
            header: [{ key: 'X', value: 'y' }],
          },
        },
        { name: 'other', code: 200, originalRequest: { method: 'GET', url: 'https://h.example/b' } },
      ],
    };
    const { value, problems } = canonical([item]);
    const [first, second] = value.operations[0]?.requests[0]?.responses ?? [];
    expect(first?.request).toMatchObject({
      pathParameters: [{ name: 'id', value: '42' }],
      queryParameters: [{ name: 'full', value: '1' }],
      headers: [{ name: 'X', value: 'y' }],
    });
    expect(second).not.toHaveProperty('request');
    expect(problems.map(({ code, at }) => [code, at])).toEqual([
      ['example-of-other-request', '/item/0/response/1/originalRequest'],
    ]);
  });
});

describe('the collection', () => {
  test('requests of one method and path are one operation, in order, nothing lost', () => {
    const items = ['a', 'b', 'c'].map((name) => ({
      name,
      request: {
        method: name === 'b' ? 'post' : 'POST',
        url: 'https://h.example/x/',
        body: { mode: 'raw', raw: `{"${name}":1}` },
      },
      response: [{ name, code: 200 }],
    }));
    const { operations } = canonical(items).value;
    expect(operations).toHaveLength(1);
    expect(
      operations[0]?.requests.map(({ name, body, responses }) => [name, body?.json, responses.length]),
    ).toEqual([
      ['a', { a: 1 }, 1],
      ['b', { b: 1 }, 1],
      ['c', { c: 1 }, 1],
    ]);
  });

  test('methods that OpenAPI has no place for are reported', () => {
    const { value, problems } = canonical([
      { name: 'x', request: { method: 'PURGE', url: 'https://h.example/a' } },
      { name: 'y', request: { method: 'HEAD', url: 'https://h.example/a' } },
    ]);
    expect(value.operations.map(({ method }) => method)).toEqual(['HEAD']);
    expect(problems).toMatchObject([
      { code: 'method-not-in-openapi', at: '/item/0', args: { method: 'PURGE', path: '/a' } },
    ]);
  });

  test('folders nest, with their descriptions and places', () => {
    const request = { name: 'r', request: 'https://h.example/a' };
    const { value } = canonical([
      { name: 'Outer', description: '<p>Hi</p>', item: [{ name: 'Inner', item: [request] }] },
    ]);
    expect(value.folders).toEqual([
      { path: ['Outer'], description: { text: 'Hi', at: '/item/0/description' } },
      { path: ['Outer', 'Inner'] },
    ]);
    expect(value.operations[0]).toMatchObject({
      folders: ['Outer', 'Inner'],
      requests: [{ at: '/item/0/item/0/item/0' }],
    });
  });

  test('name, version and description come from info', () => {
    const { value } = canonical([{ request: 'https://h.example/a' }], {
      info: {
        name: ' Demo ',
        version: { major: 1, minor: 2, patch: 3 },
        description: { content: 'Text', type: 'text/markdown' },
      },
    });
    expect(value).toMatchObject({
      name: 'Demo',
      version: '1.2.3',
      description: { text: 'Text', at: '/info/description' },
    });
  });

  test('v1 lists become folders and requests in the order that is stated', () => {
    const v1 = {
      id: 'c',
      name: 'Old',
      description: 'About',
      order: ['r3'],
      folders: [
        { id: 'f1', name: 'First', order: ['r2', 'r1'], description: 'One' },
        { id: 'f2', name: 'Second', folder: 'f1', order: [] },
      ],
      requests: [
        {
          id: 'r1',
          name: 'A',
          folder: 'f1',
          method: 'POST',
          url: 'https://h.example/a?x=1',
          dataMode: 'raw',
          rawModeData: '{"a":1}',
          headers: 'X-A: 1\n',
        },
        {
          id: 'r2',
          name: 'B',
          method: 'GET',
          url: 'https://h.example/b/:id',
          pathVariables: { id: '5' },
          currentHelper: 'basicAuth',
          helperAttributes: { username: 'u' },
        },
        {
          id: 'r3',
          name: 'C',
          method: 'POST',
          url: 'https://h.example/c',
          dataMode: 'params',
          data: [{ key: 'f', value: 'v', type: 'text', enabled: false }],
          responses: [
            { name: 'ok', responseCode: { code: 200, name: 'OK' }, text: '{"ok":true}', language: 'json' },
          ],
        },
      ],
    };
    const { value } = fromJson(v1);
    expect(value).toMatchObject({ name: 'Old', description: { text: 'About', at: '/description' } });
    expect(value.folders.map(({ path }) => path)).toEqual([['First'], ['First', 'Second']]);
    expect(
      value.operations.map(({ method, path, folders, requests }) => [method, path, folders, requests[0]?.at]),
    ).toEqual([
      ['GET', '/b/{id}', ['First'], '/requests/1'],
      ['POST', '/a', ['First'], '/requests/0'],
      ['POST', '/c', [], '/requests/2'],
    ]);
    expect(value.operations[0]?.requests[0]).toMatchObject({
      security: [{ basicAuth: [] }],
      pathParameters: [{ name: 'id', value: '5' }],
    });
    expect(value.operations[1]?.requests[0]).toMatchObject({
      body: { json: { a: 1 } },
      headers: [{ name: 'X-A' }],
      queryParameters: [{ name: 'x' }],
    });
    expect(value.operations[2]?.requests[0]).toMatchObject({
      body: { mode: 'formdata', fields: [{ name: 'f', disabled: true }] },
      responses: [{ status: 200, json: { ok: true } }],
    });
  });

  test('v1 folders that lie in each other end at the top', () => {
    const { value } = fromJson({
      folders: [
        { id: 'a', name: 'A', folder: 'b' },
        { id: 'b', name: 'B', folder: 'a' },
      ],
      requests: [{ id: 'r', name: 'R', folder: 'a', method: 'GET', url: 'https://h.example/a' }],
    });
    expect(value.operations[0]?.folders).toEqual(['A']);
  });

  test('folders a thousand deep and variables that refer to themselves', () => {
    let item: Json = { name: 'r', request: 'https://{{h}}.example/a' };
    for (let depth = 0; depth < 1000; depth += 1)
      item = { name: `f${String(depth)}`, item: [item], auth: null };
    const { value } = canonical([item], { variable: [{ key: 'h', value: 'x{{h}}' }] });
    expect(value.operations[0]?.folders).toHaveLength(1000);
  });
});
