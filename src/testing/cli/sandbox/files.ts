import { existsSync } from 'node:fs';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { readJson, readText } from '../../../specwright/cli/frame/read-input.ts';
import { writeWhole } from '../../../specwright/cli/frame/write-files.ts';
import { isSnapshot } from '../../sandbox/control/check-snapshot.ts';
import type { Snapshot } from '../../sandbox/control/snapshot.ts';
import { readSeed } from '../../sandbox/seed/check-seed.ts';
import type { Seed } from '../../sandbox/seed/seed.ts';

/** Reads a seed file. @throws CommandError where it cannot be read or used */
export async function loadSeed(file: string): Promise<Seed> {
  const text = await readText(file);
  try {
    return readSeed(text, file);
  } catch (error) {
    throw error instanceof Error ? new CommandError('seed-invalid', error.message) : error;
  }
}

/** Reads a state file; `undefined` where there is none yet. @throws CommandError where it holds something else */
export async function loadState(file: string): Promise<Snapshot | undefined> {
  if (!existsSync(file)) return undefined;
  const state: unknown = await readJson(file);
  if (isSnapshot(state)) return state;
  throw new CommandError(
    'state-invalid',
    `${file} is not a snapshot of the sandbox. Move it away, or name another file.`,
  );
}

/** Writes a state file, whole or not at all; it holds credentials, so only its owner reads it. */
export function saveState(file: string, snapshot: Snapshot): Promise<void> {
  return writeWhole(file, `${JSON.stringify(snapshot)}\n`, 0o600);
}
