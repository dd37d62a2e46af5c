import { readFile } from 'node:fs/promises';
import { applyBaseline, requireCoverage } from '../../../specwright/contract/baseline.ts';
import { withCollectionLines } from '../../../specwright/contract/collection-lines.ts';
import { exitCode as exitCodeOf } from '../../../specwright/contract/exit-code.ts';
import { builtinApi } from '../../suite/builtin-api.ts';
import type { Report } from '../../../specwright/contract/engine/report.ts';
import { html } from '../../../specwright/report/html.ts';
import { reporters } from '../../../specwright/report/registry.ts';
import { text } from '../../../specwright/report/text.ts';
import { suggestOverlay } from '../../../specwright/contract/suggest.ts';
import type { Io } from '../../../specwright/cli/frame/command.ts';
import type { VerifyArgs } from './args.ts';
import { parseJson, readText } from './load.ts';
import { writeWhole } from './output.ts';

/** Where the collection lies in a working copy of this project; elsewhere findings point into the document alone. */
const COLLECTION = 'spec/collection.json';
/** The exit code of programs that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Grades a report by the wishes of the user, writes it, and says with which code to end. */
export async function deliver(raw: Report, args: VerifyArgs, io: Io): Promise<number> {
  const report = await located(await graded(raw, args));
  await writeReport(report, args, io);
  if (args.html !== undefined) await writeWhole(args.html, html(report));
  if (args.suggest !== undefined) await writeSuggestion(report, args.suggest, io);
  for (const { id, externalId } of report.leftovers)
    io.stderr.write(`left over: task ${id} ${externalId ?? ''}\n`);
  if (report.interrupted) return INTERRUPTED;
  return exitCodeOf(report);
}

async function graded(raw: Report, { baseline, minCoverage }: VerifyArgs): Promise<Report> {
  const known =
    baseline === undefined
      ? undefined
      : parseJson('baseline', baseline, await readText('baseline', baseline));
  const based = known === undefined ? raw : applyBaseline(raw, known);
  return minCoverage === undefined ? based : requireCoverage(based, minCoverage);
}

async function located(report: Report): Promise<Report> {
  try {
    return withCollectionLines(report, builtinApi.operations, COLLECTION, await readFile(COLLECTION, 'utf8'));
  } catch {
    // There is no collection where the package is merely installed.
    return report;
  }
}

async function writeReport(report: Report, { format, out }: VerifyArgs, { stdout, env }: Io): Promise<void> {
  const colour = out === undefined && stdout.isTTY === true && env['NO_COLOR'] === undefined;
  const written = format === 'text' ? text(report, { colour }) : reporters[format](report);
  if (out === undefined) stdout.write(written);
  else await writeWhole(out, written);
}

async function writeSuggestion(report: Report, file: string, { stderr }: Io): Promise<void> {
  const overlay = suggestOverlay(report);
  if (overlay === undefined) {
    stderr.write('There is nothing to suggest.\n');
    return;
  }
  await writeWhole(file, overlay);
  stderr.write(`The suggested overlay lies in ${file}.\n`);
}
