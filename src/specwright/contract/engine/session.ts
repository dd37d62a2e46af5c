import type { Api } from '../api/api.ts';
import type { Transport } from '../exchange/fetch-transport.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Hooks } from '../target/hooks.ts';
import type { Profile } from '../target/profile.ts';
import type { Workspace } from '../../../testing/suite/domain/workspace.ts';

/** How far a run may go: see `docs/contract.md`. */
export type Mode = 'read-only' | 'own-tasks' | 'full';

/** Whose readings apply: the sandbox follows ours; a foreign server may hold others. */
export type TargetKind = 'sandbox' | 'loopback' | 'remote';

/** Settings of a run, complete. */
export interface Settings {
  readonly baseUrl: string;
  readonly kind: TargetKind;
  readonly mode: Mode;
  readonly seed: number;
  readonly strict: boolean;
  /** Longest time an answer may take, in milliseconds. */
  readonly maxLatency: number;
  /** Time after which an answer is given up, in milliseconds. */
  readonly timeout: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Requests per second; `Infinity` for no limit. */
  readonly rate: number;
  /** Marks everything this run creates. */
  readonly runId: string;
}

/** Username and API secret of a user of the tenant. */
export interface Login {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What all cases of a run share. */
export interface Session {
  readonly api: Api;
  readonly settings: Settings;
  readonly profile: Profile;
  readonly hooks: Hooks;
  readonly login: Login | undefined;
  /** A user without the privilege, where the profile names one and its secret is at hand. */
  readonly unprivileged: Login | undefined;
  readonly redactor: Redactor;
  readonly workspace: Workspace;
  readonly transport: Transport;
  /** Present where the target can be reached over a raw socket. */
  readonly wire: Transport | undefined;
  /** The token that requests carry unless they say otherwise. */
  token: string | undefined;
}
