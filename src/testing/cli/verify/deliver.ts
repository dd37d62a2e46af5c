import { readFile } from 'node:fs/promises';
import { applyBaseline, regraded } from '../../../specwright/contract/baseline.ts';
import { withCollectionLines } from '../../../specwright/contract/collection-lines.ts';
import type { Report } from '../../../specwright/contract/engine/report.ts';
import { contractView } from '../../../specwright/contract/report-view.ts';
import { render } from '../../../specwright/report/render.ts';
import { reportMeta } from '../../../specwright/cli/report-meta.ts';
import type { ReportView } from '../../../specwright/report/view.ts';
import { suggestOverlay } from '../../../specwright/contract/suggest.ts';
import { exitCode, type Io } from '../../../specwright/cli/frame/command.ts';
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
  if (args.html !== undefined) await writeWhole(args.html, render(viewOf(report), 'html'));
  if (args.suggest !== undefined) await writeSuggestion(report, args.suggest, io);
  for (const { taskId, extTaskId } of report.leftovers)
    io.stderr.write(`left over: task ${taskId} ${extTaskId ?? ''}\n`);
  if (report.interrupted) return INTERRUPTED;
  return report.ok ? exitCode.fine : exitCode.findings;
}

async function graded(raw: Report, args: VerifyArgs): Promise<Report> {
  const strict = args.strict
    ? regraded(
        raw,
        raw.findings.map((finding) =>
          finding.severity === 'warning' ? { ...finding, severity: 'error' as const } : finding,
        ),
      )
    : raw;
  const known =
    args.baseline === undefined
      ? undefined
      : parseJson('baseline', args.baseline, await readText('baseline', args.baseline));
  const based = known === undefined ? strict : applyBaseline(strict, known);
  const { minCoverage } = args;
  if (minCoverage === undefined || based.coverage.percent >= minCoverage) return based;
  const notice = `coverage is ${based.coverage.percent} %, less than the ${minCoverage} % asked for`;
  return { ...based, ok: false, notices: [...based.notices, notice] };
}

async function located(report: Report): Promise<Report> {
  try {
    return withCollectionLines(report, COLLECTION, await readFile(COLLECTION, 'utf8'));
  } catch {
    // There is no collection where the package is merely installed.
    return report;
  }
}

function viewOf(report: Report): ReportView {
  return contractView(report, reportMeta([], report.target.url));
}

async function writeReport(report: Report, { format, out }: VerifyArgs, { stdout, env }: Io): Promise<void> {
  const colour = out === undefined && stdout.isTTY === true && env['NO_COLOR'] === undefined;
  const written = render(viewOf(report), format, { colour });
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
