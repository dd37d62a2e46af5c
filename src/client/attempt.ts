import { bounded } from './bounded.ts';
import type { Outcome } from './outcome.ts';

/** What the client needs of `fetch`; `globalThis.fetch` and `createSandbox().fetch` fit. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** One request as it goes over the wire, the same for every attempt. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | null;
  /** A redirect would carry the token to another place. */
  readonly redirect: 'manual';
}

/** JSON, or `undefined`: what to make of text that is no JSON is the caller's decision. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function exchange(
  fetch: FetchLike,
  { url, method, headers, body, redirect }: WireRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await fetch(url, { method, headers, body, redirect, signal });
  // A fetch that does not hear its signal came back late: nobody will read this body.
  if (signal.aborted) await response.body?.cancel();
  const text = await response.text();
  return { response, status: response.status, text, json: text ? parse(text) : undefined };
}

/**
 * One exchange on the wire, from the first byte sent to the last byte read. Never rejects. Ends when
 * the time is up or the signal says so, even over a `fetch` that ignores its signal.
 */
export function attempt(
  fetch: FetchLike,
  request: WireRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  return bounded((own) => exchange(fetch, request, own), timeoutMs, signal);
}
