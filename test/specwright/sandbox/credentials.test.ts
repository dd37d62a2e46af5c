import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { createSandbox } from '../../../src/specwright/sandbox/index.ts';
import { shop } from './fixtures/shop.ts';

const problem = {
  description: 'Refused',
  content: {
    'application/json': {
      schema: { type: 'object', required: ['why'], properties: { why: { type: 'string' } } },
    },
  },
};

function get(scheme: string): JsonObject {
  return {
    get: {
      operationId: scheme,
      security: [{ [scheme]: [] }],
      responses: { '200': { description: 'Fine' }, '401': problem },
    },
  };
}

const document: JsonObject = {
  openapi: '3.1.0',
  paths: Object.fromEntries(
    ['basic', 'bearer', 'header', 'query', 'cookie'].map((name) => [`/${name}`, get(name)]),
  ),
  components: {
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic' },
      bearer: { type: 'http', scheme: 'bearer' },
      header: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
    },
  },
};
const sandbox = createSandbox({ document });
const store = createSandbox({ document: shop });
let url = '';
let shopUrl = '';

beforeAll(async () => {
  ({ url } = await sandbox.listen());
  ({ url: shopUrl } = await store.listen());
});
afterAll(() => Promise.all([sandbox.close(), store.close()]));

describe('a credential is taken from its documented place alone', () => {
  test.each([
    ['basic', '', { authorization: `Basic ${btoa('user:secret')}` }, 'Basic realm="sandbox"'],
    ['bearer', '', { authorization: 'Bearer t' }, 'Bearer realm="sandbox"'],
    ['header', '', { 'x-key': 'k' }, 'ApiKey realm="sandbox"'],
    ['query', '?key=k', {}, 'ApiKey realm="sandbox"'],
    ['cookie', '', { cookie: 'a=b; session=s' }, 'ApiKey realm="sandbox"'],
  ])('%s', async (name, query, headers, challenge) => {
    expect((await fetch(`${url}/${name}${query}`, { headers: { ...headers } })).status).toBe(200);
    const refused = await fetch(`${url}/${name}`, { headers: { authorization: 'Other t', 'x-other': 'k' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(challenge);
    expect(await refused.json()).toEqual({ why: expect.any(String) });
  });

  test('basic credentials have a user and a password', async () => {
    const headers = { authorization: `Basic ${btoa('no colon')}` };
    expect((await fetch(`${url}/basic`, { headers })).status).toBe(401);
  });
});

describe('the token endpoint that a document names', () => {
  const grant = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${shopUrl}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  const whole = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' };
  const list = async (token: string) => {
    const answer = await fetch(`${shopUrl}/orders`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  };

  test('grants a token that works until it expires', async () => {
    const answer = await grant(whole);
    const { access_token: token, ...others } = Object(await answer.json());
    expect(others).toEqual({ token_type: 'Bearer', expires_in: 3600 });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await list(token)).status).toBe(200);
    store.control.advance('2h');
    expect(await list(token)).toMatchObject({ status: 401, body: { status: 401 } });
  });

  test('a token without the documented scope is refused with 403 in the documented shape', async () => {
    const { access_token: lacking } = Object(await (await grant({ ...whole, scope: 'other' })).json());
    expect(await list(lacking)).toEqual({
      status: 403,
      body: { status: 403, detail: 'Forbidden: the token for login lacks one of the scopes orders' },
    });
    const { access_token: scoped } = Object(await (await grant({ ...whole, scope: 'other orders' })).json());
    expect((await list(scoped)).status).toBe(200);
  });

  test('client credentials may come as basic ones, and must come', async () => {
    const basic = { authorization: `Basic ${btoa('a:b')}` };
    expect((await grant({ grant_type: 'client_credentials' }, basic)).status).toBe(200);
    const refused = await grant({ grant_type: 'client_credentials' });
    expect([refused.status, Object(await refused.json()).error]).toEqual([401, 'invalid_client']);
    const other = await grant({ ...whole, grant_type: 'password' });
    expect([other.status, Object(await other.json()).error]).toEqual([400, 'unsupported_grant_type']);
  });
});
