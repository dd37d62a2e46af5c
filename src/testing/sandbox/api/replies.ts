import type { Reply } from 'specwright/sandbox';
import type { Core } from '../core.ts';
import type { Refusal } from '../error-codes.ts';

/** Headers that every published sample of a task operation carries. */
export const crossOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, PUT',
  'Access-Control-Allow-Headers': 'Content-Type',
};

const jsonHeaders = { 'Content-Type': 'application/json', ...crossOrigin };
const challengeHeaders = { ...jsonHeaders, 'WWW-Authenticate': 'Bearer' };
const tokenErrorHeaders = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
const tokenHeaders = { ...tokenErrorHeaders, Pragma: 'no-cache' };

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

/** The error body of the token endpoint (RFC 6749 section 5.2). */
export function tokenError(status: number, error: string, description: string): Reply {
  const body = JSON.stringify({ error, error_description: description });
  return { status, headers: tokenErrorHeaders, body, reason: description };
}

/** The success body of the token endpoint; never to be cached. */
export function tokenGranted(body: unknown): Reply {
  return { status: 200, headers: tokenHeaders, body: JSON.stringify(body) };
}
