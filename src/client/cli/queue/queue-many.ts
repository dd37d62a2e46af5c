import type { JsonObject } from '../../../specwright/base/json.ts';
import type {
  BulkOutcome,
  BulkProgress,
  BulkSummary,
  QueueTaskRequest,
  TaskRoutingClient,
} from '../../index.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../../specwright/cli/frame/exit-code.ts';
import { tell, type Io } from '../../../specwright/cli/frame/io.ts';
import { progressLine } from '../../../specwright/cli/frame/progress-line.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { appendTo, keyOf, readOutcomes, type LineFile, type OutcomeRecord } from './outcome-file.ts';
import { openInput, type Entry, type Input } from './read-input.ts';

/** What to queue, and where to keep the outcomes. */
export interface ManyOptions {
  readonly from: string;
  readonly outcome: string;
  readonly deadLetters: string;
  readonly concurrency: number;
  readonly retryFailed: boolean;
}

interface Item {
  readonly line: number;
  readonly key: string;
}

/** One run over an input: what is sent, what is skipped, what is written down. */
class ManyRun {
  skipped = 0;
  unreadable = 0;
  failedBefore = 0;
  doubtful = 0;
  readonly #known: ReadonlyMap<string, OutcomeRecord['status']>;
  readonly #outcomes: LineFile;
  readonly #options: ManyOptions;
  #deadLetters: LineFile | undefined;
  /** Entries that are on their way, by their index in the run. */
  readonly #items = new Map<number, Item>();
  readonly #seen = new Set<string>();
  #next = 0;

  constructor(known: ReadonlyMap<string, OutcomeRecord['status']>, outcomes: LineFile, options: ManyOptions) {
    this.#known = known;
    this.#outcomes = outcomes;
    this.#options = options;
  }

  /** The requests that are to be sent. */
  async *requests(entries: AsyncIterable<Entry>): AsyncGenerator<QueueTaskRequest> {
    for await (const { line, request, problem } of entries) {
      if (!request) this.#bury({ key: `line:${line}`, line }, `line ${line} ${problem}`);
      else if (this.#isWanted(line, request)) {
        this.#items.set(this.#next, { line, key: keyOf(line, request) });
        this.#next += 1;
        // The client checks it before it is sent; what is wrong becomes a dead letter.
        yield request as QueueTaskRequest;
      }
    }
  }

  record({ index, status, request, result, error }: BulkOutcome): void {
    const item = this.#items.get(index);
    if (!item) return;
    this.#items.delete(index);
    const { extTaskId } = request;
    const taskId = result?.taskId;
    const failure = error && { code: error.code, message: error.message };
    this.#outcomes.add({
      ...item,
      status,
      ...(extTaskId !== undefined && { extTaskId }),
      ...(taskId !== undefined && { taskId }),
      ...(failure && { error: failure }),
    });
    if (status === 'failed') this.#deadLetter(item.line, failure, request);
  }

  close(): void {
    this.#outcomes.close();
    this.#deadLetters?.close();
  }

  #isWanted(line: number, request: JsonObject): boolean {
    const key = keyOf(line, request);
    const status = this.#known.get(key);
    const repeatable = key.startsWith('ext:');
    const done = status === 'queued' || status === 'alreadyQueued';
    const given = status === 'failed' && !this.#options.retryFailed;
    // Sent, and nobody knows what became of it: to send it again might queue it twice.
    const inDoubt = !repeatable && (status === 'sending' || status === 'unknown');
    if (inDoubt) this.doubtful += 1;
    if (given) this.failedBefore += 1;
    if (done || given || inDoubt || this.#seen.has(key)) {
      if (!given) this.skipped += 1;
      return false;
    }
    if (repeatable) this.#seen.add(key);
    else this.#outcomes.add({ key, line, status: 'sending' });
    return true;
  }

  /** A line that is not a task. */
  #bury(item: Item, message: string): void {
    if (this.#known.get(item.key) === 'failed' && !this.#options.retryFailed) {
      this.failedBefore += 1;
      return;
    }
    const error = { code: 'unreadable', message };
    this.unreadable += 1;
    this.#outcomes.add({ ...item, status: 'failed', error });
    this.#deadLetter(item.line, error, undefined);
  }

  #deadLetter(line: number, error: OutcomeRecord['error'], request: unknown): void {
    this.#deadLetters ??= appendTo(this.#options.deadLetters);
    this.#deadLetters.add({ line, error, request });
  }
}

function openOutcomes(path: string): LineFile {
  try {
    return appendTo(path);
  } catch (error) {
    throw new CommandError('output-unwritable', `Cannot write the outcome file ${path}: ${reasonOf(error)}.`);
  }
}

async function drain(
  client: TaskRoutingClient,
  run: ManyRun,
  input: Input,
  { concurrency }: ManyOptions,
  io: Io,
): Promise<BulkSummary> {
  const line = progressLine(io.stderr);
  const tasks = client.queueTasks(run.requests(input.entries), {
    concurrency,
    signal: io.signal,
    onProgress: (progress) => line.show(() => progressText(progress, input.share())),
  });
  try {
    for (;;) {
      const next = await tasks.next();
      if (next.done) return next.value;
      run.record(next.value);
    }
  } finally {
    line.end();
  }
}

const BAR_WIDTH = 24;

function progressText(progress: BulkProgress, share: number | undefined): string {
  const { queued, alreadyQueued, failed, unknown, concurrency } = progress;
  const counts = `queued ${queued}  already ${alreadyQueued}  failed ${failed}  unknown ${unknown}  x${concurrency}`;
  if (share === undefined) return counts;
  const part = Math.min(1, share);
  const bar = '='.repeat(Math.round(part * BAR_WIDTH)).padEnd(BAR_WIDTH);
  return `[${bar}] ${String(Math.floor(part * 100)).padStart(3)} %  ${counts}`;
}

function conclude(io: Io, run: ManyRun, summary: BulkSummary, options: ManyOptions): number {
  const { queued, alreadyQueued, failed, unknown, notSent, stopped } = summary;
  const dead = failed + run.unreadable;
  const counts = {
    queued,
    alreadyQueued,
    skipped: run.skipped,
    failedBefore: run.failedBefore,
    failed: dead,
    unknown: unknown + run.doubtful,
    notSent,
  };
  io.stdout.write(`${JSON.stringify({ ...counts, finished: !stopped, outcomeFile: options.outcome })}\n`);
  if (dead) tell(io, `${dead} failed. See ${options.deadLetters} for each with its reason.`);
  if (run.failedBefore)
    tell(io, `${run.failedBefore} failed in an earlier run. --retry-failed sends them again.`);
  if (run.doubtful) {
    const sentence = 'An earlier run was cut off while it sent tasks without an extTaskId';
    tell(io, `${sentence}: ${run.doubtful}. Look at "sending" and "unknown" in ${options.outcome}.`);
  }
  if (stopped) {
    const why = stopped === 'signal' ? 'Stopped by a signal.' : stopped.message;
    tell(io, `${why} Run the same command again to go on where it stopped.`);
  }
  return stopped || dead || run.failedBefore || counts.unknown || notSent
    ? EXIT_CODE.findings
    : EXIT_CODE.fine;
}

/** Queues what a file holds and keeps a record, so that the same command continues after any end. */
export async function queueMany(client: TaskRoutingClient, options: ManyOptions, io: Io): Promise<number> {
  const input = await openInput(options.from, io);
  const run = new ManyRun(await readOutcomes(options.outcome), openOutcomes(options.outcome), options);
  try {
    return conclude(io, run, await drain(client, run, input, options, io), options);
  } catch (error) {
    // The input itself: not UTF-8, a header that names no field, a quote that is not closed.
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    throw new CommandError(
      'input-invalid',
      `Cannot read ${options.from}: ${error.message}. See ${options.outcome} for what was queued before.`,
    );
  } finally {
    run.close();
  }
}
