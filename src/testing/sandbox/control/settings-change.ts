import {
  assertRateLimit,
  checkFields,
  checkLatency,
  FLAG,
  parseDuration,
  type Fields,
  type Latency,
  type RateLimit,
} from 'specwright/sandbox';
import { checkRules, type Rules } from '../rules.ts';
import type { State } from '../state.ts';

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

const FIELDS: Fields = {
  rules: [(value) => typeof value === 'object' && value !== null && Boolean(checkRules(value)), 'an object'],
  tokenLifetime: [
    (value) =>
      (typeof value === 'number' || typeof value === 'string') && Number.isFinite(parseDuration(value)),
    'a duration, for example "10m"',
  ],
  rateLimit: [(value) => value === null || checkRateLimit(value), 'a rate limit'],
  latency: [(value) => value === null || Boolean(checkLatency(value)), 'a latency'],
  errorHeader: FLAG,
  featureEnabled: FLAG,
};

function checkRateLimit(value: unknown): true {
  assertRateLimit(value);
  return true;
}

/**
 * Changes settings; nothing is changed where one of them is wrong.
 *
 * @throws {SandboxError | RangeError} naming the setting that is wrong.
 */
export function changeSettings(state: State, change: SettingsChange): void {
  checkFields(change, FIELDS, 'Settings');
  const { settings } = state;
  const { tokenLifetime, rateLimit, latency } = change;
  state.settings = {
    rules: { ...settings.rules, ...change.rules },
    tokenLifetime: tokenLifetime === undefined ? settings.tokenLifetime : parseDuration(tokenLifetime),
    rateLimit: rateLimit === undefined ? settings.rateLimit : (rateLimit ?? undefined),
    latency: latency === undefined ? settings.latency : latency === null ? undefined : checkLatency(latency),
    errorHeader: change.errorHeader ?? settings.errorHeader,
  };
  state.tenant.featureEnabled = change.featureEnabled ?? state.tenant.featureEnabled;
}
