import { type Json, ownList, ownString } from '../base/json.ts';
import { conclude } from './engine/conclude.ts';
import { withFindings } from './engine/grade-strictly.ts';
import type { Report, ReportedFinding } from './engine/report.ts';

/**
 * Lets known findings pass: those of an earlier JSON report become observations. Known findings that no
 * longer occur fail the run, so that the baseline shrinks.
 *
 * @param report - the run
 * @param earlier - an earlier report, as `json` wrote it
 * @returns the report in the light of the baseline
 */
export function applyBaseline(report: Report, earlier: Json): Report {
  const expected = new Map(
    ownList(earlier, 'findings')
      .filter((entry) => ownString(entry, 'severity') === 'error')
      .map((entry) => [ownString(entry, 'key') ?? '', ownString(entry, 'title') ?? '']),
  );
  // Which of several findings with one cause represents them may differ from run to run.
  const known = new Set([...expected.keys(), ...ownList(earlier, 'findings').flatMap(consequencesOf)]);
  const seen = new Set(report.findings.flatMap(keysOf));
  const gone = [...expected].filter(([key]) => !seen.has(key)).map(([, title]) => title);
  const kept = report.findings.map((finding): ReportedFinding =>
    known.has(finding.key) ? { ...finding, severity: 'info' } : finding,
  );
  const graded = withFindings(report, kept);
  if (gone.length === 0) return graded;
  const count = gone.length === 1 ? '1 finding' : `${gone.length} findings`;
  return conclude({
    ...graded,
    objections: [
      ...graded.objections,
      `${count} of the baseline no longer ${gone.length === 1 ? 'occurs' : 'occur'}`,
    ],
    notices: [
      ...graded.notices,
      ...gone.map((title) => `no longer occurs, take it out of the baseline: ${title}`),
    ],
  });
}

function keysOf({ key, consequences }: ReportedFinding): readonly string[] {
  return [key, ...consequences.map((other) => other.key)];
}

function consequencesOf(finding: Json): readonly string[] {
  return ownList(finding, 'consequences').map((other) => ownString(other, 'key') ?? '');
}

/** Fails a run that covered less than so many percent of what the document names. */
export function requireCoverage(report: Report, percent: number): Report {
  if (report.coverage.percent >= percent) return report;
  const objection = `Coverage ${report.coverage.percent} % is below ${percent} %`;
  return conclude({ ...report, objections: [...report.objections, objection] });
}
