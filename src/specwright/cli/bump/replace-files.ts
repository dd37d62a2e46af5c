import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from '../command-error.ts';
import { reasonOf } from '../read-input.ts';

export interface Replacement {
  readonly path: string;
  /** Absent: the file goes. */
  readonly content?: string;
}

/**
 * Replaces files in several folders, all or none: everything is written beside its place first, and what was
 * replaced already is put back if one of them cannot be.
 */
export async function replaceFiles(replacements: readonly Replacement[]): Promise<void> {
  const done: Replacement[] = [];
  try {
    for (const { path, content } of replacements) if (content !== undefined) await draft(path, content);
    for (const replacement of replacements) {
      const before = await contentOf(replacement.path);
      await replace(replacement);
      done.push(
        before === undefined ? { path: replacement.path } : { path: replacement.path, content: before },
      );
    }
  } catch (error) {
    for (const { path } of replacements) await rm(draftOf(path), { force: true });
    for (const { path, content } of done.reverse())
      await (content === undefined ? rm(path, { force: true }) : writeFile(path, content));
    throw new CommandError('output-unwritable', `Nothing was changed: ${reasonOf(error)}.`);
  }
}

function draftOf(path: string): string {
  return `${path}.draft`;
}

async function draft(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draftOf(path), content);
}

async function replace({ path, content }: Replacement): Promise<void> {
  if (content === undefined) await rm(path, { force: true });
  else await rename(draftOf(path), path);
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined; // it is new
  }
}
