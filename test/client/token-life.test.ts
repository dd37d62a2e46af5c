import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTaskRoutingClient, type ClientOptions, type TokenEvent } from '../../src/client/index.ts';
import { OPERATIONS } from '../../src/client/operations.ts';
import { readReply } from '../../src/specwright/runtime/exchange.ts';
import { backOff, readGrant, tokenOf } from '../../src/specwright/runtime/token-renewal.ts';
import { credentials, failureOf } from './fixtures.ts';
import { grant } from './hostile-server.ts';

const state = { taskStatus: 'QUEUED', serviceName: 'Task Service', priority: 1, order: 'fifo' };
const second = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
});
afterEach(() => vi.useRealTimers());

/** A client whose token requests are answered as told, on a clock that stands still. */
function clientWith(token: () => Response | Promise<Response>, options: Partial<ClientOptions> = {}) {
  const asked: string[] = [];
  const told: TokenEvent[] = [];
  const client = createTaskRoutingClient({
    tenantUrl: 'https://x.example',
    ...credentials,
    retry: false,
    hooks: { onToken: (event) => void told.push(event) },
    fetch: async (url, init) => {
      if (!String(url).includes('/oauth/')) return Response.json(state);
      asked.push(String(init?.body));
      return token();
    },
    ...options,
  });
  return { client, asked, told };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Waits for what happens in the background; the clock that tests turn stands still meanwhile. */
async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; !happened() && tries < 250; tries += 1) await settled();
}

describe('the stages of a token', () => {
  const at = (lifetimeMs: number) => {
    const now = performance.now();
    const { renewAt, waitFrom, expiresAt } = tokenOf(
      { accessToken: 'x', lifetimeMs, expiresAt: Date.now() + lifetimeMs },
      false,
    );
    return { renewAt: renewAt - now, waitFrom: waitFrom - now, expiresAt: expiresAt - now };
  };

  it.each([
    [3_600, { renewAt: 3_480, waitFrom: 3_570, expiresAt: 3_600 }],
    [240, { renewAt: 120, waitFrom: 210, expiresAt: 240 }],
    [60, { renewAt: 30, waitFrom: 45, expiresAt: 60 }],
  ])('that lives for %i seconds', (lifetime, due) => {
    const inMs = Object.fromEntries(Object.entries(due).map(([name, value]) => [name, value * second]));
    expect(at(lifetime * second)).toEqual(inMs);
  });

  it('a lifetime beyond reason is not believed', () => {
    const outcome = (expiresIn: number) => {
      const text = JSON.stringify({ access_token: 'ABC', expires_in: expiresIn });
      return readReply(new Response(), text, OPERATIONS.getAccessToken, 'errorCode');
    };
    expect(readGrant(outcome(1e9 - 1), 0)?.lifetimeMs).toBe((1e9 - 1) * second);
    expect(readGrant(outcome(1e9), 0)?.lifetimeMs).toBe(600 * second);
    expect(readGrant({ failure: 'connection' }, 0)).toBeUndefined();
  });
});

describe('which failures are refusals', () => {
  const wait = (status: number): number =>
    backOff(readReply(new Response(null, { status }), '', OPERATIONS.getAccessToken, 'errorCode'), 0) /
    second;
  it.each([
    [400, 60],
    [401, 60],
    [499, 60],
    [429, 0.5],
    [399, 0.5],
    [500, 0.5],
    [503, 0.5],
  ])('%i is not asked again for %f seconds', (status, seconds) => expect(wait(status)).toBe(seconds));
});

describe('while a token lives', () => {
  it('nothing is asked before its last two minutes, and one request is made then', async () => {
    let count = 0;
    const { client, asked } = clientWith(() => grant(`token-${(count += 1)}`));
    await client.queryTask('1');
    vi.advanceTimersByTime(3_479 * second);
    await client.queryTask('1');
    await settled();
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1 * second);
    await Promise.all([client.queryTask('1'), client.queryTask('1')]);
    await settled();
    expect(asked).toHaveLength(2);
  });

  it('a failed renewal is tried again when its wait is over, and the wait grows', async () => {
    let down = false;
    const { client, asked, told } = clientWith(() =>
      down ? new Response('busy', { status: 503 }) : grant('token-1'),
    );
    await client.queryTask('1');
    down = true;
    const after = async (ms: number): Promise<number> => {
      vi.advanceTimersByTime(ms);
      await client.queryTask('1');
      await settled();
      await until(() => told.length === asked.length);
      return asked.length;
    };
    expect(await after(3_480 * second)).toBe(2);
    expect(await after(490)).toBe(2);
    expect(await after(20)).toBe(3);
    expect(await after(980)).toBe(3);
    expect(await after(40)).toBe(4);
    down = false;
    expect(await after(2_000)).toBe(5);
    expect(told.map(({ kind }) => kind)).toEqual(['fetched', 'failed', 'failed', 'failed', 'fetched']);
    expect(told.at(-1)?.expiresInMs).toBe(3_600 * second);
  });

  it('in its last seconds it serves where no other can be had, and after its end no more', async () => {
    let down = false;
    const { client } = clientWith(() => (down ? new Response('busy', { status: 503 }) : grant('token-1')));
    await client.queryTask('1');
    down = true;
    vi.advanceTimersByTime(3_599 * second);
    expect(await client.queryTask('1')).toEqual(state);
    vi.advanceTimersByTime(2 * second);
    expect(await failureOf(client.queryTask('1'))).toMatchObject({ attempts: 0 });
  });

  it('a refused secret is asked with again after its minute', async () => {
    let good = false;
    const { client, asked, told } = clientWith(() =>
      good ? grant('token-1') : Response.json({ error: 'invalid_client' }, { status: 401 }),
    );
    await failureOf(client.queryTask('1'));
    good = true;
    vi.advanceTimersByTime(60 * second - 1);
    await failureOf(client.queryTask('1'));
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(await client.queryTask('1')).toEqual(state);
    expect(asked).toHaveLength(2);
    expect(told.map(({ kind }) => kind)).toEqual(['refused', 'fetched']);
  });
});

describe('what is asked and shared', () => {
  it('the scope is the host of the tenant, or the one that was given', async () => {
    const plain = clientWith(() => grant('token-1'));
    await plain.client.queryTask('1');
    expect(new URLSearchParams(plain.asked[0]).get('scope')).toBe('x.example');
    const named = clientWith(() => grant('token-1'), { scope: 'tenant.example' });
    await named.client.queryTask('1');
    expect(new URLSearchParams(named.asked[0]).get('scope')).toBe('tenant.example');
  });

  it('a token from the store is told with the time it has left; a store that fails is told', async () => {
    const stored = {
      accessToken: 'shared',
      lifetimeMs: 3_600 * second,
      expiresAt: Date.now() + 600 * second,
    };
    const { client, asked, told } = clientWith(() => grant('token-1'), {
      tokenStore: { get: () => stored, set: () => {} },
    });
    await client.queryTask('1');
    expect(asked).toHaveLength(0);
    expect(told).toMatchObject([{ kind: 'shared', expiresInMs: 600 * second }]);
    const broken = clientWith(() => grant('token-1'), {
      tokenStore: {
        get: () => Promise.reject(new Error('down')),
        set: () => Promise.reject(new Error('down')),
      },
    });
    await broken.client.queryTask('1');
    expect(broken.told.map(({ kind }) => kind)).toEqual(['store-failed', 'store-failed', 'fetched']);
  });
});
