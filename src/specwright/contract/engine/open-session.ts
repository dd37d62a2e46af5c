import { builtinApi } from '../../../testing/suite/builtin-api.ts';
import { documentApi } from '../api/document-api.ts';
import { Workspace } from '../../../testing/suite/domain/workspace.ts';
import { fetchTransport } from '../exchange/fetch-transport.ts';
import { nodeTransport } from '../exchange/node-transport.ts';
import { Redactor } from '../exchange/redact.ts';
import type { VerifyOptions } from '../options.ts';
import { wireTransport } from '../wire/wire-transport.ts';
import type { Login, Session, Settings, TargetKind } from './session.ts';

/** Requests under way at once: enough to hide the distance, too few to be a load test. */
const CONCURRENCY = { local: 8, remote: 4 } as const;

/** Brings the options into the form that a run works with. */
export function openSession(options: VerifyOptions): Session {
  const redactor = new Redactor();
  redactor.addLogin(options.credentials?.clientId, options.credentials?.clientSecret);
  redactor.addLogin(options.profile?.unprivileged?.clientId, options.unprivilegedSecret);
  const settings = settingsOf(options);
  return {
    api: options.spec === undefined ? builtinApi : documentApi(options.spec),
    settings,
    profile: options.profile ?? {},
    hooks: options.hooks ?? {},
    login: options.credentials,
    unprivileged: unprivilegedLogin(options),
    redactor,
    workspace: new Workspace(),
    transport: options.fetch === undefined ? nodeTransport() : fetchTransport(options.fetch),
    wire: options.fetch === undefined ? wireTransport() : undefined,
    token: undefined,
  };
}

function settingsOf(options: VerifyOptions): Settings {
  const target = new URL(options.target);
  const kind = kindOf(options, target);
  const local = kind !== 'remote';
  return {
    baseUrl: target.href.replace(/[?#].*$/, '').replace(/\/$/, ''),
    kind,
    mode: options.mode ?? (kind === 'sandbox' ? 'full' : 'own-tasks'),
    seed: options.seed ?? 1,
    strict: options.strict ?? false,
    maxLatency: options.maxLatency ?? (local ? 1_000 : 10_000),
    timeout: local ? 3_000 : 30_000,
    concurrency: local ? CONCURRENCY.local : CONCURRENCY.remote,
    rate: options.rate ?? (local ? Number.POSITIVE_INFINITY : 20),
    runId: `cc-${crypto.randomUUID().slice(0, 8)}`,
  };
}

function kindOf(options: VerifyOptions, { hostname }: URL): TargetKind {
  if (options.sandbox === true) return 'sandbox';
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) ? 'loopback' : 'remote';
}

function unprivilegedLogin({ profile, unprivilegedSecret }: VerifyOptions): Login | undefined {
  return profile?.unprivileged === undefined || unprivilegedSecret === undefined
    ? undefined
    : { clientId: profile.unprivileged.clientId, clientSecret: unprivilegedSecret };
}
