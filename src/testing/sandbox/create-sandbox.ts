import { handle } from './api/handle.ts';
import { json } from './api/replies.ts';
import { buildCore } from './build-core.ts';
import { Control } from './control/control.ts';
import type { Core } from './core.ts';
import { drawLatency } from './disturb/latency.ts';
import type { ApiRequest, Reply } from './exchange.ts';
import { sandboxHooks } from './hooks.ts';
import type { SandboxHooks } from './hooks.ts';
import { fromRequest, toResponse } from '../../specwright/sandbox/http/fetch.ts';
import { listen, tooLarge } from '../../specwright/sandbox/http/listener.ts';
import type { Listening, ListenOptions } from '../../specwright/sandbox/http/listener.ts';
import type { SandboxOptions } from './options.ts';
import { profileOf } from './profile.ts';
import type { SandboxProfile } from './profile.ts';
import { defaultSeed } from './seed/default-seed.ts';
import { checkSeed } from './seed/check-seed.ts';
import type { Seed } from './seed/seed.ts';
import { inventedSecret } from './store/tenant.ts';
import { taskRoutingPrivilege } from './store/records.ts';
import { WebFace } from './control/web-face.ts';
import { isWebPath } from './control/web-path.ts';

/** What a client needs to get a token. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A tenant in this process. */
export interface Sandbox extends AsyncDisposable {
  /** Answers a request without any socket; a drop-in for the global `fetch`. Paths are relative to `tenantUrl`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Listens on a socket as well, on any free port of the loopback interface unless told otherwise. */
  listen(options?: ListenOptions): Promise<Listening>;
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
  /** Ends every listener. */
  close(): Promise<void>;
}

const tenantUrl = 'https://sandbox.invalid';
const defaultMaxBodyBytes = 1_048_576;

/**
 * Starts a sandbox: a stateful stand-in for a tenant of the Task Routing API.
 *
 * @param options all optional; the defaults are those of `SandboxOptions`.
 * @throws {SandboxError} `bad-seed` or `unknown-fault`.
 * @throws {RangeError} for a rule, duration or latency that does not exist.
 * @example
 * const sandbox = createSandbox();
 * const client = createTaskRoutingClient({ tenantUrl: sandbox.tenantUrl, fetch: sandbox.fetch, ...sandbox.credentials });
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const seed = options.seed === undefined ? defaultSeed : checkSeed(options.seed);
  const core = buildCore(options, seed);
  const control = new Control(core, options, seed);
  if (options.autopilot !== undefined && options.autopilot !== false) {
    control.startAutopilot(options.autopilot === true ? {} : options.autopilot);
  }
  const web = new WebFace(core, control, options.control ?? 'loopback');
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes;
  const answer = (request: ApiRequest): Reply => respond(core, request, maxBodyBytes);
  const open = new Set<Listening>();
  const close = async (): Promise<void> => {
    web.close();
    control.stopAutopilot();
    await Promise.all([...open].map((listening) => listening.close()));
    open.clear();
  };
  return {
    fetch: (input, init) => fetchInProcess(answer, web, resolved(input, init)),
    listen: async (where = {}) => {
      const served = { handle: answer, isWeb: isWebPath, serveWeb: web.serve, maxBodyBytes };
      const listening = await listen(served, where);
      open.add(listening);
      return listening;
    },
    control,
    tenantUrl,
    credentials: credentialsOf(seed, true) ?? { clientId: '', clientSecret: '' },
    unprivileged: credentialsOf(seed, false),
    seed,
    profile: profileOf(seed),
    hooks: sandboxHooks(control),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function resolved(input: string | URL | Request, init: RequestInit | undefined): Request {
  return typeof input === 'string' && input.startsWith('/')
    ? new Request(tenantUrl + input, init)
    : new Request(input, init);
}

async function fetchInProcess(
  answer: (request: ApiRequest) => Reply,
  web: WebFace,
  request: Request,
): Promise<Response> {
  request.signal.throwIfAborted();
  if (isWebPath(new URL(request.url).pathname)) return web.fetch(request);
  return toResponse(answer(await fromRequest(request)), request);
}

function respond(core: Core, request: ApiRequest, maxBodyBytes: number): Reply {
  const reply = request.body.length > maxBodyBytes ? tooLarge(maxBodyBytes) : handleSafely(core, request);
  const { latency } = core.settings;
  return latency === undefined
    ? reply
    : { ...reply, delay: (reply.delay ?? 0) + drawLatency(latency, core.random) };
}

/** Under a fault that lets bad input pass, later steps may meet what they cannot read: a server answers that too. */
function handleSafely(core: Core, request: ApiRequest): Reply {
  try {
    return handle(core, request);
  } catch (error) {
    if (core.faults.length === 0) throw error;
    return json(500, { errorCode: 13, errorMessage: 'Internal server error' });
  }
}

function credentialsOf(seed: Seed, privileged: boolean): Credentials | undefined {
  const user = seed.users.find(
    ({ locked, privileges = [] }) => !locked && privileges.includes(taskRoutingPrivilege) === privileged,
  );
  return user && { clientId: user.username, clientSecret: user.secret ?? inventedSecret(user.username) };
}
