import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collection, request } from '../../convert/assemble/collections.ts';
import { runScript, type Ran } from '../../../run-cli.ts';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const good = JSON.stringify(
  collection(
    request({
      name: 'Make a thing',
      method: 'POST',
      body: { size: 3 },
      responses: [{ code: 201, body: { id: 'x' } }],
    }),
  ),
);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convert-'));
  await writeFile(join(folder, 'good.json'), good);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const convert = (args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> =>
  runScript('convert', args, { input });

/** Inputs that are no collection, and a word that the sentence about each has to contain. */
const bad: Readonly<Record<string, readonly [string | Uint8Array, RegExp]>> = {
  'an empty file': ['', /empty/],
  'a truncated file': [good.slice(0, good.length / 2), /ends too early/],
  'text that is no JSON': ['hello there', /JSON/],
  'a web page': ['<!DOCTYPE html><html><body>x</body></html>', /HTML/],
  'binary data': [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /binary/],
  'a list': ['[1, 2]', /no.* Postman collection/],
  'JSON that is no collection': ['{"name": "bpcc", "dependencies": {}}', /not a Postman collection/],
  'an unknown schema version': [
    JSON.stringify({ info: { name: 'x', schema: schema.replace('2.1', '9.9') }, item: [request({})] }),
    /unknown format/,
  ],
  'an empty collection': [JSON.stringify(collection()), /no requests/],
  'Documenter page data': [
    JSON.stringify({
      activeVersionTag: 'latest',
      collection: { info: { owner: '31', publishedId: '2sA', collectionId: '31-x' } },
      environments: [],
    }),
    /api\/collections\/31\/2sA/,
  ],
};

describe('npm run convert', () => {
  it('writes the document alone to stdout', async () => {
    const { code, stdout } = await convert([join(folder, 'good.json')]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      openapi: '3.1.0',
      paths: { '/things': { post: { operationId: 'makeAThing' } } },
    });
  });

  it('reads stdin, and writes the same', async () => {
    const [fromFile, fromStdin] = [await convert([join(folder, 'good.json')]), await convert(['-'], good)];
    expect(fromStdin).toEqual(fromFile);
  });

  it('writes YAML that says the same as JSON', async () => {
    const json = await convert(['-'], good);
    const yaml = await convert(['-', '--format', 'yaml'], good);
    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
    const out = join(folder, 'named.yaml');
    expect((await convert(['-', '--out', out], good)).stdout).toBe('');
    expect(await readFile(out, 'utf8')).toBe(yaml.stdout);
  });

  it('reads the folder of a Postman v3 collection in an environment', async () => {
    const collectionFolder = join(folder, 'v3');
    await mkdir(join(collectionFolder, 'Things'), { recursive: true });
    await writeFile(
      join(collectionFolder, 'Things', 'List.request.yaml'),
      "$kind: http-request\nmethod: GET\nurl: '{{host}}/things'\n",
    );
    const environment = join(folder, 'environment.yaml');
    await writeFile(
      environment,
      '$kind: environment\nname: e\nvalues:\n  - {key: host, value: "https://b.example"}\n  - {key: api_token, value: s3cr3t-of-mine}\n',
    );
    const { code, stdout } = await convert([collectionFolder, '--environment', environment]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      servers: [{ url: 'https://b.example' }],
      paths: { '/things': { get: { tags: ['Things'] } } },
    });
    expect(stdout).not.toContain('s3cr3t');
    await writeFile(join(collectionFolder, 'Things', 'List.request.yaml'), 'url: [');
    expect(await convert([collectionFolder])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^Cannot convert .*Things\/List\.request\.yaml cannot be read: [^\n]+\n$/,
      ),
    });
  });

  it('applies an overlay, and refuses one that matches nothing', async () => {
    const path = join(folder, 'overlay.yaml');
    const overlay = (target: string): string =>
      `overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n  - target: ${target}\n    update: {title: Renamed}\n`;
    await writeFile(path, overlay('$.info'));
    expect(JSON.parse((await convert(['-', '--overlay', path], good)).stdout)).toMatchObject({
      info: { title: 'Renamed' },
    });
    await writeFile(path, overlay('$.paths.gone'));
    const refused = await convert(['-', '--overlay', path], good);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/Action 1 .*\$\.paths\.gone/);
  });

  it('reports where facts came from, by places that exist in document and collection', async () => {
    const report = join(folder, 'report.json');
    const { stdout } = await convert(['-', '--report', report], good);
    const { operations, origins } = JSON.parse(await readFile(report, 'utf8'));
    expect(operations).toBe(1);
    const pointers = origins.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toContain('/components/schemas/MakeAThingRequest/properties/size');
    const resolves = (root: unknown, pointer: string): boolean =>
      pointer
        .split('/')
        .slice(1)
        .reduce<unknown>(
          (value, key) => Object(value)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
          root,
        ) !== undefined;
    for (const { pointer, sources } of origins) {
      expect(resolves(JSON.parse(stdout), pointer), pointer).toBe(true);
      for (const { at } of sources) expect(resolves(JSON.parse(good), at), at).toBe(true);
    }
  });

  it('annotates the document only when asked', async () => {
    expect((await convert(['-'], good)).stdout).not.toContain('"x-');
    expect((await convert(['-', '--annotate'], good)).stdout).toContain('"x-origin"');
  });

  it.each(Object.keys(bad))('answers %s with one sentence and exit code 2', async (name) => {
    const [input, words] = bad[name] ?? ['', /$^/];
    const out = join(folder, 'not-written.json');
    const { code, stdout, stderr } = await convert(['-', '--out', out], input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
    expect(await readdir(folder)).not.toContain('not-written.json');
  });

  it('answers wrong usage with one sentence and exit code 2', async () => {
    const wrong = [
      [],
      ['a', 'b'],
      ['-', '--format', 'xml'],
      ['-', '--colour'],
      [join(folder, 'missing.json')],
      [folder],
    ];
    for (const args of wrong) {
      const { code, stdout, stderr } = await convert(args, good);
      expect({ args, code, stdout, lines: stderr.trim().split('\n').length }).toEqual({
        args,
        code: 2,
        stdout: '',
        lines: 1,
      });
    }
  });
});
