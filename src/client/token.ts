import { bounded, longestTimer } from './bounded.ts';
import type { Shared } from './call.ts';
import type { Failure, NoToken } from './outcome.ts';

/** A token in use. Times are on the monotonic clock, so that a change of the wall clock does no harm. */
export interface Token {
  readonly value: string;
  /** From here on it is renewed in the background. */
  readonly renewAt: number;
  /** From here on calls wait for the new one. */
  readonly waitFrom: number;
  readonly expiresAt: number;
  readonly bornAt: number;
  /** Whether the server has taken it; one from the store has worked for somebody. */
  worked: boolean;
}

/** Where calls get their token from. */
export interface TokenSource {
  /** At once where a token is at hand; otherwise all callers wait for one request. */
  get(ms: number, signal: AbortSignal | undefined): Token | Promise<Token | NoToken | Failure>;
  /** Forgets this very token; `false` where a newer one has taken its place. */
  drop(token: Token): boolean;
  /** What must not show in any message: the tokens and client secrets of this client, past ones too. */
  credentials(): readonly string[];
}

/** What is known of the token; shared by those who use it and those who renew it. */
export interface TokenState {
  token?: Token | undefined;
  /** The value that a 401 has proved worthless: the store may still hold it. */
  dropped?: string;
  /** The secret that was last used. */
  secret?: string;
  /** Every token and secret there was, the latest of them in a long life. */
  readonly seen: Set<string>;
  /** Failures in a row. */
  failures: number;
  /** The last of them, which stands for a while: nothing is asked in that time. */
  failure?: (NoToken & { readonly until: number }) | undefined;
}

/** One token for all calls: single flight, renewed ahead of time, shared through the store. Never rejects. */
export function createTokenSource(shared: () => Shared): TokenSource {
  const state: TokenState = { failures: 0, seen: new Set() };
  let flight: Promise<Token | NoToken> | undefined;

  async function renew(): Promise<Token | NoToken> {
    const { renewToken } = await import('./renew-token.ts');
    return renewToken(shared(), state);
  }

  function refresh(): Promise<Token | NoToken> {
    flight ??= renew().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  async function wait(ms: number, signal: AbortSignal | undefined): Promise<Token | NoToken | Failure> {
    const found = await bounded(refresh, ms, signal);
    const { token } = state;
    // A token in its last seconds is better than none.
    return 'noToken' in found && token && performance.now() < token.expiresAt ? token : found;
  }

  return {
    get(ms, signal) {
      const { token } = state;
      const now = performance.now();
      if (!token || now >= token.waitFrom) return wait(ms, signal);
      // Failures of the background are kept in the state; bounded hears what else may go wrong.
      const quiet = state.failure && now < state.failure.until;
      if (now >= token.renewAt && !flight && !quiet) void bounded(refresh, longestTimer);
      return token;
    },
    drop(token) {
      if (state.token !== token) return false;
      state.token = undefined;
      state.dropped = token.value;
      return true;
    },
    credentials: () => [...state.seen],
  };
}
