/** A source of chance. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** An integer from 0 to `below - 1`. */
  integer(below: number): number;
  /** One of the values; `undefined` where there are none. */
  pick<T>(values: readonly T[]): T | undefined;
  /** `length` upper-case hexadecimal digits. */
  hex(length: number): string;
}

/** Chance that repeats itself exactly for the same seed (mulberry32); not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return randomFrom(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  });
}

/** Chance that nobody can foresee. */
export function systemRandom(): Random {
  return randomFrom(() => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32);
}

function randomFrom(next: () => number): Random {
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    next,
    integer,
    pick: (values) => values[integer(values.length)],
    hex: (length) => hexFrom(next, length),
  };
}

function hexFrom(next: () => number, length: number): string {
  let digits = '';
  while (digits.length < length) {
    digits += Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length).toUpperCase();
}
