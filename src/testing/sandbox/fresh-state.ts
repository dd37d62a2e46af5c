import {
  assertRateLimit,
  checkLatency,
  Clock,
  parseDuration,
  RequestLog,
  SandboxError,
  seededRandom,
  systemRandom,
} from 'specwright/sandbox';
import type { SandboxOptions } from './options.ts';
import { chooseRules } from './rules.ts';
import { applySeed } from './seed/apply-seed.ts';
import type { Seed } from './seed/seed.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import { Ids } from './store/ids.ts';
import { Store } from './store/store.ts';
import { Tenant } from './store/tenant.ts';

const DEFAULT_MAX_TASKS = 10_000;
const DEFAULT_MAX_BYTES = 128 * 1024 * 1024;

/**
 * A tenant as its seed describes it.
 *
 * @throws {SandboxError | RangeError} for an option that cannot be used.
 */
export function freshState(options: SandboxOptions, seed: Seed): State {
  const random = options.randomSeed === undefined ? systemRandom() : seededRandom(options.randomSeed);
  const state = {
    clock: new Clock(startOf(options)),
    random,
    log: new RequestLog(),
    settings: settingsFrom(options),
    ids: new Ids(random),
    tenant: new Tenant(seed),
    store: emptyStore(options),
  };
  applySeed(seed, { store: state.store, ids: state.ids, now: state.clock.now() });
  return state;
}

/** Forgets every record and token; users are as in the seed. */
export function clearRecords(state: State, options: SandboxOptions, seed: Seed): void {
  state.ids = new Ids(state.random);
  state.tenant = new Tenant(seed);
  state.store = emptyStore(options);
}

/** Back to the seed: records, tokens, users and settings; the clock keeps running. */
export function resetState(state: State, options: SandboxOptions, seed: Seed): void {
  clearRecords(state, options, seed);
  state.settings = settingsFrom(options);
  state.log.clear();
  applySeed(seed, { store: state.store, ids: state.ids, now: state.clock.now() });
}

function emptyStore({ maxTasks = DEFAULT_MAX_TASKS, maxBytes = DEFAULT_MAX_BYTES }: SandboxOptions): Store {
  return new Store({ maxTasks, maxBytes });
}

function settingsFrom(options: SandboxOptions): Settings {
  if (options.rateLimit !== undefined) assertRateLimit(options.rateLimit);
  return {
    rules: chooseRules(options.strictness ?? 'default', options.rules),
    tokenLifetime: parseDuration(options.tokenLifetime ?? '1h'),
    rateLimit: options.rateLimit,
    latency: options.latency === undefined ? undefined : checkLatency(options.latency),
    errorHeader: true,
  };
}

function startOf({ startTime }: SandboxOptions): number | undefined {
  if (startTime === undefined) return undefined;
  const instant = startTime === null ? Number.NaN : new Date(startTime).getTime();
  const day = /^\d{4}-\d\d-\d\d/.exec(String(startTime))?.[0];
  // JavaScript takes the 30th of February for the 1st of March.
  const exists = day === undefined || Number.isNaN(instant) || new Date(day).toISOString().startsWith(day);
  if (Number.isFinite(instant) && exists) return instant;
  throw new SandboxError(
    'bad-option',
    `startTime is not a time: ${JSON.stringify(startTime)}. Expected a Date, milliseconds since 1970, or text such as "2026-01-31T09:00:00Z".`,
  );
}
