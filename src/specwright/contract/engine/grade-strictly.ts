import { countBySeverity } from './collector.ts';
import { conclude } from './conclude.ts';
import type { Report, ReportedFinding } from './report.ts';

/** The report with warnings as errors. */
export function gradeStrictly(report: Report): Report {
  return withFindings(
    report,
    report.findings.map((finding) =>
      finding.severity === 'warning' ? { ...finding, severity: 'error' } : finding,
    ),
  );
}

/** The report with other findings, and what it proves with these. */
export function withFindings(report: Report, findings: readonly ReportedFinding[]): Report {
  return conclude({ ...report, findings, summary: { ...report.summary, ...countBySeverity(findings) } });
}
