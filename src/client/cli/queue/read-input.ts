import type { JsonObject } from '../../../specwright/base/json.ts';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import type { Io } from '../../../specwright/cli/frame/io.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { readCsv } from './csv.ts';
import { readColumns, rowToRequest } from './row-to-request.ts';

/** One entry of the input: a request, or why the line is not one. */
export interface Entry {
  readonly line: number;
  readonly request?: JsonObject;
  readonly problem?: string;
}

/** An input that is read as it is used up. */
export interface Input {
  readonly entries: AsyncIterable<Entry>;
  /** Share of the input that was read, 0 to 1; `undefined` where its size is not known. */
  share(): number | undefined;
}

/** Longest line: a longer one is not a task, and must not fill the memory. */
const longestLine = 4 * 1024 * 1024;

async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) throw new Error('holds a line that is too long to be a task');
    yield* parts;
  }
  if (rest !== '') yield rest;
}

function parseLine(text: string, line: number): Entry {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { line, request: { ...value } };
    return { line, problem: 'is not a JSON object' };
  } catch {
    return { line, problem: 'is not JSON' };
  }
}

async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<Entry> {
  let line = 0;
  for await (const text of lines(pieces)) {
    line += 1;
    const bare = text.replace(/^\uFEFF/, '').trim();
    if (bare !== '') yield parseLine(bare, line);
  }
}

async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<Entry> {
  let columns: ReturnType<typeof readColumns> | undefined;
  for await (const { line, cells } of readCsv(pieces)) {
    if (!columns) columns = readColumns(cells);
    else if (cells.some((cell) => cell !== '')) {
      try {
        yield { line, request: rowToRequest(columns, cells) };
      } catch (error) {
        yield { line, problem: error instanceof Error ? error.message : 'is not a row' };
      }
    }
  }
}

async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    count(chunk.byteLength);
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    await access(path, constants.R_OK);
    if (!found.isDirectory()) return found.size;
  } catch (error) {
    throw new CommandError('input-unreadable', `Cannot read ${path}: ${reasonOf(error)}.`);
  }
  throw new CommandError('input-unreadable', `Cannot read ${path}: it is a folder, not a file.`);
}

/** Opens a file of JSON lines or, by its name, CSV; `-` is standard input with JSON lines. */
export async function openInput(path: string, io: Io): Promise<Input> {
  const size = path === '-' ? undefined : await sizeOf(path);
  let read = 0;
  const bytes = path === '-' ? io.stdin : createReadStream(path);
  const pieces = decoded(bytes, (count) => {
    read += count;
  });
  return {
    entries: /\.csv$/i.test(path) ? csvRows(pieces) : jsonLines(pieces),
    share: () => (size === undefined ? undefined : size === 0 ? 1 : read / size),
  };
}
