import type { JsonObject } from '../../../specwright/base/json.ts';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** What the outcome file says of one entry of the input. */
export interface OutcomeRecord {
  /** Names the entry across runs. */
  readonly key: string;
  readonly line: number;
  readonly status: 'sending' | 'queued' | 'alreadyQueued' | 'failed' | 'unknown' | 'notSent';
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
  return `${line}:${createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 24)}`;
}

function isRecord(value: unknown): value is OutcomeRecord {
  return typeof value === 'object' && value !== null && 'key' in value && 'status' in value;
}

function parseRecord(text: string): OutcomeRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // The last line of a run that was killed while it wrote.
    return undefined;
  }
}

/** The last word of earlier runs on every entry. */
export async function readOutcomes(path: string): Promise<Map<string, OutcomeRecord['status']>> {
  const known = new Map<string, OutcomeRecord['status']>();
  if (!existsSync(path)) return known;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const record = parseRecord(text);
    if (record) known.set(record.key, record.status);
  }
  return known;
}

/** A file that lines are added to; each is written before the run continues. */
export interface LineFile {
  add(value: object): void;
  close(): void;
}

/** A line cut short by a kill must not swallow the next one. */
function endsMidLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

/** Opens a file of JSON lines to add to. */
export function appendTo(path: string): LineFile {
  const file = openSync(path, 'a+', 0o600);
  if (endsMidLine(file)) writeSync(file, '\n');
  return {
    add: (value) => void writeSync(file, `${JSON.stringify(value)}\n`),
    close: () => closeSync(file),
  };
}
