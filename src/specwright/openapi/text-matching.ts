import type { Random } from '../base/random.ts';

/** The longest text that is made, and the longest pattern that is read. */
const LONGEST = 1000;

/**
 * A short text that matches a regular expression of a schema; `undefined` where the expression uses what is
 * not understood here (look-around, back references) or no text was found.
 */
export function textMatching(pattern: string, random: Random): string | undefined {
  if (pattern.length > LONGEST) return undefined;
  try {
    const text = new PatternReader(pattern, random).read();
    return matchesPattern(text, pattern) ? text : undefined;
  } catch {
    return undefined; // an expression that nobody can read constrains nothing
  }
}

/** Whether a text matches a regular expression of a schema; nothing matches one that cannot be read. */
export function matchesPattern(text: string, pattern: string): boolean {
  return judgedByPattern(text, pattern) === true;
}

/** Whether a text matches a regular expression; `undefined` where that cannot be said: it cannot be read, or one of the two is too long. */
export function judgedByPattern(text: string, pattern: string): boolean | undefined {
  if (pattern.length > LONGEST || text.length > LONGEST) return undefined;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return undefined; // an expression that nobody can read constrains nothing
  }
}

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WORD = LETTERS + LETTERS.toUpperCase() + DIGITS;
const CLASSES: Readonly<Record<string, string>> = { d: DIGITS, w: WORD, s: ' ', D: LETTERS, W: '-', S: WORD };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Reads an expression from left to right and writes a text as it goes. */
class PatternReader {
  readonly #pattern: string;
  readonly #random: Random;
  /** What each class in brackets holds, and where it ends, by where it starts. */
  readonly #sets = new Map<number, readonly [characters: readonly string[], end: number]>();
  #at = 0;

  constructor(pattern: string, random: Random) {
    this.#pattern = pattern;
    this.#random = random;
  }

  read(): string {
    const text = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new SyntaxError('a parenthesis too many');
    return text;
  }

  #alternatives(): string {
    const texts = [this.#sequence()];
    while (this.#take('|')) texts.push(this.#sequence());
    return this.#random.pick(texts) ?? '';
  }

  #sequence(): string {
    let text = '';
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
      const start = this.#at;
      let part = this.#atom();
      const end = this.#at;
      const count = this.#count();
      const after = this.#at;
      if (count === 0) part = '';
      // Each repetition is read anew, so that classes give other characters.
      for (let done = 1; done < count && text.length + part.length <= LONGEST; done += 1) {
        this.#at = start;
        part += this.#atom();
      }
      this.#at = Math.max(after, end);
      text += part;
    }
    return text;
  }

  #atom(): string {
    const next = this.#peek();
    this.#at += 1;
    if (next === '^' || next === '$') return '';
    if (next === '.') return this.#random.pick([...LETTERS]) ?? '';
    if (next === '(') return this.#group();
    if (next === '[') return this.#random.pick(this.#set()) ?? '';
    return next === '\\' ? (this.#random.pick([...this.#escape()]) ?? '') : next;
  }

  #group(): string {
    if (this.#take('?') && !this.#take(':')) {
      const name = /^<[A-Za-z]\w*>/.exec(this.#pattern.slice(this.#at));
      if (name === null) throw new SyntaxError('look-around');
      this.#at += name[0].length;
    }
    const text = this.#alternatives();
    if (!this.#take(')')) throw new SyntaxError('a parenthesis too few');
    return text;
  }

  /** Characters that an escape may mean. */
  #escape(): string {
    const next = this.#peek();
    this.#at += 1;
    if (next === 'b') return '';
    if (/[1-9kpPuxcB]/.test(next) || next === '') throw new SyntaxError('an escape that is not understood');
    return CLASSES[next] ?? ESCAPES[next] ?? next;
  }

  /** Characters of a class in brackets. */
  #set(): readonly string[] {
    const start = this.#at;
    const [characters, end] = this.#sets.get(start) ?? [this.#readSet(), this.#at];
    this.#sets.set(start, [characters, end]);
    this.#at = end;
    return characters;
  }

  #readSet(): readonly string[] {
    const isNegated = this.#take('^');
    const found = new Set<string>();
    while (!this.#take(']')) {
      const from = this.#member();
      const isRange = this.#peek() === '-' && this.#pattern[this.#at + 1] !== ']' && from.length === 1;
      if (isRange) this.#at += 1;
      for (const character of isRange ? range(from, this.#member()) : from) found.add(character);
    }
    return isNegated ? [...`${WORD} -_.`].filter((character) => !found.has(character)) : [...found];
  }

  #member(): string {
    const next = this.#peek();
    if (next === '') throw new SyntaxError('a bracket too few');
    this.#at += 1;
    return next === '\\' ? this.#escape() : next;
  }

  /** How often the last atom comes: as seldom as its quantifier allows, but once where it may. */
  #count(): number {
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.#pattern.slice(this.#at));
    if (quantifier === null) return 1;
    this.#at += quantifier[0].length;
    const [, least, , most] = quantifier;
    if (least === undefined) return 1;
    return Number(least) === 0 && most !== '0' ? 1 : Number(least);
  }

  #peek(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}

function range(from: string, to: string): string[] {
  const [first = 0, last = 0] = [from.codePointAt(0), to.codePointAt(0)];
  return Array.from({ length: Math.min(Math.max(0, last - first + 1), 200) }, (_, index) =>
    String.fromCodePoint(first + index),
  );
}
