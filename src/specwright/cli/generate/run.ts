import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCode } from '../exit-code.ts';
import { tell, writeOut } from '../streams.ts';
import { tellProblems } from '../tell-problems.ts';
import { writeFiles } from '../write-files.ts';
import { GENERATE_USAGE, parseGenerateArguments } from './arguments.ts';
import { build, type Build } from './build.ts';
import { explainDifferences } from './check.ts';
import { readState, type OutputState } from './state.ts';

/** `npm run generate`: the sources in, everything in `generated/` out, or with `--check` only compared. */
export async function generateCommand(args: readonly string[]): Promise<number> {
  const wanted = parseGenerateArguments(args);
  if (wanted === undefined) {
    await writeOut(GENERATE_USAGE);
    return exitCode.fine;
  }
  const result = await build(wanted.spec);
  tellProblems(result.problems);
  if (result.problems.some(({ severity }) => severity === 'error')) {
    tell('Nothing was written: the document breaks the rules above.');
    return exitCode.findings;
  }
  const state = await readState(wanted.out, result.files);
  return wanted.check ? check(result, state) : write(result, state, wanted.out);
}

function check(result: Build, state: OutputState): number {
  const differences = explainDifferences(result, state);
  for (const difference of differences) tell(difference);
  if (differences.length > 0) return exitCode.findings;
  tell(`generated/ is up to date (${String(result.files.length)} files).`);
  return exitCode.fine;
}

/** Files of the last run that this one does not make are removed; files of others stay. */
async function write(result: Build, state: OutputState, out: string): Promise<number> {
  const made = new Set(result.files.map(({ path }) => path));
  const changed = result.files.filter(({ path, content }) => state.files.get(path) !== content);
  await writeFiles(out, changed);
  for (const path of state.files.keys()) if (!made.has(path)) await rm(join(out, path), { force: true });
  tell(`${String(changed.length)} of ${String(result.files.length)} files written to ${out}.`);
  return exitCode.fine;
}
