import type { CallOptions, Plan, ValidationIssue } from 'specwright/runtime';
import type { TaskRoutingError } from './task-routing-error.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Methods of `client.request`. */
export type RequestMethod = (typeof METHODS)[number];

/** Options of `client.request`. */
export interface RequestOptions extends CallOptions {
  /** Parameters of the query. */
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether the call may be repeated after a lost reply. @default true, but false for `POST` and `PATCH` */
  readonly idempotent?: boolean;
}

/** What is wrong with method or path: the token must reach no other host, and no other path than the one given. */
function wrongRequest(method: RequestMethod, path: string): ValidationIssue | undefined {
  if (!METHODS.includes(method))
    return { path: 'method', message: `the method must be one of ${METHODS.join(', ')}` };
  const host = 'https://host.invalid';
  const exact =
    !String(path).startsWith('//') && URL.canParse(host + path) && new URL(host + path).pathname === path;
  const message =
    'the path must begin with one "/" and hold no query, no dot segments and no characters that a URL encodes';
  return exact ? undefined : { path: 'path', message };
}

/** One call of `client.request`. */
export function planRequest(
  method: RequestMethod,
  path: `/${string}`,
  { query, body, idempotent, ...options }: RequestOptions = {},
): Plan<unknown, TaskRoutingError> {
  return {
    operation: { id: `${method} ${path}`, method, path, anyJson: true },
    ...(query && { parameters: { query } }),
    body,
    issue: wrongRequest(method, path),
    idempotent: idempotent ?? (method !== 'POST' && method !== 'PATCH'),
    options,
    result: (json) => json,
  };
}
