import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { RuntimeFiles } from '../../emit/emit-project.ts';

/** Next to the built package; absent where specwright runs from its sources. */
const BUILT = new URL('project-runtime/', import.meta.url);

let made: Promise<RuntimeFiles> | undefined;

/** What a generated client runs on. */
export function readRuntime(): Promise<RuntimeFiles> {
  return (made ??= existsSync(BUILT) ? readBuilt() : bundle());
}

async function readBuilt(): Promise<RuntimeFiles> {
  const names = (await readdir(BUILT)).sort();
  return Promise.all(
    names.map(async (path) => ({ path, content: await readFile(new URL(path, BUILT), 'utf8') })),
  );
}

async function bundle(): Promise<RuntimeFiles> {
  return (await import('./bundle-runtime.ts')).bundleRuntime();
}
