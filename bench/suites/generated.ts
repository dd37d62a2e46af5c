import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';
import type { JsonObject } from '../../src/specwright/base/json.ts';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import { GENERATORS, OURS, type Generator } from '../contenders/generators.ts';
import { shopOf } from '../generate/shop.ts';
import { firstLine, member } from '../load-peer.ts';
import { cpuSideBySide, fold } from '../measure.ts';
import type { Absent, Goal, Measurement, Suite, Table } from '../suite.ts';
import { startAll } from './import.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EMPTY = 'an empty process';

/** What loads ahead is a chunk of its own. */
const LOADED_AHEAD: Plugin = {
  name: 'loaded-ahead-apart',
  setup: (context) =>
    context.onResolve({ filter: /./ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: name, external: true } : undefined,
    ),
};

/** A client that was generated. */
interface Made {
  readonly generator: Generator;
  readonly folder: string;
  readonly compiles: boolean;
}

export const generated: Suite = {
  name: 'generated',
  async run({ quick, inputs }) {
    const parent = await mkdtemp(path.join(tmpdir(), 'bench-generated-'));
    try {
      await symlink(path.join(ROOT, 'node_modules'), path.join(parent, 'node_modules'));
      return await compare(parent, quick, await documentsOf(inputs));
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  },
};

async function compare(
  parent: string,
  quick: boolean,
  given: readonly JsonObject[],
): ReturnType<Suite['run']> {
  const absent: Absent[] = [];
  const documents: Readonly<Record<string, JsonObject>> = {
    '6 operations': shopOf(6),
    '62 operations': shopOf(62),
    "this project's document": JSON.parse(await readFile(path.join(ROOT, 'generated/openapi.json'), 'utf8')),
  };
  const compiled: Measurement[] = [];
  const sizes: Measurement[] = [];
  const small: Made[] = [];
  for (const generator of GENERATORS) {
    try {
      for (const [name, document] of Object.entries(documents)) {
        const made = await make(generator, document, path.join(parent, `${small.length}-${compiled.length}`));
        compiled.push(fold(name, generator.name, [made.compiles ? 1 : 0]));
        if (name.startsWith('this')) continue;
        for (const [contender, size] of await sizesOf(made)) sizes.push(fold(name, contender, [size / 1000]));
        if (name.startsWith('6 ')) small.push(made);
      }
      if (given.length > 0) {
        const good = await countCompiling(
          generator,
          given,
          path.join(parent, `given-${absent.length}-${compiled.length}`),
        );
        compiled.push(fold(`of ${given.length} given`, generator.name, [good]));
      }
    } catch (error) {
      absent.push({ contender: generator.name, why: firstLine(error) });
    }
  }
  const calls = await callsOf(small);
  const costs = await cpuSideBySide(calls, { rounds: quick ? 2 : 15, calls: quick ? 500 : 5000 });
  const starts = [
    { name: EMPTY, code: '', cwd: parent },
    ...small.map(({ generator: { name }, folder }) => ({
      name,
      code: `import ${JSON.stringify(pathToFileURL(path.join(folder, 'out/all.js')).href)};`,
      cwd: parent,
    })),
  ];
  const tables: Table[] = [
    table('Documents whose client compiles under `strict` (1: yes)', 'yes', 'higher', OURS, compiled),
    table('Size of all operations, minified and compressed', 'kB', 'lower', OURS, sizes),
    table(
      'CPU time of one call, network stubbed',
      'us',
      'lower',
      OURS,
      [...costs].map(([name, rounds]) => fold('network stubbed', name, rounds)),
    ),
    table('From process start to process end', 'ms', 'lower', EMPTY, await startAll(starts, quick ? 1 : 10)),
  ];
  return {
    title: 'Generated clients',
    method: [
      'Each tool makes a client of the same documents, with its default settings; one of them is that of this project.',
      'Ours also gets and renews tokens, retries, times out, validates and maps errors; "loaded ahead" is what it does not need before the first failure.',
      'Size and import: a module that offers every operation. CPU: one read, bearer token, `fetch` replaced by a function.',
    ],
    tables,
    goals: goalsOf(sizes),
    absent,
  };
}

function table(
  title: string,
  unit: string,
  better: Table['better'],
  baseline: string,
  measurements: readonly Measurement[],
): Table {
  return { title, unit, better, baseline, measurements, notes: {} };
}

/** The documents of collections. */
async function documentsOf(inputs: readonly string[]): Promise<readonly JsonObject[]> {
  const documents: JsonObject[] = [];
  for (const input of inputs) documents.push((await convertCollection(await readFile(input))).value);
  return documents;
}

async function countCompiling(
  generator: Generator,
  documents: readonly JsonObject[],
  folder: string,
): Promise<number> {
  let count = 0;
  await mkdir(folder);
  for (const [index, document] of documents.entries()) {
    // A tool that stops at a document makes no client of it that compiles.
    const made = await make(generator, document, path.join(folder, String(index))).catch(() => undefined);
    if (made?.compiles) count += 1;
  }
  return count;
}

function goalsOf(sizes: readonly Measurement[]): readonly Goal[] {
  const of = (group: string): number =>
    sizes.find((one) => one.group === group && one.contender === OURS)?.median ?? Number.NaN;
  const [six, more] = [of('6 operations'), of('62 operations')];
  return [
    {
      text: 'generated client of 6 operations: at most 7 kB',
      actual: six,
      limit: 7,
      unit: 'kB',
      better: 'lower',
    },
    {
      text: 'each further operation: at most 120 bytes',
      actual: ((more - six) * 1000) / 56,
      limit: 120,
      unit: 'bytes',
      better: 'lower',
    },
  ];
}

async function make(generator: Generator, document: JsonObject, folder: string): Promise<Made> {
  await mkdir(folder);
  await generator.generate(document, folder);
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module", "sideEffects": false }');
  await writeFile(path.join(folder, 'all.ts'), generator.all);
  const isShop = JSON.stringify(document).includes('readOrder');
  if (isShop) await writeFile(path.join(folder, 'one.ts'), generator.one);
  return { generator, folder, compiles: compiles(path.join(folder, isShop ? 'one.ts' : 'all.ts')) };
}

function compiles(entry: string): boolean {
  const program = ts.createProgram([entry, path.join(path.dirname(entry), 'all.ts')], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).length === 0;
}

/** Bytes of what an application gets that imports every operation; what loads ahead in a row of its own. */
async function sizesOf({ generator, folder }: Made): Promise<readonly (readonly [string, number])[]> {
  const bundle = (plugins: Plugin[], splitting: boolean) =>
    build({
      entryPoints: [path.join(folder, 'all.ts')],
      outdir: path.join(folder, 'out'),
      plugins,
      splitting,
      bundle: true,
      minify: true,
      write: splitting,
      format: 'esm',
      target: 'es2022',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      metafile: splitting,
    });
  const { outputFiles: core = [] } = await bundle([LOADED_AHEAD], false);
  const size = core.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const { metafile } = await bundle([], true);
  const files = Object.keys(metafile?.outputs ?? {});
  const whole = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length),
  );
  const sum = whole.reduce((total, one) => total + one, 0);
  return files.length === 1
    ? [[generator.name, size]]
    : [
        [generator.name, size],
        [`${generator.name}, with what is loaded ahead`, sum],
      ];
}

async function callsOf(made: readonly Made[]) {
  const stub = async (): Promise<Response> =>
    new Response('{"id":"a"}', { headers: { 'content-type': 'application/json' } });
  return Promise.all(
    made.map(async ({ generator: { name }, folder }) => {
      const outfile = path.join(folder, 'one.mjs');
      await build({
        entryPoints: [path.join(folder, 'one.ts')],
        outdir: folder,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        splitting: true,
        format: 'esm',
        target: 'es2022',
        platform: 'neutral',
        mainFields: ['module', 'main'],
      });
      const module: unknown = await import(pathToFileURL(outfile).href);
      const call = member(module, 'connect')('https://shop.example.com/v1', stub);
      if (typeof call !== 'function') throw new Error(`${name} connects to nothing`);
      if (JSON.stringify(await call()) !== '{"id":"a"}') throw new Error(`${name} reads something else`);
      return { name, run: () => call() };
    }),
  );
}
