import { existsSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import type { CollectionFiles } from '../../convert/1-read/folder/collection-files.ts';
import type { Io } from '../frame/io.ts';
import { readBytes } from '../frame/read-input.ts';
import { addressOf } from '../pull/address.ts';
import { download } from '../pull/download.ts';
import { findCollection } from '../pull/find-collection.ts';
import { readCollection } from '../read-collection.ts';
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
  /** Of a collection that is a folder: its files in place of bytes. */
  readonly files?: CollectionFiles;
  /** The bytes of a file, by its path from the folder of the source. @throws CommandError */
  read(path: string): Promise<Uint8Array>;
}

/** Reads a file, stdin, a folder with a document, or what an https address leads to. @throws CommandError */
export async function readProjectSource(input: string, io: Io): Promise<ProjectSource> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(input)) return fromAddress(input, io);
  return sourceIn(input, input, io);
}

/** A source of this machine: a file, stdin, or a folder with a document or of a collection. @throws CommandError */
export async function sourceIn(name: string, path: string, io: Pick<Io, 'stdin'>): Promise<ProjectSource> {
  const document = path === '-' ? undefined : documentIn(path);
  const input = await readCollection(document ?? path, io);
  if (input instanceof Uint8Array)
    return sourceAt(document === undefined ? name : document, document ?? path, input);
  return { ...sourceAt(name, path, new Uint8Array()), files: input };
}

/** A source on this machine. */
export function sourceAt(name: string, path: string, bytes: Uint8Array): ProjectSource {
  const whole = resolve(path).replaceAll('\\', '/');
  return { name, path: whole, bytes, read: (next) => readBytes(posix.join(posix.dirname(whole), next)) };
}

function documentIn(folder: string): string | undefined {
  return DOCUMENTS.map((name) => join(folder, name)).find((file) => existsSync(file));
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
