import type { Change } from '../../diff/change.ts';
import { changesMarkdown } from '../../diff/report-view.ts';
import type { Bump } from './semver.ts';

/** Old code that does not compile against the new types. */
export interface CompileFailure {
  readonly operation: string;
  readonly message: string;
}

/** How the contract run ended. */
export interface ContractOutcome {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly summary: string;
}

/** Everything a bump found out. */
export interface BumpReport {
  readonly name: string;
  readonly from: string;
  readonly sha256: string;
  readonly bump: Bump;
  readonly version: string;
  readonly nextVersion: string;
  readonly breaking: boolean;
  readonly changes: readonly Change[];
  readonly typescript: readonly CompileFailure[];
  readonly contract: ContractOutcome;
  readonly problems: readonly string[];
}

/** The entry for the change log, without a heading. */
export function changelogEntry(report: Pick<BumpReport, 'changes'>): string {
  const told = report.changes.filter((change) => !change.id.endsWith('description-changed'));
  const prose = report.changes.length - told.length;
  const lines = told.map(
    (change) =>
      `- ${mark(change)}${change.operation === undefined ? '' : `\`${change.operation}\`: `}${change.title}${fixOf(change)}`,
  );
  const words = prose === 0 ? [] : [`- The words of ${prose} ${prose === 1 ? 'place' : 'places'} changed.`];
  return [...lines, ...words, ''].join('\n');
}

function mark(change: Change): string {
  if (change.level === 'breaking') return '**Breaking:** ';
  return change.level === 'warning' ? '**Look at this:** ' : '';
}

function fixOf(change: Change): string {
  return change.level === 'info' || change.fix === '' ? '' : `. ${change.fix}`;
}

/** The text of the pull request. */
export function pullRequestBody(report: BumpReport): string {
  return [
    `# ${report.name}: ${report.bump === 'none' ? 'no change' : `a ${report.bump} change`}`,
    '',
    `Pulled from ${report.from} (sha256 \`${report.sha256.slice(0, 12)}\`). Proposed version: ${report.version} → **${report.nextVersion}** (${report.bump}).`,
    '',
    '## What changed',
    '',
    changesMarkdown(report.changes),
    '## What it does to TypeScript callers',
    '',
    ...typescriptSection(report.typescript),
    '',
    '## Contract run against the sandbox',
    '',
    `${report.contract.state}: ${report.contract.summary}`,
    '',
    ...(report.problems.length === 0
      ? []
      : ['## Met on the way', '', ...report.problems.map((problem) => `- ${problem}`), '']),
  ].join('\n');
}

function typescriptSection(failures: readonly CompileFailure[]): readonly string[] {
  if (failures.length === 0) return ['Code written for the old types compiles against the new ones.'];
  return [
    'Code written for the old types no longer compiles:',
    '',
    ...failures.map(({ operation, message }) => `- \`${operation}\`: ${message.replaceAll(/[<>]/g, '\\$&')}`),
  ];
}

/** A changeset file: the package, the size of the bump, the entry. */
export function changeset(packageName: string, report: BumpReport): string {
  return `---\n'${packageName}': ${report.bump}\n---\n\nThe API description was brought up to date.\n\n${changelogEntry(report)}`;
}
