import { backoffMs, guarded, onAbort, Pace, sleep, wrongOptions } from 'specwright/runtime';
import type { BulkOptions, BulkOutcome, BulkProgress, BulkSummary } from './bulk-types.ts';
import type { TaskRoutingError } from './errors.ts';
import { refuse } from './options.ts';
import type { SafeResult } from './result.ts';
import type { QueueTaskRequest } from './types.ts';

type QueueTask = (
  request: QueueTaskRequest,
  options: { readonly maxAttempts: number; readonly onDuplicate: 'alreadyQueued' },
) => Promise<SafeResult<'queueTask'>>;
type Input = Iterable<QueueTaskRequest> | AsyncIterable<QueueTaskRequest>;

interface Item {
  readonly index: number;
  readonly request: QueueTaskRequest;
}

/** Every further call would meet it too, and repetition locks the user out. */
function isHopeless({ code, attempts, retryable }: TaskRoutingError): boolean {
  return code === 'permission-denied' || (code === 'authentication-failed' && attempts === 0 && !retryable);
}

function statusOf(error: TaskRoutingError): 'failed' | 'unknown' | 'notSent' {
  if (error.maybeCompleted) return 'unknown';
  // Through no fault of the task: 429, no token, no privilege.
  const blameless =
    error.retryable || error.code === 'permission-denied' || error.code === 'authentication-failed';
  return blameless ? 'notSent' : 'failed';
}

/** 429, no token, or its `extTaskId` keeps it from being queued twice. */
function mayRepeat(error: TaskRoutingError, { request }: Item): boolean {
  if (isHopeless(error) || error.code === 'server-error') return false;
  // A token may have been revoked once more between its renewal and its use.
  const refused = error.code === 'rate-limited' || error.code === 'authentication-failed';
  return (refused || error.retryable) && (!error.maybeCompleted || request.extTaskId !== undefined);
}

/** One run: its pace, its counts, and whether it was stopped. */
class Run {
  readonly stopSignal: AbortSignal;
  stopped: BulkSummary['stopped'];
  /** What the input or `onProgress` threw. */
  failure: { readonly error: unknown } | undefined;
  read = 0;
  readonly #pace: Pace;
  readonly #stop = new AbortController();
  readonly #counts = { queued: 0, alreadyQueued: 0, failed: 0, unknown: 0, notSent: 0 };
  readonly #options: BulkOptions;
  readonly #queueTask: QueueTask;

  constructor(queueTask: QueueTask, options: BulkOptions, most: number) {
    this.#queueTask = queueTask;
    this.#options = options;
    this.#pace = new Pace(most);
    this.stopSignal = this.#stop.signal;
  }

  /** Sends nothing more; the reason is for the summary. */
  halt(reason?: BulkSummary['stopped']): void {
    this.stopped ??= reason;
    this.#stop.abort();
  }

  progress(): BulkProgress {
    return { read: this.read, ...this.#counts, concurrency: this.#pace.limit };
  }

  /** Counts an outcome; the error of an `onProgress` that throws or rejects ends the run, after this outcome. */
  count(outcome: BulkOutcome): void {
    this.#counts[outcome.status] += 1;
    const { onProgress } = this.#options;
    if (!onProgress) return;
    const fail = (error: unknown): void => {
      this.failure ??= { error };
      this.halt();
    };
    try {
      Promise.resolve(onProgress(this.progress())).catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  /** Sees one task to its end. */
  async finish(item: Item): Promise<BulkOutcome> {
    let last: BulkOutcome = { index: item.index, request: item.request, status: 'notSent', tries: 0 };
    for (let strikes = 0; strikes < (this.#options.maxTries ?? 10);) {
      if (!(await this.#pace.turn(this.stopSignal))) return last;
      const outcome = await this.#tryOnce(item, last.tries);
      this.#pace.done();
      const { error } = outcome;
      // Once a reply was lost, a later failure of another kind proves nothing.
      last = error && last.status === 'unknown' ? { ...outcome, status: 'unknown' } : outcome;
      if (!error || !mayRepeat(error, item)) return last;
      // A server that asks for a pause has not refused the task.
      if (error.code !== 'rate-limited') strikes += 1;
      await sleep(backoffMs(strikes, 250, 8000), this.stopSignal);
    }
    return last;
  }

  async #tryOnce({ index, request }: Item, before: number): Promise<BulkOutcome> {
    const began = performance.now();
    const result = await this.#queueTask(request, { maxAttempts: 1, onDuplicate: 'alreadyQueued' });
    const tries = before + result.meta.attempts;
    if (result.ok) {
      this.#pace.faster();
      return { index, request, status: result.data.status, result: result.data, tries };
    }
    this.#heed(result.error, began);
    return { index, request, status: statusOf(result.error), error: result.error, tries };
  }

  #heed(error: TaskRoutingError, began: number): void {
    const { code, retryable, retryAfterMs } = error;
    const refused = code === 'authentication-failed';
    if (retryable || refused) this.#pace.failed(began, code === 'rate-limited', retryAfterMs);
    const patience = refused ? 15_000 : (this.#options.giveUpAfterMs ?? 300_000);
    if (isHopeless(error) || this.#pace.strandedMs > patience) this.halt(error);
  }
}

function iteratorOf(tasks: Input): AsyncIterator<QueueTaskRequest> | Iterator<QueueTaskRequest> {
  return Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]();
}

/** Takes from the input one at a time, and only when there is room: the input may be endless. */
class Feed {
  readonly ready: BulkOutcome[] = [];
  inFlight = 0;
  ended = false;
  wake: () => void = () => {};
  readonly #run: Run;
  readonly #source: ReturnType<typeof iteratorOf>;
  readonly #most: number;
  #pulling = false;

  constructor(run: Run, tasks: Input, most: number) {
    this.#run = run;
    this.#source = iteratorOf(tasks);
    this.#most = most;
  }

  /** An input that is stuck does not hold up a run that was stopped. */
  get over(): boolean {
    return this.inFlight === 0 && (this.#run.stopSignal.aborted || this.ended);
  }

  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  fill(): void {
    const room = this.inFlight + this.ready.length < this.#most;
    if (this.#pulling || this.ended || this.#run.stopSignal.aborted || !room) return;
    this.#pulling = true;
    void this.#pull();
  }

  /**
   * Ends the input early, so that it can free what it holds, also while its `next()` is pending. Nobody waits for
   * that, and what it throws comes after the end of the run.
   */
  close(): void {
    if (this.ended) return;
    guarded(
      () => this.#source.return?.(),
      () => {},
    );
  }

  async #pull(): Promise<void> {
    try {
      const next = await this.#source.next();
      if (next.done) this.ended = true;
      // What arrives after the stop is not taken, and not counted as read.
      else if (!this.#run.stopSignal.aborted) void this.#start(next.value);
    } catch (error) {
      this.#run.failure ??= { error };
      this.ended = true;
    }
    this.#pulling = false;
    this.fill();
    this.wake();
  }

  async #start(request: QueueTaskRequest): Promise<void> {
    this.inFlight += 1;
    const index = this.#run.read;
    this.#run.read += 1;
    this.ready.push(await this.#run.finish({ index, request }));
    this.inFlight -= 1;
    this.fill();
    this.wake();
  }
}

/** Yields outcomes as they come until the input or the run is over and nothing is on its way. */
async function* outcomes(run: Run, feed: Feed): AsyncGenerator<BulkOutcome, void, void> {
  for (;;) {
    feed.fill();
    const outcome = feed.ready.shift();
    if (outcome) {
      run.count(outcome);
      yield outcome;
    } else if (feed.over) {
      return;
    } else {
      await feed.changed();
    }
  }
}

const NUMBERS = ['concurrency', 'maxTries', 'giveUpAfterMs'];

/** Checks the options with the first `next()`, as everything of a generator happens then. */
function mostAtATime(options: BulkOptions): number {
  const wrong = wrongOptions(options, NUMBERS, ['onProgress']);
  if (wrong) refuse(`queueTasks: ${wrong.message}`);
  const { concurrency = 8, maxTries = 10 } = options;
  if (!(concurrency >= 1 && concurrency < Infinity)) {
    refuse('queueTasks: concurrency must be at least 1, and finite.');
  }
  if (maxTries < 1) refuse('queueTasks: maxTries must be at least 1.');
  return Math.floor(concurrency);
}

/**
 * Queues every task of an input, a few at a time; see `TaskRoutingClient.queueTasks`. `left` is aborted where the
 * consumer leaves.
 */
export async function* queueAll(
  queueTask: QueueTask,
  tasks: Input,
  given?: BulkOptions,
  left?: AbortSignal,
): AsyncGenerator<BulkOutcome, BulkSummary, void> {
  const options: BulkOptions = Object(given);
  const most = mostAtATime(options);
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = Object(tasks);
  if (!sync && !async) refuse('queueTasks: tasks must be iterable, such as a list.');
  const run = new Run(queueTask, options, most);
  const feed = new Feed(run, tasks, most);
  const stop = (): void => run.halt('signal');
  run.stopSignal.addEventListener('abort', () => feed.wake());
  left?.addEventListener('abort', () => run.halt());
  const unhear = onAbort(options.signal, stop);
  if (options.signal?.aborted) stop();
  try {
    yield* outcomes(run, feed);
  } finally {
    unhear();
    // Also where the consumer breaks off: nothing more is sent, and what is on its way is awaited.
    run.halt();
    feed.close();
    while (!feed.over) await feed.changed();
  }
  if (run.failure) throw run.failure.error;
  return { ...run.progress(), stopped: run.stopped };
}
