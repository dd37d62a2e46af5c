import { escapeMarkup } from './escape.ts';
import {
  metaRows,
  operationPrefix,
  placeRow,
  type ReportView,
  type ViewCase,
  type ViewFinding,
  type ViewSuite,
} from './view.ts';

/** JUnit XML: what ran, as suites of test cases. */
export function junit({ title, suites, meta }: ReportView): string {
  const properties = metaRows(meta).map(
    ([label, value]) => `      <property name="${escapeMarkup(label)}" value="${escapeMarkup(value)}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeMarkup(title)}" ${counts(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap((suite) => suiteLines(suite, meta.date, properties)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines(
  { name, cases }: ViewSuite,
  date: string,
  properties: readonly string[],
): readonly string[] {
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  return [
    `  <testsuite name="${escapeMarkup(name)}" ${counts(cases)} skipped="${skipped}" timestamp="${escapeMarkup(date.replace(/(\.\d+)?Z$/, ''))}">`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.flatMap((one) => caseLines(name, one)),
    '  </testsuite>',
  ];
}

function counts(cases: readonly ViewCase[]): string {
  const failed = cases.filter(({ outcome }) => outcome === 'failed').length;
  const time = cases.reduce((sum, { duration }) => sum + duration, 0);
  return `tests="${cases.length}" failures="${failed}" errors="0" time="${seconds(time)}"`;
}

function caseLines(
  suite: string,
  { name, outcome, reason = '', failures, duration }: ViewCase,
): readonly string[] {
  const head = `    <testcase classname="${escapeMarkup(suite)}" name="${escapeMarkup(name)}" time="${seconds(duration)}"`;
  if (outcome === 'passed') return [`${head}/>`];
  if (outcome === 'skipped') return [`${head}><skipped message="${escapeMarkup(reason)}"/></testcase>`];
  return [`${head}>`, ...failures.map(failure), '    </testcase>'];
}

function failure(finding: ViewFinding): string {
  const { id, title, details, places, blocks } = finding;
  const rows = [...details, ...places.map(placeRow), ...blocks];
  const words = rows.map(([label, text]) => `${label}: ${text}`).join('\n');
  return `      <failure type="${escapeMarkup(id)}" message="${escapeMarkup(operationPrefix(finding) + title)}">${escapeMarkup(words)}</failure>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
