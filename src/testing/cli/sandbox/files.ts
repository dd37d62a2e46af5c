import { readFile, rename, writeFile } from 'node:fs/promises';
import { checkSnapshot, type Snapshot } from '../../sandbox/control/snapshot.ts';
import { readSeed } from '../../sandbox/seed/check-seed.ts';
import type { Seed } from '../../sandbox/seed/seed.ts';
import { UsageError } from '../../../specwright/cli/frame/command.ts';

/**
 * Reads a seed file.
 *
 * @throws {UsageError} where it cannot be read or used.
 */
export async function loadSeed(file: string): Promise<Seed> {
  const text = await readText(file);
  try {
    return readSeed(text, file);
  } catch (error) {
    throw error instanceof Error ? new UsageError(error.message) : error;
  }
}

/**
 * Reads a state file; `undefined` where there is none yet.
 *
 * @throws {UsageError} where it cannot be read or holds something else.
 */
export async function loadState(file: string): Promise<Snapshot | undefined> {
  const text = await readText(file, '');
  if (text === '') return undefined;
  try {
    return checkSnapshot(JSON.parse(text));
  } catch {
    throw new UsageError(`${file} is not a snapshot of the sandbox. Move it away, or name another file.`);
  }
}

/** Writes a state file whole or not at all. */
export async function saveState(file: string, snapshot: Snapshot): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  await writeFile(half, `${JSON.stringify(snapshot)}\n`, { mode: 0o600 });
  await rename(half, file);
}

async function readText(file: string, absent?: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (absent !== undefined && code === 'ENOENT') return absent;
    throw new UsageError(`${file} cannot be read (${String(code)}).`);
  }
}
