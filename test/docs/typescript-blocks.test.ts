import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOURCE_OF_IMPORT } from '../on-sources.ts';
import { moduleOf, PRELUDE_LINES, promisedOutput } from '../../scripts/pages/block-module.ts';
import { allBlocks, ROOT, type Block } from '../../scripts/pages/doc-pages.ts';

const SCRATCH = path.join(ROOT, 'node_modules/.cache/docs-blocks');
const blocks = allBlocks().filter(({ language }) => language === 'ts');
const toRun = blocks.filter(({ flags }) => !flags.includes('compile'));
const fileOf = (block: Block): string =>
  path.join(SCRATCH, `${block.page.replaceAll(/[^a-z0-9]+/gi, '-')}-${block.line}.ts`);

let complaints: ReadonlyMap<string, string[]>;
let runs: ReadonlyMap<string, Run>;

/** How a block ended. */
interface Run {
  readonly printed: readonly string[];
  readonly error?: string;
}

beforeAll(async () => {
  mkdirSync(SCRATCH, { recursive: true });
  for (const block of blocks) writeFileSync(fileOf(block), moduleOf(block));
  // What pages read from the working folder.
  copyFileSync(path.join(ROOT, 'spec/collection.json'), path.join(SCRATCH, 'collection.json'));
  complaints = compile(blocks.map(fileOf));
  runs = await runAll(toRun);
}, 180_000);

afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

describe('TypeScript in the pages', () => {
  it('is there', () => expect(toRun.length).toBeGreaterThan(10));

  it.each(blocks.map((block) => [block.at, block] as const))('%s compiles', (_at, block) => {
    expect(complaints.get(fileOf(block)) ?? []).toEqual([]);
  });

  it.each(toRun.map((block) => [block.at, block] as const))(
    '%s runs, and prints what it says',
    (_at, block) => {
      const run = runs.get(fileOf(block));
      expect(run?.error).toBeUndefined();
      const promised = promisedOutput(block.text);
      expect(promised.length === 0 ? [] : run?.printed).toEqual(promised);
    },
  );
});

/** One program for all blocks: the types of the package are read once. Complaints by file. */
function compile(files: readonly string[]): ReadonlyMap<string, string[]> {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram([...files], {
    ...options,
    noUnusedLocals: false,
    paths: Object.fromEntries(Object.entries(SOURCE_OF_IMPORT).map(([name, file]) => [name, [file]])),
  });
  const found = new Map<string, string[]>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    const diagnostics = source === undefined ? [] : ts.getPreEmitDiagnostics(program, source);
    found.set(file, diagnostics.map(sentence));
  }
  return found;
}

function sentence({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1 - PRELUDE_LINES;
  return `line ${line} of the block: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}

async function runAll(all: readonly Block[]): Promise<ReadonlyMap<string, Run>> {
  const outdir = path.join(SCRATCH, 'built');
  await build({
    entryPoints: all.map(fileOf),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    alias: SOURCE_OF_IMPORT,
    logLevel: 'silent',
    outExtension: { '.js': '.mjs' },
  });
  const withBlocks = [...new Set(all.map(({ page }) => page))];
  const results = await Promise.all(
    withBlocks.map((name) =>
      runPage(
        all.filter(({ page }) => page === name),
        outdir,
      ),
    ),
  );
  return new Map(results.flat());
}

/** A process for each page; its blocks follow each other. */
async function runPage(some: readonly Block[], outdir: string): Promise<[string, Run][]> {
  const built = some.map((block) => path.join(outdir, `${path.basename(fileOf(block), '.ts')}.mjs`));
  const runner = path.join(import.meta.dirname, 'run-modules.mjs');
  const child = spawn(process.execPath, [runner, ...built], {
    cwd: SCRATCH,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await collect(child.stdout);
  return some.map((block, index) => [fileOf(block), resultOf(output, index)]);
}

function resultOf(output: string, index: number): Run {
  const line = output.split('\n')[index];
  return line ? JSON.parse(line) : { printed: [], error: 'the process ended before this block did' };
}

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
