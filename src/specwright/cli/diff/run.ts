import type { Change, Place } from '../../diff/change.ts';
import { diffDocuments, type DiffReport } from '../../diff/diff.ts';
import { outsideReferences } from '../../diff/outside-references.ts';
import type { Level } from '../../diff/level.ts';
import { applyPolicy, noPolicy, type PolicyResult } from '../../diff/policy.ts';
import { diffView } from '../../diff/report-view.ts';
import { render } from '../../report/render.ts';
import { exitCode } from '../exit-code.ts';
import { reportMeta } from '../report-meta.ts';
import { tell, writeOut } from '../streams.ts';
import { DIFF_USAGE, parseDiffArguments, type DiffArguments, type FailOn } from './arguments.ts';
import { readSide, type Side } from './read-side.ts';

/** Levels that fail a run, by what it was told to fail on. */
const failLevels: Readonly<Record<FailOn, readonly Level[]>> = {
  breaking: ['breaking'],
  warning: ['breaking', 'warning'],
  none: [],
};

/** `npm run diff`: two documents in, their differences out. */
export async function diffCommand(args: readonly string[]): Promise<number> {
  const wanted = parseDiffArguments(args);
  if (wanted === undefined) {
    await writeOut(DIFF_USAGE);
    return exitCode.fine;
  }
  const base = await readSide(wanted.base);
  const revision = await readSide(wanted.revision);
  for (const side of [base, revision]) {
    const outside = outsideReferences(side.document);
    if (outside.length > 0)
      tell(
        `${side.name} refers to other documents, which are not compared: ${outside.slice(0, 3).join(', ')}${outside.length > 3 ? ` and ${outside.length - 3} more` : ''}. Bundle it into one document first.`,
      );
  }
  const { changes, unused } = await judged(wanted, await compareSides(base, revision), revision);
  for (const { id, reason } of unused) tell(`No change is accepted by ${id} (${reason}); it can go.`);
  const located = await withLines(changes, base, revision);
  const view = diffView(located, {
    names: { base: base.name, revision: revision.name },
    meta: reportMeta([base, revision]),
    fails: ({ level }) => failLevels[wanted.failOn].includes(level),
  });
  const colour = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  await writeOut(render(view, wanted.format, { colour }));
  return view.ok ? exitCode.fine : exitCode.findings;
}

/** Two collections are compared with what their requests and samples tell beside the documents. */
export async function compareSides(base: Side, revision: Side): Promise<DiffReport> {
  const today = new Date().toISOString().slice(0, 10);
  if (base.conversion === undefined || revision.conversion === undefined) {
    return diffDocuments(base.document, revision.document, { today });
  }
  const { diffCollections } = await import('./collections.ts');
  return diffCollections(base.conversion, revision.conversion, today);
}

async function judged(wanted: DiffArguments, report: DiffReport, revision: Side): Promise<PolicyResult> {
  if (wanted.severity === undefined && wanted.accept === undefined) {
    return applyPolicy(report.changes, noPolicy, revision.document);
  }
  const { readPolicy } = await import('./read-policy.ts');
  return applyPolicy(report.changes, await readPolicy(wanted.severity, wanted.accept), revision.document);
}

async function withLines(changes: readonly Change[], base: Side, revision: Side): Promise<readonly Change[]> {
  if (changes.length === 0) return changes;
  const pointers = (side: 'base' | 'revision'): string[] =>
    changes.flatMap((change) => change[side]?.pointer ?? []);
  const before = await base.lines(pointers('base'));
  const after = await revision.lines(pointers('revision'));
  return changes.map((change) => ({
    ...change,
    ...(change.base !== undefined && { base: placed(change.base, before) }),
    ...(change.revision !== undefined && { revision: placed(change.revision, after) }),
  }));
}

function placed(place: Place, lines: ReadonlyMap<string, number>): Place {
  const line = lines.get(place.pointer);
  return line === undefined ? place : { ...place, line };
}
