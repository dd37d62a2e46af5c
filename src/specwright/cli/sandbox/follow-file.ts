import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { tell, type Io } from '../frame/io.ts';

/** Editors write a file in several steps: only the last one counts. */
const PAUSE = 100;

/**
 * Acts whenever a file changes; a change that cannot be used is reported and changes nothing.
 *
 * @param what - what the file is, for the report
 * @param act - what to do; returns what to report
 * @returns a function that stops watching
 */
export function followFile(file: string, what: string, act: () => Promise<string>, io: Io): () => void {
  let timer: NodeJS.Timeout | undefined;
  const reload = async (): Promise<void> => {
    try {
      tell(io, await act());
    } catch (error) {
      tell(
        io,
        `${what} changed and was not loaded. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  // The folder is watched, because many editors replace a file instead of writing into it.
  const watcher = watch(dirname(resolve(file)), { persistent: false }, (_event, name) => {
    if (name !== basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), PAUSE);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
