import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  documentSuite,
  PassiveChecker,
  verify,
  type JsonObject,
} from '../../../src/specwright/contract/index.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function secured(scheme: JsonObject): JsonObject {
  const refused = { description: 'Refused' };
  return {
    openapi: '3.1.0',
    info: { title: 'Secured', version: '1' },
    security: [{ door: [] }],
    components: { securitySchemes: { door: scheme } },
    paths: {
      '/room': {
        get: { operationId: 'enter', responses: { 204: { description: 'In' }, 401: refused, 405: refused } },
      },
    },
  };
}

const oauth = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } };

test.each<[string, JsonObject, string, (request: Parameters<RequestListener>[0]) => boolean]>([
  [
    'a key in a header',
    { type: 'apiKey', in: 'header', name: 'X-Key' },
    'k-1234567',
    ({ headers }) => headers['x-key'] === 'k-1234567',
  ],
  [
    'a key in the query',
    { type: 'apiKey', in: 'query', name: 'key' },
    'k-1234567',
    ({ url }) => url === '/room?key=k-1234567',
  ],
  [
    'a key in a cookie',
    { type: 'apiKey', in: 'cookie', name: 'sid' },
    'k-1234567',
    ({ headers }) => headers.cookie === 'sid=k-1234567',
  ],
  [
    'a bearer token',
    { type: 'http', scheme: 'bearer' },
    't-1234567',
    ({ headers }) => headers.authorization === 'Bearer t-1234567',
  ],
  [
    'user and password',
    { type: 'http', scheme: 'basic' },
    'ü:pass-word',
    ({ headers }) => headers.authorization === `Basic ${Buffer.from('ü:pass-word').toString('base64')}`,
  ],
  [
    'client credentials',
    oauth,
    'client:secret-99',
    ({ headers }) => headers.authorization === 'Bearer fetched-token',
  ],
])('%s: valid calls get in, others do not, and no output shows it', async (_name, scheme, secret, isIn) => {
  const target = await listen((request, response) => {
    const isToken = request.method === 'POST' && request.url === '/token';
    const isClient = request.headers.authorization === `Basic ${btoa('client:secret-99')}`;
    if (isToken && isClient)
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"access_token":"fetched-token"}');
    response.writeHead(isIn(request) ? (request.method === 'GET' ? 204 : 405) : 401, { allow: 'GET' }).end();
  });
  const report = await verify({ target, suite: documentSuite(secured(scheme), { auth: { door: secret } }) });
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(report.verdict).toBe('honoured');
  expect(JSON.stringify(report)).not.toMatch(/k-1234567|t-1234567|pass-word|secret-99|fetched-token/);
  const open = await listen((_request, response) => void response.writeHead(204).end());
  const broken = await verify({
    target: open,
    suite: documentSuite(secured({ type: 'http', scheme: 'bearer' }), { auth: { door: 'x-123' } }),
  });
  expect(broken.findings.map(({ check }) => check)).toContain('credentials-checked');
});

test('a scheme that the document does not have, and a token that is not given, end the run before anything is sent', async () => {
  expect(() => documentSuite(secured(oauth), { auth: { gate: 'x' } })).toThrow(
    /no security scheme "gate". It has: door/,
  );
  const target = await listen((_request, response) => void response.writeHead(403).end());
  const suite = documentSuite(secured(oauth), { auth: { door: 'client:secret-99' } });
  await expect(verify({ target, suite })).rejects.toThrow(/gives no token: status 403/);
});

test('recorded traffic: a success without the required credentials is a finding', () => {
  const look = (headers: Record<string, string>) => {
    const checker = new PassiveChecker({
      suite: documentSuite(secured({ type: 'http', scheme: 'bearer' })),
      target: 'https://door.example',
    });
    checker.look(
      {
        request: { method: 'GET', url: 'https://door.example/room', headers },
        answer: { status: 204, headers: {}, text: '' },
        duration: 1,
      },
      'entry 1',
    );
    return checker
      .report(1)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ check }) => check);
  };
  expect(look({})).toEqual(['credentials-checked']);
  expect(look({ authorization: 'Bearer x' })).toEqual([]);
});
