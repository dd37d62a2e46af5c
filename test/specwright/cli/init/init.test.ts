import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { bundleRuntime } from '../../../../src/specwright/cli/project/bundle-runtime.ts';
import { localReferences, outsideReferences } from '../../../../src/specwright/diff/outside-references.ts';
import { lookUp } from '../../../../src/specwright/openapi/reference.ts';
import { builtCli } from '../../../run-cli.ts';
import { asOpenCollection, asOpenCollectionFolder, asPostmanV3 } from '../../convert/read/other-formats.ts';
import { COLLECTION, OPENAPI, PARTS } from './fixtures.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../../../..');

const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');
const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs');

let folder = '';
let cli = '';
const at = (...names: string[]): string => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'init-'));
  cli = await builtCli('specwright');
  // As the build of the package does.
  await mkdir(path.join(cli, '../project-runtime'), { recursive: true });
  for (const file of await bundleRuntime())
    await writeFile(path.join(cli, '../project-runtime', file.path), file.content);
  await writeFile(at('parcels.json'), JSON.stringify(COLLECTION));
  await writeFile(at('depot.yaml'), OPENAPI);
  for (const [name, content] of Object.entries(PARTS)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as a process of its own. */
async function node(args: readonly string[], cwd = folder, input?: string): Promise<Ended> {
  const started = run(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  started.child.stdin?.end(input);
  const failed = (error: unknown): Ended => {
    const { code, stdout, stderr }: { code: number; stdout: string; stderr: string } = Object(error);
    return { code, stdout, stderr };
  };
  return started.then((ended) => ({ code: 0, ...ended }), failed);
}

function specwright(args: readonly string[], cwd = folder, input?: string): Promise<Ended> {
  return node([cli, ...args], cwd, input);
}

/** A vitest.config.ts in which specwright is its sources. */
const RESOLVES_TO_SOURCES = `export default { ssr: { resolve: { conditions: ['@specwright/source', 'node'] } } };\n`;

const TREE = [
  '.github/workflows/contract.yml',
  '.gitignore',
  'README.md',
  'generated/README.md',
  'generated/client.ts',
  'generated/manifest.json',
  'generated/openapi.json',
  'generated/operations.ts',
  'generated/runtime-later.js',
  'generated/runtime-shared.js',
  'generated/runtime.d.ts',
  'generated/runtime.js',
  'generated/schemas.ts',
  'generated/types.ts',
  'generated/validators.d.ts',
  'generated/validators.js',
  'package.json',
  'specwright.json',
  'spec/overlay.yaml',
  'src/index.ts',
  'test/contract.test.ts',
  'tsconfig.json',
];

const CASES = [
  {
    name: 'a collection',
    input: 'parcels.json',
    source: ['spec/collection.json'],
    methods: ['listParcels', 'createParcel', 'get2faByCode', 'postThen'],
  },
  {
    name: 'an OpenAPI 3.0 document in YAML',
    input: 'depot.yaml',
    source: ['spec/openapi.yaml'],
    methods: ['listBays', 'putBay', 'delete', 'upload'],
  },
  {
    name: 'an OpenAPI document in several files',
    input: 'api/depot.yaml',
    source: Object.keys(PARTS).map((name) => `spec/${name}`),
    methods: ['listBays', 'putBay'],
  },
].map((one) => ({ ...one, project: `projects/${one.input.replaceAll(/\W/g, '-')}` }));

/** What the compiler says of all projects: what they share is compiled once. */
let complaints: readonly string[];

/** What became of each test of each project: one run for all, which loads specwright once. */
let results: readonly { readonly name: string; readonly assertionResults: readonly TestResult[] }[];
interface TestResult {
  readonly title: string;
  readonly status: string;
}

beforeAll(async () => {
  for (const { input, project } of CASES) {
    const ended = await specwright(['init', input, project, '--no-install']);
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('files written') });
  }
  // What `npm install` would bring, from this repository.
  await symlink(path.join(ROOT, 'node_modules'), at('projects/node_modules'));
  const tsconfig = {
    extends: `../${CASES[0]?.project}/tsconfig.json`,
    include: CASES.flatMap(({ project }) =>
      ['src', 'test', 'generated'].map((part) => `../${project}/${part}`),
    ),
  };
  await writeFile(at('projects/tsconfig.json'), JSON.stringify(tsconfig));
  const conditions = ['--customConditions', '@specwright/source', '--resolveJsonModule'];
  const { stdout } = await node([TSC, '--noEmit', '--project', 'projects', ...conditions]);
  // The sources of specwright are compiled with settings of their own.
  complaints = stdout.split('\n').filter((line) => /^\w/.test(line));
  await writeFile(at('projects/vitest.config.ts'), RESOLVES_TO_SOURCES);
  const flags = ['--reporter=json', '--outputFile=report.json', '--no-isolate', '--maxWorkers=1'];
  expect(await node([VITEST, 'run', ...flags], at('projects'))).toMatchObject({ code: 0 });
  results = JSON.parse(await readFile(at('projects/report.json'), 'utf8')).testResults;
});

describe.each(CASES)('init with $name', ({ project, source, methods }) => {
  it('writes the whole tree', async () => {
    const files = await readdir(at(project), { recursive: true, withFileTypes: true });
    const paths = files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.relative(at(project), path.join(parentPath, name)));
    expect(paths.sort()).toEqual([...TREE, ...source].sort());
  });

  it('writes a document in one file, in which every reference leads somewhere', async () => {
    const document = JSON.parse(await readFile(at(project, 'generated/openapi.json'), 'utf8'));
    expect(outsideReferences(document)).toEqual([]);
    for (const reference of localReferences(document)) expect(lookUp(document, reference)).toBeDefined();
    expect(Object.keys(document)).not.toContain('x-referenced-files');
    const names = Object.keys(document.components?.schemas ?? {});
    if (source.length > 1) expect(names.sort()).toEqual(['Bay', 'Error', 'Owner', 'bag', 'box', 'load']);
  });

  it('depends on openapi-fetch alone', async () => {
    const { dependencies } = JSON.parse(await readFile(at(project, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['openapi-fetch']);
    const runtime = await Promise.all(
      ['runtime', 'runtime-shared', 'runtime-later'].map((name) =>
        readFile(at(project, `generated/${name}.js`), 'utf8'),
      ),
    );
    const imported = [...runtime.join('\n').matchAll(/(?:from|import) ?\(?"(.*)"/g)].map(([, from]) => from);
    expect([...new Set(imported)].sort()).toEqual([
      './runtime-later.js',
      './runtime-shared.js',
      'openapi-fetch',
    ]);
  });

  it('names each method after its operation', async () => {
    const client = await readFile(at(project, 'generated/client.ts'), 'utf8');
    for (const name of methods) expect(client).toMatch(new RegExp(`^  ${name}\\(input`, 'm'));
  });

  it('compiles as a whole under strict settings', () => {
    expect(
      complaints.filter((line) => !line.startsWith('projects/') || line.startsWith(`${project}/`)),
    ).toEqual([]);
  });

  it('passes its own tests, each operation reached through the client', async () => {
    const own = results.find(({ name }) => name.includes(`/${project}/`));
    const called = own?.assertionResults.filter(({ title }) => title.startsWith('client.')) ?? [];
    const { paths } = JSON.parse(await readFile(at(project, 'generated/openapi.json'), 'utf8'));
    const operations = Object.values<object>(paths).flatMap((item) =>
      Object.keys(item).filter((key) => /^(get|put|post|delete|patch|head|options|trace)$/.test(key)),
    );
    expect(called).toHaveLength(operations.length);
    expect(called.filter(({ status }) => status !== 'passed')).toEqual([]);
  });

  it('is up to date, and generate brings it back to that', async () => {
    expect(await specwright(['generate', '--check'], at(project))).toMatchObject({ code: 0 });
    const overlay = `overlay: 1.0.0\ninfo: { title: x, version: '1' }\nactions:\n  - target: $.info\n    update: { title: Renamed }\n`;
    await writeFile(at(project, 'spec/overlay.yaml'), overlay);
    await writeFile(at(project, 'src/own.ts'), 'export const own = 1;\n');
    expect(await specwright(['generate', '--check'], at(project))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('overlay.yaml'),
    });
    expect(await specwright(['generate'], at(project))).toMatchObject({ code: 0 });
    expect(await specwright(['generate', '--check'], at(project))).toMatchObject({ code: 0 });
    expect(await readFile(at(project, 'generated/openapi.json'), 'utf8')).toContain('"Renamed"');
    expect(await readFile(at(project, 'src/own.ts'), 'utf8')).toContain('own');
    expect(await readFile(at(project, 'spec/overlay.yaml'), 'utf8')).toBe(overlay);
  });
});

describe('all projects', () => {
  const texts = (file: string): Promise<string[]> =>
    Promise.all(CASES.map(({ project }) => readFile(at(project, file), 'utf8')));

  it('are compiled with the same settings', async () => {
    expect(new Set(await texts('tsconfig.json')).size).toBe(1);
  });

  it('have one runtime, whose declarations compile by themselves', async () => {
    expect(new Set(await texts('generated/runtime.d.ts')).size).toBe(1);
    const args = [
      '--noEmit',
      '--strict',
      '--skipDefaultLibCheck',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable',
    ];
    const ended = await node([TSC, ...args, at(CASES[0]?.project ?? '', 'generated/runtime.d.ts')]);
    expect(ended).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('bump in a project of init', () => {
  it.each([
    ['a collection that is pulled', 'parcels.json', 'spec/collection.json', '?limit=10', '?most=10', 'limit'],
    ['a document edited in place', 'depot.yaml', 'spec/openapi.yaml', 'name: filter', 'name: only', 'filter'],
  ])('%s: says what breaks, runs the tests, and leaves a project that is whole', async (...row) => {
    const [, input, source, was, is, name] = row;
    const project = at(`bumped-${input}`);
    await specwright(['init', input, project, '--no-install']);
    await symlink(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'));
    await writeFile(path.join(project, 'vitest.config.ts'), RESOLVES_TO_SOURCES);
    const before = await readdir(path.join(project, 'generated'));
    const next = (await readFile(path.join(project, source), 'utf8')).replace(was, is);
    const pulled = source.endsWith('.json');
    await writeFile(pulled ? at('next.json') : path.join(project, source), next);
    const ended = await specwright(['bump', ...(pulled ? [at('next.json')] : ['--no-contract'])], project);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(pulled ? 'Pulled from ' : `Made from ${source} (sha256`);
    expect(ended.stdout).toContain(`the "query" parameter "${name}" is gone`);
    expect(ended.stdout).toContain(`"${name}" is not a property any more (code that sends every parameter)`);
    if (pulled) expect(ended.stdout).toMatch(/passed: Tests +\d+ passed/);
    expect((await readdir(path.join(project, 'generated'))).sort()).toEqual(before.sort());
    expect(await specwright(['generate', '--check'], project)).toMatchObject({ code: 0 });
  });
});

describe('init of a collection in another format', () => {
  it.each<[string, string, ReadonlyMap<string, string>]>([
    ['postman-v3', 'spec/collection', asPostmanV3(COLLECTION)],
    ['bruno', 'spec/collection', asOpenCollectionFolder(COLLECTION)],
    ['one.yml', 'spec/collection.yml', new Map([['', stringify(asOpenCollection(COLLECTION))]])],
  ])('%s keeps it as %s, and generates from there', async (input, source, files) => {
    for (const [name, text] of files) {
      await mkdir(path.dirname(at(input, name)), { recursive: true });
      await writeFile(at(input, name), text);
    }
    const project = `of-${input}`;
    expect(await specwright(['init', input, project, '--no-install'])).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(at(project, 'specwright.json'), 'utf8'))).toMatchObject({ source });
    expect(await specwright(['generate', '--check'], at(project))).toMatchObject({ code: 0 });
    const sources = { code: 2, stderr: expect.stringContaining(`specwright init ${input} DIR`) };
    expect(await specwright(['generate', '--spec', input])).toMatchObject(sources);
    if (files.size === 1) return;
    const document = { code: 2, stderr: expect.stringContaining(`specwright convert ${input} --out`) };
    expect(await specwright(['sandbox', input])).toMatchObject(document);
    expect(await specwright(['verify', '--spec', input, '--target', 'http://127.0.0.1:9'])).toMatchObject(
      document,
    );
  });
});

describe('init refuses', () => {
  it.each<[string, string, string[], string | undefined]>([
    ['a page', '<!doctype html><html></html>', [], undefined],
    ['JSON that is something else', '{"a":1}', [], undefined],
    ['an older document', '{"swagger":"2.0"}', [], undefined],
    ['nothing', '', [], undefined],
  ])('%s with the sentence of convert, and writes nothing', async (_name, text) => {
    const [init, convert] = [
      await specwright(['init', '-', 'refused', '--no-install'], folder, text),
      await specwright(['convert', '-'], folder, text),
    ];
    expect(init.code).toBe(2);
    expect(init.stderr).toBe(convert.stderr);
    expect(await readdir(folder)).not.toContain('refused');
  });

  it('a folder that is not empty', async () => {
    await mkdir(at('taken'));
    await writeFile(at('taken', 'mine.txt'), 'mine');
    const ended = await specwright(['init', 'parcels.json', 'taken', '--no-install']);
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Cannot write to taken: it is not empty.'),
    });
    expect(await readdir(at('taken'))).toEqual(['mine.txt']);
  });

  it.each([
    ['a file that is not there', 'a.yaml', 'it refers to a.yaml. Cannot read'],
    ['a file of another host', 'https://example.com/a.yaml', 'it refers to https://example.com/a.yaml'],
    ['an absolute path', '/etc/a.yaml', 'it refers to /etc/a.yaml'],
    ['nothing', '#/components/pathItems/a', 'it refers to #/components/pathItems/a, which leads nowhere'],
  ])('a document that refers to %s', async (_name, $ref, words) => {
    const split = { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/a': { $ref } } };
    const ended = await specwright(['init', '-', 'split', '--no-install'], folder, JSON.stringify(split));
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`Cannot use -: ${words}`) });
  });

  it('a collection without requests, unless it is asked for one', async () => {
    const empty = JSON.stringify({
      info: { name: 'Later', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [],
    });
    expect(await specwright(['init', '-', 'later', '--no-install'], folder, empty)).toMatchObject({
      code: 2,
    });
    const ended = await specwright(['init', '-', 'later', '--no-install', '--allow-empty'], folder, empty);
    expect(ended).toMatchObject({ code: 0 });
    expect(await readFile(at('later', 'README.md'), 'utf8')).toMatch(/^# Later\n/);
  });
});
