import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError } from './command-error.ts';
import { reasonOf } from './reason-of.ts';

/** A file as it should be. */
export interface Replacement {
  readonly path: string;
  /** Absent: the file goes. */
  readonly content?: string;
  /** Who may read it, where that is not everybody. */
  readonly mode?: number;
}

/**
 * Writes files in any folders, all or none: everything is written beside its place first, and what was replaced
 * already is put back where one cannot be. Ctrl-C waits until that is done.
 *
 * @throws CommandError where a file cannot be written; all are as they were then
 */
export async function writeFiles(replacements: readonly Replacement[]): Promise<void> {
  const release = holdInterrupts();
  const drafts: string[] = [];
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const replacement of replacements) await draft(replacement, drafts);
    for (const replacement of replacements) {
      const back = await undoing(replacement.path);
      await replace(replacement);
      undo.unshift(back);
    }
  } catch (error) {
    for (const step of undo) await step();
    const path = pathOf(error) ?? replacements[0]?.path ?? '';
    throw new CommandError(
      'output-unwritable',
      `Cannot write ${path}: ${reasonOf(error)}. Nothing was changed.`,
    );
  } finally {
    for (const path of drafts) await rm(path, { force: true });
    release();
  }
}

/** Writes one file, whole or not at all. */
export function writeWhole(path: string, content: string, mode?: number): Promise<void> {
  return writeFiles([{ path, content, ...(mode !== undefined && { mode }) }]);
}

/** Of this process alone: two runs may write one file at a time. */
function draftOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
}

function pathOf(error: unknown): string | undefined {
  const path = error instanceof Error && 'path' in error ? String(error.path) : undefined;
  return path?.replace(new RegExp(`\\.([^/\\\\]*)\\.${process.pid}\\.draft$`), '$1');
}

async function draft({ path, content, mode }: Replacement, drafts: string[]): Promise<void> {
  if (content === undefined || !(await isReplaceable(path))) return;
  await mkdir(dirname(path), { recursive: true });
  drafts.push(draftOf(path));
  await writeFile(draftOf(path), content, { flush: true });
  if (mode !== undefined) await chmod(draftOf(path), mode);
}

async function replace({ path, content }: Replacement): Promise<void> {
  if (content === undefined) await rm(path, { force: true });
  else if (await isReplaceable(path)) await rename(draftOf(path), path);
  else await writeFile(path, content);
}

/** A pipe or a device such as `/dev/stdout` is written to; it is never replaced by a file. */
async function isReplaceable(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return found.isFile() || found.isDirectory();
  } catch {
    return true; // it is new
  }
}

async function undoing(path: string): Promise<() => Promise<void>> {
  if (!(await isReplaceable(path))) return async () => undefined;
  try {
    const before = await readFile(path);
    return () => writeFile(path, before);
  } catch {
    return () => rm(path, { force: true }); // it is new
  }
}

/** Keeps Ctrl-C from ending the process; it is sent again once `release` is called. */
function holdInterrupts(): () => void {
  if (process.listenerCount('SIGINT') > 0) return () => undefined;
  let interrupted = false;
  const hear = (): void => void (interrupted = true);
  process.on('SIGINT', hear);
  return () => {
    process.off('SIGINT', hear);
    if (interrupted) process.kill(process.pid, 'SIGINT');
  };
}
