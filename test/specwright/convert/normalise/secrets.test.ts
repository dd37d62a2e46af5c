import { cpuSince } from '../../../cpu-time.ts';
import type { Json, JsonObject } from '../../../../src/specwright/base/json.ts';
import * as fc from '../../../fast-check.ts';
import { describe, expect, test } from 'vitest';
import { redactSecrets } from '../../../../src/specwright/convert/2-normalise/secrets/redact.ts';
import { secretNameStrength } from '../../../../src/specwright/base/secrets/secret-names.ts';

const token = 'q8Zt3LmX0pVb7Rk2Yc5N';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.');

function redacted(value: JsonObject): string {
  return JSON.stringify(redactSecrets(value));
}

describe('secrets are replaced', () => {
  const places: readonly (readonly [string, JsonObject])[] = [
    ['in an auth list', { auth: { type: 'bearer', bearer: [{ key: 'token', value: token }] } }],
    ['in an auth object', { auth: { type: 'basic', basic: { username: 'u', password: token } } }],
    [
      'as an API key',
      {
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-A' },
            { key: 'value', value: token },
            { key: 'in', value: 'header' },
          ],
        },
      },
    ],
    ['as an API key object', { auth: { apikey: { key: 'X-A', value: token, in: 'header' } } }],
    ['in a header', { header: [{ key: 'Authorization', value: `Bearer ${token}` }] }],
    ['in a header with a name of its own', { header: [{ key: 'X-Api-Key', value: token }] }],
    ['in a header text', { headers: `Accept: x\nX-Auth-Token: ${token}\n` }],
    ['in a form field', { urlencoded: [{ key: 'client_secret', value: token }] }],
    ['in a variable', { variable: [{ key: 'apiKey', value: token }] }],
    ['in a variable that Postman marks', { variable: [{ key: 'x', value: token, type: 'secret' }] }],
    ['in JSON text', { raw: `{"user":"u","password" : "${token}"}` }],
    ['in JSON inside JSON', { raw: JSON.stringify({ inner: JSON.stringify({ accessToken: token }) }) }],
    ['in XML', { raw: `<Login><Password Type="text">${token}</Password></Login>` }],
    ['in a query', { raw: `https://h.example/a?api_key=${token}&x=1` }],
    ['in a saved response', { response: [{ body: `{"access_token":"${token}"}` }] }],
    ['in a command line', { description: `curl -H "Authorization: Bearer ${token}" https://h.example` }],
    ['in a URL with a password', { url: `https://joe:${token}@h.example/a` }],
  ];
  test.each(places)('%s', (_, value) => {
    expect(redacted(value)).not.toContain(token);
  });

  const forms = [
    jwt,
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`,
    'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY',
    'access-sandbox-3f3181d2-76de-40c2-8f3b-152d2c6726d1',
  ];
  test.each(forms)('known by their form, anywhere: %s', (secret) => {
    expect(redacted({ note: `see ${secret}, please` })).not.toContain(secret);
  });

  test('everywhere once they are known somewhere', () => {
    const text = redacted({
      auth: [{ key: 'token', value: token }],
      script: `x = "${token}"; y = '${token}'`,
      url: `https://h.example/${token}/a`,
    });
    expect(text).not.toContain(token);
  });
});

describe('what is no secret stays', () => {
  const values: readonly JsonObject[] = [
    { header: [{ key: 'Authorization', value: 'Bearer {{token}}' }] },
    { auth: [{ key: 'token', value: '<your token>' }] },
    { urlencoded: [{ key: 'grant_type', value: 'client_credentials' }] },
    { raw: '{"token_type":"Bearer","expires_in":3600,"scope":"read"}' },
    { raw: '{"nextPageToken":"CAUQAA"}' },
    { description: 'Uses HTTP Basic Authentication and Bearer authentication.' },
    { description: 'The password must have 8 characters.' },
    { urlencoded: [{ key: 'client_secret', value: 'String (API Token)' }] },
    { id: '7a5f2b1c-1234-4321-aaaa-0123456789ab', name: 'A request', key: 'order-1234567890' },
    { raw: '{"passwordPolicy":"strong1234567","tokenUrl":"https://h.example/token1"}' },
  ];
  test.each(values.map((value) => [JSON.stringify(value), value] as const))('%s', (_, value) => {
    expect(redactSecrets(value)).toEqual(value);
  });

  test('names that end in token but open nothing', () => {
    expect(
      [
        'nextPageToken',
        'continuation_token',
        'syncToken',
        'tokenType',
        'keyword',
        'monkey',
        'secretary',
      ].filter(secretNameStrength),
    ).toEqual([]);
    expect(
      [
        'token',
        'X-Auth-Token',
        'client_secret',
        'API-KEY',
        'newPassword',
        'secret1',
        'AWSSecretAccessKey',
      ].every(secretNameStrength),
    ).toBe(true);
  });
});

describe('placeholders', () => {
  const hidden = (value: string): Json => redactSecrets({ password: value })['password'] ?? null;

  test('keep the kind and the length', () => {
    expect(hidden('4f9d6a3e-0a6b-4a1c-9f67-aa52a1f4a3b1')).toBe('00000000-0000-0000-0000-000000000000');
    expect(hidden('123456')).toBe('000000');
    expect(hidden('5f4dcc3b5aa765d61d8327deb882cf99')).toBe('0'.repeat(32));
    expect(hidden(token)).toHaveLength(token.length);
  });

  test('keep the JSON type', () => {
    expect(redactSecrets({ raw: '{"pin_token": 123456, "password": 1234.5}' })).toEqual({
      raw: '{"pin_token": 0, "password": 0.5}',
    });
    expect(
      redactSecrets({ password: 42, token: null, secret: true, apiKey: ['a'.repeat(9) + '1'] }),
    ).toMatchObject({
      password: 0,
      token: null,
      secret: true,
    });
  });
});

test('the shape of a document never changes, and a second pass changes nothing', () => {
  const shape = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(shape);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
  };
  const keys = fc.oneof(
    fc.constantFrom('password', 'token', 'key', 'value', 'name', '__proto__', 'raw', 'constructor'),
    fc.string(),
  );
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(`{"password":"${token}"}`),
  );
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(keys, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const once = redactSecrets({ value });
      expect(JSON.stringify(shape(once))).toBe(JSON.stringify(shape({ value })));
      expect(JSON.stringify(redactSecrets(once))).toBe(JSON.stringify(once));
    }),
    { numRuns: 300 },
  );
});

test('no text makes the search slow', () => {
  const bombs = [
    '"a":"'.repeat(40_000),
    '\\'.repeat(200_000),
    'eyJ'.repeat(60_000),
    '<a>'.repeat(60_000),
    `password=${'x'.repeat(200_000)}`,
    'Bearer '.repeat(30_000),
    ' '.repeat(200_000),
    'https://a:'.repeat(20_000),
  ];
  const start = process.cpuUsage();
  for (const raw of bombs) redactSecrets({ raw: `${raw} token password` });
  expect(cpuSince(start)).toBeLessThan(20_000);
});
