import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { specwright } from '../../../../src/specwright/cli/program.ts';
import { runInProcess } from '../../../memory-io.ts';
import { COLLECTION, OPENAPI, PARTS } from '../init/fixtures.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A web of texts by their paths. */
function webOf(texts: Readonly<Record<string, string>>): { fetch: typeof fetch; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (url) => {
      const { pathname } = new URL(String(url));
      asked.push(pathname);
      const text = texts[pathname.slice(1)];
      return new Response(text ?? 'nothing here', { status: text === undefined ? 404 : 200 });
    },
  };
}

async function init(input: string, fetch: typeof globalThis.fetch = globalThis.fetch) {
  const project = join(folder, 'project');
  const ended = await runInProcess(specwright, ['init', input, project, '--no-install'], { fetch });
  return { ...ended, at: (...names: string[]) => join(project, ...names) };
}

function settingsIn(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

it('takes a document in several files from an https address', async () => {
  const web = webOf(PARTS);
  const { code, stderr, at } = await init('https://depot.example.com/api/depot.yaml', web.fetch);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('files written') });
  expect([...new Set(web.asked)].sort()).toEqual(
    Object.keys(PARTS)
      .map((name) => `/${name}`)
      .sort(),
  );
  for (const [name, text] of Object.entries(PARTS)) expect(readFileSync(at('spec', name), 'utf8')).toBe(text);
  expect(settingsIn(at('specwright.json'))).toMatchObject({ source: 'spec/api/depot.yaml' });
});

it.each([
  ['one file', 'depot.yaml', OPENAPI, 'spec/openapi.yaml'],
  ['a collection', 'c.json', JSON.stringify(COLLECTION), 'spec/collection.json'],
])('takes %s from an https address', async (_name, name, text, source) => {
  const { code, at } = await init(`https://depot.example.com/${name}`, webOf({ [name]: text }).fetch);
  expect(code).toBe(0);
  expect(settingsIn(at('specwright.json'))).toMatchObject({ source });
});

it('keeps inside of spec/ what a document refers to above its topmost folder', async () => {
  const root = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: { '/a': { $ref: '../../package.json' } },
  });
  const web = webOf({ 'openapi.json': root, 'package.json': '{ "get": { "responses": {} } }' });
  const { code, at } = await init('https://depot.example.com/openapi.json', web.fetch);
  expect(code).toBe(0);
  expect(readdirSync(at('spec')).sort()).toEqual(['openapi.json', 'overlay.yaml', 'package.json']);
  expect(settingsIn(at('package.json'))).toHaveProperty('name', 'a');
});

it('finds the document in a folder, and says what it looked for', async () => {
  for (const [name, text] of Object.entries({ 'openapi.yml': OPENAPI, 'notes.md': '' })) {
    mkdirSync(dirname(join(folder, 'given', name)), { recursive: true });
    writeFileSync(join(folder, 'given', name), text);
  }
  mkdirSync(join(folder, 'empty'));
  const { code, stderr } = await init(join(folder, 'empty'));
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the folder holds none of openapi.yaml'),
  });
  expect(await init(join(folder, 'given'))).toMatchObject({ code: 0 });
});
