import { KnownSecrets, redactDeep, redactThenCut } from '../base/redact.ts';
import type { ValidationIssue } from './outcome.ts';

const MASK = '[redacted]';
const LONGEST = 300;
/** Foreign text beyond this is not even looked at: a reply of megabytes must not stop everything else. */
const WINDOW = 16_384;
/** The end of the window may cut an encoded credential in two, so that it is not known: it is left out. */
const MARGIN = 2_048;

/** Foreign text made fit for a message: without credentials, on one line, of modest length. */
export function redact(text: string, credentials: readonly string[]): string {
  const known = new KnownSecrets(credentials);
  const clean = (foreign: string): string => {
    const hidden = known.replace(foreign.slice(0, WINDOW), MASK);
    return (foreign.length > WINDOW ? hidden.slice(0, -MARGIN) : hidden)
      .replaceAll(/\b(bearer|basic)\s+[^\s"'<>]+/gi, `$1 ${MASK}`)
      .replaceAll(/(client_secret|access_token)("?\s*[=:]\s*"?)[^\s"'&<>]+/gi, `$1$2${MASK}`)
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim();
  };
  return redactThenCut(text, clean, LONGEST);
}

/** What is wrong with a value, without credentials: a server may use one as the name of a property. */
export function redactIssues(
  issues: readonly ValidationIssue[],
  credentials: readonly string[],
): readonly ValidationIssue[] {
  return redactDeep(issues, (text) => redact(text, credentials));
}

function textOf(value: object, key: 'name' | 'message' | 'code'): string {
  const text: unknown = Reflect.get(value, key);
  return typeof text === 'string' ? text : '';
}

/**
 * A copy of what `fetch` threw that holds its name, message and code alone: the thing itself may
 * carry the request, headers and all.
 */
export function redactCause(cause: unknown, credentials: readonly string[], depth = 3): Error | undefined {
  if (typeof cause !== 'object' || cause === null || depth === 0) return undefined;
  const inner = redactCause(Reflect.get(cause, 'cause'), credentials, depth - 1);
  const copy = new Error(redact(textOf(cause, 'message'), credentials), inner && { cause: inner });
  const name = redact(textOf(cause, 'name') || 'Error', credentials);
  const code = redact(textOf(cause, 'code'), credentials);
  // Its own stack says where fetch was called from, which is here; a foreign one may quote anything.
  copy.stack = `${name}: ${copy.message}`;
  return Object.assign(copy, { name }, code && { code });
}
