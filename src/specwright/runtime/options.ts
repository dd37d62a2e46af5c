import { defined } from '../base/json.ts';
import type { Hooks, Logger } from './events.ts';
import type { ValidationIssue } from './outcome.ts';
import type { RetryOptions } from './retry.ts';
import type { TokenStore } from './token-store.ts';

/** What the client needs of `fetch`; `globalThis.fetch` and `createSandbox().fetch` fit. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** What happens to what violates the contract. */
export type Validating = 'off' | 'warn' | 'throw';

/** What is checked before sending and after receiving. */
export interface ValidationOptions {
  /**
   * Check requests before they are sent: a wrong one costs no round trip. `throw`, or `true`, makes an
   * `InvalidRequestError`; `warn` sends an event and the request; `off`, or `false`, checks nothing.
   * @default 'throw'
   */
  readonly requests?: Validating | boolean;
  /**
   * Check replies: `warn` sends an event, `throw` makes an `UnexpectedResponseError`.
   * Without a logger or a hook that is called for it, `warn` checks nothing.
   * @default 'warn'
   */
  readonly responses?: Validating;
}

/** Options that every client has, whatever its API. An option given as `undefined` has its default. */
export interface RuntimeOptions<Op extends string = string> {
  /** What sends requests: the sandbox's `fetch`, one with a proxy... @default globalThis.fetch */
  readonly fetch?: FetchLike;
  /** Time for one logical call, retries, waits and token included. @default 60000 (milliseconds) */
  readonly timeoutMs?: number;
  /** Time for one attempt, to the last byte of the reply. @default 10000 (milliseconds) */
  readonly attemptTimeoutMs?: number;
  /** The largest body of a reply, after decompression; a larger one is an error. @default 16777216 (16 MiB) */
  readonly maxResponseBytes?: number;
  /** When and how calls are tried again; `false` switches it off. */
  readonly retry?: RetryOptions | false;
  /** Where clients share tokens. @default none: each client keeps its token to itself */
  readonly tokenStore?: TokenStore;
  /** What is checked. @default requests, and replies where there is a logger */
  readonly validate?: ValidationOptions;
  /** Called as things happen; several may be given. */
  readonly hooks?: Hooks<Op> | readonly Hooks<Op>[];
  /** Gets retries, token requests and replies that violate the contract; never credentials or bodies. */
  readonly logger?: Logger;
  /** Sent with every request, for example a `User-Agent`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Options that were checked; defaults are filled in. */
export interface Settings {
  readonly fetch: FetchLike | undefined;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly retry: Required<RetryOptions>;
  readonly tokenStore: TokenStore | undefined;
  readonly validate: Required<ValidationOptions>;
  readonly hooks: readonly Hooks[];
  readonly logger: Logger | undefined;
  /** Names in lower case, so that a header given twice is one. */
  readonly headers: Readonly<Record<string, string>>;
}

const LIMITS = { timeoutMs: 60_000, attemptTimeoutMs: 10_000, maxResponseBytes: 16 * 2 ** 20 };
const RETRY = { maxAttempts: 4, baseDelayMs: 250, maxDelayMs: 8000, maxRetryAfterMs: 60_000, budget: 30 };
const VALIDATION = { requests: true, responses: 'warn' } as const;
const HOOKS = {
  onRequest: 0,
  onResponse: 0,
  onRetry: 0,
  onToken: 0,
  onInvalidRequest: 0,
  onInvalidResponse: 0,
  aroundCall: 0,
} satisfies Record<keyof Hooks, 0>;

/** Of the connection, not of the message: `fetch` refuses them, or they break it. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** What is wrong with the numbers among options; `undefined` where nothing is. */
export function wrongNumber(options: object, names: readonly string[]): ValidationIssue | undefined {
  for (const path of names) {
    const value: unknown = Reflect.get(options, path);
    if (value === undefined || (typeof value === 'number' && value >= 0)) continue;
    const given = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
    return { path, message: `${path} must be a number that is not negative, not ${given}` };
  }
  return undefined;
}

/** Letters of a name, two by two: `tenant_URL` has those of `tenantUrl`. */
function pairsOf(name: string): string[] {
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return [...letters].slice(1).map((letter, index) => letters[index] + letter);
}

/** The known name that shares most pairs of letters with a misspelt one; small, as every client loads it. */
function meant(name: string, known: readonly string[]): string | undefined {
  const pairs = pairsOf(name);
  const shared = (other: string): number => {
    const others = pairsOf(other);
    return (2 * pairs.filter((pair) => others.includes(pair)).length) / (pairs.length + others.length);
  };
  const [best = ''] = known.toSorted((a, b) => shared(b) - shared(a));
  return shared(best) > 0.5 ? best : undefined;
}

/** What is wrong with the names of options; `undefined` where all are known. `path`: where the options are. */
export function unknownName(
  options: object,
  known: readonly string[],
  path = '',
): ValidationIssue | undefined {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const best = meant(unknown, known);
  return {
    path: path + unknown,
    message: `unknown option ${path}${unknown}${best ? `; did you mean ${path}${best}?` : ''}`,
  };
}

/** Headers with names in lower case, or what is wrong with them. Values may be secrets: no sentence quotes them. */
export function headersOf(given: object): Map<string, string> | ValidationIssue {
  const headers = new Map<string, string>();
  const pairs = given instanceof Headers ? [...given] : Object.entries(given);
  for (const [index, [name, value]] of pairs.entries()) {
    if (value === undefined) continue;
    const lower = name.toLowerCase();
    const wrong = !isHeader(name, '')
      ? `name ${index + 1} is not a name that HTTP allows`
      : CONNECTION_HEADERS.has(lower)
        ? `${lower} belongs to the connection and cannot be set`
        : !isHeader(lower, String(value)) && `the value of ${lower} holds a character that HTTP forbids`;
    if (wrong) return { path: 'headers', message: `headers: ${wrong}` };
    headers.set(lower, String(value));
  }
  return headers;
}

/** Whether `fetch` takes a header. */
export function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

/** Checks options and fills in defaults; `refuse` gets a sentence on what cannot work. */
export function settingsOf(
  options: RuntimeOptions,
  refuse: (message: string) => never,
  defaultHeaders: Readonly<Record<string, string>> = {},
): Settings {
  const { fetch, hooks = [], logger, tokenStore, headers = {}, validate = {}, retry = {} } = options;
  const limits = { ...LIMITS, ...defined(pick(options, Object.keys(LIMITS))) };
  const sent = headersOf(Object(headers));
  if ('path' in sent) refuse(`${sent.message}.`);
  const allHooks = [hooks].flat().filter((hook) => hook !== undefined);
  const checkNames = (name: string, given: unknown, known: object): void => {
    if (typeof given !== 'object' || !given) refuse(`${name} must be an object.`);
    // An instance of a class may have fields of its own.
    const unknown = given.constructor === Object && unknownName(given, Object.keys(known), `${name}.`);
    if (unknown) refuse(unknown.message);
  };
  checkNames('retry', retry || {}, RETRY);
  checkNames('validate', validate, VALIDATION);
  const checkFunction = (name: string, given: unknown): void => {
    if (given !== undefined && typeof given !== 'function') refuse(`${name} must be a function.`);
  };
  for (const hook of allHooks) {
    checkNames('hooks', hook, HOOKS);
    for (const name in HOOKS) checkFunction(`hooks.${name}`, Reflect.get(hook, name));
  }
  const settings: Settings = {
    fetch,
    ...limits,
    retry: { ...RETRY, ...(retry === false ? { maxAttempts: 1 } : defined(retry)) },
    tokenStore,
    validate: { ...VALIDATION, ...defined(validate) },
    hooks: allHooks,
    logger,
    headers: { accept: 'application/json', ...defaultHeaders, ...Object.fromEntries(sent) },
  };
  const wrong = wrongNumber(settings, Object.keys(LIMITS)) ?? wrongNumber(settings.retry, Object.keys(RETRY));
  if (wrong) refuse(`${wrong.message}.`);
  const { get = 0, set = 0 } = tokenStore ? Object(tokenStore) : new Map();
  const functions = { fetch, logger, 'tokenStore.get': get, 'tokenStore.set': set };
  for (const [name, given] of Object.entries(functions)) checkFunction(name, given);
  for (const [name, mode] of Object.entries(settings.validate)) {
    const isMode =
      ['off', 'warn', 'throw'].includes(String(mode)) || (name === 'requests' && mode === !!mode);
    if (!isMode) refuse(`validate.${name} must be 'off', 'warn' or 'throw'.`);
  }
  return settings;
}

function pick(options: RuntimeOptions, names: readonly string[]): Record<string, number | undefined> {
  return Object.fromEntries(names.map((name) => [name, Reflect.get(options, name)]));
}
