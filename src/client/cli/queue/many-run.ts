import type { JsonObject } from '../../../specwright/base/json.ts';
import type { BulkOutcome, QueueTaskRequest } from '../../index.ts';
import { digestOf, keyOf, LineFile, type OutcomeRecord } from './outcome-file.ts';
import type { Entry } from './read-input.ts';

interface Item {
  readonly line: number;
  readonly key: string;
}

interface Candidate extends Item {
  readonly request: JsonObject;
}

/** An `extTaskId` of this run: the line that was sent with it, and later lines with the same one. */
interface Sent {
  line: number;
  digest: string;
  state: 'sending' | 'done' | 'failed';
  readonly repeats: Candidate[];
}

/** One run over an input: what is sent, what is skipped, what is written down. */
export class ManyRun {
  skipped = 0;
  unreadable = 0;
  failedBefore = 0;
  doubtful = 0;
  repeated = 0;
  entries = 0;
  /** Lines that repeat the `extTaskId` of another line, but not its fields. */
  readonly conflicting: number[] = [];
  /** Tasks that the outcome file does not name, because it cannot grow. */
  readonly unrecorded: string[] = [];
  readonly #known: ReadonlyMap<string, string>;
  readonly #outcomes: LineFile;
  readonly #deadLetterPath: string;
  readonly #retryFailed: boolean;
  readonly #stop = new AbortController();
  #deadLetters: LineFile | undefined;
  /** Entries that are on their way, by their index in the run. */
  readonly #items = new Map<number, Item>();
  readonly #sent = new Map<string, Sent>();
  /** Repeats of a line that was refused: they are sent in its place. */
  readonly #again: Candidate[] = [];
  #waiting = 0;
  #wake: () => void = () => undefined;
  #next = 0;

  constructor(
    known: ReadonlyMap<string, string>,
    outcomes: LineFile,
    { deadLetters, retryFailed }: { readonly deadLetters: string; readonly retryFailed: boolean },
  ) {
    this.#known = known;
    this.#outcomes = outcomes;
    this.#deadLetterPath = deadLetters;
    this.#retryFailed = retryFailed;
  }

  /** Aborted where a file cannot grow any more: nothing is sent without a record. */
  get stopSignal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The file that cannot grow any more. */
  get failedFile(): LineFile | undefined {
    return [this.#outcomes, this.#deadLetters].find((file) => file?.failure !== undefined);
  }

  /** The requests that are to be sent. */
  async *requests(entries: AsyncIterable<Entry>): AsyncGenerator<QueueTaskRequest> {
    for await (const { line, request, problem } of entries) {
      this.entries += 1;
      if (request === undefined) this.#bury({ key: `line:${line}`, line }, `line ${line} ${problem}`);
      else if (this.#isWanted({ line, key: keyOf(line, request), request })) yield this.#send(line, request);
      if (this.stopSignal.aborted) return;
    }
    while (this.#again.length > 0 || this.#waiting > 0) {
      const next = this.#again.shift();
      if (next === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else yield this.#send(next.line, next.request);
    }
  }

  record({ index, status, request, result, error }: BulkOutcome): void {
    const item = this.#items.get(index);
    if (!item) return;
    this.#items.delete(index);
    const { extTaskId } = request;
    const taskId = result?.taskId;
    const failure = error && { code: error.code, message: error.message };
    const kept = this.#keep({
      ...item,
      status,
      ...(extTaskId !== undefined && { extTaskId }),
      ...(taskId !== undefined && { taskId }),
      ...(failure && { error: failure }),
    });
    if (!kept && status !== 'failed' && status !== 'notSent') {
      this.unrecorded.push(extTaskId ?? taskId ?? `line ${item.line}`);
    }
    if (status === 'failed') this.#deadLetter(item.line, failure, request);
    this.#settle(item.key, status === 'failed' || status === 'notSent');
  }

  close(): void {
    this.#outcomes.close();
    this.#deadLetters?.close();
  }

  #send(line: number, request: JsonObject): QueueTaskRequest {
    this.#items.set(this.#next, { line, key: keyOf(line, request) });
    this.#next += 1;
    // The client checks it before it is sent; what is wrong becomes a dead letter.
    return request as object as QueueTaskRequest;
  }

  #isWanted(candidate: Candidate): boolean {
    const { key, line, request } = candidate;
    const status = this.#known.get(key);
    const repeatable = key.startsWith('ext:');
    const first = this.#sent.get(key);
    if (first !== undefined) return this.#repeat(candidate, first);
    if (status === 'queued' || status === 'alreadyQueued') {
      this.skipped += 1;
      return false;
    }
    if (status === 'failed' && !this.#retryFailed) {
      this.failedBefore += 1;
      return false;
    }
    // Sent, and nobody knows the outcome: to send it again might queue it twice.
    if (!repeatable && (status === 'sending' || status === 'unknown')) {
      this.doubtful += 1;
      this.skipped += 1;
      return false;
    }
    if (!repeatable) return this.#keep({ key, line, status: 'sending' });
    this.#sent.set(key, { line, digest: digestOf(request), state: 'sending', repeats: [] });
    return true;
  }

  /** A line with an `extTaskId` that was sent in this run: it is sent too where the first was refused. */
  #repeat(candidate: Candidate, first: Sent): boolean {
    if (first.state === 'failed') {
      this.#replace(candidate, first);
      return true;
    }
    if (first.state === 'done') this.#drop(candidate, first);
    else {
      first.repeats.push(candidate);
      this.#waiting += 1;
    }
    return false;
  }

  #replace({ line, request }: Candidate, first: Sent): void {
    Object.assign(first, { line, digest: digestOf(request), state: 'sending' });
  }

  /** The first line with an id has its outcome: what waited for it is sent in its place, or is a repeat. */
  #settle(key: string, failed: boolean): void {
    const first = this.#sent.get(key);
    if (first === undefined) return;
    first.state = failed ? 'failed' : 'done';
    const next = failed ? first.repeats.shift() : undefined;
    if (next !== undefined) {
      this.#waiting -= 1;
      this.#replace(next, first);
      this.#again.push(next);
    } else {
      this.#waiting -= first.repeats.length;
      for (const repeat of first.repeats.splice(0)) this.#drop(repeat, first);
    }
    this.#wake();
  }

  /** A line that is not sent, because another one with its id was. */
  #drop({ line, request }: Candidate, first: Sent): void {
    const isEqual = digestOf(request) === first.digest;
    if (isEqual) this.repeated += 1;
    else this.conflicting.push(line);
    const status = isEqual ? 'repeated' : 'conflicting';
    this.#keep({ key: `line:${line}`, line, status, repeats: first.line });
  }

  /** A line that is not a task. */
  #bury(item: Item, message: string): void {
    if (this.#known.get(item.key) === 'failed' && !this.#retryFailed) {
      this.failedBefore += 1;
      return;
    }
    const error = { code: 'unreadable', message };
    this.unreadable += 1;
    this.#keep({ ...item, status: 'failed', error });
    this.#deadLetter(item.line, error, undefined);
  }

  #keep(record: OutcomeRecord): boolean {
    const kept = this.#outcomes.add(record);
    if (!kept) this.#stop.abort();
    return kept;
  }

  #deadLetter(line: number, error: OutcomeRecord['error'], request: unknown): void {
    this.#deadLetters ??= new LineFile(this.#deadLetterPath);
    if (!this.#deadLetters.add({ line, error, request })) this.#stop.abort();
  }
}
