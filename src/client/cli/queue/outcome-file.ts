import { canonicalText, jsonOf, ownString, type JsonObject } from '../../../specwright/base/json.ts';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What the outcome file says of one entry of the input. */
export interface OutcomeRecord {
  /** Names the entry across runs. */
  readonly key: string;
  readonly line: number;
  readonly status:
    'sending' | 'queued' | 'alreadyQueued' | 'failed' | 'unknown' | 'notSent' | 'repeated' | 'conflicting';
  /** The line that a repeated one repeats. */
  readonly repeats?: number;
  readonly extTaskId?: string;
  readonly taskId?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/**
 * Names an entry: by its `extTaskId`, which makes repetition harmless, otherwise by its line and its
 * text, so that two alike are two.
 */
export function keyOf(line: number, request: JsonObject): string {
  const { extTaskId } = request;
  if (typeof extTaskId === 'string') return `ext:${extTaskId}`;
  return `${line}:${sha256(JSON.stringify(request))}`;
}

/** Equal for requests that are equal in every field. */
export function digestOf(request: JsonObject): string {
  return sha256(canonicalText(request));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** The last word of earlier runs on every entry. */
export async function readOutcomes(path: string): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  // A device has no outcomes, and may have no end.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return known;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    // The last line of a run that was killed while it wrote is not JSON.
    const record = jsonOf(text);
    const [key, status] = [ownString(record, 'key'), ownString(record, 'status')];
    if (key !== undefined && status !== undefined) known.set(key, status);
  }
  return known;
}

/** A line cut short by a kill must not swallow the next one. */
function endsMidLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

/** A file of JSON lines that lines are added to; each is written before the run continues. */
export class LineFile {
  readonly path: string;
  /** Why the file cannot grow any more. */
  failure: { readonly error: unknown } | undefined;
  readonly #file: number;

  /** @throws where the file cannot be opened */
  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'a+', 0o600);
    if (endsMidLine(this.#file)) this.#write('\n');
  }

  /** @returns whether the line is in the file, whole */
  add(value: object): boolean {
    if (this.failure === undefined) this.#write(`${JSON.stringify(value)}\n`);
    return this.failure === undefined;
  }

  close(): void {
    closeSync(this.#file);
  }

  /** A full disk takes a part of a line before it reports an error. */
  #write(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done);
    } catch (error) {
      this.failure = { error };
    }
  }
}
