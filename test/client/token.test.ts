import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AuthenticationError,
  createTaskRoutingClient,
  memoryTokenStore,
  type ClientOptions,
  type TokenEvent,
  type TokenStore,
} from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { OPERATIONS } from '../../src/client/operations.ts';
import { readReply } from '../../src/specwright/runtime/exchange.ts';
import { backOff, readGrant } from '../../src/specwright/runtime/token-renewal.ts';
import { connected, credentials, failureOf } from './fixtures.ts';
import { answering, grant, refusal, startHostileServer } from './hostile-server.ts';

const state = { taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo' };

/** Grants token-1, token-2...; takes those that `good` says. */
function issuer(
  good: (token: string) => Response | undefined = () => undefined,
  expiresIn?: string | number,
) {
  let issued = 0;
  return {
    issued: () => issued,
    behind: answering((path, { headers }) => {
      if (path.includes('/oauth/')) return grant(`token-${(issued += 1)}`, expiresIn ?? '3600');
      const token = new Headers(headers).get('authorization')?.replace('Bearer ', '') ?? '';
      return good(token) ?? Response.json(state);
    }),
  };
}

afterEach(() => vi.useRealTimers());

describe('one token for all calls', () => {
  it('200 calls at once make one token request, after revocation one more', async () => {
    await using sandbox = createSandbox();
    const server = await startHostileServer((path, init) => sandbox.fetch(path, init));
    const client = createTaskRoutingClient({ tenantUrl: server.url, ...sandbox.credentials });
    const burst = () =>
      Promise.all(Array.from({ length: 200 }, () => client.queryTask({ extTaskId: 'SF-00T-1001' })));
    expect(await burst()).toHaveLength(200);
    expect(server.tokenRequests()).toBe(1);
    sandbox.control.revokeToken();
    expect(await burst()).toHaveLength(200);
    expect(server.tokenRequests()).toBe(2);
    sandbox.control.expireToken();
    await burst();
    expect(server.tokenRequests()).toBe(3);
    await server.close();
  });

  it('drops only the token that was refused, and replays once', async () => {
    const server = issuer((token) => (token === 'token-1' ? undefined : refusal(401, 2)));
    await using run = await connected(server.behind);
    await run.client.queryTask('1');
    const broken = issuer(() => refusal(401, 2));
    await using other = await connected(broken.behind);
    expect(await failureOf(other.client.queryTask('1'))).toMatchObject({
      code: 'authentication-failed',
      attempts: 2,
    });
    expect(broken.issued()).toBe(2);
  });

  it('stops at once where a fresh token is unknown to the server: code 1 before anything worked', async () => {
    const server = issuer(() => refusal(401, 1));
    await using run = await connected(server.behind);
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({ errorCode: 1, attempts: 1 });
    expect(server.issued()).toBe(1);
  });

  it('a token revoked before its first use does not lock the client out until it expires', async () => {
    const revoked = new Set(['token-1']);
    const server = issuer((token) => (revoked.has(token) ? refusal(401, 1) : undefined));
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      fetch: server.behind,
    });
    await failureOf(client.queryTask('1'));
    vi.advanceTimersByTime(2000);
    expect(await client.queryTask('1')).toEqual(state);
    expect(server.issued()).toBe(2);
  });
});

describe('renewal ahead of time', () => {
  function clocked(expiresIn: string | number | undefined, options: Partial<ClientOptions> = {}) {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const server = issuer(() => undefined, expiresIn);
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      fetch: server.behind,
      ...options,
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
    return { server, client, settled };
  }

  it.each(['3600', 3600])('expires_in %j: renewed in the background under two minutes', async (expiresIn) => {
    const { server, client, settled } = clocked(expiresIn);
    await client.queryTask('1');
    vi.advanceTimersByTime((3600 - 121) * 1000);
    await client.queryTask('1');
    await settled();
    expect(server.issued()).toBe(1);
    vi.advanceTimersByTime(2000);
    const tokens: string[] = [];
    await client.queryTask('1');
    await settled();
    expect(server.issued()).toBe(2);
    expect(tokens).toEqual([]);
  });

  it('calls wait for the new token under thirty seconds', async () => {
    const used: string[] = [];
    const server = issuer((token) => void used.push(token));
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      fetch: server.behind,
    });
    await client.queryTask('1');
    vi.advanceTimersByTime((3600 - 60) * 1000);
    await client.queryTask('1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    vi.advanceTimersByTime((3600 - 29) * 1000);
    await client.queryTask('1');
    expect(used).toEqual(['token-1', 'token-1', 'token-3']);
  });

  it('a wall clock that jumps makes no token worthless', async () => {
    const { server, client } = clocked('3600');
    await client.queryTask('1');
    vi.setSystemTime(Date.now() + 86_400_000);
    await client.queryTask('1');
    vi.setSystemTime(0);
    await client.queryTask('1');
    expect(server.issued()).toBe(1);
  });
});

describe('reading the token reply', () => {
  const outcome = (body: unknown) =>
    readReply(Response.json(body), JSON.stringify(body), OPERATIONS.getAccessToken, 'errorCode');
  it.each([
    ['3600', 3_600_000],
    [3480, 3_480_000],
    [undefined, 600_000],
    ['soon', 600_000],
    [-1, 600_000],
    [null, 600_000],
    ['', 600_000],
  ])('expires_in %j is %i ms', (expiresIn, lifetimeMs) => {
    const read = readGrant(outcome({ access_token: 'ABC', expires_in: expiresIn }), 1000);
    expect(read).toEqual({ accessToken: 'ABC', lifetimeMs, expiresAt: 1000 + lifetimeMs });
  });
  it.each([{}, null, [], 'x', { access_token: 5 }, { access_token: '' }, { access_token: 'a\r\nx: y' }])(
    '%j grants nothing',
    (body) => expect(readGrant(outcome(body), 0)).toBeUndefined(),
  );
});

describe('a token request that fails', () => {
  it('refused with 401: never looped, told at once for a minute, tried again with another secret', async () => {
    let asked = 0;
    let secret = 'old-secret';
    const behind = answering((path, { body }) => {
      if (!path.includes('/oauth/')) return Response.json(state);
      asked += 1;
      return String(body).includes('new')
        ? undefined
        : Response.json({ error: 'invalid_client' }, { status: 401 });
    });
    await using run = await connected(behind, { clientSecret: () => secret });
    for (let call = 0; call < 20; call += 1) {
      const error = await failureOf(run.client.queryTask('1'));
      expect(error).toBeInstanceOf(AuthenticationError);
      expect(error).toMatchObject({ status: 401, attempts: 0, retryable: false });
    }
    expect(asked).toBe(1);
    secret = 'new-secret';
    expect(await run.client.queryTask('1')).toEqual(state);
    expect(asked).toBe(2);
  });

  it('backs off twice as long with every failure in a row', () => {
    const response = new Response(null, { status: 401 });
    const refused = readReply(response, '', OPERATIONS.getAccessToken, 'errorCode');
    expect([0, 1, 2, 9].map((failures) => backOff(refused, failures))).toEqual([
      60_000, 120_000, 240_000, 900_000,
    ]);
    expect([0, 1, 9].map((failures) => backOff({ failure: 'connection' }, failures))).toEqual([
      500, 1000, 30_000,
    ]);
  });

  it('in the background: the old token goes on, nothing is unhandled, nothing is asked in vain', async () => {
    const unhandled: unknown[] = [];
    const hear = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', hear);
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    let down = false;
    let asked = 0;
    const client = createTaskRoutingClient({
      tenantUrl: 'https://x.example',
      ...credentials,
      retry: false,
      fetch: async (url) => {
        if (!url.includes('/oauth/')) return Response.json(state);
        asked += 1;
        return down ? new Response('busy', { status: 503 }) : grant('token-1');
      },
    });
    await client.queryTask('1');
    down = true;
    vi.advanceTimersByTime((3600 - 100) * 1000);
    for (let call = 0; call < 10; call += 1) {
      expect(await client.queryTask('1')).toEqual(state);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', hear);
    expect(asked).toBe(2);
    expect(unhandled).toEqual([]);
  });

  it.each([
    ['a page', new Response('<html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } })],
    ['no token', Response.json({ token: 'x' })],
  ])('%s in place of a token is an error, not a loop', async (_name, reply) => {
    await using run = await connected(
      answering((path) => (path.includes('/oauth/') ? reply.clone() : undefined)),
      { retry: false },
    );
    expect(await failureOf(run.client.queryTask('1'))).toMatchObject({
      code: 'unexpected-response',
      attempts: 0,
    });
  });
});

describe('a shared store', () => {
  it('lets many clients live on one token request, and on one more after revocation', async () => {
    const revoked = new Set<string>();
    const server = issuer((token) => (revoked.has(token) ? refusal(401, 1) : undefined));
    const events: TokenEvent['kind'][] = [];
    await using run = await connected(server.behind);
    const tokenStore = memoryTokenStore();
    const worker = () =>
      createTaskRoutingClient({
        tenantUrl: run.server.url,
        ...credentials,
        tokenStore,
        hooks: { onToken: ({ kind }) => void events.push(kind) },
      });
    const workers = Array.from({ length: 5 }, worker);
    for (const client of workers) await client.queryTask('1');
    expect(server.issued()).toBe(1);
    revoked.add('token-1');
    for (const client of workers) await client.queryTask('1');
    expect(server.issued()).toBe(2);
    expect(events.filter((kind) => kind === 'fetched')).toHaveLength(2);
    expect(events.filter((kind) => kind === 'shared')).toHaveLength(8);
  });

  const storeClient = (
    url: string,
    tokenStore: TokenStore,
    clientSecret: string = credentials.clientSecret,
  ) => createTaskRoutingClient({ tenantUrl: url, ...credentials, clientSecret, tokenStore, retry: false });

  it.each<[string, unknown]>([
    ['a text', 'token'],
    ['a token that is a number', { accessToken: 5, expiresAt: Date.now() + 1e6, lifetimeMs: 1e6 }],
    ['a token with a line end', { accessToken: 'a\nb', expiresAt: Date.now() + 1e6, lifetimeMs: 1e6 }],
    ['a time that is a word', { accessToken: 'a', expiresAt: 'later', lifetimeMs: 1e6 }],
  ])('that holds %s is worked around', async (_name, held) => {
    const kinds: string[] = [];
    const tokenStore: TokenStore = { get: () => Object(held), set: () => {} };
    const hooks = { onToken: ({ kind }: TokenEvent) => void kinds.push(kind) };
    await using run = await connected(issuer().behind, { tokenStore, hooks });
    expect(await run.client.queryTask('1')).toEqual(state);
    expect(kinds).toEqual(['store-failed', 'fetched']);
  });

  it('20 clients at once make one token request', async () => {
    const server = issuer();
    await using run = await connected(server.behind);
    const tokenStore = memoryTokenStore();
    const clients = Array.from({ length: 20 }, () => storeClient(run.server.url, tokenStore));
    await Promise.all(clients.map((client) => client.queryTask('1')));
    expect(server.issued()).toBe(1);
  });

  it('20 clients at once have one secret refused once; another secret is asked for itself', async () => {
    let asked = 0;
    const behind = answering((path, { body }) => {
      if (!path.includes('/oauth/')) return Response.json(state);
      asked += 1;
      return String(body).includes('good') ? grant('t') : Response.json({ error: 'x' }, { status: 401 });
    });
    await using run = await connected(behind);
    const tokenStore = memoryTokenStore();
    const secrets = [...Array<string>(20).fill('wrong'), 'good'];
    const clients = secrets.map((secret) => storeClient(run.server.url, tokenStore, secret));
    const results = await Promise.all(clients.map((client) => client.safe.queryTask('1')));
    expect(results.map(({ ok }) => ok)).toEqual([...Array<boolean>(20).fill(false), true]);
    expect(asked).toBe(2);
  });

  it.each<[string, TokenStore]>([
    [
      'throws',
      { get: () => Promise.reject(new Error('down')), set: () => Promise.reject(new Error('down')) },
    ],
    ['hangs', { get: () => new Promise(() => {}), set: () => new Promise(() => {}) }],
    ['holds a dead token', { get: () => ({ accessToken: 'x', expiresAt: 5, lifetimeMs: 5 }), set: () => {} }],
  ])('that %s is worked around', async (_name, tokenStore) => {
    const server = issuer();
    await using run = await connected(server.behind, { tokenStore, attemptTimeoutMs: 500 });
    expect(await run.client.queryTask('1')).toEqual(state);
    expect(server.issued()).toBe(1);
  });
});
