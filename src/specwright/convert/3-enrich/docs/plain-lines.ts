import type { Block, Span } from './block.ts';

/** One line of a text: `text` without its line break, `start` where it begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
}

/** A block and the line after it. */
export interface Read {
  readonly block: Block;
  readonly next: number;
}

export function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const from = start;
    start += line.length + 1;
    return { text: line, start: from };
  });
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || /^ *$/.test(line.text);
}

/** Spaces and tabs go; other white space belongs to the text. */
export function trimSpaces(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '');
}

export function afterBlanks(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

export function span(first: Line, last: Line): Span {
  return { start: first.start, end: last.start + last.text.length };
}
