import { bounded } from './bounded.ts';
import type { NoToken, Outcome } from './outcome.ts';
import type { Token, TokenDeps, TokenState } from './token.ts';
import type { StoredToken } from './token-store.ts';

const second = 1000;
/** Documented lifetimes are an hour; a reply that states none is trusted for ten minutes. */
const defaultLifetime = 600 * second;

/** Reads a token reply: `expires_in` comes as text, as a number or not at all. */
export function readGrant(outcome: Outcome, now: number): StoredToken | undefined {
  if (!outcome.response?.ok) return undefined;
  const body = Object(outcome.json) as Record<string, unknown>;
  const { access_token: accessToken, expires_in: expiresIn } = body;
  // Anything but visible characters would break the header it goes into.
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) return undefined;
  const lifetime = Number(expiresIn ?? Number.NaN) * second;
  const lifetimeMs = lifetime > 0 && lifetime < 1e12 ? lifetime : defaultLifetime;
  return { accessToken, lifetimeMs, expiresAt: now + lifetimeMs };
}

/** Renewed under 2 minutes, waited for under 30 seconds; short-lived tokens at the same stages of their life. */
export function tokenOf({ accessToken, lifetimeMs, expiresAt: until }: StoredToken, worked: boolean): Token {
  const expiresAt = performance.now() + Math.min(until - Date.now(), lifetimeMs);
  return {
    value: accessToken,
    renewAt: expiresAt - Math.min(120 * second, lifetimeMs / 2),
    waitFrom: expiresAt - Math.min(30 * second, lifetimeMs / 4),
    expiresAt,
    worked,
  };
}

/** Refused for good: users get locked out by repetition. */
function isRefusal({ status }: Outcome): boolean {
  return status !== undefined && status > 399 && status < 500 && status !== 429;
}

/** Waits that double with every failure in a row: a minute to 15 after a refusal, else half a second to 30. */
export function backOff(outcome: Outcome, failures: number): number {
  const [first, longest] = isRefusal(outcome) ? [60, 900] : [0.5, 30];
  return Math.min(longest, first * 2 ** Math.min(failures, 20)) * second;
}

/** What the store holds, unless we know it already: the one we have is to be replaced. */
async function fromStore(
  { store, key, timeoutMs, tell }: TokenDeps,
  state: TokenState,
): Promise<Token | undefined> {
  const stored = await bounded(async () => store.get(key), timeoutMs, undefined);
  if (!stored) return undefined;
  if ('failure' in stored) return void tell('store-failed');
  if (stored.accessToken === state.dropped || stored.accessToken === state.token?.value) return undefined;
  const found = tokenOf(stored, true);
  if (!(found.waitFrom > performance.now())) return undefined;
  tell('shared', stored.expiresAt - Date.now());
  return found;
}

async function toStore({ store, key, timeoutMs, tell }: TokenDeps, granted: StoredToken): Promise<void> {
  const failed = await bounded(async () => store.set(key, granted), timeoutMs, undefined);
  if (failed) tell('store-failed');
}

/** The failure that still stands; a refusal falls with the secret that was refused. */
function standing({ failure, secret }: TokenState, newSecret: string): NoToken | undefined {
  if (!failure || performance.now() >= failure.until) return undefined;
  return isRefusal(failure.noToken) && secret !== newSecret ? undefined : failure;
}

async function fromServer(deps: TokenDeps, state: TokenState): Promise<Token | NoToken> {
  const secret = await bounded(async () => deps.secret(), deps.timeoutMs, undefined);
  if (typeof secret !== 'string') return { noToken: { ...Object(secret), failure: 'secret' } };
  const stands = standing(state, secret);
  if (stands) return stands;
  state.secret = secret;
  const outcome = await deps.request(secret);
  const granted = readGrant(outcome, Date.now());
  if (!granted) {
    state.failure = { noToken: outcome, until: performance.now() + backOff(outcome, state.failures) };
    state.failures += 1;
    deps.tell(isRefusal(outcome) ? 'refused' : 'failed');
    return state.failure;
  }
  Object.assign(state, { failure: undefined, failures: 0 });
  await toStore(deps, granted);
  deps.tell('fetched', granted.lifetimeMs);
  return tokenOf(granted, false);
}

/** Gets a token that is new to us: one that another worker has put in the store, or one from the server. */
export async function renewToken(deps: TokenDeps, state: TokenState): Promise<Token | NoToken> {
  const found = (await fromStore(deps, state)) ?? (await fromServer(deps, state));
  if ('value' in found) state.token = found;
  return found;
}
