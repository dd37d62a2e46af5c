import type { Core } from '../core.ts';
import type { Reply } from '../exchange.ts';
import type { Refusal } from './error-codes.ts';

/** Headers that every published sample of a task operation carries. */
const crossOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, PUT',
  'Access-Control-Allow-Headers': 'Content-Type',
};

const jsonHeaders = { 'Content-Type': 'application/json', ...crossOrigin };
const challengeHeaders = { ...jsonHeaders, 'WWW-Authenticate': 'Bearer' };

/** A JSON answer. */
export function json(status: number, body: unknown): Reply {
  return { status, headers: jsonHeaders, body: JSON.stringify(body) };
}

/** An answer without a body. */
export function empty(status: number): Reply {
  return { status, headers: crossOrigin };
}

/** The published error envelope. */
export function refuse(core: Core, refusal: Refusal): Reply {
  return {
    status: refusal.status,
    headers: refusal.status === 401 ? challengeHeaders : jsonHeaders,
    body: JSON.stringify(core.steps.refused(refusal)),
    errorCode: refusal.code,
    ...(refusal.reason !== undefined && { reason: refusal.reason }),
  };
}

/**
 * An answer to what lies outside the six operations. It carries no envelope: the published table has
 * no code for it, and inventing one would teach clients something that is not so.
 */
export function outside(status: number, sentence: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${sentence}\n`,
    reason: sentence,
  };
}

/** The error body of the token endpoint (RFC 6749 section 5.2). */
export function tokenError(status: number, error: string, description: string): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  return {
    status,
    headers,
    body: JSON.stringify({ error, error_description: description }),
    reason: description,
  };
}

/** The success body of the token endpoint; never to be cached. */
export function tokenGranted(body: unknown): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Pragma: 'no-cache' };
  return { status: 200, headers, body: JSON.stringify(body) };
}
