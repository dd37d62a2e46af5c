import type {
  ReportMeta,
  ReportView,
  Row,
  ViewCase,
  ViewCell,
  ViewFinding,
  ViewPlace,
  ViewSuite,
  ViewTable,
} from '../report/view.ts';
import { jsonOf } from '../base/json.ts';
import { counted } from '../report/words.ts';
import type { CheckDescription } from './checks/description.ts';
import { checkDescriptions } from './checks/registry.ts';
import { coverageKinds } from './engine/coverage.ts';
import { errorCodeOf } from './engine/match-answer.ts';
import type { CaseReport, Report, ReportedFinding } from './engine/report.ts';

const COVERAGE_WORDS = {
  operation: 'operations',
  status: 'statuses',
  errorCode: 'error codes',
  parameter: 'parameters',
  property: 'properties',
  transition: 'transitions',
} as const;

const TARGET_WORDS = {
  sandbox: 'the sandbox',
  loopback: 'a server on this machine',
  remote: 'a remote server',
} as const;

/** The report of a run as every format of `report` prints it. `checks`: those of the suite. */
export function contractView(
  report: Report,
  meta: ReportMeta,
  checks: readonly CheckDescription[] = [],
): ReportView {
  const document = meta.documents[0]?.name ?? 'openapi.json';
  const findings = report.findings.map((finding) => findingOf(finding, document));
  return {
    title: 'Contract report',
    ok: report.ok,
    headline: report.headline,
    meta,
    findings,
    headings: { error: 'Errors', warning: 'Warnings', info: 'Observations' },
    most: { serious: 12, info: 6 },
    facts: facts(report),
    sections: [coverageSection(report), { title: 'Cases', blocks: caseTables(report) }],
    suites: suites(report, findings),
    rules: [...checkDescriptions, ...checks].map(({ id, severity, what, why, fix }) => ({
      id,
      severity,
      title: what,
      reason: why,
      fix,
    })),
    data: report,
  };
}

function findingOf(finding: ReportedFinding, document: string): ViewFinding {
  const { check, severity, operation, title, expected, actual, cases, culprit, exchange, spec } = finding;
  const { reading, consequences } = finding;
  const places: readonly ViewPlace[] = [
    ...(finding.collection === undefined ? [] : [finding.collection]),
    ...(spec === undefined ? [] : [{ file: document, pointer: spec }]),
  ];
  const others = cases.length > 8 ? ` and ${cases.length - 8} more` : '';
  return {
    id: check,
    severity,
    label: severity === 'info' ? 'observation' : severity,
    ...(operation !== undefined && { operation }),
    title,
    details: [
      ['expected', expected],
      ['actual', actual],
      ['cases', `${cases.slice(0, 8).join(', ')}${others}`],
      [
        'cause',
        culprit === 'server' ? 'probably the server' : 'probably the document (--suggest writes a fix)',
      ],
      ...(reading === undefined ? [] : [['reading', reading] as const]),
      ...consequences
        .slice(0, 4)
        .map((other) => ['with it', `${other.title} (${counted(other.occurrences, 'time')})`] as const),
      ...(consequences.length > 4 ? [['with it', `${consequences.length - 4} more`] as const] : []),
    ],
    blocks: [
      ['repeat', exchange.curl],
      ['answer', answerText(finding)],
    ],
    places,
    key: finding.key,
    occurrences: finding.occurrences,
  };
}

function answerText({ exchange }: ReportedFinding): string {
  const { status, headers = {}, duration, received } = exchange;
  const first = status === undefined ? 'none' : `${status} (${duration} ms)`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [first, ...lines, received === '' ? '(no body)' : received].join('\n');
}

function facts(report: Report): readonly Row[] {
  const { summary, coverage, target, mode, seed, leftovers, notices, duration } = report;
  const { passed, failed, skipped, requests } = summary;
  return [
    ['mode', `${mode}, against ${TARGET_WORDS[target.kind]}; seed ${seed}`],
    [
      'cases',
      `${passed} passed, ${failed} failed, ${skipped} skipped; ${counted(requests, 'request')} in ${(duration / 1_000).toFixed(1)} s`,
    ],
    ...skips(report).map(([reason, count]): Row => ['skipped', `${String(count).padStart(3)}  ${reason}`]),
    ['coverage', `${coverage.percent} %`],
    [
      'findings',
      `${counted(summary.errors, 'error')}, ${counted(summary.warnings, 'warning')}, ${counted(summary.observations, 'observation')}`,
    ],
    ...leftovers.map(({ id, externalId }): Row => [
      'left over',
      `${id}${externalId === undefined ? '' : ` (external id ${externalId})`}`,
    ]),
    ...notices.map((notice): Row => ['note', notice]),
  ];
}

/** Reasons for skipping, the most frequent first. */
function skips({ cases }: Report): readonly (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { outcome } of cases) {
    if (outcome.kind === 'skipped') counts.set(outcome.reason, (counts.get(outcome.reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function coverageSection(report: Report): ReportView['sections'][number] {
  const kinds = coverageKinds.filter((kind) => report.coverage.kinds[kind].total > 0);
  const unmet = kinds.flatMap((kind) => {
    const names = Object.entries(report.coverage.kinds[kind].items).flatMap(([name, count]) =>
      count === 0 ? name : [],
    );
    return names.length === 0 ? [] : [`${COVERAGE_WORDS[kind]}: ${names.join(', ')}`];
  });
  const bars = kinds.map((kind) => {
    const { covered, total } = report.coverage.kinds[kind];
    return { name: COVERAGE_WORDS[kind], covered, total };
  });
  return {
    title: `Coverage: ${report.coverage.percent} %`,
    blocks: [
      matrix(report),
      { kind: 'bars', bars },
      ...(unmet.length === 0 ? [] : [{ kind: 'list' as const, summary: 'Never seen', items: unmet }]),
    ],
  };
}

/** What was seen: operations down, statuses and error codes across. */
function matrix(report: Report): ViewTable {
  const columns = columnsOf(report);
  const heads = columns.map(([status, code]) => (code === '' ? status : `${status} code ${code}`));
  return {
    kind: 'table',
    head: ['Coverage matrix', ...heads],
    rows: Object.keys(report.coverage.kinds.operation.items).map((operation) => [
      { text: operation },
      ...columns.map((column) => matrixCell(report, operation, column)),
    ]),
    note: 'A number says how often the answer was seen; red: a finding names it; grey: documented and never seen; empty: not documented.',
  };
}

type Column = readonly [status: string, code: string];

function columnsOf({ coverage }: Report): readonly Column[] {
  const withCode = Object.keys(coverage.kinds.errorCode.items).map((name) => name.split(' '));
  const coded = new Set(withCode.map(([operation, status]) => `${operation} ${status}`));
  const plain = Object.keys(coverage.kinds.status.items).filter((name) => !coded.has(name));
  const keys = new Set([
    ...plain.map((name) => `${name.split(' ')[1] ?? ''} `),
    ...withCode.map(([, status, code]) => `${status} ${code}`),
  ]);
  return [...keys]
    .map((key): Column => [key.split(' ')[0] ?? '', key.split(' ')[1] ?? ''])
    .sort((a, b) => a[0].localeCompare(b[0]) || Number(a[1]) - Number(b[1]));
}

function matrixCell(report: Report, operation: string, [status, code]: Column): ViewCell {
  const { errorCode, status: statuses } = report.coverage.kinds;
  const answer = `${operation} ${status}`;
  const hasCodes = Object.keys(errorCode.items).some((name) => name.startsWith(`${answer} `));
  if (code === '' && hasCodes) return { text: '' };
  const count = code === '' ? statuses.items[answer] : errorCode.items[`${answer} ${code}`];
  if (count === undefined) return { text: '' };
  const broken = report.findings.some(
    (finding) =>
      finding.severity === 'error' &&
      finding.operation === operation &&
      String(finding.exchange.status) === status &&
      (code === '' || String(errorCodeOf({ json: jsonOf(finding.exchange.received) })) === code),
  );
  const seen = count > 0 ? `seen ${counted(count, 'time')}` : 'never seen';
  return {
    text: broken ? `✗ ${count}` : count > 0 ? String(count) : '–',
    state: broken ? 'bad' : count > 0 ? 'good' : 'idle',
    hint: `${operation}, status ${status}${code === '' ? '' : `, code ${code}`}: ${broken ? 'finding' : seen}`,
  };
}

function sourcesOf({ cases }: Report): readonly (readonly [source: string, cases: readonly CaseReport[]])[] {
  return [...new Set(cases.map(({ source }) => source))].map((source) => [
    source,
    cases.filter((entry) => entry.source === source),
  ]);
}

const STATES = { passed: 'good', failed: 'bad', skipped: 'idle' } as const;

function caseTables(report: Report): readonly ViewTable[] {
  return sourcesOf(report).map(([source, cases]) => {
    const failed = cases.filter(({ outcome }) => outcome.kind === 'failed').length;
    return {
      kind: 'table',
      summary: `${source}: ${counted(cases.length, 'case')}${failed > 0 ? `, ${failed} failed` : ''}`,
      open: failed > 0,
      head: ['Case', 'Outcome', 'What', 'Requests', 'Time'],
      rows: cases.map(({ id, title, outcome, requests, duration }) => [
        { text: id },
        { text: outcome.kind, state: STATES[outcome.kind] },
        { text: outcome.kind === 'skipped' ? `${title} (${outcome.reason})` : title },
        { text: String(requests) },
        { text: `${duration} ms` },
      ]),
    };
  });
}

function suites(report: Report, findings: readonly ViewFinding[]): readonly ViewSuite[] {
  const ofCases = new Set(report.cases.map(({ id }) => id));
  const runWide = report.findings.flatMap((finding, index) => {
    const shown = findings[index];
    return finding.severity === 'error' && shown !== undefined && !finding.cases.some((id) => ofCases.has(id))
      ? [shown]
      : [];
  });
  return [
    ...sourcesOf(report).map(([name, cases]) => ({
      name,
      cases: cases.map((entry) => viewCase(report, entry, findings)),
    })),
    ...(runWide.length === 0 ? [] : [{ name: 'run', cases: runWide.map(failedCase) }]),
  ];
}

function viewCase(report: Report, entry: CaseReport, findings: readonly ViewFinding[]): ViewCase {
  const { id, title, outcome, duration } = entry;
  const failures = findings.filter((_, index) => {
    const finding = report.findings[index];
    return finding?.severity === 'error' && finding.cases.includes(id);
  });
  return {
    name: `${id}: ${title}`,
    outcome: outcome.kind,
    ...(outcome.kind === 'skipped' && { reason: outcome.reason }),
    failures: outcome.kind === 'failed' ? failures : [],
    duration,
  };
}

/** A finding about the run as a whole, or about passing traffic, belongs to no case. */
function failedCase(finding: ViewFinding): ViewCase {
  return { name: finding.title, outcome: 'failed', failures: [finding], duration: 0 };
}
