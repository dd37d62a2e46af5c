import { wrongPath, type CallOptions, type Plan } from 'specwright/runtime';
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

/** One call of `client.request`. */
export function planRequest(
  method: RequestMethod,
  path: `/${string}`,
  given?: RequestOptions,
): Plan<unknown, TaskRoutingError> {
  const { query, body, idempotent, ...options } = given ?? {};
  return {
    operation: { id: `${method} ${path}`, method, path, anyJson: true },
    ...(query && { parameters: { query } }),
    body,
    issue: METHODS.includes(method)
      ? wrongPath(path)
      : { path: 'method', message: `the method must be one of ${METHODS.join(', ')}` },
    idempotent: idempotent ?? (method !== 'POST' && method !== 'PATCH'),
    options,
    result: (json) => json,
  };
}
