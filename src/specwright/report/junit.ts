import type { CaseReport, Report, ReportedFinding } from '../contract/engine/report.ts';
import { escapeMarkup } from './escape.ts';
import type { Reporter } from './reporter.ts';

/** JUnit XML: a suite per source of cases, a test case per case. */
export const junit: Reporter = (report) => {
  const suites = [...new Set(report.cases.map(({ source }) => source))];
  const { summary } = report;
  const body = suites.map((source) =>
    suite(
      report,
      source,
      report.cases.filter((entry) => entry.source === source),
    ),
  );
  const run = report.findings.filter((finding) => isRunWide(report, finding));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bpcc-task-routing-testing verify" tests="${summary.cases + run.length}" failures="${summary.failed + run.length}" skipped="${summary.skipped}" time="${seconds(report.duration)}">`,
    ...body,
    ...(run.length > 0 ? [runSuite(run)] : []),
    '</testsuites>',
    '',
  ].join('\n');
};

/** Findings about the run as a whole, or about passing traffic, belong to no case. */
function isRunWide({ cases }: Report, { case: caseId, severity }: ReportedFinding): boolean {
  return severity === 'error' && !cases.some(({ id }) => id === caseId);
}

function suite(report: Report, source: string, cases: readonly CaseReport[]): string {
  const count = (kind: string): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const time = seconds(cases.reduce((sum, { duration }) => sum + duration, 0));
  return [
    `  <testsuite name="${escapeMarkup(source)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}" time="${time}">`,
    ...cases.map((entry) => testCase(report, entry)),
    '  </testsuite>',
  ].join('\n');
}

function testCase({ findings }: Report, { id, source, title, outcome, duration }: CaseReport): string {
  const head = `    <testcase classname="${escapeMarkup(source)}" name="${escapeMarkup(`${id}: ${title}`)}" time="${seconds(duration)}"`;
  if (outcome.kind === 'passed') return `${head}/>`;
  if (outcome.kind === 'skipped')
    return `${head}><skipped message="${escapeMarkup(outcome.reason)}"/></testcase>`;
  const own = findings.filter(({ severity, cases }) => severity === 'error' && cases.includes(id));
  return [`${head}>`, ...own.map(failure), '    </testcase>'].join('\n');
}

function runSuite(findings: readonly ReportedFinding[]): string {
  const cases = findings.map((finding) =>
    [
      `    <testcase classname="run" name="${escapeMarkup(finding.title)}" time="0.000">`,
      failure(finding),
      '    </testcase>',
    ].join('\n'),
  );
  return [
    `  <testsuite name="run" tests="${findings.length}" failures="${findings.length}" skipped="0" time="0.000">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function failure({ check, title, expected, actual, exchange }: ReportedFinding): string {
  const text = `expected: ${expected}\nactual: ${actual}\n${exchange.curl}`;
  return `      <failure type="${escapeMarkup(check)}" message="${escapeMarkup(title)}">${escapeMarkup(text)}</failure>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
