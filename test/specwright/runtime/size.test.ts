import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRuntime } from '../../../src/specwright/cli/project/read-runtime.ts';
import { emitProject } from '../../../src/specwright/emit/emit-project.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** 7 kB, openapi-fetch inside, for a client of six operations. */
const CORE = 7000;
const EACH_OPERATION = 120;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'size-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NOUNS = 'order invoice customer payment address shipment refund voucher product category'.split(' ');

/** Create, list, read, change, delete and cancel, of one noun after the other. */
function documentOf(operations: number) {
  const ok = {
    '200': { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } },
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
  const requestBody = {
    required: true,
    content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
  };
  const kinds = (noun: string) =>
    [
      [`/${noun}s`, 'get', { operationId: `list-${noun}s`, parameters: [limit], responses: ok }],
      [`/${noun}s`, 'post', { operationId: `create-${noun}`, requestBody, responses: ok }],
      [`/${noun}s/{id}`, 'get', { operationId: `read-${noun}`, parameters: [id], responses: ok }],
      [
        `/${noun}s/{id}`,
        'patch',
        { operationId: `change-${noun}`, parameters: [id], requestBody, responses: ok },
      ],
      [
        `/${noun}s/{id}`,
        'delete',
        { operationId: `delete-${noun}`, parameters: [id], responses: { '204': { description: 'Gone' } } },
      ],
      [
        `/${noun}s/{id}/cancel`,
        'post',
        { operationId: `cancel-${noun}`, parameters: [id], requestBody, responses: ok },
      ],
    ] as const;
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, method, operation] of NOUNS.flatMap(kinds).slice(0, operations))
    (paths[route] ??= {})[method] = operation;
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Shop', version: '1.0.0' },
      servers: [{ url: 'https://shop.example.com/v1' }],
      security: [{ machine: [] }],
      paths,
      components: {
        securitySchemes: {
          machine: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } } },
        },
      },
    }),
  );
}

/** Bytes of what an application loads that imports `createClient`: minified, compressed, without what is loaded ahead. */
async function sizeOf(operations: number): Promise<number> {
  const project = path.join(folder, String(operations));
  await mkdir(project);
  const { files } = await emitProject(documentOf(operations), { runtime: await readRuntime() });
  for (const { path: name, content } of files) await writeFile(path.join(project, name), content);
  await writeFile(path.join(project, 'package.json'), '{ "type": "module", "sideEffects": false }');
  const { outputFiles } = await build({
    stdin: { contents: `export { createClient } from './client.ts';`, resolveDir: project },
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
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

it('a generated client of six operations stays small, and grows little with each', async () => {
  const [six, sixty] = [await sizeOf(6), await sizeOf(60)];
  expect(six).toBeLessThanOrEqual(CORE);
  expect((sixty - six) / 54).toBeLessThanOrEqual(EACH_OPERATION);
});
