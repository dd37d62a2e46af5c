import { existsSync } from 'node:fs';
import { command } from './frame/command.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, type Io } from './frame/io.ts';
import { flag, text } from './frame/option.ts';
import { build, type Build } from './generate/build.ts';
import { explainDifferences } from './generate/explain-differences.ts';
import { readState, replacementsFor, type OutputState } from './generate/output-state.ts';
import { buildProject } from './project/build-project.ts';
import { SETTINGS_FILE } from './project/project-settings.ts';
import { tellProblems } from './tell-problems.ts';
import { writeFiles } from './frame/write-files.ts';

export const generate = command({
  about: `Writes everything that is generated from the sources of a project: those that specwright.json
names, or collection.json, overlay.yaml and pipeline.json in a folder.`,
  operands: {},
  options: {
    check: flag('write nothing; exit with 1 where a file is stale or was edited, and say why'),
    spec: text('DIR', 'read the three files from there (default: spec, where there is no specwright.json)'),
    out: text('DIR', 'write there (default: generated)'),
  },
  async run({ check, spec, out: wanted }, io) {
    const result = await buildHere(spec);
    const out = wanted ?? result.out;
    tellProblems(result.problems, io);
    if (result.problems.some(({ severity }) => severity === 'error')) {
      tell(io, 'Nothing was written: the document breaks the rules above.');
      return EXIT_CODE.findings;
    }
    const state = await readState(out, result.files);
    return check ? compare(result, state, io) : write(result, state, out, io);
  },
});

/** The project of this folder, where it has one and no other sources are named. */
async function buildHere(spec: string | undefined): Promise<Build & { readonly out: string }> {
  if (spec === undefined && existsSync(SETTINGS_FILE)) return buildProject(SETTINGS_FILE);
  return { ...(await build(spec ?? 'spec')), out: 'generated' };
}

function compare(result: Build, state: OutputState, io: Io): number {
  const differences = explainDifferences(result, state);
  for (const difference of differences) tell(io, difference);
  if (differences.length > 0) return EXIT_CODE.findings;
  tell(io, `generated/ is up to date (${String(result.files.length)} files).`);
  return EXIT_CODE.fine;
}

async function write(result: Build, state: OutputState, out: string, io: Io): Promise<number> {
  const replacements = replacementsFor(out, result.files, state);
  await writeFiles(replacements);
  const changed = replacements.filter(({ content }) => content !== undefined);
  tell(io, `${String(changed.length)} of ${String(result.files.length)} files written to ${out}.`);
  return EXIT_CODE.fine;
}
