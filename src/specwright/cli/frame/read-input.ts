import { readFile } from 'node:fs/promises';
import type { Json } from '../../base/json.ts';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';

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

/** Text in UTF-8, without the byte order mark that Windows tools write. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'permission is denied',
  EPERM: 'the system does not permit it',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'something else has this name',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the system allows',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? String(error) : `the system says ${code}`);
}
