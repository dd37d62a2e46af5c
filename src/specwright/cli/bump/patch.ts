/** One name in a file that is replaced by another on the same line. */
export interface Edit {
  readonly file: string;
  /** Of the whole file. */
  readonly text: string;
  readonly start: number;
  readonly length: number;
  readonly to: string;
}

const CONTEXT = 3;

/** A unified diff of the edits, which keep the number of lines. */
export function patchOf(edits: readonly Edit[]): string {
  const files = new Map<string, Edit[]>();
  for (const edit of edits) files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  return [...files].map(([file, own]) => filePatch(file, own)).join('');
}

function filePatch(file: string, edits: readonly Edit[]): string {
  const [first] = edits;
  if (first === undefined) return '';
  const byStart = new Map(edits.map((edit) => [edit.start, edit]));
  let text = first.text;
  for (const { start, length, to } of [...byStart.values()].sort((one, other) => other.start - one.start))
    text = text.slice(0, start) + to + text.slice(start + length);
  const before = first.text.split('\n');
  const after = text.split('\n');
  const changed = before.flatMap((line, index) => (line === after[index] ? [] : [index]));
  const hunks: [from: number, to: number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last !== undefined && index - CONTEXT <= last[1]) last[1] = index + CONTEXT;
    else hunks.push([index - CONTEXT, index + CONTEXT]);
  }
  // a file that ends with a line break has no line after it
  const end = before.at(-1) === '' ? before.length - 2 : before.length - 1;
  return [
    `--- a/${file}`,
    `+++ b/${file}`,
    ...hunks.flatMap(([from, to]) => hunk(before, after, Math.max(0, from), Math.min(end, to))),
    '',
  ].join('\n');
}

function hunk(
  before: readonly string[],
  after: readonly string[],
  from: number,
  to: number,
): readonly string[] {
  const count = to - from + 1;
  const lines: string[] = [`@@ -${from + 1},${count} +${from + 1},${count} @@`];
  let added: string[] = [];
  for (let index = from; index <= to; index += 1) {
    const was = before[index] ?? '';
    const is = after[index] ?? '';
    if (was === is) {
      lines.push(...added, ` ${was}`);
      added = [];
    } else {
      lines.push(`-${was}`);
      added.push(`+${is}`);
    }
  }
  return [...lines, ...added];
}
