import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { SandboxError } from './sandbox-error.ts';

/** How soon a change is looked for after the last look, in milliseconds. */
const INTERVAL = 400;

/** A look may take this part of the time at most: records by the thousand are not compared without a break. */
const SHARE = 0.1;

/** What is kept. */
export interface Kept {
  snapshot(): object;
  restore(snapshot: unknown): void;
}

/**
 * Keeps the records of a sandbox in a file: continues from it where it exists, and writes it within a second
 * of a change. The file is replaced whole, so a process that is killed leaves the last state behind.
 *
 * @param failed is called when the file cannot be written; the next look tries again.
 * @returns a function that writes the file a last time and stops.
 * @throws {SandboxError} `bad-snapshot` where the file holds something else.
 * @example
 * const stop = await keepState('state.json', sandbox.control, (error) => console.error(error.message));
 */
export async function keepState(
  file: string,
  kept: Kept,
  failed: (error: Error) => void,
): Promise<() => Promise<void>> {
  await restoreFrom(file, kept);
  let written = '';
  const look = async (): Promise<void> => {
    const snapshot = kept.snapshot();
    // Time passes by itself: that alone is not a change.
    const records = JSON.stringify({ ...snapshot, now: 0 });
    if (records === written) return;
    await replace(file, `${JSON.stringify(snapshot)}\n`);
    written = records;
  };
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  const again = (pause: number): void => {
    timer = setTimeout(() => {
      looking = lookSafely();
    }, pause).unref();
  };
  const lookSafely = async (): Promise<void> => {
    const start = performance.now();
    try {
      await look();
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
    if (timer !== undefined) again(Math.max(INTERVAL, (performance.now() - start) / SHARE));
  };
  await look();
  again(INTERVAL);
  return async () => {
    clearTimeout(timer);
    timer = undefined;
    await looking;
    await look();
  };
}

async function restoreFrom(file: string, kept: Kept): Promise<void> {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    kept.restore(JSON.parse(text));
  } catch {
    const advice = 'Move it away, or name another file.';
    throw new SandboxError('bad-snapshot', `${file} is not a snapshot of the sandbox. ${advice}`);
  }
}

/** Only the owner reads the file: tokens are in it. */
async function replace(file: string, text: string): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(half, text, { mode: 0o600 });
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
