import type { Core } from '../core.ts';
import { checked } from '../disturb/latency.ts';
import type { Latency } from '../disturb/latency.ts';
import { parseDuration } from '../duration.ts';
import { chooseRules } from '../rules.ts';
import type { Rules } from '../rules.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { RateLimit } from '../settings.ts';

/** Settings that change; `null` switches a limit or a latency off. */
export interface SettingsChange {
  readonly rules?: Partial<Rules>;
  readonly tokenLifetime?: number | string;
  readonly rateLimit?: RateLimit | null;
  readonly latency?: Latency | null;
  /** Whether `X-Sandbox-Error-Code` provokes a code. */
  readonly errorHeader?: boolean;
  /** Whether the tenant may use the API at all; `false` gives code 14. */
  readonly featureEnabled?: boolean;
}

/**
 * Changes settings; all of them, or none where one is wrong.
 *
 * @throws {SandboxError | RangeError} naming the setting that is wrong.
 */
export function changeSettings(core: Core, change: SettingsChange): void {
  const { settings } = core;
  core.settings = {
    rules: { ...settings.rules, ...checkedRules(change.rules) },
    tokenLifetime:
      change.tokenLifetime === undefined ? settings.tokenLifetime : parseDuration(change.tokenLifetime),
    rateLimit: change.rateLimit === undefined ? settings.rateLimit : checkedLimit(change.rateLimit),
    latency: change.latency === undefined ? settings.latency : checkedLatency(change.latency),
    errorHeader: change.errorHeader ?? settings.errorHeader,
  };
  core.tenant.featureEnabled = change.featureEnabled ?? core.tenant.featureEnabled;
}

function checkedRules(rules: Partial<Rules> = {}): Partial<Rules> {
  chooseRules('default', rules);
  return rules;
}

function checkedLatency(latency: Latency | null): Latency | undefined {
  return latency === null ? undefined : checked(latency);
}

function checkedLimit(limit: RateLimit | null): RateLimit | undefined {
  if (limit === null) return undefined;
  if (limit.perSecond > 0 && limit.burst >= 1) return limit;
  throw new SandboxError('bad-request', 'rateLimit needs perSecond above 0 and burst of at least 1.');
}
