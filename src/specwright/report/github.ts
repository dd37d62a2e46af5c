import type { ReportedFinding } from '../contract/engine/report.ts';
import type { Reporter } from './reporter.ts';
import { verdict } from './words.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions: each finding becomes an annotation. */
export const github: Reporter = (report) => {
  const lines = report.findings.filter(({ severity }) => severity !== 'info').map(annotation);
  return `${[...lines, `::notice title=bpcc-task-routing-testing verify::${escapeData(verdict(report))}`].join('\n')}\n`;
};

function annotation({ severity, check, title, expected, actual, collection }: ReportedFinding): string {
  const place =
    collection === undefined ? '' : `file=${escapeProperty(collection.file)},line=${collection.line},`;
  return `::${COMMANDS[severity]} ${place}title=${escapeProperty(check)}::${escapeData(`${title}\nexpected: ${expected}\nactual: ${actual}`)}`;
}

/** Escapes as the runner reads them. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
