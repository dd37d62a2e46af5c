import { bounded, LONGEST_TIMER } from './bounded.ts';
import type { Failure, NoToken } from './outcome.ts';
import { preload } from './preload.ts';
import type { Renewal, Token, TokenState } from './token-renewal.ts';

/** Where calls get their token from. */
export interface TokenSource {
  /** Immediate where a token is at hand; otherwise all callers wait for one request. */
  get(ms: number, signal: AbortSignal | undefined): Token | Promise<Token | NoToken | Failure>;
  /** Forgets this very token; `false` where a newer one has taken its place. */
  drop(token: Token): boolean;
  /** What must not show in any message: the tokens and client secrets of this client, past ones too. */
  credentials(): readonly string[];
}

const loadRenewal = preload(() => import('./token-renewal.ts'));

/** One token for all calls: single flight, renewed ahead of time, shared through the store. Never rejects. */
export function createTokenSource(renewal: Renewal): TokenSource {
  const state: TokenState = { failures: 0, seen: new Set() };
  let flight: Promise<Token | NoToken> | undefined;

  function refresh(): Promise<Token | NoToken> {
    const renew = async () => (await loadRenewal()).renewToken(renewal, state);
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
      // The state keeps failures of the background; bounded catches everything else.
      const quiet = state.failure && now < state.failure.until;
      if (now >= token.renewAt && !flight && !quiet) void bounded(refresh, LONGEST_TIMER);
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
