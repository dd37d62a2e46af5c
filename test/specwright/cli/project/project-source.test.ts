import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { buildProject } from '../../../../src/specwright/cli/project/build-project.ts';
import { specwright } from '../../../../src/specwright/cli/program.ts';
import { runInProcess } from '../../../memory-io.ts';
import { asPostmanV3 } from '../../convert/read/other-formats.ts';
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

function write(texts: Iterable<readonly [string, string]>): string {
  const given = join(folder, 'given');
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(given, name)), { recursive: true });
    writeFileSync(join(given, name), text);
  }
  return given;
}

it('finds the document in a folder', async () => {
  const given = write([
    ['openapi.yml', OPENAPI],
    ['notes.md', ''],
  ]);
  const { code, at } = await init(given);
  expect(code).toBe(0);
  expect(settingsIn(at('specwright.json'))).toMatchObject({ source: 'spec/openapi.yaml' });
});

it('keeps a collection that is a folder as one, and generates the same from it', async () => {
  const files = asPostmanV3(JSON.parse(JSON.stringify(COLLECTION)));
  const { code, at } = await init(write(files));
  expect(code).toBe(0);
  expect(settingsIn(at('specwright.json'))).toMatchObject({ source: 'spec/collection' });
  for (const [name, text] of files) expect(readFileSync(at('spec/collection', name), 'utf8')).toBe(text);
  const again = await buildProject(at('specwright.json'));
  for (const { path, content } of again.files)
    expect([path, readFileSync(at('generated', path), 'utf8') === content]).toEqual([path, true]);
});

it('says what is missing in a folder', async () => {
  const { code, stderr } = await init(write([['notes.md', '']]));
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot convert') });
  expect(readdirSync(folder)).toEqual(['given']);
});
