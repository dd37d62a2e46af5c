/*
 * `{ "id": {{id}}, "price": {{a}}.5 }` is not JSON. Each bare run that holds a variable becomes a string
 * with a private-use mark in front, so that the place is known after parsing.
 */

const mark = '\ue000';
const blankMark = '\ue001';

/** A string, a comment, or a bare run with a variable in it; all repeats have one way to match. */
const pieces =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[^\s,:[\]{}"/]{0,100}(?:\{\{[^{}"\n]{0,200}\}\}[^\s,:[\]{}"/]{0,100})+/g;

/** Quotes every bare variable outside strings and comments. */
export function quoteBareVariables(text: string): string {
  if (!text.includes('{{')) return text;
  return text.replace(pieces, (piece) =>
    piece.startsWith('"') || piece.startsWith('/') ? piece : JSON.stringify(bare(piece)),
  );
}

/** The string that replaces a variable without quotes. */
export function bare(text: string): string {
  return mark + text;
}

/** The string that replaces a value that was not written: only words for it, or nothing. */
export function blank(text: string): string {
  return blankMark + text;
}

export function isBare(value: string): boolean {
  return value.startsWith(mark);
}

export function isBlank(value: string): boolean {
  return value.startsWith(blankMark);
}

export function unmark(value: string): string {
  return value.replaceAll(mark, '').replaceAll(blankMark, '');
}
