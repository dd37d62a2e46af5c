import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeOpenApi } from '../../../src/specwright/openapi/describe.ts';
import type * as Frame from '../../../src/specwright/cli/index.ts';
import { compile } from './compile.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Built by `npm run build`: projects use the package, not its sources. */
const FRAME = path.join(ROOT, 'src/specwright/dist/frame.js');
const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs');

/** How one collection fared as a project. */
export interface ProjectReport {
  readonly file: string;
  readonly operations: number;
  readonly init: boolean;
  readonly tsc: boolean;
  readonly vitest: boolean;
  /** Operations that the client reaches at their own place, unrefused. */
  readonly callable: number;
  readonly seconds: number;
  readonly kilobytes: number;
  /** What went wrong, in the words of the tools. */
  readonly failures: readonly string[];
}

/**
 * Makes a project of every collection, compiles each, and runs the tests of all. They share a folder, its packages,
 * one compiler and one test runner, which start but once.
 */
export async function reportOnProjects(
  folder: string,
  files: readonly string[],
): Promise<readonly ProjectReport[]> {
  const parent = await mkdtemp(path.join(tmpdir(), 'projects-'));
  try {
    await symlink(path.join(ROOT, 'node_modules'), path.join(parent, 'node_modules'));
    const made: Made[] = [];
    for (const [index, file] of files.entries())
      made.push(await make(path.resolve(folder, file), file, path.join(parent, String(index))));
    const tests = await testsIn(parent);
    return await Promise.all(made.map((project) => reportOn(project, tests.get(project.cwd))));
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

interface Made {
  readonly file: string;
  readonly cwd: string;
  readonly milliseconds: number;
  readonly refusal: string | undefined;
  readonly errors: readonly string[];
}

async function make(input: string, file: string, cwd: string): Promise<Made> {
  const start = performance.now();
  const refusal = await refusalOf(input, cwd);
  const errors = refusal === undefined ? compile(cwd) : [];
  return { file, cwd, refusal, errors, milliseconds: performance.now() - start };
}

/** Runs the built `init` in this process; returns what it said where it failed. */
async function refusalOf(input: string, cwd: string): Promise<string | undefined> {
  const { runProgram, specwright }: typeof Frame = await import(pathToFileURL(FRAME).href);
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text) };
  const code = await runProgram(specwright, ['init', input, cwd, '--no-install'], {
    env: {},
    stdout: output,
    stderr: output,
    stdin: noInput(),
    signal: new AbortController().signal,
    fetch: globalThis.fetch,
  });
  return code === 0 ? undefined : said.join('');
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

interface Test {
  readonly title: string;
  readonly status: string;
  readonly message: string;
}

interface TestFile {
  readonly tests: readonly Test[];
  readonly passed: boolean;
  readonly message: string;
  readonly milliseconds: number;
}

/** Runs the tests of every project below a folder, by the folder of the project. */
async function testsIn(parent: string): Promise<ReadonlyMap<string, TestFile>> {
  const output = path.join(parent, 'vitest.json');
  // Of its own: none of a folder above may apply.
  await writeFile(path.join(parent, 'vitest.config.mjs'), `export default { test: { maxWorkers: 2 } };\n`);
  await new Promise<void>((resolve) => {
    const args = [VITEST, 'run', '--reporter=json', `--outputFile=${output}`];
    execFile(process.execPath, args, { cwd: parent, maxBuffer: 64 * 1024 * 1024 }, () => resolve());
  });
  const report: Report = await readFile(output, 'utf8').then(JSON.parse, () => ({ testResults: [] }));
  return new Map(
    report.testResults.map((result) => [path.resolve(result.name, '../..'), testFileOf(result)]),
  );
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function testFileOf({
  status,
  message,
  startTime,
  endTime,
  assertionResults,
}: Report['testResults'][0]): TestFile {
  return {
    passed: status === 'passed',
    message,
    milliseconds: endTime - startTime,
    tests: assertionResults.map(({ title, status: end, failureMessages }) => ({
      title,
      status: end,
      message: failureMessages.join(' ').split('\n')[0] ?? '',
    })),
  };
}

async function reportOn(
  { file, cwd, refusal, errors, milliseconds }: Made,
  found: TestFile | undefined,
): Promise<ProjectReport> {
  const { tests = [], passed = false, message = 'no test ran', milliseconds: testing = 0 } = found ?? {};
  const failed = tests.filter(({ status }) => status === 'failed');
  const init = refusal === undefined;
  const reached = tests.filter(({ title, status }) => title.startsWith('client.') && status === 'passed');
  return {
    file,
    init,
    operations: init
      ? describeOpenApi(JSON.parse(await readFile(path.join(cwd, 'generated/openapi.json'), 'utf8'))).length
      : 0,
    tsc: init && errors.length === 0,
    vitest: passed,
    callable: reached.length,
    seconds: Math.round((milliseconds + testing) / 100) / 10,
    kilobytes: init ? Math.round((await sizeOf(path.join(cwd, 'generated'))) / 1024) : 0,
    failures: [
      ...(refusal === undefined ? [] : [`init: ${refusal}`]),
      ...errors.map((text) => `tsc: ${text}`),
      ...failed.map((test) => `${test.title}: ${test.message}`),
      ...(!init || passed || failed.length > 0 ? [] : [`vitest: ${message}`]),
    ],
  };
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
