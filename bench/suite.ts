/** What one contender took in one group of a table. */
export interface Measurement {
  /** Column of the table: a size, a way of calling. */
  readonly group: string;
  /** Row of the table. */
  readonly contender: string;
  readonly median: number;
  /** Lowest and highest of the rounds. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

export interface Table {
  readonly title: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** The contender that has the ratio 1. */
  readonly baseline: string;
  readonly measurements: readonly Measurement[];
  /** What else is to be known of a contender, for example whether its result is valid. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * A figure that we promised. It is a ratio of two rows of one table, a size or CPU time: each holds on a machine that
 * others use too. Seconds on the clock do not.
 */
export interface Goal {
  readonly text: string;
  readonly actual: number;
  readonly limit: number;
  readonly unit: 'x' | 'kB' | 'bytes' | 'MB' | 'ms' | 's';
  readonly better: 'lower' | 'higher';
}

/** A contender that could not take part. */
export interface Absent {
  readonly contender: string;
  readonly why: string;
}

export interface SuiteReport {
  readonly title: string;
  /** How it was measured, one sentence each. */
  readonly method: readonly string[];
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  readonly absent: readonly Absent[];
}

export interface BenchOptions {
  /** Few rounds: shows that everything runs; the figures are rough. */
  readonly quick: boolean;
  /** Further collections, for the suites `conversion` and `generated`. */
  readonly inputs: readonly string[];
}

export interface Suite {
  readonly name: string;
  run(options: BenchOptions): Promise<SuiteReport>;
}

export function isMet({ actual, limit, better }: Goal): boolean {
  return better === 'lower' ? actual <= limit : actual >= limit;
}
