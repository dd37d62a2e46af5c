import { isLoopbackHost } from '../../base/http.ts';
import { fetchTransport } from '../transports/fetch-transport.ts';
import { nodeTransport } from '../transports/node-transport.ts';
import { Redactor } from '../exchange/redact.ts';
import type { RunOptions } from '../options.ts';
import type { Suite } from '../suite.ts';
import { wireTransport } from '../transports/wire-transport.ts';
import type { Session, SessionCore, Settings, TargetKind } from './session.ts';

/** Requests under way at the same time: enough to hide the distance, too few to be a load test. */
const CONCURRENCY = { local: 8, remote: 4 } as const;
/** Milliseconds after which an answer is given up. */
const TIMEOUT = { local: 10_000, remote: 30_000 } as const;
const REMOTE_RATE = 20;

/** Brings the options into the form that a run works with. */
export function openSession<T>(suite: Suite<T>, options: RunOptions): Session<T> {
  const redactor = new Redactor();
  for (const secret of suite.secrets) redactor.add(secret);
  const core: SessionCore = {
    api: suite.api,
    settings: settingsOf(options),
    redactor,
    transport: options.fetch === undefined ? nodeTransport() : fetchTransport(options.fetch),
    wire: options.fetch === undefined ? wireTransport() : undefined,
    token: undefined,
  };
  return Object.assign(core, suite.open(core));
}

function settingsOf(options: RunOptions): Settings {
  const target = new URL(options.target);
  const kind = kindOf(options, target);
  const distance = kind === 'remote' ? 'remote' : 'local';
  return {
    baseUrl: target.href.replace(/[?#].*$/, '').replace(/\/$/, ''),
    kind,
    mode: options.mode ?? (kind === 'sandbox' ? 'full' : 'own'),
    seed: options.seed ?? 1,
    strict: options.strict ?? false,
    maxLatency: options.maxLatency,
    timeout: options.timeout ?? TIMEOUT[distance],
    concurrency: CONCURRENCY[distance],
    rate: options.rate ?? (kind === 'remote' ? REMOTE_RATE : Number.POSITIVE_INFINITY),
    runId: `cc-${crypto.randomUUID().slice(0, 8)}`,
  };
}

function kindOf({ sandbox }: RunOptions, { hostname }: URL): TargetKind {
  if (sandbox === true) return 'sandbox';
  return isLoopbackHost(hostname) ? 'loopback' : 'remote';
}
