import { bounded } from './bounded.ts';
import type { TokenEvent } from './hooks.ts';
import type { Failure, Outcome } from './outcome.ts';
import type { StoredToken, TokenStore } from './token-store.ts';

/** A token in use. Times are on the monotonic clock, so that a change of the wall clock does no harm. */
export interface Token {
  readonly value: string;
  /** From here on it is renewed in the background. */
  readonly renewAt: number;
  /** From here on calls wait for the new one. */
  readonly waitFrom: number;
  readonly expiresAt: number;
  /** Whether the server has taken it; one from the store has worked for somebody. */
  worked: boolean;
}

/** Why there is no token: how the token request ended. */
export interface NoToken {
  readonly noToken: Outcome;
}

/** Where calls get their token from. */
export interface TokenSource {
  /** At once where a token is at hand; otherwise all callers wait for one request. */
  get(ms: number, signal: AbortSignal | undefined): Token | Promise<Token | NoToken | Failure>;
  /** Forgets this very token; does nothing if a newer one has taken its place. */
  drop(token: Token): void;
  /** What must not show in any message: tokens and client secret that were last in use. */
  credentials(): readonly string[];
}

/** What a token source needs of the world. */
export interface TokenDeps {
  /** Asks the server; gives the outcome and the secret that was used. */
  request(secret: string): Promise<Outcome>;
  secret(): string | Promise<string>;
  readonly store: TokenStore;
  readonly key: string;
  /** Longest wait for the store or the secret: one that hangs must not stop the calls for good. */
  readonly timeoutMs: number;
  tell(kind: TokenEvent['kind'], expiresInMs?: number): void;
}

const seconds = 1000;
/** Documented lifetimes are an hour; a reply that states none is trusted for ten minutes. */
const defaultLifetime = 600 * seconds;

/** Reads a token reply: `expires_in` comes as text, as a number or not at all. */
export function readGrant(outcome: Outcome, now: number): StoredToken | undefined {
  if (!('response' in outcome) || !outcome.response.ok) return undefined;
  const body = Object(outcome.json) as Record<string, unknown>;
  const { access_token: accessToken, expires_in: expiresIn } = body;
  // Anything but visible characters would break the header it goes into.
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return undefined;
  const lifetime = Number(expiresIn ?? Number.NaN) * seconds;
  const lifetimeMs = lifetime > 0 && lifetime < 1e12 ? lifetime : defaultLifetime;
  return { accessToken, lifetimeMs, expiresAt: now + lifetimeMs };
}

/** Renewed under 2 minutes, waited for under 30 seconds; short-lived tokens at the same stages of their life. */
function tokenOf(stored: StoredToken, worked: boolean): Token {
  const { lifetimeMs, expiresAt: until } = stored;
  const expiresAt = performance.now() + Math.min(until - Date.now(), lifetimeMs);
  return {
    value: stored.accessToken,
    renewAt: expiresAt - Math.min(120 * seconds, lifetimeMs / 2),
    waitFrom: expiresAt - Math.min(30 * seconds, lifetimeMs / 4),
    expiresAt,
    worked,
  };
}

/** Refused for good (4xx: users get locked out by repetition) or not answered. */
function isRefusal(outcome: Outcome): boolean {
  return (
    outcome.status !== undefined && outcome.status > 399 && outcome.status < 500 && outcome.status !== 429
  );
}

/** Waits that double with every failure in a row: a minute to 15 after a refusal, else half a second to 30. */
function backOff(outcome: Outcome, failures: number): number {
  const [first, longest] = isRefusal(outcome) ? [60, 900] : [0.5, 30];
  return Math.min(longest, first * 2 ** Math.min(failures, 20)) * seconds;
}

/** One token for all calls: single flight, renewed ahead of time, shared through the store. Never rejects. */
export function createTokenSource(deps: TokenDeps): TokenSource {
  let token: Token | undefined;
  let flight: Promise<Token | NoToken> | undefined;
  let droppedValue: string | undefined;
  let failure: { readonly noToken: Outcome; readonly secret: string; readonly until: number } | undefined;
  let failures = 0;
  let lastSecret: string | undefined;

  /** What the store holds, unless we know it already: the one we have is to be replaced. */
  async function fromStore(): Promise<Token | undefined> {
    const stored = await bounded(async () => deps.store.get(deps.key), deps.timeoutMs, undefined);
    if (!stored) return undefined;
    if ('failure' in stored) return void deps.tell('store-failed');
    if (stored.accessToken === droppedValue || stored.accessToken === token?.value) return undefined;
    const found = tokenOf(stored, true);
    if (found.waitFrom <= performance.now()) return undefined;
    deps.tell('shared', stored.expiresAt - Date.now());
    return found;
  }

  async function toStore(granted: StoredToken): Promise<void> {
    const saved = await bounded(async () => deps.store.set(deps.key, granted), deps.timeoutMs, undefined);
    if (saved) deps.tell('store-failed');
  }

  function fail(noToken: Outcome, secret: string): NoToken {
    failure = { noToken, secret, until: performance.now() + backOff(noToken, failures) };
    failures += 1;
    deps.tell(isRefusal(noToken) ? 'refused' : 'failed');
    return failure;
  }

  /** The failure that still stands; a refusal falls with the secret that was refused. */
  function standing(secret: string): NoToken | undefined {
    if (!failure || performance.now() >= failure.until) return undefined;
    return isRefusal(failure.noToken) && failure.secret !== secret ? undefined : failure;
  }

  async function fromServer(): Promise<Token | NoToken> {
    const secret = await bounded(async () => deps.secret(), deps.timeoutMs, undefined);
    if (typeof secret !== 'string') return { noToken: { ...secret, failure: 'secret' } };
    lastSecret = secret;
    const stands = standing(secret);
    if (stands) return stands;
    const outcome = await deps.request(secret);
    const granted = readGrant(outcome, Date.now());
    if (!granted) return fail(outcome, secret);
    failure = undefined;
    failures = 0;
    await toStore(granted);
    deps.tell('fetched', granted.lifetimeMs);
    return tokenOf(granted, false);
  }

  async function renew(): Promise<Token | NoToken> {
    const found = (await fromStore()) ?? (await fromServer());
    if ('value' in found) token = found;
    flight = undefined;
    return found;
  }

  function refresh(): Promise<Token | NoToken> {
    flight ??= renew();
    return flight;
  }

  async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<Token | NoToken | Failure> {
    const found = await bounded(refresh, ms, signal);
    const usable = 'noToken' in found && token && performance.now() < token.expiresAt;
    return usable && token ? token : found;
  }

  return {
    get(ms, signal) {
      const now = performance.now();
      if (!token || now >= token.waitFrom) return waitFor(ms, signal);
      if (now >= token.renewAt && !(failure && now < failure.until)) void refresh();
      return token;
    },
    drop(stale) {
      if (token !== stale) return;
      token = undefined;
      droppedValue = stale.value;
      deps.tell('dropped');
    },
    credentials: () => [token?.value, droppedValue, lastSecret].filter((text) => text !== undefined),
  };
}
