import type { Answer, Exchange, Failure, SentRequest } from '../exchange/exchange.ts';
import { readBounded } from './bounded-body.ts';
import { readBody } from '../exchange/read-body.ts';

/** The one function of the platform that traffic goes through; a test hands in its own. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Carries out one request. Never throws: a failure is part of the exchange. */
export type Transport = (request: SentRequest, timeoutMs: number) => Promise<Exchange>;

/** A transport over `fetch`: redirects are shown, not followed. */
export function fetchTransport(fetch: Fetch): Transport {
  return async (request, timeoutMs) => {
    const started = performance.now();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    try {
      const answer = await readAnswer(await fetch(request.url, requestInit(request, controller.signal)));
      return { request, answer, duration: performance.now() - started };
    } catch (error) {
      const failure = describeFailure(error, controller.signal.aborted, timeoutMs);
      return { request, failure, duration: performance.now() - started };
    } finally {
      clearTimeout(timer);
    }
  };
}

function requestInit(request: SentRequest, signal: AbortSignal): RequestInit {
  return {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal,
    ...(request.body !== undefined && { body: request.body }),
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const headers = Object.fromEntries(response.headers);
  const bytes = response.body === null ? new Uint8Array() : await readBounded(response.body);
  return { status: response.status, headers, ...readBody(bytes, headers['content-type']) };
}

function describeFailure(error: unknown, timedOut: boolean, timeoutMs: number): Failure {
  if (timedOut) return { kind: 'timeout', message: `no complete answer within ${timeoutMs} ms` };
  return { kind: 'connection', message: rootMessage(error) };
}

/** `fetch failed` says nothing: the cause underneath does. */
export function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return rootMessage(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.message === '' ? code : error.message;
}
