import { onAbort, sleep, wrongOptions } from 'specwright/runtime';
import { AbortedError, TaskStateError, TimeoutError, type TaskRoutingError } from './errors.ts';
import { refuse } from './options.ts';
import type { SafeResult } from './result.ts';
import { keyOf, readTaskReference } from './task-reference.ts';
import type { QueryTaskResponse, TaskReference, TaskStatus } from './types.ts';
import type { TaskChange, TaskWatch, WaitOptions, WatchedTask, WatchOptions } from './watch-types.ts';

/** `client.safe.queryTask`. */
export type QueryTask = (
  task: TaskReference,
  options: { readonly maxAttempts: number; readonly signal?: AbortSignal },
) => Promise<SafeResult<'queryTask'>>;

interface Watched {
  readonly task: TaskReference;
  status: TaskStatus | undefined;
  /** When it was added, or changed last, on the monotonic clock like every time here. */
  since: number;
  dueAt: number;
}

const NUMBERS = ['intervalMs', 'maxIntervalMs', 'requestsPerMinute'] as const;
const OTHERS = ['until', 'state'];
const STATUSES = Object.keys({
  CREATED: 0,
  QUEUED: 0,
  DEFERRED: 0,
  COMPLETED: 0,
} satisfies Record<TaskStatus, 0>);
const MINUTE = 60_000;
const MAX_INTERVAL = 5 * MINUTE;
/** A task that was quiet for an hour is looked at after another six minutes. */
const PATIENCE = 10;
const SLOWEST = MINUTE;

/** Tasks by the time of their next look: a binary heap, as there may be many thousands. */
class Queue {
  readonly #heap: Watched[] = [];

  get next(): Watched | undefined {
    return this.#heap[0];
  }

  push(item: Watched): void {
    let at = this.#heap.length;
    for (let parent = this.#above(at); parent && parent.dueAt > item.dueAt; parent = this.#above(at)) {
      this.#heap[at] = parent;
      at = (at - 1) >> 1;
    }
    this.#heap[at] = item;
  }

  pop(): void {
    const last = this.#heap.pop();
    if (!last || !this.next) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const below = this.#dueAt(left + 1) < this.#dueAt(left) ? left + 1 : left;
      const child = this.#heap[below];
      if (!child || child.dueAt >= last.dueAt) break;
      this.#heap[at] = child;
      at = below;
    }
    this.#heap[at] = last;
  }

  #above(at: number): Watched | undefined {
    return this.#heap[(at - 1) >> 1];
  }

  #dueAt(at: number): number {
    return this.#heap[at]?.dueAt ?? Infinity;
  }
}

/** One paced poller for any number of tasks: new ones are looked at often, old ones rarely. */
export class Poller implements TaskWatch {
  readonly #query: QueryTask;
  readonly #options: WatchOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #queue = new Queue();
  readonly #gapMs: number;
  /** Milliseconds from one query to the next; grows while the server has too many calls. */
  #pauseMs: number;
  #nextAt = 0;
  #wake = new AbortController();

  constructor(query: QueryTask, tasks: readonly WatchedTask[], options: WatchOptions) {
    const wrong = wrongOptions(options, NUMBERS, OTHERS);
    if (wrong) refuse(`watchTasks: ${wrong.message}`);
    const { requestsPerMinute = 60, until = 'COMPLETED' } = options;
    if (!STATUSES.includes(until)) refuse(`watchTasks: until must be one of ${STATUSES.join(', ')}.`);
    if (requestsPerMinute === 0) refuse('watchTasks: requestsPerMinute must be more than 0.');
    this.#query = query;
    this.#options = options;
    this.#gapMs = MINUTE / requestsPerMinute;
    this.#pauseMs = this.#gapMs;
    for (const task of tasks) this.#watch(task);
  }

  add(...tasks: readonly TaskReference[]): void {
    for (const task of tasks) this.#watch({ task, quietMs: 0 });
    this.#wake.abort();
  }

  remove(task: TaskReference): void {
    // The queue drops it when its turn comes.
    this.#watched.delete(keyOf(task));
    this.#wake.abort();
  }

  state(): { readonly tasks: readonly WatchedTask[] } {
    const now = performance.now();
    const tasks = [...this.#watched.values()].map(({ task, status, since, dueAt }) => ({
      task,
      ...(status !== undefined && { status }),
      quietMs: Math.round(now - since),
      nextLookMs: Math.round(dueAt - now),
    }));
    return { tasks };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TaskChange, void, void> {
    const unhear = onAbort(this.#options.signal, () => this.#wake.abort());
    try {
      for (let item = await this.#turn(); item; item = await this.#turn()) {
        const change = await this.#look(item);
        if (change) yield change;
      }
    } finally {
      unhear();
    }
  }

  #watch({ task, status, quietMs, nextLookMs = 0 }: WatchedTask): void {
    const { issue } = readTaskReference(task);
    if (issue) refuse(`watchTasks: ${issue.message}.`);
    const key = keyOf(task);
    if (this.#watched.has(key)) return;
    const now = performance.now();
    // Who waited longest comes first, also after a restart: where the budget is short, nobody is left out.
    const dueAt = now + Math.min(nextLookMs, this.#options.maxIntervalMs ?? MAX_INTERVAL);
    const item = { task, status, since: now - quietMs, dueAt };
    this.#watched.set(key, item);
    this.#queue.push(item);
  }

  /** Waits for the next task whose time has come; `undefined` where the watch is over. */
  async #turn(): Promise<Watched | undefined> {
    const { signal } = this.#options;
    for (;;) {
      const item = this.#queue.next;
      if (!item || signal?.aborted) return undefined;
      if (this.#watched.get(keyOf(item.task)) !== item) {
        this.#queue.pop();
        continue;
      }
      const pause = Math.max(item.dueAt, this.#nextAt) - performance.now();
      if (pause <= 0) {
        this.#queue.pop();
        return item;
      }
      if (this.#wake.signal.aborted) this.#wake = new AbortController();
      await sleep(pause, this.#wake.signal);
    }
  }

  async #look(item: Watched): Promise<TaskChange | undefined> {
    const { signal } = this.#options;
    this.#nextAt = performance.now() + this.#pauseMs;
    const result = await this.#query(item.task, { maxAttempts: 1, ...(signal && { signal }) });
    // It may have been removed meanwhile.
    if (this.#watched.get(keyOf(item.task)) !== item) return undefined;
    if (result.ok) return this.#seen(item, result.data);
    return this.#missed(item, result.error);
  }

  #seen(item: Watched, data: QueryTaskResponse): TaskChange | undefined {
    this.#pauseMs = Math.max(this.#gapMs, this.#pauseMs * 0.9);
    const { taskStatus: to } = data;
    const { task, status: from } = item;
    if (to !== from) Object.assign(item, { status: to, since: performance.now() });
    if (to === 'COMPLETED' || to === this.#options.until) this.#watched.delete(keyOf(task));
    else this.#again(item);
    return to === from ? undefined : { task, from, to, at: Date.now(), data };
  }

  #missed(item: Watched, error: TaskRoutingError): TaskChange | undefined {
    const { task, status: from } = item;
    if (error.code === 'task-not-found') {
      this.#watched.delete(keyOf(task));
      return { task, from, to: undefined, at: Date.now(), error };
    }
    this.#again(item);
    if (error.code === 'aborted') return undefined;
    // Wrong credentials and the like stay wrong; `state()` still has every task.
    if (!error.retryable) throw error;
    if (error.code === 'rate-limited') this.#pauseMs = Math.min(SLOWEST, Math.max(1000, this.#pauseMs * 2));
    this.#nextAt = performance.now() + Math.max(this.#pauseMs, error.retryAfterMs ?? 0);
    return undefined;
  }

  #again(item: Watched): void {
    const { intervalMs = 5000, maxIntervalMs = MAX_INTERVAL } = this.#options;
    const now = performance.now();
    const pause = Math.min(
      Math.max(intervalMs, (now - item.since) / PATIENCE),
      Math.max(intervalMs, maxIntervalMs),
    );
    item.dueAt = now + pause;
    this.#queue.push(item);
  }
}

/** Waits for one task; see `TaskRoutingClient.waitForTask`. */
export async function waitForTask(
  query: QueryTask,
  task: TaskReference,
  given?: WaitOptions,
): Promise<QueryTaskResponse> {
  const { timeoutMs, ...options } = given ?? {};
  const wrong = wrongOptions(given ?? {}, ['timeoutMs', ...NUMBERS], OTHERS);
  if (wrong) refuse(`waitForTask: ${wrong.message}`);
  const { until = 'COMPLETED', signal } = options;
  const end = new AbortController();
  const poller = new Poller(query, [{ task, quietMs: 0 }], { ...options, signal: end.signal });
  const stop = (): void => end.abort();
  const timer = timeoutMs === undefined ? undefined : sleep(timeoutMs, end.signal).then(stop);
  const unhear = onAbort(signal, stop);
  if (signal?.aborted) stop();
  let last: TaskStatus | undefined;
  try {
    for await (const { to, data, error } of poller) {
      if (error) throw error;
      if (data && to === until) return data;
      last = to;
    }
  } finally {
    unhear();
    end.abort();
    await timer;
  }
  const seen = `its last status was ${last ?? 'not seen'}`;
  const about = { operation: 'queryTask' } as const;
  if (signal?.aborted) {
    throw new AbortedError('aborted', { ...about, message: `waitForTask: the signal was aborted; ${seen}.` });
  }
  if (last === 'COMPLETED') {
    throw new TaskStateError('task-state', {
      ...about,
      message: `waitForTask: the task will not become ${until}; ${seen}.`,
    });
  }
  const message = `waitForTask: the task did not become ${until} within ${timeoutMs} ms; ${seen}.`;
  throw new TimeoutError('timeout', { ...about, message, retryable: true });
}
