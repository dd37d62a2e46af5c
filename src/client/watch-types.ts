import type { QueryTaskResponse, TaskReference, TaskStatus } from './types.ts';
import type { TaskRoutingError } from './errors.ts';

/** Options of {@link TaskRoutingClient.watchTasks}. */
export interface WatchOptions {
  /** The status at which a task is done and no longer watched; `COMPLETED` always is. @default 'COMPLETED' */
  readonly until?: TaskStatus;
  /** Shortest pause between two looks at one task, for new ones. @default 5000 (milliseconds) */
  readonly intervalMs?: number;
  /** Longest pause between two looks at one task, for old ones. @default 300000 (milliseconds) */
  readonly maxIntervalMs?: number;
  /** Queries that all tasks of the watch share. @default 60 */
  readonly requestsPerMinute?: number;
  /** Ends the watch. */
  readonly signal?: AbortSignal;
  /** What an earlier watch knew, so that this one continues it. */
  readonly state?: WatchState;
}

/** What a watch knows, as JSON: give it to a later one. */
export interface WatchState {
  /** Every task that is watched. */
  readonly tasks: readonly WatchedTask[];
}

/** One task that is watched. */
export interface WatchedTask {
  /** The task, named as it was given. */
  readonly task: TaskReference;
  /** Last seen; absent where it was not seen yet. */
  readonly status?: TaskStatus;
  /** Milliseconds since the task was added, or since its last change. */
  readonly quietMs: number;
  /** Milliseconds until its next look; negative where that is overdue. @default 0 */
  readonly nextLookMs?: number;
}

/** A task changed, or cannot be watched any longer. */
export interface TaskChange {
  /** The task, named as it was given. */
  readonly task: TaskReference;
  /** Before; `undefined` at the first look. */
  readonly from: TaskStatus | undefined;
  /** Now; `undefined` where the server does not know the task: see `error`. */
  readonly to: TaskStatus | undefined;
  /** When it was seen, in milliseconds since 1970. */
  readonly at: number;
  /** The whole answer. */
  readonly data?: QueryTaskResponse;
  /** Why it is not watched any longer, where the server does not know it. */
  readonly error?: TaskRoutingError;
}

/** Changes of tasks, as they are seen. Ends when no task is left, or with the signal. */
export interface TaskWatch extends AsyncIterable<TaskChange> {
  /** Watches more tasks; one that is watched already stays as it is. */
  add(...tasks: readonly TaskReference[]): void;
  /** Watches a task no longer. */
  remove(task: TaskReference): void;
  /** What is known now. A change counts as reported once it was handed out. */
  state(): WatchState;
}

/** Options of {@link TaskRoutingClient.waitForTask}. */
export interface WaitOptions extends Pick<
  WatchOptions,
  'until' | 'intervalMs' | 'maxIntervalMs' | 'requestsPerMinute' | 'signal'
> {
  /** How long to wait. @default no limit (milliseconds) */
  readonly timeoutMs?: number;
}
