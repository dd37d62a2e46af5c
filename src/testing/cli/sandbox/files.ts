import { CommandError, readText } from 'specwright/cli';
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
