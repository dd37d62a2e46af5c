import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { applyBaseline, requireCoverage } from '../../contract/baseline.ts';
import { exitCode } from '../../contract/exit-code.ts';
import { withCollectionLines } from '../../contract/collection-lines.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import type { Report } from '../../contract/engine/report.ts';
import { suggestOverlay } from '../../contract/suggest.ts';
import { contractView } from '../../contract/report-view.ts';
import { render } from '../../report/render.ts';
import type { ReportView } from '../../report/view.ts';
import { EXIT_CODE } from '../frame/exit-code.ts';
import { tell, usesColour, type Io } from '../frame/io.ts';
import { readJson } from '../frame/read-input.ts';
import { reportMeta } from '../report-meta.ts';
import { writeWhole } from '../frame/write-files.ts';
import type { VerifySubject } from './subject.ts';
import type { VerifyValues } from './verify-options.ts';

/** Grades a report by the wishes of the user, writes it, and says with which code to end. */
export async function deliver(
  raw: Report,
  args: VerifyValues,
  { suite, collection, documents = [] }: VerifySubject,
  io: Io,
): Promise<number> {
  const report = await located(await graded(raw, args), suite.api.operations, collection);
  const view = contractView(report, reportMeta(documents, report.target.url), suite.checks);
  await writeReport(view, args, io);
  if (args.html !== undefined) await writeWhole(args.html, render(view, 'html'));
  if (args.suggest !== undefined) await writeSuggestion(report, args.suggest, io);
  for (const { id, externalId } of report.leftovers) tell(io, `left over: ${id} ${externalId ?? ''}`);
  const code = exitCode(report, args);
  if (code === EXIT_CODE.notProven && report.ok) {
    tell(
      io,
      `Not complete: ${report.summary.skipped} of ${report.summary.cases} cases were skipped (--require-complete).`,
    );
  }
  return code;
}

async function graded(raw: Report, { baseline, minCoverage }: VerifyValues): Promise<Report> {
  const based = baseline === undefined ? raw : applyBaseline(raw, await readJson(baseline));
  return minCoverage === undefined ? based : requireCoverage(based, minCoverage);
}

async function located(
  report: Report,
  operations: readonly OperationDescriptor[],
  collection: string | undefined,
): Promise<Report> {
  if (collection === undefined || !existsSync(collection)) return report;
  return withCollectionLines(report, operations, collection, await readFile(collection, 'utf8'));
}

async function writeReport(view: ReportView, { format, out }: VerifyValues, io: Io): Promise<void> {
  const colour = out === undefined && usesColour(io);
  const written = render(view, format, { colour });
  if (out === undefined) io.stdout.write(written);
  else await writeWhole(out, written);
  // https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `${render(view, 'markdown')}\n`);
}

async function writeSuggestion(report: Report, file: string, io: Io): Promise<void> {
  const overlay = suggestOverlay(report);
  if (overlay === undefined) return tell(io, 'There is nothing to suggest.');
  await writeWhole(file, overlay);
  tell(io, `The suggested overlay is in ${file}.`);
}
