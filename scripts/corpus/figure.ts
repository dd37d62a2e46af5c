/** How much of something holds: `hit` of `total`, and what does not, in words a reader can look up. */
export interface Tally {
  readonly hit: number;
  readonly total: number;
  readonly misses: readonly string[];
}

/** Counts one case after another. */
export class Counter implements Tally {
  hit = 0;
  total = 0;
  readonly misses: string[] = [];

  count(holds: boolean, what: () => string): void {
    this.total += 1;
    if (holds) this.hit += 1;
    else this.misses.push(what());
  }
}

/** Occurrences of something that should not be there at all. */
export function faults(found: readonly string[]): Tally {
  return { hit: 0, total: found.length, misses: found };
}
