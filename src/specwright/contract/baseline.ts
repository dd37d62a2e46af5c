import { type Json, ownList, ownString } from '../base/json.ts';
import type { Report, ReportedFinding } from './engine/report.ts';

/**
 * Lets known findings pass: those of an earlier JSON report become observations. A known finding that no
 * longer occurs is an error, so that the baseline shrinks.
 *
 * @param report - the run
 * @param known - an earlier report, as `json` wrote it
 * @returns the report in the light of the baseline
 */
export function applyBaseline(report: Report, known: Json): Report {
  const expected = new Map(
    ownList(known, 'findings')
      .filter((entry) => ownString(entry, 'severity') === 'error')
      .map((entry) => [ownString(entry, 'key') ?? '', ownString(entry, 'title') ?? '']),
  );
  const seen = new Set(report.findings.map(({ key }) => key));
  const kept = report.findings.map((finding): ReportedFinding =>
    expected.has(finding.key) ? { ...finding, severity: 'info' } : finding,
  );
  const gone = [...expected]
    .filter(([key]) => !seen.has(key))
    .map(([, title]) => `no longer occurs, take it out of the baseline: ${title}`);
  return regraded({ ...report, notices: [...report.notices, ...gone] }, kept, gone.length);
}

/** The report with other findings; `extra` errors that are no findings fail it too. */
export function regraded(report: Report, findings: readonly ReportedFinding[], extra = 0): Report {
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const summary = {
    ...report.summary,
    errors: count('error'),
    warnings: count('warning'),
    observations: count('info'),
  };
  return { ...report, findings, summary, ok: summary.errors + extra === 0 && !report.interrupted };
}
