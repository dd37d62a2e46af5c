import type { JsonSlip } from '../canonical-collection.ts';
import { bare, blank } from './bare-variables.ts';
import { PieceReader, type Piece } from './json-pieces.ts';

/** A body that was found in a text: sound JSON with comments. */
export interface Repaired {
  /** The line above it, where it is one of several. */
  readonly label?: string;
  readonly text: string;
}

interface Repairs {
  readonly bodies: readonly Repaired[];
  readonly slips: ReadonlySet<JsonSlip>;
}

/** Longer texts are data, not a sample that somebody typed. */
const LONGEST = 500_000;
const MOST_BODIES = 20;

/** The text is not JSON in a way that has more than one reading. */
class Unclear extends Error {}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NOTHING = /^(?:null|none|nil|undefined|nan)$/i;
const KEY = /^[\w$@.-]{1,80}$|^[\w$@.-]+(?: [\w$@.-]+){1,5}$|^<[^<>]{1,80}>$/;
const CHOICE = /^["'\w.+-]+(?:\s*[|/]\s*["'\w.+-]+)+$|^true or false$/i;
/** Signs of a programming or query language. */
const CODE = /[()=;]|=>|\{%/;

class Repairer {
  readonly slips: Set<JsonSlip>;
  readonly #source: string;
  readonly #pieces: readonly Piece[];
  #index = 0;
  #out: string[] = [];
  /** Closing marks that are waited for, the innermost last. */
  readonly #open: string[] = [];

  constructor(source: string) {
    const reader = new PieceReader(source);
    this.#source = source;
    this.#pieces = reader.pieces;
    this.slips = reader.slips;
  }

  bodies(): Repaired[] {
    const found: Repaired[] = [];
    let from = 0;
    for (let piece = this.#peek(); piece !== undefined; piece = this.#peek()) {
      if (piece.text !== '{' && piece.text !== '[') {
        if (piece.kind === 'mark' && '}]'.includes(piece.text) && found.length > 0) this.slips.add('bracket');
        this.#index += 1;
        continue;
      }
      const label = labelIn(this.#source.slice(from, piece.start));
      this.#out = [];
      this.#container();
      found.push({ text: this.#out.join(''), ...(label !== undefined && { label }) });
      from = this.#pieces[this.#index - 1]?.end ?? this.#source.length;
    }
    const full = found.filter(({ text }) => !/^\s*(?:\{\s*\}|\[\s*\])$/.test(text));
    const kept = full.length > 0 ? full : found.slice(0, 1);
    if (kept.length > 1) this.slips.add('several');
    return kept;
  }

  #peek(): Piece | undefined {
    return this.#pieces[this.#index];
  }

  #write(text: string, piece: Piece | undefined = undefined): void {
    this.#out.push(piece?.newLine === true ? '\n' : ' ', text);
  }

  #take(): Piece {
    const piece = this.#pieces[this.#index];
    if (piece === undefined) throw new Unclear();
    this.#index += 1;
    return piece;
  }

  /** Comments are kept, left-out parts are passed over. */
  #skipRemarks(): void {
    for (let piece = this.#peek(); piece !== undefined; piece = this.#peek()) {
      if (piece.kind === 'comment') this.#write(commentOf(piece.text), piece);
      else if (piece.kind === 'gap') this.slips.add('gap');
      else return;
      this.#index += 1;
    }
  }

  #container(): void {
    const opening = this.#take();
    const closing = opening.text === '{' ? '}' : ']';
    this.#write(opening.text, opening);
    this.#open.push(closing);
    let count = 0;
    let hadComma = true;
    for (;;) {
      this.#skipRemarks();
      const piece = this.#peek();
      if (piece === undefined) this.slips.add('bracket');
      if (piece === undefined || this.#isLabel() || this.#closes(piece, closing)) break;
      if (piece.text === ',' && piece.kind === 'mark') {
        if (hadComma) this.slips.add('comma');
        hadComma = true;
        this.#index += 1;
        continue;
      }
      if (piece.kind === 'mark' && '}]'.includes(piece.text)) {
        this.slips.add('bracket');
        this.#index += 1;
        continue;
      }
      if (count > 0) this.#write(',');
      if (!hadComma) this.slips.add('comma');
      if (closing === '}' ? this.#member() : this.#element()) count += 1;
      else if (count > 0) this.#out.splice(-2, 2);
      hadComma = false;
    }
    this.#open.pop();
    this.#write(closing);
  }

  /** Whether a piece ends the container; a mark that only one around it waits for ends it too. */
  #closes(piece: Piece, closing: string): boolean {
    if (piece.kind !== 'mark' || !'}]'.includes(piece.text)) return false;
    if (piece.text === closing) {
      if (this.#open.length === 1 && this.#goesOn()) return false;
      this.#index += 1;
      return true;
    }
    const isAwaited = this.#open.includes(piece.text);
    if (isAwaited) this.slips.add('bracket');
    return isAwaited;
  }

  /** A title without quotes above a brace on a line of its own begins another body; the braces of this one are missing. */
  #isLabel(): boolean {
    const [title, colon, brace] = this.#pieces.slice(this.#index, this.#index + 3);
    const isTitle = title?.kind === 'word' && title.newLine && colon?.text === ':';
    if (!isTitle || brace?.text !== '{' || !brace.newLine) return false;
    this.slips.add('bracket');
    return true;
  }

  /** One brace too many in the middle: after the end of the whole, another member follows. */
  #goesOn(): boolean {
    const [comma, key, colon] = this.#pieces.slice(this.#index + 1, this.#index + 4);
    return this.#open[0] === '}' && comma?.text === ',' && key?.kind === 'string' && colon?.text === ':';
  }

  /** `"key": value`; false where there was only a word for "and so on". */
  #member(): boolean {
    const key = this.#take();
    const next = this.#peek();
    const isColon =
      (next?.kind === 'mark' && next.text === ':') || (next?.kind === 'word' && /^=>?$/.test(next.text));
    if (key.kind === 'word' && !isColon) {
      if (!/^(?:etc\.?|and so on|more\b.{0,40}|other\b.{0,40})$/i.test(key.text)) throw new Unclear();
      this.slips.add('gap');
      return false;
    }
    if (key.kind === 'word' && !KEY.test(key.text)) throw new Unclear();
    if (key.kind === 'mark') throw new Unclear();
    if (key.kind === 'word') this.slips.add('quote');
    this.#write(key.kind === 'word' ? JSON.stringify(key.text) : key.text, key);
    this.#write(':');
    if (isColon) this.#index += 1;
    else this.slips.add('colon');
    this.#value(true);
    return true;
  }

  #element(): boolean {
    const [value, colon] = this.#pieces.slice(this.#index, this.#index + 2);
    if (value?.kind === 'string' && colon?.text === ':') throw new Unclear();
    this.#value(false);
    return true;
  }

  #value(mayBeMissing: boolean): void {
    while (this.#peek()?.kind === 'comment') this.#skipRemarks();
    const piece = this.#peek();
    const isAbsent = piece?.kind === 'gap' || (piece?.kind === 'mark' && ',}]'.includes(piece.text));
    if (isAbsent && mayBeMissing) {
      this.slips.add(piece?.kind === 'gap' ? 'gap' : 'word');
      if (piece?.kind === 'gap') this.#index += 1;
      return this.#write(JSON.stringify(blank('')));
    }
    if (piece === undefined || piece.text === ':') throw new Unclear();
    if (piece.text === '{' || piece.text === '[') return this.#container();
    this.#index += 1;
    this.#write(piece.kind === 'string' ? this.#choice(piece.text) : this.#scalar(piece.text), piece);
    if (this.#peek()?.text === ':') throw new Unclear();
  }

  /** `"open" | "shut"`. */
  #choice(first: string): string {
    const values = [first];
    for (;;) {
      const [or, value] = this.#pieces.slice(this.#index, this.#index + 2);
      if (or?.kind !== 'word' || !/^(?:\||\/|or)$/.test(or.text) || value?.kind !== 'string') break;
      values.push(value.text);
      this.#index += 2;
    }
    if (values.length === 1) return first;
    this.slips.add('word');
    return JSON.stringify(`<${values.map((text) => text.slice(1, -1)).join('|')}>`);
  }

  #scalar(word: string): string {
    if (NUMBER.test(word) || /^(?:true|false|null)$/.test(word)) return word;
    if (word.includes('{{')) return JSON.stringify(bare(word));
    this.slips.add('word');
    if (/^(?:true|false)$/i.test(word)) return word.toLowerCase();
    if (NOTHING.test(word)) return 'null';
    const number = word.replace(/^\+/, '').replace(/^\./, '0.').replace(/\.$/, '');
    if (NUMBER.test(number)) return number;
    if (/^\d+$/.test(word)) return JSON.stringify(word);
    if (CHOICE.test(word))
      return JSON.stringify(
        `<${word
          .replaceAll(/["']/g, '')
          .split(/\s*(?:[|/]|\bor\b)\s*/)
          .join('|')}>`,
      );
    if (CODE.test(word.replace(/\([^()]*\)/g, '')) && !/^<|^[a-z]+:\/\//i.test(word)) throw new Unclear();
    return JSON.stringify(blank(word));
  }
}

function commentOf(text: string): string {
  const line = text.startsWith('#') ? `//${text.slice(1)}` : text;
  return line.startsWith('//') ? `${line}\n` : line;
}

/** The last line before a body, where it is short enough for a title. */
function labelIn(text: string): string | undefined {
  const line = text
    .split('\n')
    .map((part) => part.replace(/^[\s#/*=-]+|[\s:*/=-]+$/g, ''))
    .findLast((part) => part !== '' && !/^[,;{}[\]]+$/.test(part));
  return line === undefined || line.length > 80 ? undefined : line;
}

/**
 * Sound JSON for a text that somebody meant as JSON: commas, quotes, brackets put right, left-out parts passed over,
 * values without quotes marked as stand-ins. `undefined` where the text has more than one reading.
 */
export function repairJson(text: string): Repairs | undefined {
  if (text.length > LONGEST || /^\s*</.test(text) || /\{%|\{\{[#/]/.test(text) || !/[{[]/.test(text))
    return undefined;
  try {
    const repairer = new Repairer(text);
    const bodies = repairer.bodies();
    return bodies.length === 0 || bodies.length > MOST_BODIES ? undefined : { bodies, slips: repairer.slips };
  } catch (cause) {
    if (cause instanceof Unclear) return undefined;
    throw cause;
  }
}
