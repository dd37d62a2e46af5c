import { isObject, jsonOf, type JsonObject } from '../../../specwright/base/json.ts';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import type { Io } from '../../../specwright/cli/frame/io.ts';
import { textEncoding } from '../../../specwright/cli/frame/text-encoding.ts';
import { reasonOf } from '../../../specwright/cli/frame/reason-of.ts';
import { readCsv } from './csv.ts';
import { readColumns, type Column } from './columns.ts';
import { rowToRequest } from './row-to-request.ts';

/** One entry of the input: a request, or why the line is not one. */
export interface Entry {
  readonly line: number;
  readonly request?: JsonObject;
  readonly problem?: string;
}

/** An input that is read as it is used up. */
export interface Input {
  readonly entries: AsyncIterable<Entry>;
  /** Bytes that were read so far. */
  read(): number;
  /** Share of the input that was read, 0 to 1; `undefined` where its size is not known. */
  share(): number | undefined;
}

/** Longest line: a longer one is not a task, and must not fill the memory. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Lines end with LF, CR or both. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    // A CR at the end may be the first half of a line end.
    const parts = text.split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('it holds a line that is too long to be a task');
    yield* parts;
  }
  yield rest;
}

function parseLine(text: string, line: number): Entry {
  const value = jsonOf(text);
  if (isObject(value)) return { line, request: value };
  return { line, problem: value === undefined ? 'is not JSON' : 'is not a JSON object' };
}

async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<Entry> {
  let line = 0;
  for await (const text of lines(pieces)) {
    line += 1;
    const bare = text.trim();
    if (bare !== '') yield parseLine(bare, line);
  }
}

async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<Entry> {
  let header: readonly string[] | undefined;
  let columns: readonly Column[] = [];
  for await (const { line, cells } of readCsv(pieces)) {
    if (cells.every((cell) => cell === '')) continue;
    if (header === undefined) {
      columns = readColumns(cells);
      header = cells;
    } else if (!isSameRow(cells, header)) {
      yield readRow(line, columns, cells);
    }
  }
}

/** Files that were put together repeat the header. */
function isSameRow(cells: readonly string[], header: readonly string[]): boolean {
  return cells.length === header.length && cells.every((cell, index) => cell === header[index]);
}

function readRow(line: number, columns: readonly Column[], cells: readonly string[]): Entry {
  try {
    return { line, request: rowToRequest(columns, cells) };
  } catch (error) {
    return { line, problem: error instanceof Error ? error.message : 'is not a row' };
  }
}

/** Bytes as text, in the encoding that their beginning shows. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    count(chunk.byteLength);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (held.length < 2 && decoder === undefined) continue;
    decoder ??= new TextDecoder(textEncoding(held), { fatal: true });
    yield decodedPiece(decoder, held);
    held = new Uint8Array();
  }
  decoder ??= new TextDecoder(textEncoding(held), { fatal: true });
  yield decodedPiece(decoder, held) + decodedPiece(decoder);
}

function decodedPiece(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new Error(`it is not text in ${decoder.encoding.toUpperCase()}; save it as UTF-8`);
  }
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
    read: () => read,
    share: () => (size === undefined ? undefined : size === 0 ? 1 : read / size),
  };
}
