import { readFile } from 'node:fs/promises';
import type { Json } from '../../base/json.ts';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason-of.ts';
import { textEncoding } from './text-encoding.ts';

/** Bytes of a file, or of stdin for `-`. @throws CommandError */
export async function readInput(path: string, { stdin }: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  return path === '-' ? readAll(stdin) : readBytes(path);
}

/** Bytes of a file. @throws CommandError */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CommandError('input-unreadable', `Cannot read ${path}: ${reasonOf(error)}.`);
  }
}

async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Text in UTF-8 or UTF-16, without the byte order mark that Windows tools write. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder(textEncoding(bytes)).decode(bytes);
}

/** A file as text. @throws CommandError */
export async function readText(path: string): Promise<string> {
  return decoded(await readBytes(path));
}

/** A file as JSON. @throws CommandError */
export async function readJson(path: string): Promise<Json> {
  return parseJson(path, await readText(path));
}

/** Text as JSON; `name` is what the sentence calls it. @throws CommandError */
export function parseJson(name: string, text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw new CommandError('input-invalid', `Cannot read ${name}: it is not JSON (${reason}).`);
  }
}
