import type { BumpReport } from './words.ts';

/**
 * What the next step of a GitHub workflow needs, one `name=value` a line. Names come from a collection that strangers
 * write, so line breaks and control characters are taken out: they would set other outputs.
 */
export function workflowOutputs(report: BumpReport): string {
  const refused = report.refused.length > 0;
  const moved = report.bump !== 'none' && !refused;
  const outputs = {
    moved: String(moved),
    refused: String(refused),
    bump: report.bump,
    breaking: String(report.breaking),
    branch: `api-watch/${report.sha256.slice(0, 12)}`,
    title: `${oneLine(report.name)}: a ${report.bump} change`,
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 80);
}
