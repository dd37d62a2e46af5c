import { existsSync, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { CommandError } from '../frame/command-error.ts';
import type { Io } from '../frame/io.ts';
import { readBytes, readInput } from '../frame/read-input.ts';
import { addressOf } from '../pull/address.ts';
import { download } from '../pull/download.ts';
import { findCollection } from '../pull/find-collection.ts';
import { openApiIn } from './open-api-in.ts';

const LIMITS = { timeoutMs: 30_000, maxBytes: 50 * 1024 * 1024 };

/** What a folder is searched for. */
const DOCUMENTS = ['openapi.yaml', 'openapi.yml', 'openapi.json', 'collection.json'];

/** What a project is made from, as it was given. */
export interface ProjectSource {
  /** What sentences call it. */
  readonly name: string;
  /** Where it stands: an absolute path, or that of an address. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes of a file, by its path from the folder of the source. @throws CommandError */
  read(path: string): Promise<Uint8Array>;
}

/** Reads a file, stdin, a folder with a document, or what an https address leads to. @throws CommandError */
export async function readProjectSource(input: string, io: Io): Promise<ProjectSource> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(input)) return fromAddress(input, io);
  const file = input === '-' ? input : documentIn(input);
  return sourceAt(file, file, await readInput(file, io));
}

/** A source on this machine. */
export function sourceAt(name: string, path: string, bytes: Uint8Array): ProjectSource {
  const whole = resolve(path).replaceAll('\\', '/');
  return { name, path: whole, bytes, read: (next) => readBytes(posix.join(posix.dirname(whole), next)) };
}

function documentIn(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const found = DOCUMENTS.map((name) => join(path, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new CommandError(
    'input-unreadable',
    `Cannot read ${path}: the folder holds none of ${DOCUMENTS.join(', ')}. Name a file.`,
  );
}

async function fromAddress(input: string, { fetch, env }: Io): Promise<ProjectSource> {
  const address = addressOf(input);
  const options = { ...LIMITS, fetch };
  if (address?.kind === 'url') {
    const { bytes, url, isHtml } = await download(address.url, { ...options, headers: {} });
    if (!isHtml && openApiIn(input, bytes)) {
      const read = async (next: string): Promise<Uint8Array> =>
        (await download(new URL(next, url).href, { ...options, headers: {} })).bytes;
      return { name: input, path: new URL(url).pathname, bytes, read };
    }
  }
  const { collection } = await findCollection(input, { ...options, apiKey: env['POSTMAN_API_KEY'] });
  return sourceAt(input, 'collection.json', Buffer.from(JSON.stringify(collection)));
}
