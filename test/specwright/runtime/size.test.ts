import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRuntime } from '../../../src/specwright/cli/project/read-runtime.ts';
import { shopOf } from '../../../bench/generate/shop.ts';
import { emitProject } from '../../../src/specwright/emit/emit-project.ts';
import { compile } from '../emit/compile.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** 7 kB, openapi-fetch inside, for a client of six operations. */
const CORE = 7000;
const EACH_OPERATION = 120;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'size-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What an application gets that has this module: minified, without what is loaded ahead. */
async function bundled(operations: number, module: string, groupBy?: 'tag'): Promise<string> {
  const project = path.join(folder, `${operations}-${module.length}`);
  await mkdir(project);
  const runtime = await readRuntime();
  const { files } = await emitProject(shopOf(operations), { runtime, ...(groupBy && { groupBy }) });
  for (const { path: name, content } of files) await writeFile(path.join(project, name), content);
  await writeFile(path.join(project, 'package.json'), '{ "type": "module", "sideEffects": false }');
  const { outputFiles } = await build({
    stdin: { contents: module, resolveDir: project },
    nodePaths: [path.join(ROOT, 'node_modules')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [
      {
        name: 'loaded-ahead-apart',
        setup: (context) =>
          context.onResolve({ filter: /./ }, ({ kind, path: name }) =>
            kind === 'dynamic-import' ? { path: name, external: true } : undefined,
          ),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

it('a generated client of six operations stays small, and grows little with each', async () => {
  const sizeOf = async (operations: number): Promise<number> =>
    gzipSync(await bundled(operations, `export { createClient } from './client.ts';`), { level: 9 }).length;
  const [six, sixty] = [await sizeOf(6), await sizeOf(60)];
  expect(six).toBeLessThanOrEqual(CORE);
  expect((sixty - six) / 54).toBeLessThanOrEqual(EACH_OPERATION);
});

it('a client of some groups leaves the others out', async () => {
  const partial = `import { createPartialClient, invoice } from './client.ts';
    export const client = createPartialClient({ invoice });`;
  const text = await bundled(60, partial, 'tag');
  expect(text).toContain('/invoice/{id}/cancel');
  expect(text).not.toContain('/order');
});

it('the methods of groups have types in every style', async () => {
  const { files } = await emitProject(shopOf(12), { groupBy: 'tag' });
  const uses = (
    code: string,
  ): string => `import { createClient, createPartialClient, invoice } from './client.ts';
    const client = createClient();
    export const partial = createPartialClient({ invoice });
    ${code}`;
  const complaints = compile(files, {
    right: uses(`
      const { id }: { id: string } = await client.order.readOrder({ path: { id: 'a' } });
      const end = await partial.safe.invoice.listInvoice();
      const stream: ReadableStream<Uint8Array> = await client.stream.invoice.listInvoice();
      export { id, end, stream };`),
    'another group': uses('partial.order;'),
    'no group': uses('client.readOrder;'),
  });
  expect(complaints.get('')).toEqual([]);
  expect(complaints.get('right')).toEqual([]);
  expect(complaints.get('another group')).toEqual([expect.stringContaining("'order' does not exist")]);
  expect(complaints.get('no group')).toEqual([expect.stringContaining("'readOrder' does not exist")]);
});
