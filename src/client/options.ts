import { settingsOf, type CallOptions, type RuntimeOptions, type Settings } from 'specwright/runtime';
import { isLoopbackHost } from '../specwright/base/loopback.ts';
import { ConfigurationError } from './errors.ts';
import type { OperationId } from './types.ts';

/** Options of {@link createTaskRoutingClient}. An option given as `undefined` has its default. */
export interface ClientOptions extends RuntimeOptions<OperationId> {
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

/** `https://`, or `http://` to this machine; nothing but scheme, host and path. */
function readTenantUrl(text: unknown, allowHttp: boolean | undefined): URL {
  const full = `${text}`.includes('://') ? `${text}` : `https://${text}`;
  const url = text && URL.canParse(full) ? new URL(full) : undefined;
  const near = allowHttp || isLoopbackHost(url?.hostname ?? '');
  const known = url?.protocol === 'https:' || (near && url?.protocol === 'http:');
  if (!url || !known || url.username || url.password || url.search || url.hash) {
    refuse('tenantUrl must be an https:// host (http:// for this machine, or with allowHttp).');
  }
  return url;
}

function tenantOf({ tenantUrl, allowHttp, clientId, clientSecret, scope }: ClientOptions): Tenant {
  const { origin, pathname, host } = readTenantUrl(tenantUrl, allowHttp);
  if (typeof clientId !== 'string' || clientId.trim() === '')
    refuse('clientId must be a text that is not empty.');
  const usable =
    typeof clientSecret === 'function' || (typeof clientSecret === 'string' && clientSecret.trim());
  if (!usable) refuse('clientSecret must be a text that is not empty, or a function that gives one.');
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
  return { tenant: tenantOf(options), settings: settingsOf(options, refuse) };
}
