import { SandboxError } from './sandbox-error.ts';

/** A token bucket for each caller. */
export interface RateLimit {
  /** Requests that the bucket regains each second. */
  readonly perSecond: number;
  /** Requests that a full bucket holds. */
  readonly burst: number;
  /** Whether 429 carries `Retry-After`, and in which of its two forms. Default: not at all. */
  readonly retryAfter?: 'seconds' | 'date';
}

/** What is left in a bucket, and when it was last filled up. */
export interface Allowance {
  readonly left: number;
  readonly at: number;
}

/** Takes one request out of a bucket, a full one where there is none yet. */
export function takeOne(
  { perSecond, burst }: RateLimit,
  { left, at }: Allowance = { left: burst, at: 0 },
  now: number,
): { readonly allowed: boolean; readonly allowance: Allowance } {
  const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
  const allowed = filled >= 1;
  return { allowed, allowance: { left: allowed ? filled - 1 : filled, at: now } };
}

/** `Retry-After` of a refused request: a bucket regains its next request after `1 / perSecond`. */
export function retryAfterHeader({ perSecond, retryAfter }: RateLimit, now: number): Record<string, string> {
  if (retryAfter === undefined) return {};
  const seconds = Math.ceil(1 / perSecond);
  return {
    'Retry-After': retryAfter === 'date' ? new Date(now + seconds * 1000).toUTCString() : `${seconds}`,
  };
}

/** Makes sure that a rate limit, perhaps from outside, can work. @throws {SandboxError} `bad-request` */
export function assertRateLimit(value: unknown): asserts value is RateLimit {
  const limit = new Map<string, unknown>(Object.entries(Object(value)));
  const retryAfter = limit.get('retryAfter');
  const sound = Number(limit.get('perSecond')) > 0 && Number(limit.get('burst')) >= 1;
  if (sound && (retryAfter === undefined || retryAfter === 'seconds' || retryAfter === 'date')) return;
  const wanted = 'perSecond above 0, burst of at least 1, and retryAfter "seconds" or "date" where wanted';
  throw new SandboxError('bad-request', `rateLimit needs ${wanted}.`);
}
