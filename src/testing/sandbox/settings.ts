import type { Latency, RateLimit } from 'specwright/sandbox';
import type { Rules } from './rules.ts';

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
