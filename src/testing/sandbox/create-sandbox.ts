import {
  commonRoutes,
  ControlPlane,
  createServer,
  Engine,
  FaultSwitch,
  type SandboxServer,
} from 'specwright/sandbox';
import { taskRoutingApi } from './api/task-routing-api.ts';
import { Control } from './control/control.ts';
import { TENANT_PAGE } from './control/page.ts';
import { tenantRoutes } from './control/tenant-routes.ts';
import type { Core } from './core.ts';
import type { Disturbance, Exchange } from './exchange.ts';
import { faults } from './faults/registry.ts';
import { freshState } from './fresh-state.ts';
import { sandboxHooks, type SandboxHooks } from './hooks.ts';
import type { SandboxOptions } from './options.ts';
import { profileOf, type SandboxProfile } from './profile.ts';
import { checkSeed } from './seed/check-seed.ts';
import { defaultSeed } from './seed/default-seed.ts';
import type { Seed } from './seed/seed.ts';
import { Steps } from './steps/steps.ts';
import { taskRoutingPrivilege } from './store/records.ts';
import { inventedSecret } from './store/tenant.ts';

/** What a client needs to get a token. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A tenant in this process. */
export interface Sandbox extends SandboxServer, AsyncDisposable {
  /** Agents, time, tokens and trouble. */
  readonly control: Control;
  /** The address to hand to a client together with `fetch`; no name server knows it. */
  readonly tenantUrl: string;
  /** A user that may use the API. */
  readonly credentials: Credentials;
  /** A user without the privilege: code 3. `undefined` where the seed has none. */
  readonly unprivileged: Credentials | undefined;
  readonly seed: Seed;
  /** What exists here, for the contract checks. */
  readonly profile: SandboxProfile;
  /** Provider states, for the contract checks. */
  readonly hooks: SandboxHooks;
}

const TENANT_URL = 'https://sandbox.invalid';
const DEFAULT_MAX_BODY_BYTES = 1_048_576;
const SHOWN_REQUESTS = 30;

/**
 * Starts a sandbox: a stateful stand-in for a tenant of the Task Routing API.
 *
 * @param options all optional; the defaults are those of `SandboxOptions`.
 * @throws {SandboxError} `bad-seed`, `bad-option` or `unknown-fault`.
 * @throws {RangeError} for a rule, duration or latency that does not exist.
 * @example
 * const sandbox = createSandbox();
 * const client = createTaskRoutingClient({ tenantUrl: sandbox.tenantUrl, fetch: sandbox.fetch, ...sandbox.credentials });
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const seed = options.seed === undefined ? defaultSeed : checkSeed(options.seed);
  const engine = createEngine(options, seed);
  const control = new Control(engine, options, seed);
  if (options.autopilot !== undefined && options.autopilot !== false) {
    control.startAutopilot(options.autopilot === true ? {} : options.autopilot);
  }
  const routes = { ...commonRoutes(control, engine), ...tenantRoutes(control) };
  const describe = (): string => {
    const { rules: _, ...state } = control.state();
    return JSON.stringify({ state, requests: engine.core.log.latest(SHOWN_REQUESTS) });
  };
  const plane = new ControlPlane(routes, TENANT_PAGE, describe, { access: options.control });
  const server = createServer(engine, plane, TENANT_URL);
  const close = async (): Promise<void> => {
    control.stopAutopilot();
    await server.close();
  };
  return {
    ...server,
    control,
    tenantUrl: TENANT_URL,
    credentials: credentialsOf(seed, true) ?? { clientId: '', clientSecret: '' },
    unprivileged: credentialsOf(seed, false),
    seed,
    profile: profileOf(seed),
    hooks: sandboxHooks(control),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createEngine(options: SandboxOptions, seed: Seed): Engine<Exchange, Core, Disturbance> {
  const state = freshState(options, seed);
  // The same object becomes the core: steps see what later replaces its records.
  const core: Core = Object.assign(state, { steps: new Steps(state) });
  const faultSwitch = new FaultSwitch<Exchange, Core>(() => faults, core, () => new Steps(core));
  faultSwitch.set(options.faults ?? []);
  return new Engine(core, taskRoutingApi(core), faultSwitch, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
}

function credentialsOf(seed: Seed, privileged: boolean): Credentials | undefined {
  const user = seed.users.find(
    ({ locked, privileges = [] }) => !locked && privileges.includes(taskRoutingPrivilege) === privileged,
  );
  return user && { clientId: user.username, clientSecret: user.secret ?? inventedSecret(user.username) };
}
