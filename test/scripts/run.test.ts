import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
let folder = '';

/** A workspace of its own, with the compiler of this one. */
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'run-'));
  for (const name of ['scripts', 'node_modules/.cache/scripts', 'src'])
    await mkdir(path.join(folder, name), { recursive: true });
  await copyFile(path.join(ROOT, 'scripts/run.mjs'), path.join(folder, 'scripts/run.mjs'));
  for (const name of ['esbuild', '@esbuild', 'typescript'])
    await symlink(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
  await write('node_modules/.package-lock.json', '{}');
  await write(
    'scripts/say.ts',
    `import { word } from '../src/word.ts';
void (async () => {
  const { default: typescript } = await import('typescript');
  console.log(word, process.argv.slice(2).join(' '), typeof typescript.version, import.meta.dirname);
})();`,
  );
  await write('src/word.ts', `export const word: string = 'one';`);
});

afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);

async function say(): Promise<string> {
  const run = path.join(folder, 'scripts/run.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [run, 'say', 'a', '--b']);
  return stdout;
}

test('a script runs as its source says, its arguments and packages included', async () => {
  const expected = `one a --b string ${path.join(folder, 'scripts')}\n`;
  expect([await say(), await say()]).toEqual([expected, expected]);
});

test('a changed source is compiled again', async () => {
  await say();
  await write('src/word.ts', `export const word: string = 'three';`);
  expect(await say()).toMatch(/^three /);
});

test.each(['say.cjs.inputs', `say.cjs.${process.version}`])('a broken %s is made again', async (name) => {
  await say();
  await write(`node_modules/.cache/scripts/${name}`, 'broken');
  expect([await say(), await say()].join('')).toMatch(/^one .*\none /);
});
