import { operationPrefix, isSerious, metaRows, type ReportView, type Row, type ViewFinding } from './view.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Annotations of a GitHub Actions run, at the first place of each finding; the verdict comes last. */
export function github(view: ReportView): string {
  const summary = `${view.headline}\n${rows(metaRows(view.meta))}`;
  const lines = view.findings.filter(isSerious).map(annotation);
  return `${[...lines, `::notice title=${property(view.title)}::${data(summary)}`].join('\n')}\n`;
}

function annotation(finding: ViewFinding): string {
  const { severity, id, title, details, places } = finding;
  const [place] = places;
  const properties = [
    ...(place === undefined ? [] : [`file=${property(place.file)}`]),
    ...(place?.line === undefined ? [] : [`line=${place.line}`]),
    `title=${property(id)}`,
  ];
  const where = operationPrefix(finding);
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(`${where}${title}\n${rows(details)}`)}`;
}

function rows(all: readonly Row[]): string {
  return all.map(([label, text]) => `${label}: ${text}`).join('\n');
}

/** A workflow command ends at a line break; `%` escapes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
