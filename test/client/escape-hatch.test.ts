import { afterEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../src/client/package.json' with { type: 'json' };
import { createTaskRoutingClient, memoryTokenStore, type ClientOptions } from '../../src/client/index.ts';
import { connected, credentials, failureOf, ids, task } from './fixtures.ts';
import { answering, refusal, type Hit } from './hostile-server.ts';

const service = answering((path) => (path.includes('/oauth/') ? undefined : Response.json(ids)));
const fails = (count: number) => {
  let left = count;
  return ({ isToken }: Hit) => (!isToken && (left -= 1) >= 0 ? ('503-before-work' as const) : undefined);
};

describe('client.request', () => {
  it('sends any method and path with token, query and body, and tries again', async () => {
    await using run = await connected(service, {}, fails(1));
    const { data, meta } = await run.client
      .request('PUT', '/configapi/v2/thing', { query: { full: true, q: 'a b' }, body: { a: 1 } })
      .withMeta();
    expect(data).toEqual(ids);
    expect(meta.attempts).toBe(2);
    expect(run.server.hits.at(-1)).toMatchObject({
      method: 'PUT',
      path: '/configapi/v2/thing?full=true&q=a%20b',
      body: '{"a":1}',
    });
    expect(run.server.hits.at(-1)?.headers.authorization).toBe('Bearer token-1');
  });

  it.each<[string, Response, unknown]>([
    ['a list', Response.json([1]), [1]],
    ['a text', Response.json('x'), 'x'],
    ['no body', new Response(null, { status: 204 }), undefined],
  ])('gives %s as it is', async (_name, reply, expected) => {
    await using run = await connected(
      answering((path) => (path.includes('/oauth/') ? undefined : reply.clone())),
    );
    expect(await run.client.request('GET', '/x')).toEqual(expected);
  });

  it.each(['POST', 'PATCH'] as const)('repeats a %s where that is harmless only', async (method) => {
    await using run = await connected(service, {}, fails(2));
    const error = await failureOf(run.client.request(method, '/x', { body: {} }));
    expect(error).toMatchObject({ operation: `${method} /x`, attempts: 1, maybeCompleted: true });
    expect(await run.client.request(method, '/x', { body: {}, idempotent: true })).toEqual(ids);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'] as const)('repeats a %s unless told otherwise', async (method) => {
    await using run = await connected(service, {}, fails(2));
    const once = run.client.request(method, '/x', { idempotent: false });
    expect(await failureOf(once)).toMatchObject({ attempts: 1 });
    expect((await run.client.request(method, '/x').withMeta()).meta.attempts).toBe(2);
  });

  it('has the errors of the API', async () => {
    await using run = await connected(
      answering((path) => (path.includes('/oauth/') ? undefined : refusal(403, 3))),
    );
    expect(await failureOf(run.client.request('GET', '/x'))).toMatchObject({
      code: 'permission-denied',
      errorCode: 3,
    });
  });

  it.each([
    'x',
    '//evil.example/x',
    '/\\evil.example',
    '/a/../b',
    '/%2e%2e/b',
    '/a?b',
    '/a#b',
    '/a b',
    '/{id}',
    '',
    null,
  ])('refuses the path %j before anything is sent', async (path) => {
    await using run = await connected(service);
    const error = await failureOf(Reflect.apply(run.client.request, undefined, ['GET', path]));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
    expect(run.server.hits).toEqual([]);
  });

  it('refuses another method', async () => {
    await using run = await connected(service);
    const error = await failureOf(Reflect.apply(run.client.request, undefined, ['TRACE', '/x']));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
  });
});

describe('headers', () => {
  it('of a call come on top of those of the client, and cannot replace the token', async () => {
    await using run = await connected(service, { headers: { 'x-a': 'client', 'x-b': 'client' } });
    await run.client.queryTask('1', { headers: { 'X-A': 'call', authorization: 'Basic x' } });
    await run.client.queryTask('1');
    expect(run.server.hits[1]?.headers).toMatchObject({
      'x-a': 'call',
      'x-b': 'client',
      authorization: 'Bearer token-1',
    });
    expect(run.server.hits[2]?.headers['x-a']).toBe('client');
  });

  it('of a call that HTTP forbids: nothing is sent, no value is quoted', async () => {
    await using run = await connected(service);
    const error = await failureOf(run.client.queryTask('1', { headers: { 'x-a': 'SECRET\nx' } }));
    expect(error).toMatchObject({ code: 'invalid-request', attempts: 0 });
    expect(String(error)).toMatch(/x-a/);
    expect(String(error)).not.toContain('SECRET');
    expect(run.server.hits).toEqual([]);
  });

  it.each<[Partial<ClientOptions>, string]>([
    [{}, `bpcc-task-routing/${manifest.version}`],
    [{ appInfo: { name: 'crm-sync', version: '1.4' } }, `bpcc-task-routing/${manifest.version} crm-sync/1.4`],
    [{ appInfo: { name: 'crm-sync' } }, `bpcc-task-routing/${manifest.version} crm-sync`],
    [{ headers: { 'User-Agent': 'mine' }, appInfo: { name: 'x' } }, 'mine'],
  ])('%j sends the user agent %s', async (options, expected) => {
    await using run = await connected(service, options);
    await run.client.queryTask('1');
    expect(run.server.hits.map(({ headers }) => headers['user-agent'])).toEqual([expected, expected]);
  });
});

describe('client.withOptions', () => {
  it('changes some options and shares the token', async () => {
    await using run = await connected(service, { retry: false });
    const other = run.client.withOptions({ headers: { 'x-a': 'other' } });
    await Promise.all([run.client.queryTask('1'), other.queryTask('1'), other.queueTask(task)]);
    expect(run.server.tokenRequests()).toBe(1);
    expect(run.server.hits.filter(({ headers }) => headers['x-a'] === 'other')).toHaveLength(2);
  });

  it.each<Partial<ClientOptions>>([
    { clientId: 'another' },
    { scope: 'x' },
    { tokenStore: memoryTokenStore() },
  ])('asks for a token of its own with %j', async (changes) => {
    await using run = await connected(service);
    await run.client.queryTask('1');
    await run.client.withOptions(changes).queryTask('1');
    expect(run.server.tokenRequests()).toBe(2);
  });
});

describe('an option that does not exist', () => {
  it.each([
    ['tenantURL', /unknown option tenantURL; did you mean tenantUrl\?/],
    ['client_secret', /unknown option client_secret; did you mean clientSecret\?/],
    ['colour', /unknown option colour$/],
  ])('%s is named', (name, expected) => {
    const options = { tenantUrl: 'https://x.example', ...credentials, [name]: 'x' };
    expect(() => Reflect.apply(createTaskRoutingClient, undefined, [options])).toThrow(expected);
  });
});

describe('BPCC_DEBUG and NODE_DEBUG', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it.each([
    ['BPCC_DEBUG', '1', true],
    ['BPCC_DEBUG', 'true', true],
    ['NODE_DEBUG', 'http,bpcc-task-routing', true],
    ['BPCC_DEBUG', '', false],
    ['BPCC_DEBUG', '0', false],
    ['BPCC_DEBUG', '11', false],
    ['BPCC_DEBUG', 'untrue', false],
    ['BPCC_DEBUG', undefined, false],
    ['NODE_DEBUG', 'http', false],
  ])('%s=%s', async (name, value, logs) => {
    vi.stubEnv(name, value);
    const written: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((text) => void written.push(String(text)));
    const told: string[] = [];
    await using run = await connected(service, { logger: ({ event }) => void told.push(event) }, fails(1));
    await run.client.queueTask(task);
    const text = written.join('\n');
    for (const part of ['"event":"retry"', '"delayMs"', '"operation":"queueTask"', '"event":"response"']) {
      expect(text.includes(part)).toBe(logs);
    }
    for (const secret of [credentials.clientSecret, 'token-1']) expect(text).not.toContain(secret);
    expect(told).toContain('retry');
  });
});
