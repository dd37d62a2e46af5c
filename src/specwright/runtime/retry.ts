import type { Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';

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
   * retry takes one, every answer gives one back. So a dead server sees few more calls than were made.
   * @default 30
   */
  readonly budget?: number;
}

/** Why a call is tried again. */
export type RetryReason =
  'rate-limit' | 'unavailable' | 'connection' | 'timeout' | 'truncated' | 'server-error';

interface Called {
  readonly operation: Operation;
}

/** Whether a call changes nothing on the server. */
export function isRead({ operation }: Called): boolean {
  return operation.method === 'GET' || operation.method === 'HEAD';
}

/** The reason to try again, or `undefined`: pure, so that the whole table can be tested. */
export function retryReason(
  call: Called & { readonly idempotent: boolean },
  outcome: Outcome,
): RetryReason | undefined {
  if (outcome.status === 429) return 'rate-limit';
  if (!call.idempotent) return undefined;
  if (!outcome.response) {
    const { failure } = outcome;
    return failure === 'connection' || failure === 'timeout' ? failure : undefined;
  }
  const { status, verdict } = outcome;
  if (verdict === 'cut-short' || verdict === 'incomplete') return 'truncated';
  if (status > 501 && status < 505) return 'unavailable';
  return isRead(call) && status === 500 ? 'server-error' : undefined;
}

/** Whether an attempt that went out, and did not succeed, may have done its work all the same. */
export function mayHaveCompleted(call: Called, outcome: Outcome): boolean {
  if (isRead(call)) return false;
  if (!outcome.response) return true;
  // A success with an error code is a refusal under the wrong status.
  return outcome.status > 499 || (outcome.response.ok && !outcome.errorCode);
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = String.raw`(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d):(?<second>[0-5]\d|60)`;

/** RFC 9110, section 5.6.7: the form that is sent today, and the two of the past that must be read. */
const DATES = [
  String.raw`${DAY}, (?<day>\d\d) ${MONTH} (?<year>\d{4}) ${TIME} GMT`,
  String.raw`${LONG_DAY}, (?<day>\d\d)-${MONTH}-(?<year>\d\d) ${TIME} GMT`,
  String.raw`${DAY} ${MONTH} (?<day>[ \d]\d) ${TIME} (?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/** A year of two digits lies in the past where it would be more than 50 years ahead. */
function fullYear(text: string, now: number): number {
  if (text.length > 2) return Number(text);
  const current = new Date(now).getUTCFullYear();
  const year = current - (current % 100) + Number(text);
  return year > current + 50 ? year - 100 : year;
}

function parseDate(text: string, now: number): number | undefined {
  const parts = DATES.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!parts) return undefined;
  const { year = '', month = '', day, hour, minute, second } = parts;
  const at = [MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const time = Date.UTC(fullYear(year, now), ...at);
  // There is no 31st of February.
  return new Date(time - at[4] * 1000).getUTCDate() === at[1] ? time : undefined;
}

/**
 * Milliseconds a server asks to wait: `Retry-After` in seconds, or as a date, which is read against
 * the server's own `Date`, so that a wrong clock on either side does no harm.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after');
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER);
  const until = parseDate(text, now);
  if (until === undefined) return undefined;
  return Math.max(0, until - (parseDate(headers.get('date') ?? '', now) ?? now));
}

/** Full jitter: anywhere between nothing and a bound that doubles from `base` to `max`. */
export function backoffMs(
  attempts: number,
  base: number,
  max: number,
  random: () => number = Math.random,
): number {
  return random() * Math.min(max, base * 2 ** (attempts - 1));
}
