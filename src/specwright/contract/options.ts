import type { JsonObject } from '../base/json.ts';
import type { Fetch } from './exchange/fetch-transport.ts';
import type { Source } from './engine/case.ts';
import type { Listener } from './engine/events.ts';
import type { Login, Mode } from './engine/session.ts';
import type { Hooks } from './target/hooks.ts';
import type { Profile } from './target/profile.ts';

/** What to verify, and how. */
export interface VerifyOptions {
  /** Base address of the server, for example `https://example.brightpattern.com`. A path in it is kept. */
  readonly target: string | URL;
  /**
   * Carries the requests, for targets without a socket. Cases that look at bytes on the wire are skipped then.
   * @default node:http with connections kept open
   */
  readonly fetch?: Fetch;
  /** A user with the privilege. Cases that need a token are skipped without it. */
  readonly credentials?: Login;
  /** What exists at the target; what it does not name is skipped and counted. */
  readonly profile?: Profile;
  /** The secret of the user that `profile.unprivileged` names. */
  readonly unprivilegedSecret?: string;
  /** State that no client can cause. */
  readonly hooks?: Hooks;
  /**
   * True for the sandbox of this package: its answers must follow our readings to the letter, where a foreign
   * server may differ.
   * @default false
   */
  readonly sandbox?: boolean;
  /**
   * How far the run may go. `read-only` changes nothing, `own-tasks` touches tasks it created, `full` also
   * cancels all tasks of the services in the profile.
   * @default 'own-tasks', and 'full' for the sandbox
   */
  readonly mode?: Mode;
  /**
   * Seed of generated values; the same seed sends the same requests.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Undocumented properties are errors even where the document leaves the object open.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Longest time an answer may take, in milliseconds.
   * @default 1000 on this machine, 10000 elsewhere
   */
  readonly maxLatency?: number;
  /**
   * Requests per second.
   * @default no limit on this machine, 20 elsewhere
   */
  readonly rate?: number;
  /** Sources of cases to run; all where absent. */
  readonly sources?: readonly Source[];
  /** Any OpenAPI 3 document instead of the one of this package: generic cases alone are run then. */
  readonly spec?: JsonObject;
  /** Hears of everything as it happens. */
  readonly onEvent?: Listener;
  /** Ends the run early: what was created is still cleaned up. */
  readonly signal?: AbortSignal;
}
