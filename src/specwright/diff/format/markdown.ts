import type { Change } from '../change.ts';
import type { Level } from '../level.ts';
import { countLine } from './words.ts';

const headings: Readonly<Record<Level, string>> = {
  breaking: 'Breaking',
  warning: 'Look at these',
  info: 'Harmless',
};

/** A report for a pull request or a change log. */
export function formatMarkdown(changes: readonly Change[]): string {
  const sections = (['breaking', 'warning', 'info'] as const).flatMap((level) => section(changes, level));
  return [`**${countLine(changes)}**`, '', ...sections].join('\n');
}

function section(changes: readonly Change[], level: Level): string[] {
  const own = changes.filter((change) => change.level === level);
  if (own.length === 0) return [];
  const lines = own.map((change) =>
    level === 'info' ? line(change) : `${line(change)}\n${details(change)}`,
  );
  return [`### ${headings[level]}`, '', ...lines, ''];
}

function line(change: Change): string {
  const [first, ...more] = change.operations;
  const where =
    first === undefined ? '' : `${code(first)}${more.length === 0 ? '' : ` and ${more.length} more`}: `;
  return `- ${where}${escape(change.title)} (${code(change.id)})${notes(change)}`;
}

function notes(change: Change): string {
  const found = [
    ...(change.guess === undefined ? [] : [`guess: ${change.guess}`]),
    ...(change.inferred === undefined ? [] : ['inferred from samples']),
    ...(change.accepted === undefined ? [] : [`accepted: ${change.accepted}`]),
  ];
  return found.length === 0 ? '' : ` — ${escape(found.join('; '))}`;
}

function details(change: Change): string {
  const mend = change.mend === '' ? '' : ` ${change.mend}`;
  return `  ${escape(change.why)} Wire: ${change.wire}. TypeScript: ${change.typescript}.${escape(mend)}`;
}

/** A code span that holds backticks too. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll(/\s+/g, ' ')}${fence}`;
}

/** Text from documents must not become mark-up, mentions or links. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>|#~]/g, '\\$&')
    .replaceAll('@', '@\u200B')
    .replaceAll(/\s+/g, ' ');
}
