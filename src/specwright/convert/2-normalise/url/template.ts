import { parameterName } from './parameter-name.ts';
import { pieces } from './tokens.ts';

/** A piece of a path segment: text as sent, or a variable by the name its author gave it. */
export type Piece = { readonly text: string } | PathVariable;

export interface PathVariable {
  readonly variable: string;
  /** The name before it was made fit for a template. */
  readonly written: string;
  /** The value found in its place, where the author wrote no variable. */
  readonly literal?: string;
}

export type Segment = readonly Piece[];

const bracketed = /(\$?\{[^{}/]+\}|<<[^<>/]+>>|<[^<>/]+>|%(?:25)?7B[^%/]+%(?:25)?7D|%3C[^%/]+%3E)/i;
const wholeBrackets = /^\[[^[\]/]+\]$/;

function variable(written: string): Piece {
  return { variable: parameterName(written), written };
}

function inner(text: string): string {
  return text.replace(/^(\$?\{|<<?|\[|%(?:25)?7B|%3C)/i, '').replace(/(\}|>>?|\]|%(?:25)?7D|%3E)$/i, '');
}

/** A literal as a template may have it: no braces, no spaces, no characters that end a path. */
function literal(text: string): Piece {
  return { text: text.replace(/[\s\p{Cc}{}<>"\\^`|?#]/gu, (character) => encodeURIComponent(character)) };
}

const percent = /(%(?![0-9a-f]{2})|%25)/i;

/**
 * A template cannot have a percent sign: with `%` it is not a URL, and `%25` is decoded once too often by
 * readers of OpenAPI. As a variable it is sent as it should be.
 */
function literalPieces(text: string): Piece[] {
  return text
    .split(percent)
    .filter((part) => part !== '')
    .map((part) =>
      percent.test(part) ? { variable: 'percent', written: part, literal: '%' } : literal(part),
    );
}

function textPieces(text: string): Piece[] {
  return text
    .split(bracketed)
    .filter((part) => part !== '')
    .flatMap((part) => (bracketed.test(part) ? [variable(inner(part))] : literalPieces(part)));
}

/** `:id`, but also `:id.json` and `:id:cancel`, unless a variable of the whole name is declared. */
function colonPieces(segment: string, declared: ReadonlySet<string>): Piece[] | undefined {
  const match = /^:([\p{L}\p{N}_][\p{L}\p{N}_-]*)(.*)$/su.exec(segment);
  if (match === null) return undefined;
  const whole = segment.slice(1);
  if (declared.has(whole)) return [variable(whole)];
  return [variable(match[1] ?? ''), ...innerPieces((match[2] ?? '').replace(/^\(.*\)$/s, ''))];
}

/** `:a.:b`, `Sub(id=:id)`: a colon behind a sign that ends a value begins a variable, not a verb as in `:id:cancel`. */
function innerPieces(text: string): Piece[] {
  return text
    .split(/(?<=[.=(,'~;-]):([\p{L}_][\p{L}\p{N}_]*)/u)
    .flatMap((part, index) => (index % 2 === 0 ? textPieces(part) : [variable(part)]));
}

/** One segment of a shielded path -> its pieces, in every spelling of a variable that authors use. */
export function segmentOf(text: string, names: readonly string[], declared: ReadonlySet<string>): Segment {
  return pieces(text, names).flatMap((piece, index): Piece[] => {
    if (piece.variable !== undefined) return [variable(piece.variable)];
    const part = piece.text ?? '';
    if (wholeBrackets.test(text)) return [variable(inner(part))];
    return (index === 0 ? colonPieces(part, declared) : undefined) ?? innerPieces(part);
  });
}

export function isVariable(piece: Piece): piece is PathVariable {
  return 'variable' in piece;
}

/** What two templates must share to be one path: the literals and the places of the variables. */
export function shapeOf(segments: readonly Segment[]): string {
  return segments
    .map((segment) => `/${segment.map((piece) => (isVariable(piece) ? '{}' : piece.text)).join('')}`)
    .join('');
}
