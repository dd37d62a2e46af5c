import type { Api } from '../api/api.ts';
import type { Transport } from '../transports/fetch-transport.ts';
import type { Redactor } from '../exchange/redact.ts';

/** How far a run may go: see `docs/contract.md`. */
export type Mode = 'read-only' | 'own' | 'full';

/** Whose readings apply: a sandbox follows those of the suite to the letter; another server may hold others. */
export type TargetKind = 'sandbox' | 'loopback' | 'remote';

/** Settings of a run, complete. */
export interface Settings {
  readonly baseUrl: string;
  readonly kind: TargetKind;
  readonly mode: Mode;
  readonly seed: number;
  readonly strict: boolean;
  /** Longest time an answer may take, in milliseconds; `undefined` where nobody set a limit. */
  readonly maxLatency: number | undefined;
  /** Time after which an answer is given up, in milliseconds. */
  readonly timeout: number;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Requests per second; `Infinity` for no limit. */
  readonly rate: number;
  /** Marks everything this run creates. */
  readonly runId: string;
}

/** The engine's part of a session. */
export interface SessionCore {
  readonly api: Api;
  readonly settings: Settings;
  readonly redactor: Redactor;
  readonly transport: Transport;
  /** Present where the target can be reached over a raw socket. */
  readonly wire: Transport | undefined;
  /** The bearer token that requests carry unless they say otherwise. */
  token: string | undefined;
}

/** What all cases of a run share; `T` is what the suite adds to it. */
export type Session<T = unknown> = SessionCore & T;
