import type { TaskRoutingError } from './errors.ts';
import type { QueueTaskRequest, QueueTaskResult } from './types.ts';

/** Options of {@link TaskRoutingClient.queueTasks}. */
export interface BulkOptions {
  /** Most calls at a time; fewer while the server struggles. @default 8 */
  readonly concurrency?: number;
  /** Called with every outcome; what it throws ends the run, after that outcome. */
  readonly onProgress?: (progress: BulkProgress) => void;
  /** Stops the run: calls on the wire are awaited, waits are cut short, nothing more is sent. */
  readonly signal?: AbortSignal;
  /** Wire calls for one task before it is given up; those answered 429 do not count. @default 10 */
  readonly maxTries?: number;
  /**
   * Milliseconds of failures, without one success between them, after which the run stops: the
   * server is down. @default 300000
   */
  readonly giveUpAfterMs?: number;
}

/** How one task ended. */
export interface BulkOutcome {
  /** Place in the input, from 0. */
  readonly index: number;
  /** The task as the input gave it. */
  readonly request: QueueTaskRequest;
  /**
   * `queued` just now; `alreadyQueued` by an earlier try or run (code 5); `failed`: refused for what it
   * is, it is not in the queue; `unknown`: a reply was lost or reported a failure of the server, it may
   * be in the queue (a later run with the same `extTaskId` finds out); `notSent`: it is not in the queue
   * and a later run may send it, as this one was stopped, or kept from sending it.
   */
  readonly status: 'queued' | 'alreadyQueued' | 'failed' | 'unknown' | 'notSent';
  /** For `queued` and `alreadyQueued`. */
  readonly result?: QueueTaskResult;
  /** For `failed` and `unknown`, and for `notSent` where something kept it from being sent. */
  readonly error?: TaskRoutingError;
  /** Wire calls made for it. */
  readonly tries: number;
}

/** How far a run has come. */
export interface BulkProgress {
  /** Tasks taken from the input so far; those from this index on were not touched. */
  readonly read: number;
  /** Tasks that this run queued. */
  readonly queued: number;
  /** Tasks that were in the queue before. */
  readonly alreadyQueued: number;
  /** Tasks that were refused for what they are. */
  readonly failed: number;
  /** Tasks that may be in the queue: a reply was lost. */
  readonly unknown: number;
  /** Tasks that a later run may send. */
  readonly notSent: number;
  /** Calls that the run makes at a time just now. */
  readonly concurrency: number;
}

/** How a run ended. */
export interface BulkSummary extends BulkProgress {
  /**
   * Why it ended before the input did: `'signal'`, or an error that every further call would meet
   * (wrong credentials, no privilege, server down).
   */
  readonly stopped: 'signal' | TaskRoutingError | undefined;
}
