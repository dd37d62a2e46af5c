import type { Callable } from '../load-peer.ts';
import { property } from '../load-peer.ts';

/** Connections of the load. */
export const CONNECTIONS = 10;

/** One kind of request, sent over and over. */
export interface Load {
  readonly group: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Paths to be asked one after the other instead of the one. */
  readonly paths?: readonly string[];
}

/** The result of a load. */
export interface LoadFigures {
  /** Requests per second. */
  readonly requests: number;
  /** Mean, in milliseconds. */
  readonly latency: number;
  /** Answers in all. */
  readonly total: number;
}

/**
 * Sends a request over and over.
 *
 * @param cannon - autocannon
 * @throws Error when a request fails: figures of failures say nothing
 */
export async function fire(
  cannon: Callable,
  { name, url }: { readonly name: string; readonly url: string },
  load: Load,
  token: string,
  seconds: number,
): Promise<LoadFigures> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const result = await cannon({
    url: url + load.path,
    method: load.method,
    body: load.body,
    headers,
    connections: CONNECTIONS,
    duration: seconds,
    ...(load.paths && { requests: load.paths.map((path) => ({ path, method: load.method })) }),
  });
  const number = (owner: unknown, key: string): number => Number(property(owner, key));
  const failed = number(result, 'errors') + number(result, 'non2xx');
  if (failed > 0) throw new Error(`${name}: ${failed} requests failed (${load.group})`);
  return {
    requests: number(property(result, 'requests'), 'average'),
    latency: number(property(result, 'latency'), 'average'),
    total: number(property(result, 'requests'), 'total'),
  };
}
