/** Lines of files that a change added or altered, by path relative to the root. */
export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** Reads the output of `git diff --unified=0 --no-prefix`. */
export function changedLines(diff: string): ChangedLines {
  const changed = new Map<string, Set<number>>();
  let current: Set<number> | undefined;
  for (const line of diff.split('\n')) {
    const file = /^\+\+\+ (.*?)\t?$/.exec(line)?.[1];
    if (file !== undefined) current = file === '/dev/null' ? undefined : lines(changed, file);
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk !== null) addRange(current, Number(hunk[1]), Number(hunk[2] ?? 1));
  }
  return changed;
}

function lines(changed: Map<string, Set<number>>, file: string): Set<number> {
  const known = changed.get(file) ?? new Set<number>();
  changed.set(file, known);
  return known;
}

function addRange(to: Set<number> | undefined, start: number, count: number): void {
  for (let line = start; line < start + count; line += 1) to?.add(line);
}
