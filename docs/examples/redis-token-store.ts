import { randomUUID } from 'node:crypto';
import type { StoredToken, TokenStore } from '../../src/client/index.ts';

/** What is used of the `redis` package; any client that speaks these commands will do. */
export interface RedisLike {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options: { PX: number; NX?: true }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** How long a worker may take to fetch a token before another one tries. */
const lockMs = 15_000;
const pollMs = 50;

const unlock = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

function isStoredToken(value: unknown): value is StoredToken {
  return typeof value === 'object' && value !== null && 'accessToken' in value && 'expiresAt' in value;
}

/**
 * A token store on Redis: many workers, one token. When there is none, the first worker gets `undefined` and
 * fetches one; the others wait for it, so that a cold start makes one token request, not one for each.
 *
 * @param redis - connected; its keys are prefixed, and hold the token: let nobody else read them
 */
export function redisTokenStore(redis: RedisLike, prefix = 'bpcc-task-routing:'): TokenStore {
  const owner = randomUUID();
  const seen = new Map<string, string>();

  async function read(key: string): Promise<StoredToken | undefined> {
    const text = await redis.get(prefix + key);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isStoredToken(value) ? value : undefined;
  }

  /** A token that was not handed out before: the last one was not good enough, or nobody would ask again. */
  async function readFresh(key: string): Promise<StoredToken | undefined> {
    const token = await read(key);
    if (!token || token.accessToken === seen.get(key)) return undefined;
    seen.set(key, token.accessToken);
    return token;
  }

  const release = (key: string): Promise<unknown> =>
    redis.eval(unlock, { keys: [`${prefix}lock:${key}`], arguments: [owner] });

  return {
    async get(key) {
      for (;;) {
        const token = await readFresh(key);
        if (token) return token;
        const locked = await redis.set(`${prefix}lock:${key}`, owner, { PX: lockMs, NX: true });
        if (locked !== null) {
          // Another worker may have set one between the look and the lock.
          const late = await readFresh(key);
          if (late) await release(key);
          return late;
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    },
    async set(key, token) {
      const left = Math.floor(token.expiresAt - Date.now());
      if (left > 0) await redis.set(prefix + key, JSON.stringify(token), { PX: left });
      seen.set(key, token.accessToken);
      await release(key);
    },
  };
}
