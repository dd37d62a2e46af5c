import { findingSections } from '../report/markdown.ts';
import type { Severity } from '../report/finding.ts';
import type { ReportMeta, ReportView, Row, ViewCase, ViewFinding, ViewPlace } from '../report/view.ts';
import { printableTexts } from '../report/printable-texts.ts';
import type { Change, Place } from './change.ts';
import type { Level } from './level.ts';
import { ruleOf } from './rules/rule.ts';

/** How the two documents are called in a report. */
export interface SideNames {
  readonly base: string;
  readonly revision: string;
}

export interface DiffViewOptions {
  readonly names: SideNames;
  readonly meta: ReportMeta;
  /** Which changes fail the run. Default: those that break. */
  readonly fails?: (change: Change) => boolean;
}

const SEVERITIES: Readonly<Record<Level, Severity>> = { breaking: 'error', warning: 'warning', info: 'info' };

const HEADINGS: Readonly<Record<Severity, string>> = {
  error: 'Breaking',
  warning: 'Look at these',
  info: 'Harmless',
};

/** The changes as every format of `report` prints them. */
export function diffView(changes: readonly Change[], options: DiffViewOptions): ReportView {
  const { names, meta, fails = ({ level }: Change): boolean => level === 'breaking' } = options;
  const findings = changes.map((change) => findingOf(change, names));
  const cases = changes.map((change, index): ViewCase => {
    const found = findings[index];
    const failed = fails(change) && found !== undefined;
    const name = `${change.operation === undefined ? '' : `${change.operation}: `}${change.title} [${change.id}]`;
    return { name, outcome: failed ? 'failed' : 'passed', failures: failed ? [found] : [], duration: 0 };
  });
  return {
    title: 'API changes',
    ok: !changes.some(fails),
    headline: countLine(changes),
    meta,
    findings,
    headings: HEADINGS,
    facts: [],
    sections: [],
    suites: [{ name: `${names.base} to ${names.revision}`, cases: cases.length > 0 ? cases : [noChange] }],
    rules: [...new Set(changes.map(({ id }) => id))].map((id) => {
      const { level, title, reason, fix } = ruleOf(id);
      return { id, severity: SEVERITIES[level], title, reason, fix };
    }),
    data: { breaking: changes.some(({ level }) => level === 'breaking'), changes },
  };
}

const noChange: ViewCase = { name: 'no changes', outcome: 'passed', failures: [], duration: 0 };

/** `2 breaking, 1 warning, 5 info`. */
function countLine(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No changes.';
  return (['breaking', 'warning', 'info'] as const)
    .map((level) => `${changes.filter((change) => change.level === level).length} ${level}`)
    .join(', ');
}

/** The changes in Markdown, as a part of a larger text. */
export function changesMarkdown(changes: readonly Change[]): string {
  const names = { base: 'old document', revision: 'new document' };
  const findings = changes.map((change) => findingOf(change, names));
  return [
    `**${countLine(changes)}**`,
    '',
    ...findingSections({ findings: printableTexts(findings), headings: HEADINGS }),
  ].join('\n');
}

function findingOf(change: Change, names: SideNames): ViewFinding {
  const { id, level, operations, title, base, revision } = change;
  const [first, ...more] = operations;
  return {
    id,
    severity: SEVERITIES[level],
    label: level,
    ...(first !== undefined && { operation: more.length === 0 ? first : `${first} and ${more.length} more` }),
    title: change.accepted === undefined ? title : `${title} (accepted: ${change.accepted})`,
    details: detailsOf(change),
    blocks: [],
    places: [...placeOf('is', revision, names.revision), ...placeOf('was', base, names.base)],
    key: [id, base?.pointer, revision?.pointer].filter((part) => part !== undefined).join(' '),
    occurrences: 1,
  };
}

function detailsOf({ why, guess, undecided, inferred, wire, typescript, fix }: Change): readonly Row[] {
  return [
    ['why', why],
    ...(undecided === undefined ? [] : [['cannot be decided', undecided] satisfies Row]),
    ...(guess === undefined ? [] : [['guess', guess] satisfies Row]),
    ...(inferred === undefined ? [] : [['source', 'samples, not documentation'] satisfies Row]),
    ['breaks', `wire: ${wire}, TypeScript: ${typescript}`],
    ...(fix === '' ? [] : [['fix', fix] satisfies Row]),
  ];
}

function placeOf(label: string, place: Place | undefined, file: string): readonly ViewPlace[] {
  if (place === undefined) return [];
  const { pointer, line } = place;
  const inside = place.file === undefined ? file : besides(file, place.file);
  return [{ label, file: inside, pointer, ...(line !== undefined && { line }) }];
}

/** A path that is written from the folder of a document. */
function besides(document: string, path: string): string {
  return document.slice(0, Math.max(document.lastIndexOf('/'), document.lastIndexOf(':')) + 1) + path;
}
