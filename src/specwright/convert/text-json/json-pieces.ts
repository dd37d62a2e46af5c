import type { JsonSlip } from '../canonical-collection.ts';

/** A piece of text that was meant as JSON. */
export type Piece = Readonly<{
  kind: 'mark' | 'string' | 'comment' | 'gap' | 'word';
  /** A mark or a comment as written, a string as a JSON literal, a word without spaces around it. */
  text: string;
  start: number;
  end: number;
  /** Begins on a line after the piece before. */
  newLine: boolean;
}>;

const GAP = /(?:\.[ \t]?){3,}|\u2026+/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\n]*/y;
const ANGLE = /<[^<>{}\n]{1,200}>/y;
/** What may hold marks and still is one word: a variable, an address, a time. */
const WHOLE = /\{\{[^{}"\n]{1,200}\}\}|[a-z]{3,6}:\/\/[^\s,"'}\]]{1,500}|\d{1,2}:\d\d(?::\d\d)?/iy;
const RUN = /[^\s{}[\],:"\u201C\u201D\u201E\u201F\u2026<;][^\n{}[\],:"\u201C\u201D\u201E\u201F\u2026<;]*/y;
/** What can stand behind a string. */
const FOLLOWER = /\s*(?:[,:;}\]|=]|$|\n|\/\/|\/\*|\.\.\.|\u2026)/y;
const SPACE_AND_QUOTE = /\s+["\u201C\u201D]/y;
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  '\u201C': '\u201D\u201C"',
  '\u201D': '\u201D"',
  '\u201E': '\u201C\u201D"',
  '\u201F': '\u201D"',
  "'": "'",
  '\u2018': '\u2019',
};

/** A quote that nothing follows as it should is looked past so far for the one that ends the string. */
const FAR = 500;

function at(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

/** The text between quotes as a JSON literal: line breaks and stray quotes in it are escaped. */
function literalOf(inner: string): string {
  const sound = inner.replace(/\\(?:["\\/bfnrt]|u[\da-f]{4})|\\|"|\p{Cc}/giu, (part) => {
    if (part.length > 1) return part;
    if (part === '\\') return '\\\\';
    return JSON.stringify(part).slice(1, -1);
  });
  return `"${sound}"`;
}

/** Reads a text piece by piece. It never fails: what is not understood is a word. */
export class PieceReader {
  readonly pieces: Piece[] = [];
  readonly slips = new Set<JsonSlip>();
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
    while (this.#offset < text.length) this.#next();
  }

  #add(kind: Piece['kind'], text: string, end: number): void {
    const start = this.#offset;
    const between = this.#text.slice(this.pieces.at(-1)?.end ?? 0, start);
    this.pieces.push({ kind, text, start, end, newLine: between.includes('\n') });
    this.#offset = end;
  }

  #next(): void {
    const text = this.#text;
    const offset = this.#offset;
    const char = text[offset] ?? '';
    if (/\s/.test(char)) {
      this.#offset += 1;
      return;
    }
    const whole = at(WHOLE, text, offset);
    if (whole !== undefined) return this.#word(whole.length);
    if ('{}[],:'.includes(char)) return this.#add('mark', char, offset + 1);
    if (char === ';') return this.#add('mark', ',', offset + 1);
    const isLineStart = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
    const comment = char === '#' && !isLineStart ? undefined : at(COMMENT, text, offset);
    if (comment !== undefined) return this.#add('comment', comment, offset + comment.length);
    const gap = at(GAP, text, offset);
    if (gap !== undefined) return this.#add('gap', gap, offset + gap.length);
    if (this.#isQuote(char)) return this.#string(char);
    const angle = at(ANGLE, text, offset);
    if (angle !== undefined) return this.#add('word', angle, offset + angle.length);
    return this.#word(0);
  }

  /** An apostrophe is a quote only where a value can begin. */
  #isQuote(char: string): boolean {
    if (!Object.hasOwn(CLOSERS, char)) return false;
    return !"'\u2018".includes(char) || this.pieces.at(-1)?.kind !== 'word';
  }

  #word(known: number): void {
    const start = this.#offset;
    const rest = at(RUN, this.#text, start + known) ?? '';
    const run = this.#text.slice(start, start + known + Math.max(rest.length, known === 0 ? 1 : 0));
    const comment = run.search(/\s(?:\/\/|\/\*)|\s\.\.\./);
    const words = (comment > 0 ? run.slice(0, comment) : run).trimEnd();
    this.#add('word', words, start + words.length);
  }

  #string(quote: string): void {
    const from = this.#offset + 1;
    const end = this.#closing(from, CLOSERS[quote] ?? quote);
    const inner = this.#text.slice(from, end.inner);
    if (quote !== '"' || end.after - end.inner !== 1 || this.#text[end.inner] !== '"')
      this.slips.add('quote');
    const unescaped = quote === '"' ? inner : inner.replace(/\\'/g, "'");
    const literal = literalOf(unescaped);
    if (literal !== `"${inner}"`) this.slips.add('quote');
    this.#add('string', literal, end.after);
  }

  /** Where a string ends, and where the text continues. */
  #closing(from: number, closers: string): { inner: number; after: number } {
    const text = this.#text;
    let stray: number | undefined;
    for (let index = from; index < text.length; index += 1) {
      const char = text[index] ?? '';
      if (char === '\\') index += 1;
      else if (char === '\n' || (stray ?? index) < index - FAR) {
        if (stray !== undefined) return { inner: stray, after: stray + 1 };
        const cut = this.#cutAtLine(from, index);
        if (cut !== undefined) return cut;
      } else if (closers.includes(char) || (char === '\u201D' && this.#follows(index + 1))) {
        const isEnd = this.#follows(index + 1) || at(SPACE_AND_QUOTE, text, index + 1) !== undefined;
        if (isEnd) return { inner: index, after: index + 1 };
        stray ??= index;
      }
    }
    if (stray !== undefined) return { inner: stray, after: stray + 1 };
    return { inner: text.length, after: text.length };
  }

  #follows(offset: number): boolean {
    return at(FOLLOWER, this.#text, offset) !== undefined;
  }

  /** A closing quote is missing where the next line begins another member or ends the object. */
  #cutAtLine(from: number, end: number): { inner: number; after: number } | undefined {
    const next = /^\s*(.{0,120})/.exec(this.#text.slice(end, end + 400))?.[1] ?? '';
    if (!/^[}\]]|^["\u201C][^"\u201C\u201D\n]{1,80}["\u201D]\s*:/.test(next)) return undefined;
    const line = this.#text.slice(from, end).trimEnd();
    const inner = line.endsWith(',') ? line.slice(0, -1) : line;
    return { inner: from + inner.length, after: from + inner.length };
  }
}
