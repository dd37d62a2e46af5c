import type { JsonObject } from '../base/json.ts';
import type { Fetch } from './transports/fetch-transport.ts';
import type { Source } from './engine/case.ts';
import type { Listener } from './engine/events.ts';
import type { Mode } from './engine/session.ts';
import type { Knowledge } from './document/knowledge.ts';
import type { Suite } from './suite.ts';

/** How to treat the target, whatever the API. */
export interface RunOptions {
  /** Base address of the server, for example `https://api.example.com`. A path in it is kept. */
  readonly target: string | URL;
  /**
   * Carries the requests, for targets without a socket. Cases that look at bytes on the wire are skipped then.
   * @default node:http with connections kept open
   */
  readonly fetch?: Fetch;
  /**
   * True for a sandbox that follows the readings of the suite: its answers must follow them to the letter, where
   * another server may differ.
   * @default false
   */
  readonly sandbox?: boolean;
  /**
   * How far the run may go. `read-only` changes nothing, `own` touches what it created, `full` touches
   * everything that an operation reaches.
   * @default 'own', and 'full' for a sandbox
   */
  readonly mode?: Mode;
  /**
   * Seed of generated values; the same seed sends the same requests.
   * @default 1
   */
  readonly seed?: number;
  /**
   * Warnings are errors.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Longest time an answer may take, in milliseconds. Slower answers fail the run; without a limit, answers far
   * slower than their neighbors are warnings.
   * @default no limit
   */
  readonly maxLatency?: number;
  /**
   * Time after which an answer is given up, in milliseconds.
   * @default 10000 on this machine, 30000 elsewhere
   */
  readonly timeout?: number;
  /**
   * Requests per second.
   * @default no limit on this machine, 20 elsewhere
   */
  readonly rate?: number;
  /** Sources of cases to run; all where absent. */
  readonly sources?: readonly Source[];
  /** Receives every event as it happens. */
  readonly onEvent?: Listener;
  /** Ends the run early: what was created is still cleaned up. */
  readonly signal?: AbortSignal;
}

/** What to verify, and how: a suite written by people, or the one that a document gives. */
export type VerifyOptions<T = unknown> = RunOptions &
  (
    | { readonly suite: Suite<T>; readonly document?: never }
    | ({
        /** A parsed OpenAPI 3 document. */
        readonly document: JsonObject;
        readonly suite?: never;
      } & Knowledge)
  );
