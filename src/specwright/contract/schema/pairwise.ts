import type { Random } from '../../base/random.ts';

/** A choice of one level for every factor, as indexes. */
export type Row = readonly number[];

/** Rows that are tried for each one that is taken: more find smaller sets, slowly. */
const CANDIDATES = 8;

/**
 * Rows that together hold every pair of levels of every two factors, found greedily.
 *
 * @param sizes - the number of levels of each factor
 * @param random - the same chance gives the same rows
 */
export function pairwise(sizes: readonly number[], random: Random): readonly Row[] {
  const pairs = new OpenPairs(sizes);
  const rows: Row[] = [];
  while (pairs.left > 0) {
    const candidates = Array.from({ length: CANDIDATES }, () => pairs.candidate(random));
    const best = candidates.reduce((a, b) => (pairs.gain(b) > pairs.gain(a) ? b : a));
    pairs.close(best);
    rows.push(best);
  }
  return rows;
}

/** The pairs that are not in any row yet, as one flag each. */
class OpenPairs {
  readonly #sizes: readonly number[];
  readonly #open: Uint8Array;
  /** Where the pairs of two factors start. */
  readonly #start: readonly (readonly number[])[];
  left: number;

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    let total = 0;
    this.#start = sizes.map((sizeA, a) =>
      sizes.map((sizeB, b) => {
        if (b <= a) return -1;
        const start = total;
        total += sizeA * sizeB;
        return start;
      }),
    );
    this.#open = new Uint8Array(total).fill(1);
    this.left = total;
  }

  /** How many open pairs a row holds. */
  gain(row: Row): number {
    let count = 0;
    this.#each(row, (index) => (count += this.#open[index] ?? 0));
    return count;
  }

  close(row: Row): void {
    this.#each(row, (index) => {
      this.left -= this.#open[index] ?? 0;
      this.#open[index] = 0;
    });
  }

  /** A random row with one open pair put in, so that every row adds something. */
  candidate(random: Random): Row {
    const row = this.#sizes.map((size) => random.integer(size));
    const from = random.integer(this.#open.length);
    const after = this.#open.indexOf(1, from);
    return this.#withPair(row, after < 0 ? this.#open.indexOf(1) : after);
  }

  #each(row: Row, visit: (index: number) => void): void {
    for (let a = 0; a < row.length; a += 1) {
      const starts = this.#start[a] ?? [];
      for (let b = a + 1; b < row.length; b += 1) {
        visit((starts[b] ?? 0) + (row[a] ?? 0) * (this.#sizes[b] ?? 0) + (row[b] ?? 0));
      }
    }
  }

  #withPair(row: readonly number[], pair: number): Row {
    for (const [a, starts] of this.#start.entries()) {
      for (const [b, start] of starts.entries()) {
        const size = this.#sizes[b] ?? 1;
        const offset = pair - start;
        if (start < 0 || offset < 0 || offset >= (this.#sizes[a] ?? 0) * size) continue;
        return row.map((level, index) =>
          index === a ? Math.floor(offset / size) : index === b ? offset % size : level,
        );
      }
    }
    return row;
  }
}
