/** Enough to see what differs; the rest is counted. */
const MOST_LINES = 12;

/** The lines in which a file differs, between what is equal at its beginning and at its end. */
export function lineDiff(path: string, present: string | undefined, wanted: string | undefined): string {
  const before = linesOf(present);
  const after = linesOf(wanted);
  const start = commonStart(before, after);
  const end = Math.min(
    commonStart(before.toReversed(), after.toReversed()),
    Math.min(before.length, after.length) - start,
  );
  const removed = before.slice(start, before.length - end).map((line) => `-${line}`);
  const added = after.slice(start, after.length - end).map((line) => `+${line}`);
  return [`--- generated/${path}, line ${String(start + 1)}`, ...few(removed), ...few(added)].join('\n');
}

function linesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.replaceAll('\r\n', '\n').split('\n');
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function few(lines: readonly string[]): readonly string[] {
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line) => (line.length > 160 ? `${line.slice(0, 160)}...` : line));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `  ${String(rest)} more lines`] : shown;
}
