import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../src/specwright/convert/problem.ts';
import { measure, type FileReport } from './measure.ts';
import { reportOnProjects } from './projects/make-projects.ts';
import { isProject, projectFailures, projectTable } from './projects/table.ts';
import { proveCorpus } from './proofs.ts';
import { isGood, missesOf, pageOf, tableOf, worstNamesOf } from './report.ts';
import { isSandboxGood, sandboxMisses, sandboxTable } from './sandbox/table.ts';
import { trySandbox, type SandboxReport } from './sandbox/try-sandbox.ts';

interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const usage = `Usage: npm run corpus -- DIR [--only TEXT] [--sandbox | --projects | --prove [--most N]] [--misses [--most N]] [--names] [--page FILE] [--json]

Converts every .json file of a folder and prints how faithful the documents are, the worst files named.
Exit code 0: every figure reaches its target; 1: some fall short; 2: the folder cannot be read.

  --only TEXT   files whose name holds TEXT
  --sandbox     serve each document instead, and print what its sandbox keeps and answers
  --projects    make a project of each with the built package, compile it and run its tests
  --prove       serve each document with each generic fault instead, and print which faults verify finds;
                at most --most N faults per document
  --misses      after the table, every miss in words (at most 10 per file and figure, or --most N)
  --names       after the table, the names of each file that a person should look at, the worst first
  --page FILE   write the table as a page of the documentation, too
  --json        the reports as JSON instead of the table
`;

function empty(file: string, milliseconds: number): FileReport {
  return {
    file,
    milliseconds,
    requests: 0,
    invalid: [],
    untyped: [],
    components: 0,
    references: 0,
    worstNames: [],
    tallies: {},
  };
}

async function reportOn(folder: string, file: string): Promise<FileReport> {
  const bytes = await readFile(path.join(folder, file));
  const start = performance.now();
  try {
    const { value: document } = await convertCollection(bytes);
    const milliseconds = performance.now() - start;
    return await measure(file, bytes.toString('utf8'), { document, milliseconds });
  } catch (cause) {
    if (cause instanceof ConversionError)
      return { ...empty(file, performance.now() - start), refused: cause.problem.message };
    if (cause instanceof Error)
      return { ...empty(file, performance.now() - start), crashed: cause.stack ?? cause.message };
    throw cause;
  }
}

async function filesOf(folder: string, only: string): Promise<string[] | undefined> {
  const info = await stat(folder).catch(() => undefined);
  if (info?.isDirectory() !== true) return undefined;
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.json') && name.includes(only)).sort();
}

const options = {
  only: { type: 'string', default: '' },
  sandbox: { type: 'boolean', default: false },
  projects: { type: 'boolean', default: false },
  prove: { type: 'boolean', default: false },
  misses: { type: 'boolean', default: false },
  most: { type: 'string', default: '10' },
  names: { type: 'boolean', default: false },
  page: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function runSandboxes(
  folder: string,
  files: readonly string[],
  { misses, most, json }: Record<string, unknown>,
  out: Streams['out'],
): Promise<number> {
  const reports: SandboxReport[] = [];
  for (const file of files) {
    const bytes = await readFile(path.join(folder, file));
    const report = await convertCollection(bytes).then(
      ({ value: document }) => trySandbox(file, bytes.toString('utf8'), document),
      (cause: unknown) => {
        if (cause instanceof ConversionError) return undefined;
        throw cause;
      },
    );
    if (report !== undefined) reports.push(report);
  }
  out(json === true ? `${JSON.stringify(reports, null, 2)}\n` : sandboxTable(reports));
  if (misses === true) out(`\n${sandboxMisses(reports, Number(most))}\n`);
  return isSandboxGood(reports) ? 0 : 1;
}

async function runProjects(
  folder: string,
  files: readonly string[],
  most: number,
  asJson: boolean,
  out: Streams['out'],
): Promise<number> {
  const reports = await reportOnProjects(folder, files);
  out(
    asJson
      ? `${JSON.stringify(reports, null, 2)}\n`
      : `${projectTable(reports)}\n${projectFailures(reports, most)}`,
  );
  return reports.every(isProject) ? 0 : 1;
}

/** Runs the command; returns the exit code. */
export async function runCorpus(args: readonly string[], { out, error }: Streams): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
  });
  const [folder] = positionals;
  if (values.help === true) return (out(usage), 0);
  const files = folder === undefined ? undefined : await filesOf(folder, String(values.only));
  if (folder === undefined || files === undefined || files.length === 0) {
    error(folder === undefined ? usage : `No folder with .json files at ${folder}.\n`);
    return 2;
  }
  if (values.sandbox === true) return runSandboxes(folder, files, values, out);
  if (values.prove === true) return proveCorpus(folder, files, Number(values.most), out);
  if (values.projects === true)
    return runProjects(folder, files, Number(values.most), values.json === true, out);
  const reports: FileReport[] = [];
  for (const file of files) reports.push(await reportOn(folder, file));
  out(values.json === true ? `${JSON.stringify(reports, null, 2)}\n` : tableOf(reports));
  if (typeof values.page === 'string') await writeFile(values.page, pageOf(reports));
  if (values.misses === true) out(`\n${missesOf(reports, Number(values.most))}\n`);
  if (values.names === true) out(`\n${worstNamesOf(reports)}\n`);
  return isGood(reports) ? 0 : 1;
}
