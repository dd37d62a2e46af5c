import { measure } from 'mitata';
import type { Measurement } from './suite.ts';

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Effort {
  /** Every contender has one turn per round, so that a slow spell of the machine hits all of them. */
  readonly rounds: number;
  /** Least time of one turn, in milliseconds. */
  readonly turnMs: number;
  /** Least number of timed calls in one turn. */
  readonly minSamples?: number;
}

/** Nanoseconds per call of every contender: each round gives the median of its turn. */
export async function sideBySide(
  contenders: readonly Contender[],
  effort: Effort,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const medians = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const contender of inTurn(contenders, round)) {
      medians.get(contender.name)?.push(await oneTurn(contender, effort));
    }
  }
  return medians;
}

async function oneTurn(contender: Contender, effort: Effort): Promise<number> {
  const stats = await measure(contender.run, {
    min_cpu_time: effort.turnMs * 1e6,
    min_samples: effort.minSamples ?? 12,
  });
  return stats.p50;
}

/** Nobody is always first. */
export function inTurn<T>(contenders: readonly T[], round: number): readonly T[] {
  const first = contenders.length === 0 ? 0 : round % contenders.length;
  return [...contenders.slice(first), ...contenders.slice(0, first)];
}

/** Folds the rounds of one contender. `scale` turns the measured unit into the table's. */
export function fold(group: string, contender: string, rounds: readonly number[], scale = 1): Measurement {
  const sorted = rounds.map((value) => value * scale).toSorted((a, b) => a - b);
  return {
    group,
    contender,
    median: median(sorted),
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
    rounds: sorted.length,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Microseconds of CPU, user and system, for one call of every contender; calls follow each other. */
export async function cpuSideBySide(
  contenders: readonly Contender[],
  { rounds, calls }: { readonly rounds: number; readonly calls: number },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const costs = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await cpuOf(contender, calls); // warms up the compiler
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of inTurn(contenders, round)) {
      costs.get(contender.name)?.push(await cpuOf(contender, calls));
    }
  }
  return costs;
}

async function cpuOf({ run }: Contender, calls: number): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
