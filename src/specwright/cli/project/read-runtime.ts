import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RuntimeBundle } from '../../emit/emit-project.ts';

/** Next to the built package; absent where specwright runs from its sources. */
const CODE = new URL('project-runtime.js', import.meta.url);
const DECLARATIONS = new URL('project-runtime.d.ts', import.meta.url);

/** What a generated client runs on, as one module. */
export async function readRuntime(): Promise<RuntimeBundle> {
  if (existsSync(CODE)) {
    return { code: await readFile(CODE, 'utf8'), declarations: await readFile(DECLARATIONS, 'utf8') };
  }
  const { bundleRuntime } = await import('./bundle-runtime.ts');
  return bundleRuntime();
}
