import { bounded } from './bounded.ts';
import type { TokenEvent } from './events.ts';
import type { Ending, NoToken, Outcome } from './outcome.ts';
import type { StoredToken, TokenStore } from './token-store.ts';

const SECOND = 1000;
/** Documented lifetimes are an hour; a reply that states none is trusted for ten minutes. */
const DEFAULT_LIFETIME = 600 * SECOND;

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
  /** The last of them, which is valid for a while: no request is made in that time. */
  failure?: (NoToken & { readonly until: number }) | undefined;
}

/** What the renewal of a token needs of its client. */
export interface Renewal {
  /** Names whom the token is for, so that clients of one user share; holds no secret. */
  readonly key: string;
  readonly store: TokenStore | undefined;
  /** Time for the store, and for the function that gives the secret. */
  readonly timeoutMs: number;
  secret(): string | Promise<string>;
  /** Asks the server: an operation like the others, but without a token of its own. */
  request(secret: string): Promise<Ending>;
  tell(kind: TokenEvent['kind'], expiresInMs?: number): void;
}

/** Anything but visible characters would break the header it goes into. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/** Reads a token reply: `expires_in` comes as text, as a number or not at all. */
export function readGrant(outcome: Outcome, now: number): StoredToken | undefined {
  if (outcome.verdict !== 'good') return undefined;
  const body = Object(outcome.json) as Record<string, unknown>;
  const { access_token: accessToken, expires_in: expiresIn } = body;
  if (!isToken(accessToken)) return undefined;
  const lifetime = Number(expiresIn ?? Number.NaN) * SECOND;
  const lifetimeMs = lifetime > 0 && lifetime < 1e12 ? lifetime : DEFAULT_LIFETIME;
  return { accessToken, lifetimeMs, expiresAt: now + lifetimeMs };
}

/** Renewed under 2 minutes, waited for under 30 seconds; short-lived tokens at the same stages of their life. */
export function tokenOf({ accessToken, lifetimeMs, expiresAt: until }: StoredToken, worked: boolean): Token {
  const bornAt = performance.now();
  const expiresAt = bornAt + Math.min(until - Date.now(), lifetimeMs);
  return {
    value: accessToken,
    renewAt: expiresAt - Math.min(120 * SECOND, lifetimeMs / 2),
    waitFrom: expiresAt - Math.min(30 * SECOND, lifetimeMs / 4),
    expiresAt,
    bornAt,
    worked,
  };
}

/** A refusal, not a failure: users get locked out by repetition. */
function isRefusal({ status }: Outcome): boolean {
  return status !== undefined && status > 399 && status < 500 && status !== 429;
}

/** Waits that double with every failure in a row: a minute to 15 after a refusal, else half a second to 30. */
export function backOff(outcome: Outcome, failures: number): number {
  const [first, longest] = isRefusal(outcome) ? [60, 900] : [0.5, 30];
  return Math.min(longest, first * 2 ** Math.min(failures, 20)) * SECOND;
}

/** More tokens than a week has. */
const MOST_SEEN = 200;

function keepInMind({ seen }: TokenState, credential: string): void {
  seen.add(credential);
  for (const oldest of seen) if (seen.size > MOST_SEEN) seen.delete(oldest);
}

/** What the store holds, unless we know it already: the one we have is to be replaced. */
async function fromStore(
  { key, store, timeoutMs, tell }: Renewal,
  state: TokenState,
): Promise<Token | undefined> {
  const asked = await bounded(async () => ({ stored: await store?.get(key) }), timeoutMs);
  if ('failure' in asked) return void tell('store-failed');
  const { stored } = asked;
  if (!stored) return undefined;
  // A store is code of the user, and what it holds may come from another program.
  if (!isToken(stored.accessToken) || !Number.isFinite(stored.expiresAt - stored.lifetimeMs))
    return void tell('store-failed');
  if (stored.accessToken === state.dropped || stored.accessToken === state.token?.value) return undefined;
  keepInMind(state, stored.accessToken);
  const found = tokenOf(stored, true);
  if (!(found.waitFrom > performance.now())) return undefined;
  tell('shared', stored.expiresAt - Date.now());
  return found;
}

async function toStore({ key, store, timeoutMs, tell }: Renewal, granted: StoredToken): Promise<void> {
  const failed = await bounded(async () => store?.set(key, granted), timeoutMs);
  if (failed) tell('store-failed');
}

/** The failure that still stands; a refusal falls with the secret that was refused. */
function standing({ failure, secret }: TokenState, newSecret: string): NoToken | undefined {
  if (!failure || performance.now() >= failure.until) return undefined;
  return isRefusal(failure.noToken) && secret !== newSecret ? undefined : failure;
}

function remember({ tell }: Renewal, state: TokenState, noToken: Outcome): NoToken {
  state.failure = { noToken, until: performance.now() + backOff(noToken, state.failures) };
  state.failures += 1;
  tell(isRefusal(noToken) ? 'refused' : 'failed');
  return state.failure;
}

async function fromServer(renewal: Renewal, state: TokenState, secret: string): Promise<Token | NoToken> {
  const ending = await renewal.request(secret);
  const outcome: Outcome = 'noToken' in ending ? ending.noToken : ending;
  const granted = readGrant(outcome, Date.now());
  if (!granted) return remember(renewal, state, outcome);
  keepInMind(state, granted.accessToken);
  Object.assign(state, { failure: undefined, failures: 0 });
  await toStore(renewal, granted);
  renewal.tell('fetched', granted.lifetimeMs);
  return tokenOf(granted, false);
}

/** One token request of this process on its way to a store. */
interface Flight {
  readonly secret: string;
  readonly end: Promise<Token | NoToken>;
}

type Flights = WeakMap<TokenStore, Map<string, Flight>>;

/** Several clients of one vendor bring a copy of this code each: all copies of a process know one another's flights. */
const FLIGHTS = Symbol.for('specwright.token-flights.1');

/** By store and key, so that clients that share a store in one process make one request together. */
function allFlights(): Flights {
  const known: Flights | undefined = Reflect.get(globalThis, FLIGHTS);
  if (known) return known;
  const fresh: Flights = new WeakMap();
  Reflect.set(globalThis, FLIGHTS, fresh);
  return fresh;
}

/** Waits for the request of another client with the same store; asks the server itself where that brought nothing. */
async function together(renewal: Renewal, state: TokenState, secret: string): Promise<Token | NoToken> {
  const { store, key } = renewal;
  if (!store) return fromServer(renewal, state, secret);
  const flights = allFlights();
  const shared = flights.get(store) ?? new Map<string, Flight>();
  flights.set(store, shared);
  const other = shared.get(key);
  if (!other) {
    const flight = { secret, end: fromServer(renewal, state, secret) };
    shared.set(key, flight);
    return flight.end.finally(() => shared.delete(key));
  }
  const end = await other.end;
  if ('noToken' in end && other.secret === secret) return remember(renewal, state, end.noToken);
  return (await fromStore(renewal, state)) ?? together(renewal, state, secret);
}

/** Gets a token that is new to us: one that another worker has put in the store, or one from the server. */
export async function renewToken(renewal: Renewal, state: TokenState): Promise<Token | NoToken> {
  const found = (await fromStore(renewal, state)) ?? (await fromSecret(renewal, state));
  if ('value' in found) state.token = found;
  return found;
}

async function fromSecret(renewal: Renewal, state: TokenState): Promise<Token | NoToken> {
  const given = await bounded(async () => renewal.secret(), renewal.timeoutMs);
  if (typeof given !== 'string') return { noToken: { ...Object(given), failure: 'secret' } };
  // Files and variables end in a line break, which belongs to no secret.
  const secret = given.trim();
  const stands = standing(state, secret);
  if (stands) return stands;
  state.secret = secret;
  keepInMind(state, secret);
  return together(renewal, state, secret);
}
