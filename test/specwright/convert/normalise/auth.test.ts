import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import { describe, expect, test } from 'vitest';
import { canonical, only } from './support.ts';

function schemeOf(auth: JsonObject): JsonObject | undefined {
  const { request, value } = only({
    name: 'One',
    request: { method: 'GET', url: 'https://h.example/a', auth },
  });
  const [name = ''] = Object.keys(request.security?.[0] ?? {});
  return value.securitySchemes[name];
}

const list = (type: string, entries: JsonObject): JsonObject => ({
  type,
  [type]: Object.entries(entries).map(([key, value]) => ({ key, value, type: 'string' })),
});

describe('every type of Postman', () => {
  const types: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['bearer', list('bearer', { token: '{{t}}' }), { type: 'http', scheme: 'bearer' }],
    [
      'bearer as an object',
      { type: 'bearer', bearer: { token: '{{t}}' } },
      { type: 'http', scheme: 'bearer' },
    ],
    [
      'bearer of Documenter',
      { type: 'bearer', bearer: { basicConfig: [{ key: 'token', value: '' }] }, isInherited: false },
      { type: 'http', scheme: 'bearer' },
    ],
    ['basic', list('basic', { username: 'u', password: 'p' }), { type: 'http', scheme: 'basic' }],
    ['digest', list('digest', { username: 'u' }), { type: 'http', scheme: 'digest' }],
    [
      'API key in a header',
      list('apikey', { key: 'X-Key', value: 'v', in: 'header' }),
      { type: 'apiKey', in: 'header', name: 'X-Key' },
    ],
    [
      'API key in the query',
      list('apikey', { key: 'k', value: 'v', in: 'query' }),
      { type: 'apiKey', in: 'query', name: 'k' },
    ],
    ['API key without anything', { type: 'apikey' }, { type: 'apiKey', in: 'header', name: 'X-API-Key' }],
    ['hawk', { type: 'hawk' }, { type: 'http', scheme: 'hawk' }],
    ['ntlm', { type: 'ntlm' }, { type: 'http', scheme: 'ntlm' }],
    ['awsv4', { type: 'awsv4' }, { type: 'http', scheme: 'aws4-hmac-sha256' }],
    ['oauth1', { type: 'oauth1' }, { type: 'http', scheme: 'oauth' }],
    ['edgegrid', { type: 'edgegrid' }, { type: 'http', scheme: 'eg1-hmac-sha256' }],
    ['jwt', { type: 'jwt' }, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }],
    [
      'jwt in the query',
      list('jwt', { addTokenTo: 'queryParam', queryParamKey: 'jwt' }),
      { type: 'apiKey', in: 'query', name: 'jwt' },
    ],
    ['asap', { type: 'asap' }, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }],
    ['oauth2 without addresses', list('oauth2', { accessToken: '{{t}}' }), { type: 'oauth2', flows: {} }],
    [
      'oauth2 with client credentials',
      list('oauth2', {
        grant_type: 'client_credentials',
        accessTokenUrl: 'https://a.example/token',
        scope: 'read write',
      }),
      {
        type: 'oauth2',
        flows: {
          clientCredentials: { tokenUrl: 'https://a.example/token', scopes: { read: '', write: '' } },
        },
      },
    ],
    [
      'oauth2 with a code, as an object',
      {
        type: 'oauth2',
        oauth2: {
          grant_type: 'authorization_code_with_pkce',
          authUrl: 'https://a.example/auth',
          accessTokenUrl: 'https://a.example/token',
        },
      },
      {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://a.example/auth',
            tokenUrl: 'https://a.example/token',
            scopes: {},
          },
        },
      },
    ],
    [
      'oauth2 implicit',
      list('oauth2', { grant_type: 'implicit', authUrl: 'https://a.example/auth' }),
      { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://a.example/auth', scopes: {} } } },
    ],
    [
      'oauth2 with a password',
      list('oauth2', { grant_type: 'password_credentials', accessTokenUrl: 'https://a.example/token' }),
      { type: 'oauth2', flows: { password: { tokenUrl: 'https://a.example/token', scopes: {} } } },
    ],
  ];
  test.each(types)('%s', (_, auth, scheme) => {
    expect(schemeOf(auth)).toMatchObject(scheme);
  });

  test.each([
    [
      { grant_type: 'client_credentials', accessTokenUrl: '{{tokenUrl}}', scope: 'read' },
      { clientCredentials: { tokenUrl: 'https://tokenurl.example', scopes: { read: '' } } },
    ],
    [
      { grant_type: 'client_credentials', accessTokenUrl: 'https://{{authHost}}/token' },
      { clientCredentials: { tokenUrl: 'https://authhost.example/token', scopes: {} } },
    ],
    [
      { grant_type: 'authorization_code' },
      {
        authorizationCode: {
          authorizationUrl: 'https://authorization.example/authorize',
          tokenUrl: 'https://authorization.example/token',
          scopes: {},
        },
      },
    ],
    [{}, { clientCredentials: { tokenUrl: 'https://authorization.example/token', scopes: {} } }],
  ])('every flow is complete: %j', (attributes, flows) => {
    expect(schemeOf(list('oauth2', attributes))).toEqual({ type: 'oauth2', flows });
  });

  test('an unknown type is reported and the folder decides', () => {
    const { value, problems } = canonical(
      [{ name: 'x', request: { url: 'https://h.example/a', auth: { type: 'psychic' } } }],
      {
        auth: { type: 'basic' },
      },
    );
    expect(problems.map(({ code }) => code)).toEqual(['auth-type-unknown']);
    expect(value.operations[0]?.requests[0]?.security).toEqual([{ basicAuth: [] }]);
  });
});

describe('inheritance', () => {
  const request = (name: string, auth?: Json, header: Json = []): JsonObject => ({
    name,
    request: {
      method: 'GET',
      url: `https://h.example/${name}`,
      header,
      ...(auth === undefined ? {} : { auth }),
    },
  });
  const bearer = { type: 'bearer' };
  const basic = { type: 'basic' };

  test('the nearest auth block decides, `noauth` opens, null inherits', () => {
    const { value } = canonical(
      [
        request('root'),
        request('open', { type: 'noauth' }),
        request('null', null),
        {
          name: 'f',
          auth: basic,
          item: [request('inner'), { name: 'g', auth: null, item: [request('deep')] }],
        },
        { name: 'o', auth: { type: 'noauth' }, item: [request('inside'), request('closed', basic)] },
      ],
      { auth: bearer },
    );
    const byPath = Object.fromEntries(
      value.operations.map(({ path, requests }) => [path, requests[0]?.security]),
    );
    expect(byPath).toEqual({
      '/root': [{ bearerAuth: [] }],
      '/open': [],
      '/null': [{ bearerAuth: [] }],
      '/inner': [{ basicAuth: [] }],
      '/deep': [{ basicAuth: [] }],
      '/inside': [],
      '/closed': [{ basicAuth: [] }],
    });
    expect(value.security).toEqual([{ bearerAuth: [] }]);
  });

  test('nothing said is nothing said', () => {
    const { value } = canonical([request('a')]);
    expect(value.operations[0]?.requests[0]).not.toHaveProperty('security');
    expect(value).not.toHaveProperty('security');
  });

  const headers: readonly (readonly [string, JsonObject])[] = [
    ['Bearer {{token}}', { type: 'http', scheme: 'bearer' }],
    ['Basic abc', { type: 'http', scheme: 'basic' }],
    ['Digest x', { type: 'http', scheme: 'digest' }],
    ['OAuth oauth_consumer_key="a"', { type: 'http', scheme: 'oauth' }],
    ['{{token}}', { type: 'apiKey', in: 'header', name: 'Authorization' }],
  ];
  test.each(headers)('a header written by hand counts: %s', (value, scheme) => {
    const { request: read, value: all } = only(request('a', undefined, [{ key: 'authorization', value }]));
    expect(all.securitySchemes[Object.keys(read.security?.[0] ?? {})[0] ?? '']).toMatchObject(scheme);
  });

  test('with `noauth`, an Authorization header says what the request needs', () => {
    const { request: read } = only(
      request('a', { type: 'noauth' }, [{ key: 'Authorization', value: 'Bearer {{t}}' }]),
    );
    expect(read.security).toEqual([{ bearerAuth: [] }]);
  });

  test('a header that is switched off does not count', () => {
    const { request: read } = only(
      request('a', undefined, [{ key: 'Authorization', value: 'Bearer x', disabled: true }]),
    );
    expect(read).not.toHaveProperty('security');
  });

  test('an API key sent by hand counts where nothing else does, and stays a parameter', () => {
    const { request: read, value } = only(request('a', undefined, [{ key: 'x-api-key', value: '{{k}}' }]));
    expect(value.securitySchemes['apiKeyAuth']).toEqual({ type: 'apiKey', in: 'header', name: 'x-api-key' });
    expect(read.security).toEqual([{ apiKeyAuth: [] }]);
    expect(read.headers.map(({ name }) => name)).toEqual(['x-api-key']);
    const { request: second } = only(request('a', bearer, [{ key: 'x-api-key', value: '{{k}}' }]));
    expect(second.security).toEqual([{ bearerAuth: [] }]);
  });

  test('different settings of one type are different schemes, equal ones share', () => {
    const key = (name: string): JsonObject => list('apikey', { key: name, in: 'header' });
    const { value } = canonical([
      request('a', key('X-A')),
      request('b', key('X-B')),
      request('c', key('X-A')),
    ]);
    expect(value.operations.map(({ requests }) => requests[0]?.security)).toEqual([
      [{ apiKeyAuth: [] }],
      [{ apiKeyAuth2: [] }],
      [{ apiKeyAuth: [] }],
    ]);
  });
});
