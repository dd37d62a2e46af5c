import type { Core } from '../core.ts';
import { checkLatency } from '../disturb/latency.ts';
import type { Latency } from '../disturb/latency.ts';
import { parseDuration } from '../../../specwright/sandbox/duration.ts';
import { chooseRules } from '../rules.ts';
import type { Rules } from '../rules.ts';
import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
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

/** Changes settings that were checked. */
export function changeSettings(core: Core, change: SettingsChange): void {
  const { settings } = core;
  const { tokenLifetime, rateLimit, latency } = change;
  core.settings = {
    rules: { ...settings.rules, ...change.rules },
    tokenLifetime: tokenLifetime === undefined ? settings.tokenLifetime : parseDuration(tokenLifetime),
    rateLimit: rateLimit === undefined ? settings.rateLimit : (rateLimit ?? undefined),
    latency: latency === undefined ? settings.latency : latency === null ? undefined : checkLatency(latency),
    errorHeader: change.errorHeader ?? settings.errorHeader,
  };
  core.tenant.featureEnabled = change.featureEnabled ?? core.tenant.featureEnabled;
}

/** For each setting a check that throws. */
const checks: { readonly [Name in keyof SettingsChange]-?: (value: unknown) => void } = {
  rules: checkRules,
  tokenLifetime: checkLifetime,
  rateLimit: checkRateLimit,
  latency: (value) => value === null || checkLatency(value),
  errorHeader: (value) => checkFlag('errorHeader', value),
  featureEnabled: (value) => checkFlag('featureEnabled', value),
};

/**
 * Makes sure that a change of settings, perhaps from outside, is sound.
 *
 * @throws {SandboxError | RangeError} naming the setting that is wrong.
 */
export function assertSettingsChange(value: unknown): asserts value is SettingsChange {
  const sent =
    typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : undefined;
  if (sent === undefined) throw new SandboxError('bad-request', 'Settings must be an object.');
  for (const [name, check] of Object.entries(checks)) {
    if (sent.get(name) !== undefined) check(sent.get(name));
  }
}

function checkRules(value: unknown): void {
  if (typeof value !== 'object' || value === null)
    throw new SandboxError('bad-request', 'rules must be an object.');
  chooseRules('default', value);
}

function checkLifetime(value: unknown): void {
  if (typeof value !== 'number' && typeof value !== 'string') {
    throw new SandboxError('bad-request', 'tokenLifetime must be a duration, for example "10m".');
  }
  parseDuration(value);
}

/**
 * Makes sure that a rate limit can work; `null` switches it off.
 *
 * @throws {SandboxError} `bad-request`
 */
export function checkRateLimit(value: unknown): void {
  if (value === null) return;
  const limit = new Map<string, unknown>(typeof value === 'object' ? Object.entries(value) : []);
  const sound = Number(limit.get('perSecond')) > 0 && Number(limit.get('burst')) >= 1;
  const retryAfter = limit.get('retryAfter');
  if (sound && [undefined, 'seconds', 'date'].some((known) => known === retryAfter)) return;
  const wanted = 'perSecond above 0, burst of at least 1, and retryAfter "seconds" or "date" where wanted';
  throw new SandboxError('bad-request', `rateLimit needs ${wanted}.`);
}

function checkFlag(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw new SandboxError('bad-request', `${name} must be true or false.`);
}
