import type { Change } from '../../diff/change.ts';
import { changesMarkdown } from '../../diff/report-view.ts';
import type { CallerProof } from './callers.ts';
import { wordsThatChanged } from './prose-change.ts';
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
  /** Whether it was fetched there, or is the source as it lies in the project. */
  readonly pulled: boolean;
  /** Of the collection that was pulled, or of the sources. */
  readonly sha256: string;
  readonly bump: Bump;
  readonly version: string;
  readonly nextVersion: string;
  readonly breaking: boolean;
  readonly changes: readonly Change[];
  readonly typescript: readonly CompileFailure[];
  readonly contract: ContractOutcome;
  /** Programs of --against. */
  readonly callers: readonly CallerProof[];
  /** Why the new document cannot be used as it is; nothing is written then. */
  readonly refused: readonly string[];
  readonly problems: readonly string[];
}

/** The entry for the change log, without a heading. */
export function changelogEntry(report: Pick<BumpReport, 'changes'>): string {
  const lines = report.changes.map(
    (change) =>
      `- ${mark(change)}${change.operation === undefined ? '' : `\`${change.operation}\`: `}${titleOf(change)}${fixOf(change)}`,
  );
  return [...lines, ''].join('\n');
}

function mark(change: Change): string {
  if (change.level === 'breaking') return '**Breaking:** ';
  if (change.level === 'warning') return '**Look at this:** ';
  return breaksBuild(change) ? '**Breaks the build:** ' : '';
}

function titleOf(change: Change): string {
  const { operations, title } = change;
  const more = operations.length > 1 ? ` (and ${operations.length - 1} more operations)` : '';
  return `${safe(isProse(change) ? `${title}: ${wordsThatChanged(change)}` : title)}${more}`;
}

/** Text of strangers: no tags, links, code or mentions. */
function safe(text: string): string {
  return text.replaceAll(/[\\`<>[\]]/g, '\\$&').replaceAll('@', '&#64;');
}

function isProse({ id }: Change): boolean {
  return id.endsWith('description-changed');
}

function breaksBuild({ typescript, accepted, inferred }: Change): boolean {
  return typescript === 'breaks' && accepted === undefined && inferred === undefined;
}

function fixOf(change: Change): string {
  return (change.level === 'info' && !breaksBuild(change)) || change.fix === '' ? '' : `. ${change.fix}`;
}

/** The text of the pull request. */
export function pullRequestBody(report: BumpReport): string {
  return [
    `# ${report.name}: ${headline(report)}`,
    '',
    `${report.pulled ? 'Pulled from' : 'Made from'} ${report.from} (sha256 \`${report.sha256.slice(0, 12)}\`). Proposed version: ${report.version} → **${report.nextVersion}** (${report.bump}).`,
    '',
    ...list('Why it is major', reasons(report)),
    '## What changed',
    '',
    changesMarkdown(report.changes),
    ...list(
      'Words that changed',
      report.changes
        .filter(isProse)
        .map((change) => safe(`${change.operation ?? 'The API'}: ${wordsThatChanged(change)}`)),
    ),
    '## What it does to TypeScript callers',
    '',
    ...typescriptSection(report),
    '',
    ...report.callers.flatMap(callerSection),
    '## Contract run against the sandbox',
    '',
    `${report.contract.state}: ${report.contract.summary}`,
    '',
    ...list('Fix this first: nothing was changed', report.refused.map(safe)),
    ...list('Contradictions in the collection', report.problems.map(safe)),
  ].join('\n');
}

function list(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, '', ...lines.map((line) => `- ${line}`), ''];
}

function headline({ bump, changes }: BumpReport): string {
  if (bump === 'none') return 'nothing to release';
  return changes.length > 0 && changes.every(isProse) ? 'words changed (patch)' : `a ${bump} change`;
}

function reasons({ bump, changes, typescript }: BumpReport): readonly string[] {
  if (bump !== 'major') return [];
  const told = changes
    .filter((change) => change.level === 'breaking' || breaksBuild(change))
    .map(
      (change) =>
        `${change.operation === undefined ? '' : `\`${change.operation}\`: `}${safe(change.title)}${change.level === 'breaking' ? '' : ' (breaks the build)'}`,
    );
  return told.length > 0 || typescript.length === 0 ? told : ['old code does not compile, see below'];
}

function typescriptSection({ typescript: failures, changes }: BumpReport): readonly string[] {
  const renames = changes
    .filter(({ id, accepted }) => id === 'operation-id-changed' && accepted === undefined)
    .map(({ was, is }) => `- Code that calls \`${String(was)}\` has to call \`${String(is)}\`.`);
  if (failures.length === 0 && renames.length === 0)
    return ['Code written for the old types compiles against the new ones.'];
  return [
    'Code written for the old types no longer compiles:',
    '',
    ...renames,
    ...failures.map(({ operation, message }) => `- \`${operation}\`: ${safe(message)}`),
  ];
}

function callerSection({ folder, files, sites, patch }: CallerProof): readonly string[] {
  const ends =
    sites.length === 0
      ? ['All of it compiles against the new client.']
      : sites.map(
          ({ file, line, column, message, rename }) =>
            `- \`${file}:${line}:${column}\`: ${safe(message)}${rename === undefined ? '' : `. Rename it to "${rename}"`}`,
        );
  const offer = patch === '' ? [] : ['', '`--codemod FILE` writes these renames as a patch for `git apply`.'];
  return [`## Callers in ${folder} (${files} ${files === 1 ? 'file' : 'files'})`, '', ...ends, ...offer, ''];
}

/** A changeset file: the package, the size of the bump, the entry. */
export function changeset(packageName: string, report: BumpReport): string {
  return `---\n'${packageName}': ${report.bump}\n---\n\nThe API description was brought up to date.\n\n${changelogEntry(report)}`;
}
