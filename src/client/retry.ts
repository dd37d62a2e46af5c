import type { Call } from './call.ts';
import type { Outcome, Reply } from './outcome.ts';

/** When and how calls are tried again. */
export interface RetryOptions {
  /** Wire calls for one logical call, the first included. @default 4 */
  readonly maxAttempts?: number;
  /** Upper end of the first random wait; it doubles with every attempt. @default 250 (milliseconds) */
  readonly baseDelayMs?: number;
  /** Upper end of every random wait. @default 8000 (milliseconds) */
  readonly maxDelayMs?: number;
  /** The longest `Retry-After` that is waited for; a longer one is cut to this. @default 60000 (milliseconds) */
  readonly maxRetryAfterMs?: number;
  /**
   * Retries that all calls of the client may use together before the server answers again: every
   * retry takes one, every answer gives one back. A dead server so sees few more calls than were made.
   * @default 30
   */
  readonly budget?: number;
}

/** Why a call is tried again. */
export type RetryReason =
  'rate-limit' | 'unavailable' | 'connection' | 'timeout' | 'truncated' | 'server-error';

type Repeatable = Pick<Call, 'idempotent' | 'info'>;

/**
 * Whether JSON was announced, or nothing was, and none came: the reply was cut short. A page in place
 * of JSON is not cut short; it would come again.
 */
export function isCutShort({ json, response }: Reply): boolean {
  const type = response.headers.get('content-type');
  return json === undefined && (response.ok ? !/html/i.test(type ?? '') : /json/i.test(type ?? ''));
}

/** The reason to try again, or `undefined`: pure, so that the whole table can be tested. */
export function retryReason({ idempotent, info }: Repeatable, outcome: Outcome): RetryReason | undefined {
  if (outcome.status === 429) return 'rate-limit';
  if (!idempotent) return undefined;
  if (!outcome.response) {
    const { failure } = outcome;
    return failure === 'connection' || failure === 'timeout' ? failure : undefined;
  }
  const { status } = outcome;
  if (isCutShort(outcome)) return 'truncated';
  if (status > 501 && status < 505) return 'unavailable';
  return info.operation === 'queryTask' && status === 500 ? 'server-error' : undefined;
}

/**
 * Milliseconds a server asks to wait: `Retry-After` in seconds, or as a date, which is read against
 * the server's own `Date`, so that a wrong clock on either side does no harm.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after');
  if (!text) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - (Date.parse(headers.get('date') ?? '') || now);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Full jitter: anywhere between nothing and a bound that doubles from `base` to `max`. */
export function backoffMs(attempts: number, base: number, max: number, random = Math.random): number {
  return random() * Math.min(max, base * 2 ** (attempts - 1));
}
