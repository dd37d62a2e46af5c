import { connect } from 'node:net';
import { once } from 'node:events';
import fc from '../../fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, SandboxError, type Sandbox } from '../../../src/specwright/sandbox/index.ts';
import { library } from './fixtures/library.ts';

let sandbox: Sandbox;
let url = '';
let port = 0;

beforeAll(async () => {
  sandbox = createSandbox({ document: library });
  ({ url, port } = await sandbox.listen());
});
afterAll(() => sandbox.close());

const id = '0b8f7f2e-7f3a-4c43-a5ac-111111111111';
const json = { 'x-key': 'k', 'content-type': 'application/json' };

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = json) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body: text }) });
  const sent = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true && sent !== '';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(sent) : sent };
}

test('an operation that needs credentials answers 401 in the documented shape without them', async () => {
  expect(await call('GET', '/books', undefined, {})).toMatchObject({
    status: 401,
    body: { status: 401, detail: 'Unauthorized: credentials are missing: key' },
  });
  expect((await call('GET', '/health', undefined, {})).status).toBe(200);
});

test.each([
  ['POST', '/books', {}, "body must have required property 'title'"],
  ['POST', '/books', { title: 'T', isbn: '1' }, 'body.isbn must match pattern'],
  ['POST', '/books', '{"title":', 'the body is not JSON'],
  ['POST', '/books', undefined, 'the body is missing'],
  ['GET', '/books?limit=0', undefined, 'limit must be >= 1'],
  ['GET', '/books?limit=many', undefined, 'limit must be integer'],
  ['GET', '/books?genre=crime', undefined, 'genre must be equal to one of the allowed values: novel, poems'],
  ['GET', '/books/1', undefined, 'bookId must match format "uuid"'],
])('%s %s with %j is refused with the documented 400: %s%s', async (method, path, body, reason) => {
  const answer = await call(method, path, body);
  expect(answer).toMatchObject({ status: 400, body: { status: 400 } });
  expect(answer.body.detail).toContain(reason);
});

test('what is read-only is not asked of callers', async () => {
  expect((await call('POST', '/books', { title: 'T' })).status).toBe(201);
});

test('another media type is refused with 415, or the documented 400', async () => {
  const answer = await call('POST', '/books', 'title=T', { 'x-key': 'k', 'content-type': 'text/plain' });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('not text/plain') } });
});

test('a form is read with the types of its schema', async () => {
  const form = { 'x-key': 'k', 'content-type': 'application/x-www-form-urlencoded' };
  const { body: book } = await call('POST', '/books', { title: 'T' });
  expect(await call('POST', `/books/${book.id}/lend`, 'days=7', form)).toMatchObject({
    status: 200,
    body: { until: '2024-02-01' },
  });
  expect((await call('POST', `/books/${book.id}/lend`, 'days=31', form)).status).toBe(400);
  expect((await call('POST', `/books/${id}/lend`, 'days=7', form)).status).toBe(404);
});

test('another method gets 405 with Allow, OPTIONS 204, HEAD the headers of GET, an unknown path 404', async () => {
  const other = await call('PUT', '/books', {});
  expect(other.status).toBe(405);
  expect(other.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  expect((await call('OPTIONS', '/books')).status).toBe(204);
  expect(await call('HEAD', '/health')).toMatchObject({ status: 200, body: '' });
  expect((await call('GET', '/nowhere')).status).toBe(404);
});

test('Accept chooses among the documented media types', async () => {
  const ask = (accept: string) => call('GET', '/health', undefined, { accept });
  expect((await ask('text/plain')).body).toBe('fine');
  expect((await ask('application/json, text/plain;q=0.5')).body).toEqual({ ok: true });
  expect((await ask('image/png')).status).toBe(406);
});

test('the path of the first server may be sent or left out', async () => {
  expect((await call('GET', '/v1/health')).status).toBe(200);
});

test('requests of the next kind can be made to fail, in the documented shape', async () => {
  sandbox.control.failNext({ operation: 'listBooks', status: 409, retryAfter: 2 });
  const failed = await call('GET', '/books');
  expect(failed).toMatchObject({ status: 409, body: { status: 409 } });
  expect(failed.headers.get('retry-after')).toBe('2');
  expect((await call('GET', '/books')).status).toBe(200);
  expect(() => sandbox.control.failNext({ status: 200 })).toThrow('status must be one of 400');
});

test('the control plane works for any document', async () => {
  const state = await call('GET', '/_sandbox/state', undefined, {});
  expect(state.body).toMatchObject({ faults: [], counts: { requests: expect.any(Number) } });
  const snapshot = await call('GET', '/_sandbox/snapshot', undefined, {});
  expect((await call('POST', '/_sandbox/snapshot', snapshot.body)).status).toBe(200);
  expect(await call('POST', '/_sandbox/snapshot', { format: 'x' })).toMatchObject({
    status: 400,
    body: { error: 'bad-snapshot' },
  });
});

test.each([
  [{ swagger: '2.0' }, 'not OpenAPI 3'],
  [{ openapi: '3.1.0', paths: {} }, 'no operation'],
])('%j is refused as a document', (document, words) => {
  expect(() => createSandbox({ document })).toThrow(SandboxError);
  expect(() => createSandbox({ document })).toThrow(words);
});

test('a document with hostile names serves, and pollutes nothing', async () => {
  const schema = {
    type: 'object',
    properties: JSON.parse('{"__proto__": {"type": "string"}, "constructor": {"type": "integer"}}'),
    required: ['constructor'],
  };
  const content = { 'application/json': { schema }, 'evil\r\nX-Injected: 1': { schema } };
  const responses = {
    '200': { content, headers: { 'bad name\r\n': { schema: { type: 'string' } } } },
    '099': {},
  };
  const odd = createSandbox({
    document: { openapi: '3.0.3', paths: { '/__proto__/{constructor}': { get: { responses } } } },
  });
  const answer = await odd.fetch('/__proto__/toString');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toHaveProperty('constructor', 1);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('__proto__x');
});

const paths = [
  '/books',
  `/books/${id}`,
  '/books/%',
  '/health',
  '/books//',
  '/%2e%2e',
  '/v1',
  '/books/{bookId}',
];

describe('hostile requests', () => {
  test('never crash the server, and never get a 500', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
        fc.oneof(fc.constantFrom(...paths), fc.webPath()),
        fc.webQueryParameters(),
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.constantFrom('{"__proto__":{"title":1},"title":"T"}', '[['.repeat(500)),
        ),
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', '', 'a/b;;;'),
        async (method, path, query, body, type) => {
          const headers = { 'x-key': 'k', ...(type !== '' && { 'content-type': type }) };
          const carries = method !== 'GET' && method !== 'HEAD';
          const answer = await fetch(`${url}${path.startsWith('/') ? path : `/${path}`}?${query}`, {
            method,
            headers,
            ...(carries && { body }),
          });
          await answer.arrayBuffer();
          return answer.status < 500;
        },
      ),
      { numRuns: 400 },
    );
    expect((await call('GET', '/health')).status).toBe(200);
  });

  test('bytes that are not HTTP get 400 or a closed connection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        socket.resume().end(bytes);
        await once(socket, 'close');
      }),
      { numRuns: 50 },
    );
    expect((await call('GET', '/health')).status).toBe(200);
  });
});
