import { coverageKinds } from '../contract/engine/coverage.ts';
import type { Report, ReportedFinding } from '../contract/engine/report.ts';
import { counted, coverageWords, severityWord, skips, verdict } from './words.ts';

/** How a run is shown on a terminal. */
export interface TextOptions {
  /** Default: no colours. */
  readonly colour?: boolean;
  /** Findings shown in full; the rest is counted. Default 12. */
  readonly most?: number;
}

type Paint = (code: number, text: string) => string;

/** A summary that fits a screen: findings first, then what was covered and what was not. */
export function text(report: Report, { colour = false, most = 12 }: TextOptions = {}): string {
  const paint: Paint = (code, words) => (colour ? `\u001B[${code}m${words}\u001B[0m` : words);
  const serious = report.findings.filter(({ severity }) => severity !== 'info');
  const observed = report.findings.filter(({ severity }) => severity === 'info');
  const lines = [
    ...serious.slice(0, most).flatMap((finding) => findingLines(finding, paint)),
    ...(serious.length > most ? [`... and ${counted(serious.length - most, 'more finding')}`, ''] : []),
    ...observationLines(observed, paint),
    ...summaryLines(report),
    paint(report.ok ? 32 : 31, verdict(report)),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: ReportedFinding, paint: Paint): readonly string[] {
  const { check, title, expected, actual, occurrences, cases, spec, collection, culprit, exchange } = finding;
  const seen = occurrences > 1 ? ` (${occurrences} times, in ${counted(cases.length, 'case')})` : '';
  const where = [
    spec === undefined ? [] : [`openapi.json#${spec}`],
    collection ? [`${collection.file}:${collection.line}`] : [],
  ].flat();
  return [
    `${paint(finding.severity === 'error' ? 31 : 33, severityWord(finding))} ${paint(1, title)}${seen}`,
    `  check     ${check}, case ${finding.case}`,
    `  expected  ${expected}`,
    `  actual    ${actual}`,
    ...(where.length > 0 ? [`  see       ${where.join(', ')}`] : []),
    `  likelier  ${culprit === 'server' ? 'the server is to be mended' : 'the document is to be mended (--suggest writes how)'}`,
    ...exchange.curl
      .split('\n')
      .map((line, index) => `  ${index === 0 ? 'repeat    ' : '          '}${paint(2, line)}`),
    '',
  ];
}

function observationLines(observed: readonly ReportedFinding[], paint: Paint): readonly string[] {
  const most = 6;
  if (observed.length === 0) return [];
  const shown = observed
    .slice(0, most)
    .map(({ title, actual }) => `${paint(36, 'observation')} ${title} (${actual})`);
  return [
    ...shown,
    ...(observed.length > most ? [`... and ${observed.length - most} more observations`] : []),
    '',
  ];
}

function summaryLines(report: Report): readonly string[] {
  const { summary, coverage, target, mode, seed, leftovers, notices, duration } = report;
  const kinds = coverageKinds
    .filter((kind) => coverage.kinds[kind].total > 0)
    .map((kind) => `${coverageWords[kind]} ${coverage.kinds[kind].covered}/${coverage.kinds[kind].total}`);
  return [
    `target    ${target.url} (${target.kind}), mode ${mode}, seed ${seed}`,
    `cases     ${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped; ${counted(summary.requests, 'request')} in ${(duration / 1_000).toFixed(1)} s`,
    ...skips(report).map(({ reason, count }) => `skipped   ${String(count).padStart(3)}  ${reason}`),
    `coverage  ${coverage.percent} % (${kinds.join(', ')})`,
    `findings  ${counted(summary.errors, 'error')}, ${counted(summary.warnings, 'warning')}, ${counted(summary.observations, 'observation')}`,
    ...leftovers.map(
      ({ id, externalId }) =>
        `left over ${id}${externalId === undefined ? '' : ` (external id ${externalId})`}`,
    ),
    ...notices.map((notice) => `note      ${notice}`),
  ];
}
