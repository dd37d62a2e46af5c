import {
  isHeader,
  serverUrl,
  settingsOf,
  unknownName,
  userAgentOf,
  type CallOptions,
  type Logger,
  type RuntimeOptions,
  type Settings,
} from 'specwright/runtime';
import manifest from './package.json' with { type: 'json' };
import { ConfigurationError } from './task-routing-error.ts';
import type { CallName } from './types.ts';

/** Options of {@link createTaskRoutingClient}. An option given as `undefined` has its default. */
export interface ClientOptions extends RuntimeOptions<CallName> {
  /**
   * Host of the tenant, with or without `https://`. Plain `http://` is for this machine only,
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
  /**
   * Your application, appended to the default `User-Agent`.
   * @example { name: 'crm-sync', version: '1.4' }
   */
  readonly appInfo?: {
    /** Name of your application. */
    readonly name: string;
    /** Its version. */
    readonly version?: string;
  };
}

/** Every option, so that a misspelt one is found. */
const OPTION_NAMES = Object.keys({
  tenantUrl: 0,
  clientId: 0,
  clientSecret: 0,
  scope: 0,
  allowHttp: 0,
  appInfo: 0,
  fetch: 0,
  timeoutMs: 0,
  attemptTimeoutMs: 0,
  maxResponseBytes: 0,
  retry: 0,
  tokenStore: 0,
  validate: 0,
  hooks: 0,
  logger: 0,
  headers: 0,
} satisfies Record<keyof ClientOptions, 0>);

/** Logs to stderr with `BPCC_DEBUG=1`, or `NODE_DEBUG=bpcc-task-routing`; the same fields as any logger gets. */
function debugLogger(logger: Logger | undefined): Logger | undefined {
  const { env = {} }: { env?: Readonly<Record<string, string | undefined>> } = Object(
    Reflect.get(globalThis, 'process'),
  );
  const wanted =
    /^(1|true)$/.test(env['BPCC_DEBUG'] ?? '') || /\bbpcc-task-routing\b/.test(env['NODE_DEBUG'] ?? '');
  if (!wanted) return logger;
  return (event) => {
    // oxlint-disable-next-line no-console -- asked for by the environment; every runtime has it
    console.error(`bpcc-task-routing ${JSON.stringify(event)}`);
    return logger?.(event);
  };
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

/** Whom the client talks to, and as whom. */
export interface Tenant {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly scope: string;
  secret(): string | Promise<string>;
}

/** Stops at options that cannot work. */
export function refuse(message: string): never {
  throw new ConfigurationError('invalid-options', { message });
}

function readTenantUrl(text: unknown, allowHttp: boolean | undefined): URL {
  const full = `${text}`.includes('://') ? `${text}` : `https://${text}`;
  const url = text ? serverUrl(full, allowHttp) : undefined;
  return url ?? refuse('tenantUrl must be an https:// host (http:// for this machine, or with allowHttp).');
}

function tenantOf({ tenantUrl, allowHttp, clientId, clientSecret, scope }: ClientOptions): Tenant {
  const { origin, pathname, host } = readTenantUrl(tenantUrl, allowHttp);
  if (typeof clientId !== 'string') refuse('clientId must be a text.');
  if (clientId.trim() === '') refuse('clientId is empty.');
  if (typeof clientSecret !== 'function' && typeof clientSecret !== 'string') {
    refuse('clientSecret must be a text, or a function that gives one.');
  }
  if (typeof clientSecret === 'string' && clientSecret.trim() === '') refuse('clientSecret is empty.');
  return {
    // People paste the base URL of the API as well as the host: both mean the tenant.
    baseUrl: origin + pathname.replace(/(\/taskroutingapi(\/v1)?)?\/?$/, ''),
    // Variables and files end in a line break, which belongs to no name.
    clientId: clientId.trim(),
    scope: scope ?? host,
    secret: typeof clientSecret === 'function' ? clientSecret : () => clientSecret,
  };
}

/** Checks options and fills in defaults. @throws ConfigurationError for options that cannot work */
export function readOptions(options: ClientOptions): {
  readonly tenant: Tenant;
  readonly settings: Settings;
} {
  const unknown =
    unknownName(options, OPTION_NAMES) ??
    unknownName(Object(options.appInfo), ['name', 'version'], 'appInfo.');
  if (unknown) refuse(unknown.message);
  const logger = debugLogger(options.logger);
  const agent = userAgentOf(`${manifest.name}/${manifest.version}`, options.appInfo);
  if (!isHeader('user-agent', agent)) refuse('appInfo holds a character that HTTP forbids.');
  const settings = settingsOf({ ...options, ...(logger && { logger }) }, refuse, { 'user-agent': agent });
  return { tenant: tenantOf(options), settings };
}
