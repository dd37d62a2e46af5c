import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeOpenApi } from '../../src/specwright/openapi/describe.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
/** Built by `npm run build`: projects use the package, not its sources. */
const CLI = path.join(ROOT, 'src/specwright/dist/cli.js');

/** What became of one collection as a project. */
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

/** Makes a project of a collection, compiles it and runs its tests, each in a process of its own. */
export async function reportOnProject(folder: string, file: string): Promise<ProjectReport> {
  const parent = await mkdtemp(path.join(tmpdir(), 'project-'));
  const cwd = path.join(parent, 'project');
  const start = performance.now();
  try {
    const made = await attempt([CLI, 'init', path.resolve(folder, file), cwd, '--no-install'], parent);
    if (!made.ok) return { ...FAILED, file, seconds: secondsSince(start), failures: [`init: ${made.text}`] };
    await symlink(path.join(ROOT, 'node_modules'), path.join(cwd, 'node_modules'));
    const compiled = await attempt([path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit'], cwd);
    const output = path.join(parent, 'vitest.json');
    const vitest = [
      path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=json',
      `--outputFile=${output}`,
    ];
    const tested = await attempt(vitest, cwd);
    const tests = await testsIn(output);
    const document = JSON.parse(await readFile(path.join(cwd, 'generated/openapi.json'), 'utf8'));
    const failed = tests.filter(({ status }) => status === 'failed');
    return {
      file,
      operations: describeOpenApi(document).length,
      init: true,
      tsc: compiled.ok,
      vitest: tested.ok,
      callable: tests.filter(({ title, status }) => title.startsWith('client.') && status === 'passed')
        .length,
      seconds: secondsSince(start),
      kilobytes: Math.round((await sizeOf(path.join(cwd, 'generated'))) / 1024),
      failures: [
        ...(compiled.ok ? [] : compiled.text.split('\n').map((line) => `tsc: ${line}`)),
        ...failed.map(({ title, message }) => `${title}: ${message}`),
        ...(tested.ok || failed.length > 0 ? [] : [`vitest: ${tested.text}`]),
      ],
    };
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

const FAILED = {
  operations: 0,
  init: false,
  tsc: false,
  vitest: false,
  callable: 0,
  kilobytes: 0,
};

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

async function attempt(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '' }: { stdout?: string; stderr?: string } = Object(error);
    return { ok: false, text: `${stdout}${stderr}`.trim() };
  }
}

interface Test {
  readonly title: string;
  readonly status: string;
  readonly message: string;
}

async function testsIn(output: string): Promise<readonly Test[]> {
  const text = await readFile(output, 'utf8').catch(() => '{}');
  const { testResults = [] }: { testResults?: { assertionResults: Record<string, unknown>[] }[] } =
    JSON.parse(text);
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ title, status, failureMessages }) => ({
      title: String(title),
      status: String(status),
      message: String(failureMessages).split('\n')[0] ?? '',
    }));
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** One line for each collection, and the sums. */
export function projectTable(reports: readonly ProjectReport[]): string {
  const row = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, index) => (index === 0 ? String(cell).padEnd(64).slice(0, 64) : String(cell).padStart(11)))
      .join(' ');
  const lines = reports.map((report) =>
    row([
      report.file,
      yes(report.init),
      yes(report.tsc),
      yes(report.vitest),
      `${report.callable}/${report.operations}`,
      report.seconds,
      report.kilobytes,
    ]),
  );
  const count = (test: (report: ProjectReport) => boolean): string =>
    `${reports.filter(test).length}/${reports.length}`;
  const sum = (of: (report: ProjectReport) => number): number =>
    reports.reduce((total, one) => total + of(one), 0);
  const total = row([
    'all',
    count(({ init }) => init),
    count(({ tsc }) => tsc),
    count(({ vitest }) => vitest),
    `${sum(({ callable }) => callable)}/${sum(({ operations }) => operations)}`,
    Math.round(sum(({ seconds }) => seconds)),
    sum(({ kilobytes }) => kilobytes),
  ]);
  const head = row(['file', 'init', 'tsc', 'vitest', 'callable', 'seconds', 'kB']);
  return `${[head, ...lines, total].join('\n')}\n`;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** What went wrong, at most this many lines of each collection. */
export function projectFailures(reports: readonly ProjectReport[], most: number): string {
  return reports
    .filter(({ failures }) => failures.length > 0)
    .map(
      ({ file, failures }) =>
        `${file}\n${failures
          .slice(0, most)
          .map((line) => `  ${line.slice(0, 400)}\n`)
          .join('')}`,
    )
    .join('');
}

/** Whether a collection became a project that works. */
export function isProject({ init, tsc, vitest, callable, operations }: ProjectReport): boolean {
  return init && tsc && vitest && callable === operations;
}
