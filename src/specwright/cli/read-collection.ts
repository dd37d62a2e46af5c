import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectionFiles } from '../convert/1-read/folder/collection-files.ts';
import { CommandError } from './frame/command-error.ts';
import type { Io } from './frame/io.ts';
import { readInput, readText } from './frame/read-input.ts';
import { reasonOf } from './frame/reason-of.ts';

/** A folder of more files is not a collection. */
const MOST_FILES = 50_000;
/** What the formats that are folders consist of, and what gives another one away. */
const READ = /\.(?:ya?ml|bru)$|^bruno\.json$/;
const PASSED_OVER = new Set(['.git', 'node_modules']);

/** A collection as bytes, or as the files of its folder. @throws CommandError */
export async function readCollection(
  path: string,
  io: Pick<Io, 'stdin'>,
): Promise<Uint8Array | CollectionFiles> {
  return path !== '-' && (await isFolder(path)) ? readFiles(path) : readInput(path, io);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // reading it says why
  }
}

async function readFiles(root: string): Promise<CollectionFiles> {
  const files = new Map<string, string>();
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of await entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // Links are passed over: a folder may hold itself.
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) open.push(path);
      if (!entry.isFile() || !READ.test(entry.name)) continue;
      if (files.size === MOST_FILES)
        throw new CommandError(
          'input-too-large',
          `Cannot read ${root}: it has more than ${String(MOST_FILES)} files.`,
        );
      files.set(path, await readText(join(root, path)));
    }
  }
  return files;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new CommandError('input-unreadable', `Cannot read ${folder}: ${reasonOf(error)}.`);
  }
}
