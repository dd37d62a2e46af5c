import { seededRandom, systemRandom } from '../../specwright/base/random.ts';
import { createSteps } from './api/steps/steps.ts';
import { Clock } from '../../specwright/sandbox/clock.ts';
import { checkRateLimit } from './control/change-settings.ts';
import type { Core } from './core.ts';
import { Disturbances } from './disturb/disturbances.ts';
import { checkLatency } from './disturb/latency.ts';
import { parseDuration } from '../../specwright/sandbox/duration.ts';
import { findFault } from './faults/find-fault.ts';
import type { Fault } from './faults/fault.ts';
import type { SandboxOptions } from './options.ts';
import { RequestLog } from '../../specwright/sandbox/request-log.ts';
import { chooseRules } from './rules.ts';
import { applySeed } from './seed/apply-seed.ts';
import type { Seed } from './seed/seed.ts';
import type { Settings } from './settings.ts';
import { Ids } from './store/ids.ts';
import { Store } from './store/store.ts';
import { Tenant } from './store/tenant.ts';

const defaultMaxTasks = 10_000;

/** Puts a sandbox together. */
export function buildCore(options: SandboxOptions, seed: Seed): Core {
  const random = options.randomSeed === undefined ? systemRandom() : seededRandom(options.randomSeed);
  const parts = {
    clock: new Clock(options.startTime === undefined ? undefined : new Date(options.startTime).getTime()),
    random,
    log: new RequestLog(),
    disturbances: new Disturbances(),
    settings: settingsFrom(options),
    faults: [],
  };
  const core: Core = { ...parts, ...freshState(options, seed, random), steps: Object.create(null) };
  applySeed(seed, { store: core.store, ids: core.ids, now: core.clock.now() });
  switchFaults(core, (options.faults ?? []).map(findFault));
  return core;
}

function freshState(
  options: SandboxOptions,
  seed: Seed,
  random: Core['random'],
): Pick<Core, 'ids' | 'tenant' | 'store'> {
  return {
    ids: new Ids(random),
    tenant: new Tenant(seed),
    store: new Store(options.maxTasks ?? defaultMaxTasks),
  };
}

function settingsFrom(options: SandboxOptions): Settings {
  checkRateLimit(options.rateLimit ?? null);
  return {
    rules: chooseRules(options.strictness ?? 'default', options.rules),
    tokenLifetime: parseDuration(options.tokenLifetime ?? '1h'),
    rateLimit: options.rateLimit,
    latency: options.latency === undefined ? undefined : checkLatency(options.latency),
    errorHeader: true,
  };
}

/** Forgets every record and token; users are as in the seed. */
export function resetRecords(core: Core, options: SandboxOptions, seed: Seed): void {
  Object.assign(core, freshState(options, seed, core.random));
}

/** Back to the seed: records, tokens, users, faults, trouble and settings; the clock goes on. */
export function resetCore(core: Core, options: SandboxOptions, seed: Seed): void {
  resetRecords(core, options, seed);
  core.settings = settingsFrom(options);
  core.disturbances.clear();
  core.log.clear();
  switchFaults(core, (options.faults ?? []).map(findFault));
  applySeed(seed, { store: core.store, ids: core.ids, now: core.clock.now() });
}

/** Replaces the faults that are on. */
export function switchFaults(core: Core, faults: readonly Fault[]): void {
  core.faults = faults;
  const steps = createSteps(core);
  for (const fault of faults) Object.assign(steps, fault.steps?.({ ...steps }, core));
  core.steps = steps;
}
