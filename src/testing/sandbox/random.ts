import { randomBytes } from 'node:crypto';

/** A source of chance. Seeded, it repeats itself exactly. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** `length` upper-case hexadecimal digits. */
  hex(length: number): string;
}

/** Mulberry32: small, fast, and good enough to choose what happens next. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, hex: (length) => hexFrom(next, length) };
}

function hexFrom(next: () => number, length: number): string {
  let digits = '';
  while (digits.length < length) {
    digits += Math.floor(next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length).toUpperCase();
}

/** Chance that nobody can foresee. */
export function systemRandom(): Random {
  return {
    next: () => Math.random(),
    hex: (length) =>
      randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length)
        .toUpperCase(),
  };
}
