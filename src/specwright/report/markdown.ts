import { codeSpan, escapeMarkdown, fenceOf } from './escape.ts';
import { operationPrefix, metaRows, placeRow, type ReportView, type Row, type ViewFinding } from './view.ts';

/** Markdown for a comment on a pull request, a job summary or a change log. */
export function markdown(view: ReportView): string {
  const lines = [
    `### ${view.ok ? '✅' : '❌'} ${escapeMarkdown(view.headline)}`,
    '',
    ...findingSections(view),
    ...view.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'bars' ? bars(block.bars) : [])),
    ...[...view.facts, ...metaRows(view.meta)].map(row),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The findings under a heading for each severity, without what surrounds them. */
export function findingSections({
  findings,
  headings,
  most,
}: Pick<ReportView, 'findings' | 'headings' | 'most'>): readonly string[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const own = findings.filter((finding) => finding.severity === severity);
    const shown = own.slice(0, severity === 'info' ? most?.info : most?.serious);
    const left = own.length - shown.length;
    if (own.length === 0) return [];
    return [
      `#### ${headings[severity]}`,
      '',
      ...shown.flatMap((finding) => [headLine(finding), ...(severity === 'info' ? [] : details(finding))]),
      ...(left > 0 ? [`- ... and ${left} more`] : []),
      '',
    ];
  });
}

function headLine(finding: ViewFinding): string {
  const { operation = '', title, id } = finding;
  const where = operationPrefix(finding) === '' ? '' : `${codeSpan(operation)}: `;
  return `- ${where}${escapeMarkdown(title)} (${codeSpan(id)})`;
}

function details({ details: rows, places, blocks }: ViewFinding): readonly string[] {
  return [
    ...rows.map((one) => `  ${row(one)}`),
    ...places.map(placeRow).map(([label, place]) => `  - ${label}: ${codeSpan(place)}`),
    ...blocks.flatMap(folded),
  ];
}

function row([label, text]: Row): string {
  return `- ${label}: ${escapeMarkdown(text)}`;
}

function folded([label, text]: Row): readonly string[] {
  const fence = fenceOf(text, 3);
  const lines = [
    `<details><summary>${label}</summary>`,
    '',
    fence,
    ...text.split('\n'),
    fence,
    '',
    '</details>',
  ];
  return ['', ...lines.map((line) => `  ${line}`.trimEnd()), ''];
}

function bars(shares: readonly { name: string; covered: number; total: number }[]): readonly string[] {
  return [
    '| coverage | seen | of |',
    '| --- | ---: | ---: |',
    ...shares.map(({ name, covered, total }) => `| ${escapeMarkdown(name)} | ${covered} | ${total} |`),
    '',
  ];
}
