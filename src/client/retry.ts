import { errorCodeOf, type Outcome } from './outcome.ts';

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
   * retry takes one, every success gives one back. A dead server so sees few more calls than were made.
   * @default 30
   */
  readonly budget?: number;
}

/** What may be repeated without doing a thing twice. */
export interface Replay {
  /** `GET`: also repeated after 500. */
  readonly safe: boolean;
  /** Repeated after a lost reply. */
  readonly idempotent: boolean;
}

/** Why a call is tried again. */
export type RetryReason =
  'rate-limit' | 'unavailable' | 'connection' | 'timeout' | 'truncated' | 'server-error';

function replyReason({ safe, idempotent }: Replay, status: number): RetryReason | undefined {
  if (status === 429) return 'rate-limit';
  if (idempotent && status > 501 && status < 505) return 'unavailable';
  return safe && status === 500 ? 'server-error' : undefined;
}

/** The reason to try again, or `undefined`: pure, so that the whole table can be tested. */
export function retryReason(replay: Replay, outcome: Outcome, broken: boolean): RetryReason | undefined {
  if (outcome.status !== undefined) {
    return broken && replay.idempotent ? 'truncated' : replyReason(replay, outcome.status);
  }
  const { failure } = outcome;
  return replay.idempotent && (failure === 'connection' || failure === 'timeout') ? failure : undefined;
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
  return wait >= 0 ? wait : wait < 0 ? 0 : undefined;
}

/** Full jitter: anywhere between nothing and a bound that doubles from `base` to `max`. */
export function backoffMs(attempts: number, base: number, max: number, random = Math.random): number {
  return random() * Math.min(max, base * 2 ** (attempts - 1));
}

/** Whether a 401 says that the token, not the user, is at fault: code 2 always, code 1 for a token that had worked. */
export function tokenIsStale(outcome: Outcome, worked: boolean): boolean {
  return outcome.status === 401 && (worked || errorCodeOf(outcome) === 2);
}
