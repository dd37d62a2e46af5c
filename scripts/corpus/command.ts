import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { command, CommandError, EXIT_CODE, flag, number, required, text } from 'specwright/cli';
import { convertCollection } from '../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../src/specwright/convert/problem.ts';
import { measure, type FileReport } from './measure.ts';
import { reportOnProjects } from './projects/make-projects.ts';
import { isProject, projectFailures, projectTable } from './projects/table.ts';
import { proveCorpus } from './proofs.ts';
import { isGood, missesOf, pageOf, tableOf, worstNamesOf } from './report.ts';
import { isSandboxGood, sandboxMisses, sandboxTable } from './sandbox/table.ts';
import { trySandbox, type SandboxReport } from './sandbox/try-sandbox.ts';

/** `npm run corpus`. */
export const corpus = command({
  about: `Converts every .json file of DIR and prints how faithful the documents are, the worst files named.
Exit code 0: every figure reaches its target; 1: some fall short; 2: the folder cannot be read.`,
  operands: { dir: required('DIR', 'Name a folder of collections.') },
  options: {
    only: text('TEXT', 'files whose name holds TEXT'),
    sandbox: flag('serve each document instead, and print what its sandbox keeps and answers'),
    projects: flag('make a project of each with the built package, compile it and run its tests'),
    prove: flag('serve each document with generic faults, at most N of each, and print which verify finds'),
    misses: flag('after the table, every miss in words'),
    most: number('N', 'misses of each file and figure that are shown, or faults of each that are tried', {
      from: 1,
      to: 1e6,
      default: 10,
    }),
    names: flag('after the table, the names of each file that a person should look at, the worst first'),
    page: text('FILE', 'write the table as a page of the documentation, too'),
    json: flag('the reports as JSON instead of the table'),
  },
  async run({ dir, only = '', sandbox, projects, prove, misses, most, names, page, json }, { stdout }) {
    const found = await readdir(dir).catch(() => []);
    const files = found.filter((name) => name.endsWith('.json') && name.includes(only)).sort();
    if (files.length === 0) {
      throw new CommandError('input-unreadable', `Cannot read ${dir}: expected a folder with .json files.`);
    }
    const show = (reports: readonly object[], table: string): unknown =>
      stdout.write(json ? `${JSON.stringify(reports, null, 2)}\n` : table);
    if (sandbox) {
      const reports = await sandboxesOf(dir, files);
      show(reports, sandboxTable(reports));
      if (misses) stdout.write(`\n${sandboxMisses(reports, most)}\n`);
      return codeOf(isSandboxGood(reports));
    }
    if (prove) return proveCorpus(dir, files, most, (words) => stdout.write(words));
    if (projects) {
      const reports = await reportOnProjects(dir, files);
      show(reports, `${projectTable(reports)}\n${projectFailures(reports, most)}`);
      return codeOf(reports.every(isProject));
    }
    const reports: FileReport[] = [];
    for (const file of files) reports.push(await reportOn(dir, file));
    show(reports, tableOf(reports));
    if (page !== undefined) await writeFile(page, pageOf(reports));
    if (misses) stdout.write(`\n${missesOf(reports, most)}\n`);
    if (names) stdout.write(`\n${worstNamesOf(reports)}\n`);
    return codeOf(isGood(reports));
  },
});

function codeOf(good: boolean): number {
  return good ? EXIT_CODE.fine : EXIT_CODE.findings;
}

async function reportOn(folder: string, file: string): Promise<FileReport> {
  const bytes = await readFile(path.join(folder, file));
  const start = performance.now();
  const none = {
    requests: 0,
    invalid: [],
    untyped: [],
    components: 0,
    references: 0,
    worstNames: [],
    tallies: {},
  };
  try {
    const { value: document } = await convertCollection(bytes);
    const milliseconds = performance.now() - start;
    return await measure(file, bytes.toString('utf8'), { document, milliseconds });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const milliseconds = performance.now() - start;
    return cause instanceof ConversionError
      ? { ...none, file, milliseconds, refused: cause.problem.message }
      : { ...none, file, milliseconds, crashed: cause.stack ?? cause.message };
  }
}

/** What each sandbox does; a file that is not a collection has none. */
async function sandboxesOf(folder: string, files: readonly string[]): Promise<SandboxReport[]> {
  const reports: SandboxReport[] = [];
  for (const file of files) {
    const bytes = await readFile(path.join(folder, file));
    const made = await convertCollection(bytes).catch((cause: unknown) => {
      if (!(cause instanceof ConversionError)) throw cause;
    });
    if (made) reports.push(await trySandbox(file, bytes.toString('utf8'), made.value));
  }
  return reports;
}
