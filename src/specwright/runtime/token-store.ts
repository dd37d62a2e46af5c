/** A token as stores keep it. */
export interface StoredToken {
  /** The token itself: a secret. */
  readonly accessToken: string;
  /** Milliseconds since 1970: the time from which it is worthless. */
  readonly expiresAt: number;
  /** How long it was good for when it was granted, in milliseconds. */
  readonly lifetimeMs: number;
}

/**
 * A place where clients share tokens, so that many workers make one token request.
 * `get` may wait (for a lock, say) before it says that there is none; a client that
 * gets `undefined` asks the server for a token and calls `set`. A store that throws is worked around, not fatal.
 *
 * @example
 * // See docs/client.md for a store on Redis.
 */
export interface TokenStore {
  /** The token of a user, if there is one. @param key - names tenant, user and scope; holds no secret */
  get(key: string): Promise<StoredToken | undefined> | StoredToken | undefined;
  /** Keeps a token for others. */
  set(key: string, token: StoredToken): Promise<void> | void;
}

/**
 * A store in the memory of this process: hand one to several clients, also of several APIs with one token endpoint,
 * to let them share their tokens. Clients that start together make one token request.
 * A single client needs none, it keeps its token itself.
 *
 * @example
 * const tokenStore = memoryTokenStore();
 * const a = createBooksClient({ ...options, tokenStore });
 * const b = createBooksClient({ ...options, tokenStore });
 */
export function memoryTokenStore(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
  };
}
