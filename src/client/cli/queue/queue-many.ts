import type { BulkProgress, BulkSummary, TaskRoutingClient } from '../../index.ts';
import { jsonText } from '../../../specwright/base/text.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../../specwright/cli/frame/exit-code.ts';
import { tell, type Io } from '../../../specwright/cli/frame/io.ts';
import { progressLine } from '../../../specwright/cli/frame/progress-line.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { ManyRun } from './many-run.ts';
import { LineFile, readOutcomes } from './outcome-file.ts';
import { lockOutcomes } from './outcome-lock.ts';
import { openInput, type Input } from './read-input.ts';
import { inCliWords } from '../cli-words.ts';

/** What to queue, and where to keep the outcomes. */
export interface ManyOptions {
  readonly from: string;
  readonly outcome: string;
  readonly deadLetters: string;
  readonly concurrency: number;
  readonly retryFailed: boolean;
}

function openOutcomes(path: string): LineFile {
  try {
    return new LineFile(path);
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
    signal: AbortSignal.any([io.signal, run.stopSignal]),
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
    repeated: run.repeated,
    conflicting: run.conflicting.length,
    failedBefore: run.failedBefore,
    failed: dead,
    unknown: unknown + run.doubtful,
    notSent,
  };
  io.stdout.write(`${jsonText({ ...counts, finished: !stopped, outcomeFile: options.outcome }, 0)}\n`);
  for (const sentence of sentences(run, dead, stopped, options)) tell(io, sentence);
  const open = dead + counts.unknown + notSent + counts.conflicting + run.failedBefore;
  return stopped !== undefined || open > 0 ? EXIT_CODE.findings : EXIT_CODE.fine;
}

function* sentences(
  run: ManyRun,
  dead: number,
  stopped: BulkSummary['stopped'],
  { deadLetters, outcome }: ManyOptions,
): Generator<string> {
  const { failedFile, conflicting, failedBefore, doubtful } = run;
  if (failedFile?.failure !== undefined) {
    yield `The file ${failedFile.path} cannot be written: ${reasonOf(failedFile.failure.error)}.${unrecorded(run)}`;
  }
  if (dead && failedFile?.path !== deadLetters)
    yield `${dead} failed. See ${deadLetters} for each with its reason.`;
  if (conflicting.length > 0) {
    yield `Not sent, because another line with the same extTaskId but other fields was: ${listed(conflicting, 'line')}. See "conflicting" in ${outcome}.`;
  }
  if (failedBefore) yield `${failedBefore} failed in an earlier run. --retry-failed sends them again.`;
  if (doubtful) {
    yield `An earlier run was cut off while it sent ${doubtful} without an extTaskId. Look at "sending" and "unknown" in ${outcome}.`;
  }
  if (stopped === undefined) return;
  const why =
    stopped !== 'signal'
      ? inCliWords(stopped.message)
      : failedFile === undefined
        ? 'Stopped by a signal.'
        : '';
  yield `${why} Run the same command again to continue where it stopped.`.trim();
}

function unrecorded({ unrecorded: tasks }: ManyRun): string {
  if (tasks.length === 0) return '';
  return ` ${tasks.length} sent without a record: ${listed(tasks, 'task')}.`;
}

const MOST_LISTED = 20;

function listed(all: readonly (string | number)[], what: string): string {
  const more = all.length > MOST_LISTED ? ` and ${all.length - MOST_LISTED} more` : '';
  return `${what}${all.length === 1 ? '' : 's'} ${all.slice(0, MOST_LISTED).join(', ')}${more}`;
}

/** Queues what a file holds and keeps a record, so that the same command continues after any end. */
export async function queueMany(client: TaskRoutingClient, options: ManyOptions, io: Io): Promise<number> {
  const { from, outcome } = options;
  const input = await openInput(from, io);
  const outcomes = openOutcomes(outcome);
  const release = lockOutcomes(outcome);
  const run = new ManyRun(await readOutcomes(outcome), outcomes, options);
  try {
    const summary = await drain(client, run, input, options, io);
    if (run.entries === 0 && input.read() > 0 && summary.stopped === undefined) {
      throw new Error('it holds no task, only a header or empty lines');
    }
    return conclude(io, run, summary, options);
  } catch (error) {
    // The input itself: not UTF-8, a header that names an unknown field, a quote that is not closed.
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    const before = run.entries > 0 ? ` See ${outcome} for what was queued before.` : '';
    const end = error.message.endsWith('?') ? '' : '.';
    throw new CommandError('input-invalid', `Cannot read ${from}: ${error.message}${end}${before}`);
  } finally {
    run.close();
    release();
  }
}
