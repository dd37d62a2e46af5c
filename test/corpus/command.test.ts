import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corpus } from '../../scripts/corpus/command.ts';
import { recipe } from '../../src/specwright/cli/index.ts';
import { runInProcess, type Ran } from '../memory-io.ts';
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

const run = (...args: readonly string[]): Promise<Ran> =>
  runInProcess(
    recipe(async () => corpus, 'npm run corpus --'),
    args,
  );

test('converts a folder and prints the table; what is no collection is named', async () => {
  const { stdout, code } = await run(folder);
  expect(stdout).toContain('2 files, 3 requests');
  expect(stdout).toContain(
    'no collection: not.json: The input is not a Postman collection: it looks like an OpenAPI document.',
  );
  expect(stdout).toMatch(/ok {4}converted +1 of 1/);
  expect(stdout).toMatch(/ok {4}operations kept +100\.0 %/);
  expect(code).toBe(stdout.includes('SHORT') ? 1 : 0);
}, 120_000);

test('gives the reports as JSON', async () => {
  const { stdout } = await run(folder, '--json', '--only', 'pets');
  expect(JSON.parse(stdout)).toMatchObject([
    { file: 'pets.json', invalid: [], tallies: { operations: { hit: 2, total: 2 } } },
  ]);
}, 120_000);

test('a folder that is not there, or none given, is a usage error', async () => {
  expect(await run(path.join(folder, 'nowhere'))).toMatchObject({ code: 2, stdout: '' });
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('npm run corpus -- --help') });
  expect((await run('--help')).stdout).toContain('Usage: npm run corpus');
});

test('writes the table as a page, without the names of the files', async () => {
  const file = path.join(folder, 'corpus.md');
  await run(folder, '--only', 'pets', '--page', file);
  const page = await readFile(file, 'utf8');
  expect(page).toContain('| converted | 1 of 1 | yes |');
  expect(page).not.toContain('pets.json');
}, 120_000);
