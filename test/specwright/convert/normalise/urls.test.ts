import type { Json } from '../../../../src/specwright/base/json.ts';
import { describe, expect, test } from 'vitest';
import { canonical, only, routes } from './support.ts';

function serverOf(url: Json, variable: Json = []): { url: string; defaults: Record<string, string> } {
  const { value } = only({ request: { method: 'GET', url } }, { variable });
  const [server] = value.servers;
  const defaults = Object.entries(server?.variables ?? {}).map(
    ([name, entry]) => [name, entry.default] as const,
  );
  return { url: server?.url ?? '', defaults: Object.fromEntries(defaults) };
}

describe('path templates', () => {
  const spellings: readonly (readonly [string, string])[] = [
    ['https://h.example/a/:id', '/a/{id}'],
    ['https://h.example/a/{{id}}', '/a/{id}'],
    ['https://h.example/a/{id}', '/a/{id}'],
    ['https://h.example/a/<id>', '/a/{id}'],
    ['https://h.example/a/[id]', '/a/{id}'],
    ['https://h.example/a/${id}', '/a/{id}'],
    ['https://h.example/a/<<id>>', '/a/{id}'],
    ['https://h.example/a/%7Bid%7D', '/a/{id}'],
    ['https://h.example/a/{{file}}.json', '/a/{file}.json'],
    ['https://h.example/a/:file.json', '/a/{file}.json'],
    ['https://h.example/a/op:{{id}}/b', '/a/op:{id}/b'],
    ['https://h.example/a/{{x}}-{{y}}', '/a/{x}-{y}'],
    ["https://h.example/users('{{id}}')/name", "/users('{id}')/name"],
    ['https://h.example/a/{{Course Offering}}/b', '/a/{Course_Offering}/b'],
    ['https://h.example/a/{{$guid}}', '/a/{guid}'],
    ['https://h.example/a/:id/b/:id', '/a/{id}/b/{id2}'],
    ['https://h.example//a///b/', '/a/b/'],
    ['https://h.example/a?x=1', '/a'],
    ['https://h.example/a#part', '/a'],
    ['https://h.example/a;lat=1;long=2/b', '/a;lat=1;long=2/b'],
    ['https://h.example/a b/c', '/a%20b/c'],
    ['https://h.example/a/100%/b%20c', '/a/100{percent}/b%20c'],
    ['https://h.example/Patient/$export', '/Patient/$export'],
    ['https://h.example', '/'],
    ['{{baseUrl}}', '/'],
    ['{{baseUrl}}/a', '/a'],
    ['{{baseUrl}}a/b', '/a/b'],
    ['localhost:3000/a', '/a'],
    ['/a/b', '/a/b'],
    ['https://<tenant-url>/a', '/a'],
    ['https:/:tenant/a', '/a'],
    ['https://{{host}}:{{port}}/a', '/a'],
    ['https://user:pa/ss@h.example/a', '/ss@h.example/a'],
    ['   ', '/'],
  ];
  test.each(spellings)('%s -> %s', (url, path) => {
    expect(routes(['GET', url])).toEqual([`GET ${path}`]);
  });

  test('reads the parts of a URL object that has no raw text', () => {
    const url = {
      host: ['{{baseUrl}}'],
      path: ['a', ':id', { type: 'string', value: 'b' }],
      query: [],
      variable: [],
    };
    expect(routes(['GET', url])).toEqual(['GET /a/{id}/b']);
  });

  test('reads null as a request to the root and says so', () => {
    const { value, problems } = canonical([{ name: 'No URL', request: { method: 'GET', url: null } }]);
    expect(value.operations[0]?.path).toBe('/');
    expect(problems.map(({ code }) => code)).toContain('url-missing');
  });

  test('one route under two parameter names is one operation', () => {
    expect(routes(['GET', 'https://h.example/a/:id'], ['GET', 'https://h.example/a/{{key}}'])).toEqual([
      'GET /a/{id}',
    ]);
    expect(
      routes(
        ['GET', 'https://h.example/a/:id'],
        ['PUT', 'https://h.example/a/:key'],
        ['PATCH', 'https://h.example/a/:key'],
      ),
    ).toEqual(['GET /a/{key}', 'PUT /a/{key}', 'PATCH /a/{key}']);
  });

  test('literal ids that vary are a variable, named for what stands before', () => {
    expect(
      routes(
        ['GET', 'https://h.example/files/3677287625'],
        ['GET', 'https://h.example/files/7170802730/tasks'],
        ['PUT', 'https://h.example/files/12'],
      ),
    ).toEqual(['GET /files/{fileId}', 'GET /files/{fileId}/tasks', 'PUT /files/{fileId}']);
    expect(
      routes(['GET', 'https://h.example/a/:id'], ['GET', 'https://h.example/a/5f43b0a2c1d2e3f4a5b6c7d8']),
    ).toEqual(['GET /a/{id}']);
  });

  test('literals that do not vary, words and versions stay', () => {
    expect(routes(['GET', 'https://h.example/files/99/a'])).toEqual(['GET /files/99/a']);
    expect(routes(['GET', 'https://h.example/a/me'], ['GET', 'https://h.example/a/all'])).toEqual([
      'GET /a/me',
      'GET /a/all',
    ]);
    expect(routes(['GET', 'https://h.example/api/1/a'], ['GET', 'https://h.example/api/2/a'])).toEqual([
      'GET /api/1/a',
      'GET /api/2/a',
    ]);
  });

  test('path variables bring their sample and description, whatever they are called in the template', () => {
    const url = {
      raw: 'https://h.example/a/:user id/{{group}}',
      host: ['h', 'example'],
      path: ['a', ':user id', '{{group}}'],
      variable: [{ key: 'user id', value: '7', description: '<b>Who</b>' }],
    };
    const { request } = only(
      { request: { method: 'GET', url } },
      { variable: [{ key: 'group', value: 'g1' }] },
    );
    expect(request.pathParameters).toMatchObject([
      { name: 'user_id', value: '7', description: '**Who**' },
      { name: 'group', value: 'g1' },
    ]);
  });
});

describe('servers', () => {
  test('a declared base URL is resolved, with its path', () => {
    const variable = [{ key: 'baseUrl', value: 'https://api.example/v2/' }];
    expect(serverOf('{{baseUrl}}/a', variable)).toEqual({ url: 'https://api.example/v2', defaults: {} });
  });

  test('variables resolve through each other, and a cycle ends', () => {
    const variable = [
      { key: 'baseUrl', value: '{{scheme}}://{{host}}' },
      { key: 'scheme', value: 'http' },
      { key: 'host', value: 'api.example' },
      { key: 'a', value: '{{b}}' },
      { key: 'b', value: '{{a}}' },
    ];
    expect(serverOf('{{baseUrl}}/a', variable).url).toBe('http://api.example');
    expect(serverOf('{{a}}/x', variable).url).toMatch(/^\{[ab]\}$/);
  });

  test('variables that multiply each other do not grow without end', () => {
    const names = Array.from({ length: 40 }, (_, index) => ({
      key: `v${String(index)}`,
      value: `{{v${String(index + 1)}}}`.repeat(10),
    }));
    expect(serverOf('{{v0}}/x', names).url.length).toBeLessThan(100);
  });

  test('undeclared hosts become server variables with a default that is a URL', () => {
    expect(serverOf('{{baseUrl}}/a')).toEqual({
      url: '{baseUrl}',
      defaults: { baseUrl: 'https://baseurl.example' },
    });
    expect(serverOf('https://{{env_url}}/a')).toEqual({
      url: 'https://{env_url}',
      defaults: { env_url: 'env-url.example' },
    });
    expect(serverOf('https://<tenant-url>/a')).toEqual({
      url: 'https://{tenant-url}',
      defaults: { 'tenant-url': 'tenant-url.example' },
    });
    expect(serverOf('{{scheme}}://{{host}}/a')).toEqual({
      url: '{scheme}://{host}',
      defaults: { scheme: 'https', host: 'host.example' },
    });
    expect(serverOf('https://{{sub}}.api.example:{{port}}/a').url).toBe('https://{sub}.api.example:{port}');
  });

  test('a value with words behind it gives what of it can stand in a URL', () => {
    expect(serverOf('{{origin}}/a', [{ key: 'origin', value: 'https://api.example (test)' }])).toEqual({
      url: '{origin}',
      defaults: { origin: 'https://api.example' },
    });
  });

  test('IP addresses, ports and missing schemes', () => {
    expect(serverOf('http://10.1.2.3:8080/a').url).toBe('http://10.1.2.3:8080');
    expect(serverOf('localhost:3000/a').url).toBe('http://localhost:3000');
    expect(serverOf('api.example/a').url).toBe('https://api.example');
    expect(serverOf('http://[::1]:80/a').url).toBe('http://[::1]:80');
  });

  test('user name and password in a URL are left out', () => {
    expect(serverOf('https://joe:hunter2@api.example/a').url).toBe('https://api.example');
  });

  test('no URL gives a server all the same', () => {
    expect(serverOf('').url).toBe('/');
  });

  test('variables that hold several segments belong to the server', () => {
    const variable = [{ key: 'base', value: 'api/v1' }];
    const { value, operation } = only(
      { request: { method: 'GET', url: 'https://h.example/{{base}}/users' } },
      { variable },
    );
    expect(operation.path).toBe('/users');
    expect(value.servers[0]).toMatchObject({
      url: 'https://h.example/{base}',
      variables: { base: { default: 'api/v1' } },
    });
  });

  test('the most used server comes first', () => {
    const items = ['https://a.example/1', 'https://b.example/2', 'https://b.example/3'].map((url) => ({
      request: { method: 'GET', url },
    }));
    const { value } = canonical(items);
    expect(value.servers.map(({ url }) => url)).toEqual(['https://b.example', 'https://a.example']);
    expect(value.operations.map(({ requests }) => requests[0]?.server)).toEqual([1, 0, 0]);
  });
});

describe('query parameters', () => {
  test('come from the list and from the text, each once', () => {
    const url = {
      raw: 'https://h.example/a?x=1&y=2',
      host: ['h', 'example'],
      path: ['a'],
      query: [
        { key: 'x', value: '1', description: { content: 'An *x*', type: 'text/markdown' } },
        { key: 'z', value: 'off', disabled: true },
      ],
    };
    const { request } = only({ request: { method: 'GET', url } });
    expect(request.queryParameters).toMatchObject([
      { name: 'x', value: '1', description: 'An *x*', disabled: false },
      { name: 'z', value: 'off', disabled: true },
      { name: 'y', value: '2' },
    ]);
  });

  test('of text URLs, decoded, nameless ones left out', () => {
    const { request } = only({ request: 'https://h.example/a?filter%5Bname%5D=J%20D&&=&flag&n={{unknown}}' });
    expect(request.queryParameters).toMatchObject([
      { name: 'filter[name]', value: 'J D' },
      { name: 'flag' },
      { name: 'n' },
    ]);
    expect(request.queryParameters.at(-1)).not.toHaveProperty('value');
  });
});
