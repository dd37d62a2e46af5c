import type { Severity } from './finding.ts';

import { counted } from './words.ts';
import {
  isSerious,
  metaRows,
  operationPrefix,
  placeRow,
  type RenderOptions,
  type ReportView,
  type Row,
  type ViewFinding,
} from './view.ts';

type Paint = (code: number, text: string) => string;

const COLOURS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36 };

/** A summary for a terminal: the verdict, the findings, then facts about the run. */
export function text(view: ReportView, { colour = false }: RenderOptions): string {
  const paint: Paint = (code, words) => (colour ? `\u001B[${code}m${words}\u001B[0m` : words);
  const { serious: mostSerious = Infinity, info: mostInfo = Infinity } = view.most ?? {};
  const serious = view.findings.filter(isSerious);
  const infos = view.findings.filter((finding) => !isSerious(finding));
  const lines = [
    paint(view.ok ? 32 : 31, view.headline),
    '',
    ...serious.slice(0, mostSerious).flatMap((finding) => findingLines(finding, paint)),
    ...more(serious.length - mostSerious),
    ...infos.slice(0, mostInfo).map((finding) => headLine(finding, paint)),
    ...more(infos.length - mostInfo),
    ...(infos.length > 0 ? [''] : []),
    ...rowLines([...metaRows(view.meta), ...view.facts], ''),
  ];
  return `${lines.join('\n')}\n`;
}

function more(count: number): readonly string[] {
  return count > 0 ? [`... and ${count} more`, ''] : [];
}

function headLine(finding: ViewFinding, paint: Paint): string {
  const { severity, label, title, id, occurrences } = finding;
  const seen = occurrences > 1 ? ` (${counted(occurrences, 'time')})` : '';
  return `${paint(COLOURS[severity], `${label}:`)} ${operationPrefix(finding)}${title} [${id}]${seen}`;
}

function findingLines(finding: ViewFinding, paint: Paint): readonly string[] {
  const { details, places, blocks } = finding;
  const rows: readonly Row[] = [
    ...details,
    ...places.map(placeRow),
    ...blocks.map(([label, block]): Row => [label, paint(2, block)]),
  ];
  return [headLine(finding, paint), ...rowLines(rows, '  '), ''];
}

/** Labels in a column of their own; further lines of a text are below its first. */
function rowLines(rows: readonly Row[], indent: string): readonly string[] {
  const width = Math.max(8, ...rows.map(([label]) => label.length));
  return rows.flatMap(([label, words]) =>
    words
      .split('\n')
      .map((line, index) => `${indent}${(index === 0 ? label : '').padEnd(width)}  ${line}`.trimEnd()),
  );
}
