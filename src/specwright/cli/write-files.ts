import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OutputFile } from '../emit/output-file.ts';
import { CommandError } from './command-error.ts';
import { reasonOf } from './read-input.ts';

/**
 * Writes files into a folder, all or none: everything is written beside the folder first and moved in
 * once it is complete, so that a full disk or an interrupt leaves the old files as they were.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const draft = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    try {
      for (const { path, content } of files) await writeFile(join(draft, path), content);
      for (const { path } of files) await rename(join(draft, path), join(folder, path));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (error) {
    throw new CommandError('output-unwritable', `Cannot write to ${folder}: ${reasonOf(error)}.`);
  }
}

/** Writes one file, whole or not at all. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.draft`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new CommandError('output-unwritable', `Cannot write ${path}: ${reasonOf(error)}.`);
  }
}
