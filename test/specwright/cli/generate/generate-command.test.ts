import type { Json } from '../../../../src/specwright/base/json.ts';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type Build } from '../../../../src/specwright/cli/generate/build.ts';
import { explainDifferences } from '../../../../src/specwright/cli/generate/explain-differences.ts';
import { readState, type OutputState } from '../../../../src/specwright/cli/generate/output-state.ts';
import { writeFiles } from '../../../../src/specwright/cli/frame/write-files.ts';
import { collection, request } from '../../convert/assemble/collections.ts';
import { runScript } from '../../../run-cli.ts';

const sources = (title: string): Json => ({
  ...collection(
    request({
      name: 'Make',
      method: 'POST',
      body: { size: 3 },
      responses: [{ code: 201, body: { id: 'x' } }],
    }),
  ),
  info: { name: title, schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
});

let folder = '';
let spec = '';
let out = '';
let made: Build;
let state: OutputState;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'));
  [spec, out] = [join(folder, 'spec'), join(folder, 'generated')];
  await mkdir(spec);
  await writeFile(join(spec, 'collection.json'), JSON.stringify(sources('Things')));
  await writeFile(join(spec, 'pipeline.json'), '{}');
  made = await build(spec);
  await writeFiles(made.files.map(({ path, content }) => ({ path: join(out, path), content })));
  state = await readState(out, made.files);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The state with one file changed. */
function changed(path: string, change: (text: string) => string): OutputState {
  const files = new Map(state.files);
  files.set(path, change(files.get(path) ?? ''));
  return { ...state, files };
}

function explain(now: Build, present: OutputState): string {
  return explainDifferences(now, present).join('\n');
}

describe('build', () => {
  it('makes the same bytes again, whatever the folder is called', async () => {
    const elsewhere = join(folder, 'other');
    await mkdir(elsewhere);
    for (const name of await readdir(spec))
      await writeFile(join(elsewhere, name), await readFile(join(spec, name)));
    expect((await build(elsewhere)).files).toEqual(made.files);
  });

  it('names in the manifest what the files were made of, and neither date nor folder', () => {
    expect(Object.keys(made.manifest.sources)).toEqual(['spec/collection.json', 'spec/pipeline.json']);
    expect(Object.keys(made.manifest.files)).toHaveLength(made.files.length - 1);
    expect(JSON.stringify(made.manifest)).not.toMatch(/20\d\d-|\/tmp|\/home/);
  });

  it.each([
    ['collection.json', '{"info": {', 'json-truncated'],
    ['collection.json', '{}', 'not-a-collection'],
    ['pipeline.json', '{"unknown": true}', 'settings-invalid'],
    ['pipeline.json', '{"servers": [{"url": 3}]}', 'settings-invalid'],
    ['pipeline.json', '{"lint": {"no-html": {"severity": "off"}}}', 'settings-invalid'],
    ['pipeline.json', '{"lint": {"no-such-rule": "error"}}', 'lint-rule-unknown'],
    ['overlay.yaml', 'overlay: 1.0.0\nactions: [{target: $.gone, remove: true}]', 'overlay-no-match'],
    ['overlay.yaml', 'a: [', 'input-invalid'],
  ])('refuses %s with %s', async (name, text, code) => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await writeFile(join(broken, 'collection.json'), JSON.stringify(sources('Things')));
    await writeFile(join(broken, name), text);
    const error: unknown = await build(broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
  });
});

describe('explainDifferences', () => {
  it('says nothing where nothing differs, line ends aside', () => {
    expect(explain(made, state)).toBe('');
    expect(
      explain(
        made,
        changed('types.ts', (text) => text.replaceAll('\n', '\r\n')),
      ),
    ).toBe('');
  });

  it('says that a file was edited by hand, shows the line and names the command', () => {
    const text = explain(
      made,
      changed('openapi.json', (present) => present.replace('"size"', '"weight"')),
    );
    expect(text).toMatch(/Edited by hand: generated\/openapi\.json/);
    expect(text).toMatch(/^-.*"weight"/m);
    expect(text).toMatch(/^\+.*"size"/m);
    expect(text).toMatch(/npm run generate/);
    expect(text).not.toMatch(/Stale|Generator changed/);
  });

  it('says that a source has changed', async () => {
    const later = await mkdtemp(join(folder, 'later-'));
    await writeFile(join(later, 'collection.json'), JSON.stringify(sources('Other things')));
    await writeFile(join(later, 'pipeline.json'), '{}');
    const text = explain(await build(later), state);
    expect(text).toMatch(/Stale: spec\/collection\.json/);
    expect(text).toMatch(/^-.*"Things"/m);
    expect(text).not.toMatch(/Edited by hand|Generator changed/);
  });

  it('says that the generator or a package it uses has changed', () => {
    const withManifest = (generator: Build['manifest']['generator'], more: string): string => {
      const manifest = { ...made.manifest, generator };
      const files = made.files.map((file) =>
        file.path === 'manifest.json'
          ? { ...file, content: JSON.stringify(manifest) }
          : { ...file, content: file.content + more },
      );
      return explain({ ...made, manifest, files }, state);
    };
    const { generator } = made.manifest;
    expect(withManifest({ ...generator, specwright: '0.0.0' }, '')).toMatch(/another version of specwright/);
    expect(withManifest({ ...generator, ajv: '0.0.0' }, '')).toMatch(/another version of ajv/);
    const other = withManifest(generator, '\n');
    expect(other).toMatch(/Generator changed: it makes other files of the same sources/);
    expect(other).not.toMatch(/Stale|Edited/);
  });

  it('says that a file is missing, or that there is no manifest to judge by', () => {
    const files = new Map(state.files);
    files.delete('types.ts');
    expect(explain(made, { ...state, files })).toMatch(/Missing: generated\/types\.ts/);
    expect(explain(made, { files: new Map(), manifest: undefined })).toMatch(/no readable manifest/);
  });
});

describe('npm run generate, as a process', () => {
  const generate = (...args: readonly string[]) =>
    runScript('generate', ['--spec', spec, '--out', join(folder, 'process'), ...args]);

  it(
    'writes every file, is content with them, and turns red on an edit by hand',
    { timeout: 120_000 },
    async () => {
      expect((await generate()).code).toBe(0);
      const written = await readdir(join(folder, 'process'));
      expect(written.sort()).toEqual(made.files.map(({ path }) => path).sort());
      expect(await generate('--check')).toMatchObject({ code: 0, stdout: '' });
      const path = join(folder, 'process', 'types.ts');
      await writeFile(path, `${await readFile(path, 'utf8')}\nexport type Mine = string;\n`);
      const { code, stderr } = await generate('--check');
      expect(code).toBe(1);
      expect(stderr).toMatch(/Edited by hand: generated\/types\.ts[^]*export type Mine[^]*npm run generate/);
      expect(await readFile(path, 'utf8')).toContain('Mine');
    },
  );

  it('leaves the folder as it was when the sources cannot be used', { timeout: 60_000 }, async () => {
    const before = await readdir(folder);
    await writeFile(join(spec, 'collection.json'), '{"info": {');
    const { code, stderr } = await runScript('generate', ['--spec', spec, '--out', out]);
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect((await readState(out, made.files)).files).toEqual(state.files);
    expect(await readdir(folder)).toEqual(before);
  });
});
