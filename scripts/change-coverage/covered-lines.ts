import type { ChangedLines } from './changed-lines.ts';

/** How much of a change the tests reach. */
export interface ChangeCoverage {
  readonly reached: number;
  /** Changed lines that hold a statement. */
  readonly all: number;
  /** `file:line` of changed statements that no test reaches. */
  readonly missed: readonly string[];
}

/** One file in istanbul's form, which vitest writes. */
interface FileCoverage {
  readonly path: string;
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
  readonly s: Readonly<Record<string, number>>;
}

/**
 * @param coverage - text of `coverage-final.json`
 * @param root - folder that the changed paths are relative to
 */
export function coverageOfChange(coverage: string, changed: ChangedLines, root: string): ChangeCoverage {
  const files: Readonly<Record<string, FileCoverage>> = JSON.parse(coverage);
  let reached = 0;
  const missed: string[] = [];
  for (const file of Object.values(files)) {
    const name = file.path.slice(root.length + 1).replaceAll('\\', '/');
    const lines = changed.get(name);
    if (lines === undefined) continue;
    for (const [line, count] of countsByLine(file)) {
      if (!lines.has(line)) continue;
      if (count > 0) reached += 1;
      else missed.push(`${name}:${line}`);
    }
  }
  return { reached, all: reached + missed.length, missed };
}

/** A line is reached when one of the statements that start on it is. */
function countsByLine({ statementMap, s }: FileCoverage): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const [id, { start }] of Object.entries(statementMap)) {
    counts.set(start.line, Math.max(counts.get(start.line) ?? 0, s[id] ?? 0));
  }
  return counts;
}
