import { isObject, jsonOf, type JsonObject } from '../../../specwright/base/json.ts';
import { createReadStream, type Stats } from 'node:fs';
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

const NO_TASKS =
  'no line is a JSON object; a file holds one object a line, not a list, or is CSV with a name that ends in .csv or .tsv';

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

/**
 * Stops before anything is sent where tasks have fields that there are not. A file is read once more for that; of what
 * can be read only once, the first task decides.
 */
async function* withKnownFields(
  entries: AsyncIterable<Entry>,
  ahead?: AsyncIterable<Entry>,
): AsyncGenerator<Entry> {
  if (ahead) refuseFields(await unknownFields(ahead));
  let decided = ahead !== undefined;
  for await (const entry of entries) {
    if (!decided && entry.request) refuseFields(await unknownFields([entry]));
    decided ||= entry.request !== undefined;
    yield entry;
  }
}

/** What is wrong with the names of fields, each with the first line that has it. */
async function unknownFields(
  entries: AsyncIterable<Entry> | readonly Entry[],
): Promise<ReadonlyMap<string, number>> {
  const { check } = await import('../../loaded-ahead.ts');
  const found = new Map<string, number>();
  let isTasks: boolean | undefined;
  for await (const { line, request } of entries) {
    isTasks ||= request !== undefined;
    for (const { message } of check('queueTask', 'RequestBody', request) ?? [])
      if (message.startsWith('unknown field ') && !found.has(message)) found.set(message, line);
  }
  if (isTasks === false) throw new Error(NO_TASKS);
  return found;
}

function refuseFields(found: ReadonlyMap<string, number>): void {
  if (found.size === 0) return;
  const shown = [...found].slice(0, 10).map(([message, line]) => `line ${line}: ${message}`);
  const more = found.size > 10 ? `; and ${found.size - 10} more` : '';
  throw new Error(shown.join('; ') + more);
}

async function* csvRows(
  pieces: AsyncIterable<string>,
  columnsOf: (header: readonly string[]) => readonly Column[],
): AsyncGenerator<Entry> {
  let header: readonly string[] | undefined;
  let columns: readonly Column[] = [];
  for await (const { line, cells } of readCsv(pieces)) {
    if (cells.every((cell) => cell === '')) continue;
    if (header === undefined) {
      columns = columnsOf(cells);
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

async function statOf(path: string): Promise<Stats> {
  try {
    const found = await stat(path);
    await access(path, constants.R_OK);
    if (!found.isDirectory()) return found;
  } catch (error) {
    throw new CommandError('input-unreadable', `Cannot read ${path}: ${reasonOf(error)}.`);
  }
  throw new CommandError('input-unreadable', `Cannot read ${path}: it is a folder, not a file.`);
}

/** Opens a file of JSON lines or, by its name, CSV; `-` is standard input with JSON lines. */
export function openInput(path: string, io: Io): Promise<Input> {
  return open(path, io, readColumns, withKnownFields);
}

/** The same for some columns of a file that may have any others; a file without one of them is an error. */
export function openRows(path: string, io: Io, wanted: readonly string[]): Promise<Input> {
  const columnsOf = (header: readonly string[]): readonly Column[] => {
    const names = header.map((cell) => wanted.find((name) => name === cell.trim()));
    if (names.every((name) => name === undefined))
      throw new CommandError('input-invalid', `${path} has no column ${wanted.join(' or ')}.`);
    return names.map((name) => ({ path: [name ?? 'other'], type: 'string' }));
  };
  return open(path, io, columnsOf, (entries) => entries);
}

/** `checked` gets the entries of JSON lines, and those once more where they can be read ahead. */
async function open(
  path: string,
  io: Io,
  columnsOf: (header: readonly string[]) => readonly Column[],
  checked: (entries: AsyncIterable<Entry>, ahead?: AsyncIterable<Entry>) => AsyncIterable<Entry>,
): Promise<Input> {
  const found = path === '-' ? undefined : await statOf(path);
  // The size of a pipe with a name is not known either, and it can be read only once.
  const size = found?.isFile() ? found.size : undefined;
  let read = 0;
  const pieces = (count: (bytes: number) => void): AsyncIterable<string> =>
    decoded(path === '-' ? io.stdin : createReadStream(path), count);
  const text = pieces((count) => {
    read += count;
  });
  const ahead = size === undefined ? undefined : jsonLines(pieces(() => {}));
  return {
    entries: /\.(csv|tsv)$/i.test(path) ? csvRows(text, columnsOf) : checked(jsonLines(text), ahead),
    read: () => read,
    share: () => (size === undefined ? undefined : size === 0 ? 1 : read / size),
  };
}
