import { getAccessToken } from '../../generated/client-methods.ts';
import type { CallSlot } from './api.ts';
import { bounded } from './bounded.ts';
import { newCall, type Shared } from './call.ts';
import type { TokenEvent } from './hooks.ts';
import type { Settings } from './options.ts';
import type { NoToken, Outcome } from './outcome.ts';
import type { Token, TokenState } from './token.ts';
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
  const bornAt = performance.now();
  const expiresAt = bornAt + Math.min(until - Date.now(), lifetimeMs);
  return {
    value: accessToken,
    renewAt: expiresAt - Math.min(120 * second, lifetimeMs / 2),
    waitFrom: expiresAt - Math.min(30 * second, lifetimeMs / 4),
    expiresAt,
    bornAt,
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

/** Names tenant, user and scope, so that clients of one user share; holds no secret. */
function keyOf(settings: Settings): string {
  return `${settings.baseUrl} ${settings.clientId} ${scopeOf(settings)}`;
}

function scopeOf({ scope, baseUrl }: Settings): string {
  return scope ?? new URL(baseUrl).host;
}

function tell({ emit }: Shared, kind: TokenEvent['kind'], expiresInMs?: number): void {
  emit?.('onToken', { operation: 'getAccessToken', kind, expiresInMs });
}

/** More tokens than a week has. */
const mostSeen = 200;

function keepInMind({ seen }: TokenState, credential: string): void {
  seen.add(credential);
  for (const oldest of seen) if (seen.size > mostSeen) seen.delete(oldest);
}

/** What the store holds, unless we know it already: the one we have is to be replaced. */
async function fromStore(shared: Shared, state: TokenState): Promise<Token | undefined> {
  const { settings } = shared;
  const { tokenStore, attemptTimeoutMs } = settings;
  const stored = await bounded(async () => tokenStore?.get(keyOf(settings)), attemptTimeoutMs);
  if (!stored) return undefined;
  if ('failure' in stored) return void tell(shared, 'store-failed');
  if (stored.accessToken === state.dropped || stored.accessToken === state.token?.value) return undefined;
  keepInMind(state, stored.accessToken);
  const found = tokenOf(stored, true);
  if (!(found.waitFrom > performance.now())) return undefined;
  tell(shared, 'shared', stored.expiresAt - Date.now());
  return found;
}

async function toStore(shared: Shared, granted: StoredToken): Promise<void> {
  const { settings } = shared;
  const { tokenStore, attemptTimeoutMs } = settings;
  const failed = await bounded(async () => tokenStore?.set(keyOf(settings), granted), attemptTimeoutMs);
  if (failed) tell(shared, 'store-failed');
}

/** The failure that still stands; a refusal falls with the secret that was refused. */
function standing({ failure, secret }: TokenState, newSecret: string): NoToken | undefined {
  if (!failure || performance.now() >= failure.until) return undefined;
  return isRefusal(failure.noToken) && secret !== newSecret ? undefined : failure;
}

/** Asks for a token: an operation like the others, but without a token of its own. */
async function request({ settings, api }: Shared, secret: string): Promise<Outcome> {
  const { clientId } = settings;
  const slot: CallSlot = { call: newCall(settings, { operation: 'getAccessToken' }, {}) };
  const carry = { slot };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope: scopeOf(settings),
  } as const;
  // It rejects where there is no reply or no JSON; the ending tells which.
  await getAccessToken(api, { body, headers, ...carry }).catch(() => slot);
  const { ending } = slot;
  return ending && !('noToken' in ending) ? ending : { failure: 'connection' };
}

function remember(shared: Shared, state: TokenState, noToken: Outcome): NoToken {
  state.failure = { noToken, until: performance.now() + backOff(noToken, state.failures) };
  state.failures += 1;
  tell(shared, isRefusal(noToken) ? 'refused' : 'failed');
  return state.failure;
}

async function fromServer(shared: Shared, state: TokenState): Promise<Token | NoToken> {
  const { clientSecret, attemptTimeoutMs } = shared.settings;
  const secret = await bounded(
    async () => (typeof clientSecret === 'function' ? clientSecret() : clientSecret),
    attemptTimeoutMs,
  );
  if (typeof secret !== 'string') return { noToken: { ...Object(secret), failure: 'secret' } };
  const stands = standing(state, secret);
  if (stands) return stands;
  state.secret = secret;
  keepInMind(state, secret);
  const outcome = await request(shared, secret);
  const granted = readGrant(outcome, Date.now());
  if (!granted) return remember(shared, state, outcome);
  keepInMind(state, granted.accessToken);
  Object.assign(state, { failure: undefined, failures: 0 });
  await toStore(shared, granted);
  tell(shared, 'fetched', granted.lifetimeMs);
  return tokenOf(granted, false);
}

/** Gets a token that is new to us: one that another worker has put in the store, or one from the server. */
export async function renewToken(shared: Shared, state: TokenState): Promise<Token | NoToken> {
  const found = (await fromStore(shared, state)) ?? (await fromServer(shared, state));
  if ('value' in found) state.token = found;
  return found;
}
