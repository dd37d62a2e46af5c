import type { ControlAccess, Latency, RateLimit } from 'specwright/sandbox';
import type { AutopilotOptions } from './agents/autopilot.ts';
import type { Rules, Strictness } from './rules.ts';
import type { Seed } from './seed/seed.ts';

/** Options of {@link createSandbox}; each has a default. */
export interface SandboxOptions {
  /** What the tenant holds at the start. Default: the built-in seed. */
  readonly seed?: Seed;
  /** Readings that differ from the defaults, by name of the rule. */
  readonly rules?: Partial<Rules>;
  /** A preset for all rules immediately; `rules` wins over it. Default: `default`. */
  readonly strictness?: Strictness;
  /** How long an access token is good: milliseconds, or text such as `1h`. Default: `1h`. */
  readonly tokenLifetime?: number | string;
  /** Requests a token may make. Default: no limit. */
  readonly rateLimit?: RateLimit;
  /** How long answers are held back. Default: not at all. */
  readonly latency?: Latency;
  /** Named faults to start with. Default: none. */
  readonly faults?: readonly string[];
  /** Where given, time stands still at this instant until `control.advance` moves it. Default: the system's time. */
  readonly startTime?: number | string | Date;
  /** Makes ids, tokens and chance repeat themselves. Default: different in each sandbox. */
  readonly randomSeed?: number;
  /** Lets tasks arrive and agents work by themselves. Default: `false`. */
  readonly autopilot?: boolean | AutopilotOptions;
  /** Most tasks kept. Beyond it the task completed longest ago goes, or else the oldest. Default: 10000. */
  readonly maxTasks?: number;
  /** Most bytes of records kept, roughly; room is made in the same order. Default: 128 MiB. */
  readonly maxBytes?: number;
  /** Largest request body in bytes; a larger one is answered with 413. Default: 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Who may use the control plane and the live page. Default: `loopback`. */
  readonly control?: ControlAccess;
}
