import { coverageKinds } from '../contract/engine/coverage.ts';
import type { ReportedFinding } from '../contract/engine/report.ts';
import { escapeCell } from './escape.ts';
import type { Reporter } from './reporter.ts';
import { counted, coverageWords, severityWord, skips, verdict } from './words.ts';

/** Findings a comment shows in full. */
const MOST = 20;

/** Markdown for a comment on a pull request, or a job summary. */
export const markdown: Reporter = (report) => {
  const { summary, coverage, target, mode, seed } = report;
  const serious = report.findings.filter(({ severity }) => severity !== 'info');
  const lines = [
    `### ${report.ok ? '✅' : '❌'} ${verdict(report)}`,
    '',
    `${counted(summary.cases, 'case')} (${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped), ${counted(summary.requests, 'request')} to ${escapeCell(target.url)}, mode ${mode}, seed ${seed}.`,
    '',
    ...findingTable(serious),
    ...serious.slice(0, MOST).flatMap(details),
    '| coverage | met | of |',
    '| --- | ---: | ---: |',
    ...coverageKinds
      .filter((kind) => coverage.kinds[kind].total > 0)
      .map(
        (kind) =>
          `| ${coverageWords[kind]} | ${coverage.kinds[kind].covered} | ${coverage.kinds[kind].total} |`,
      ),
    '',
    ...skips(report).map(({ reason, count }) => `- skipped ${count}: ${escapeCell(reason)}`),
    ...report.leftovers.map(({ id }) => `- left over: ${escapeCell(id)}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};

function findingTable(findings: readonly ReportedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.slice(0, MOST).map((finding) => {
    const { check, operation = '', title, expected, actual } = finding;
    return `| ${severityWord(finding)} | ${check} | ${escapeCell(operation)} | ${escapeCell(title)} | ${escapeCell(expected)} | ${escapeCell(actual)} |`;
  });
  const more =
    findings.length > MOST ? [`... and ${counted(findings.length - MOST, 'more finding')}`, ''] : [];
  return [
    '| | check | operation | finding | expected | actual |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...more,
  ];
}

function details({ title, exchange, spec }: ReportedFinding): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestTicks(exchange.curl) + 1));
  return [
    `<details><summary>${escapeCell(title)}</summary>`,
    '',
    `${fence}sh`,
    exchange.curl,
    fence,
    '',
    `Answer: ${exchange.status ?? 'none'}. ${spec === undefined ? '' : `Document: \`${spec}\`.`}`,
    '',
    '</details>',
    '',
  ];
}

/** A fence must be longer than every run of back-ticks inside. */
function longestTicks(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
