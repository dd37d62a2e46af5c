import type { FetchLike } from './attempt.ts';
import { ConfigurationError } from './errors.ts';
import type { Hooks, Logger } from './hooks.ts';
import type { RetryOptions } from './retry.ts';
import type { TokenStore } from './token-store.ts';

/** What is checked before sending and after receiving. */
export interface ValidationOptions {
  /** Check requests before they are sent: a wrong one costs no round trip. @default true */
  readonly requests?: boolean;
  /**
   * Check replies: `warn` tells the logger, `throw` makes an {@link UnexpectedResponseError}.
   * Without a logger `warn` has nobody to tell and checks nothing.
   * @default 'warn'
   */
  readonly responses?: 'off' | 'warn' | 'throw';
}

/** Options of {@link createTaskRoutingClient}. */
export interface ClientOptions {
  /**
   * Host of the tenant, with or without `https://`. Plain `http://` is taken for this machine only,
   * unless `allowHttp` is set.
   * @example 'https://example.brightpattern.com'
   */
  readonly tenantUrl: string;
  /** Username of the BPCC user that the client acts as. */
  readonly clientId: string;
  /**
   * API secret generated for that user (not the password), or a function that fetches it from your
   * vault: it is asked before every token request, so that a rotated secret is picked up.
   */
  readonly clientSecret: string | (() => string | Promise<string>);
  /** Scope of the token request. @default the host of `tenantUrl` */
  readonly scope?: string;
  /** Send credentials over plain `http://` to other machines too. @default false */
  readonly allowHttp?: boolean;
  /** What sends requests: the sandbox's `fetch`, one with a proxy... @default globalThis.fetch */
  readonly fetch?: FetchLike;
  /** Time for one logical call, retries, waits and token included. @default 60000 (milliseconds) */
  readonly timeoutMs?: number;
  /** Time for one attempt, to the last byte of the reply. @default 10000 (milliseconds) */
  readonly attemptTimeoutMs?: number;
  /** When and how calls are tried again; `false` switches it off. */
  readonly retry?: RetryOptions | false;
  /** Where clients share tokens. @default none: each client keeps its token to itself */
  readonly tokenStore?: TokenStore;
  /** What is checked. @default requests, and replies where there is a logger */
  readonly validate?: ValidationOptions;
  /** Called as things happen; several may be given. */
  readonly hooks?: Hooks | readonly Hooks[];
  /** Told of retries, token requests and replies out of contract; never of credentials or bodies. */
  readonly logger?: Logger;
  /** Sent with every task request, for example a `User-Agent`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Options of one call. */
export interface CallOptions {
  /** Aborts the call wherever it is: on the wire, in a wait, in the queue for a token. */
  readonly signal?: AbortSignal;
  /** Time for this call. @default the client's */
  readonly timeoutMs?: number;
  /** Time for one attempt of this call. @default the client's */
  readonly attemptTimeoutMs?: number;
  /** Wire calls for this call, the first included. @default the client's */
  readonly maxAttempts?: number;
}

/** Options of {@link TaskRoutingClient.queueTask}. */
export interface QueueTaskOptions extends CallOptions {
  /**
   * What code 5 means on the first try. `'alreadyQueued'` suits job queues that deliver a job again
   * after a crash. After a try whose reply was lost it always means `alreadyQueued`.
   * @default 'error'
   */
  readonly onDuplicate?: 'error' | 'alreadyQueued';
}

/** Options that were checked; defaults that every call needs are filled in. */
export interface Settings extends ClientOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly retry: RetryOptions & Required<Pick<RetryOptions, 'maxAttempts' | 'budget'>>;
  readonly validate: Required<ValidationOptions>;
  readonly hooks: readonly Hooks[];
}

function refuse(message: string): never {
  throw new ConfigurationError('invalid-options', { message });
}

/** `https://`, or `http://` to this machine; nothing but scheme, host and path. */
function readTenantUrl(text: unknown, allowHttp: boolean | undefined): URL {
  const full = `${text}`.includes('://') ? `${text}` : `https://${text}`;
  const url = text && URL.canParse(full) ? new URL(full) : undefined;
  const near = allowHttp || /^(localhost|127\.[\d.]+|\[::1])$/.test(url?.hostname ?? '');
  const known = url?.protocol === 'https:' || (near && url?.protocol === 'http:');
  if (!url || !known || url.username || url.password || url.search || url.hash) {
    refuse('tenantUrl must be an https:// host (http:// for this machine, or with allowHttp).');
  }
  return url;
}

/** Checks options and fills in defaults. @throws ConfigurationError for options that cannot work */
export function settingsOf(options: ClientOptions): Settings {
  const { tenantUrl, allowHttp, clientId, clientSecret, retry, hooks = [] } = options;
  const { origin, pathname } = readTenantUrl(tenantUrl, allowHttp);
  if (!clientId || !clientSecret) refuse('clientId and clientSecret must not be empty.');
  const settings = {
    timeoutMs: 60_000,
    attemptTimeoutMs: 10_000,
    ...options,
    // People paste the base URL of the API as well as the host: both mean the tenant.
    baseUrl: origin + pathname.replace(/(\/taskroutingapi(\/v1)?)?\/?$/, ''),
    retry: { maxAttempts: 4, budget: 30, ...(retry === false ? { maxAttempts: 1 } : retry) },
    validate: { requests: true, responses: 'warn' as const, ...options.validate },
    hooks: [hooks].flat(),
  };
  for (const value of Object.values({ ...settings, ...settings.retry })) {
    if (typeof value === 'number' && !(value >= 0)) refuse('Times and counts must not be negative.');
  }
  return settings;
}
