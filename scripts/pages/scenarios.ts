import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { moduleOf } from './block-module.ts';
import { blocksOf, readPage } from './doc-pages.ts';
import { ROOT } from './root.ts';

/** The page whose blocks run in the browser: the client against the sandbox, without a server. */
export const SCENARIOS = 'docs/guides/crm-scenarios.md';

const SHIM = path.join(import.meta.dirname, 'browser-node.ts');

/** Writes each TypeScript block of the scenarios as a module that a browser can import, numbered from 0. */
export async function writeScenarios(scratch: string, outdir: string): Promise<void> {
  await mkdir(scratch, { recursive: true });
  const blocks = blocksOf(SCENARIOS, readPage(SCENARIOS)).filter(({ language }) => language === 'ts');
  const files = blocks.map((_block, index) => path.join(scratch, `${index}.ts`));
  await Promise.all(blocks.map((block, index) => writeFile(files[index] ?? '', moduleOf(block))));
  await build({
    entryPoints: files,
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@specwright/source'],
    // The contract checks of that package need Node; the scenarios need its sandbox.
    alias: { 'bpcc-task-routing-testing': path.join(ROOT, 'src/testing/sandbox/index.ts') },
    inject: [path.join(import.meta.dirname, 'browser-buffer.ts')],
    plugins: [
      {
        name: 'node',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^node:/ }, () => ({ path: SHIM }));
        },
      },
    ],
    absWorkingDir: ROOT,
    logLevel: 'silent',
  });
}
