import type { Latency } from './disturb/latency.ts';
import type { Rules } from './rules.ts';

/** A token bucket for each access token. */
export interface RateLimit {
  /** Requests that the bucket regains each second. */
  readonly perSecond: number;
  /** Requests that a full bucket holds. */
  readonly burst: number;
  /** Whether 429 carries `Retry-After`, and in which of its two forms. Default: not at all, as published. */
  readonly retryAfter?: 'seconds' | 'date';
}

/** What can be changed while the sandbox runs. */
export interface Settings {
  readonly rules: Rules;
  /** Milliseconds for which a token is good. */
  readonly tokenLifetime: number;
  readonly rateLimit?: RateLimit | undefined;
  readonly latency?: Latency | undefined;
  /** Whether `X-Sandbox-Error-Code` provokes a code. */
  readonly errorHeader: boolean;
}
