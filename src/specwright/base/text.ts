/*
 * Text that strangers wrote (documents, answers of servers, names of files) on its way to a terminal, a log of a
 * build, a web page or a pull request. Redact before you print: a secret that is cut is no longer recognised.
 */

/**
 * Characters that act instead of being shown: controls but for tab and line feed; format characters such as
 * bidirectional controls (Unicode TR 36), zero-width ones and tags; line and paragraph separators; halves of
 * surrogate pairs; the two that XML has no place for.
 */
const ACTING = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]/gu;

/** Longest text that is printed in full. */
const LONGEST = 20_000;

export interface PrintOptions {
  /** Longest text in UTF-16 units; what is left out is counted. Default 20,000. */
  readonly most?: number;
}

/**
 * Foreign text as it may be printed: characters that act are written as `\u001B`, a line never starts a command of
 * a GitHub runner (`::error`, `##[group]`), and the length is bounded. Line feeds and tabs stay.
 *
 * @example
 * printable('\u001B[2J::error::no') // '\\u001B[2J::error::no'
 */
export function printable(text: string, { most = LONGEST }: PrintOptions = {}): string {
  return withoutCommands(bounded(text, most).replaceAll('\r\n', '\n').replaceAll(ACTING, escapeCharacter));
}

/** Foreign text on one line: white space of any length is one space. */
export function printableLine(text: string, options: PrintOptions = {}): string {
  return printable(text.replaceAll(/\s+/g, ' '), options);
}

/** A JSON text that is safe to print: every character that acts is an escape, and the value stays the same. */
export function jsonText(value: unknown, indent = 2): string {
  return (JSON.stringify(value, undefined, indent) ?? 'null')
    .replaceAll(ACTING, utf16Escapes)
    .replaceAll('##[', '#\\u0023[');
}

function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  // not between the two halves of one character
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)}... (${text.length - end} more characters)`;
}

function escapeCharacter(character: string): string {
  return character.length === 1 ? utf16Escapes(character) : `\\u{${hex(character.codePointAt(0) ?? 0)}}`;
}

function utf16Escapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0))}`)
    .join('');
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The runner takes `::` for a command at the start of a line, after white space too, and `##[` anywhere
 * (actions/runner, `ActionCommand.cs`). A lone `:` at the end of a line could be followed by one of ours.
 */
function withoutCommands(text: string): string {
  return text.replaceAll(/^([^\S\n]*):(?=:|$)/gm, '$1\\:').replaceAll('##[', '#\\#[');
}
