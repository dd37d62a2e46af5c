import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCorpus } from '../../scripts/corpus/run.ts';
import { collection } from './sample.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'corpus-'));
  await writeFile(path.join(folder, 'pets.json'), JSON.stringify(collection));
  await writeFile(path.join(folder, 'not.json'), '{"openapi":"3.1.0"}');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const code = await runCorpus(args, { out: (text) => (out += text), error: (text) => (error += text) });
  return { code, out, error };
}

test('converts a folder and prints the table; what is no collection is named', async () => {
  const { out, code } = await run(folder);
  expect(out).toContain('2 files, 3 requests');
  expect(out).toContain(
    'no collection: not.json: The input is not a Postman collection: it looks like an OpenAPI document.',
  );
  expect(out).toMatch(/ok {4}converted +1 of 1/);
  expect(out).toMatch(/ok {4}operations kept +100\.0 %/);
  expect(code).toBe(out.includes('SHORT') ? 1 : 0);
}, 120_000);

test('gives the reports as JSON', async () => {
  const { out } = await run(folder, '--json', '--only', 'pets');
  expect(JSON.parse(out)).toMatchObject([
    { file: 'pets.json', invalid: [], tallies: { operations: { hit: 2, total: 2 } } },
  ]);
}, 120_000);

test('a folder that is not there, or none given, is a usage error', async () => {
  expect(await run(path.join(folder, 'nowhere'))).toMatchObject({ code: 2, out: '' });
  expect((await run()).error).toContain('Usage: npm run corpus');
  expect((await run('--help')).out).toContain('Usage: npm run corpus');
});

test('writes the table as a page, without the names of the files', async () => {
  const file = path.join(folder, 'corpus.md');
  await run(folder, '--only', 'pets', '--page', file);
  const page = await readFile(file, 'utf8');
  expect(page).toContain('| converted | 1 of 1 | yes |');
  expect(page).not.toContain('pets.json');
}, 120_000);
