import type { CheckDescription } from './check.ts';
import type { Exchange } from '../exchange/exchange.ts';

export const latency: CheckDescription = {
  id: 'latency',
  severity: 'error',
  what: 'Answers come within `--max-latency`. One slow answer is no finding, for the machine may have been busy: half of the answers of an operation with one status must be late, or far later than those of its neighbours.',
  why: 'Callers give up after a while and repeat, which makes a slow server slower.',
  mend: 'Look at what the slow operation waits for; or raise the limit if it is too low for the distance.',
};

/** Answers of one operation with one status. */
export interface LatencyGroup {
  readonly operation: string;
  readonly status: number;
  readonly durations: readonly number[];
  /** The slowest exchange, to be shown. */
  readonly slowest: Exchange;
}

/** A group that is too slow, and the limit it broke. */
export interface SlowGroup {
  readonly group: LatencyGroup;
  readonly limit: number;
  readonly median: number;
}

/** So much slower than its quickest neighbour, and at least so slow, an operation waits for something. */
const OUTLIER_FACTOR = 10;
const OUTLIER_FLOOR = 250;
/** A group with fewer answers says little: it must be later by this factor. */
const FEW = 3;
const FEW_FACTOR = 2;

/** Whether a time is far beyond that of the quickest neighbour, whatever the limit. */
export function isOutlier(time: number, quickest: number): boolean {
  return time > Math.max(OUTLIER_FLOOR, quickest * OUTLIER_FACTOR);
}

/** Groups whose median is beyond the limit, or far beyond the median of the quickest operation. */
export function slowGroups(groups: readonly LatencyGroup[], maxLatency: number): readonly SlowGroup[] {
  const medians = groups
    .filter(({ durations }) => durations.length >= FEW)
    .map(({ durations }) => median(durations));
  const quickest = Math.min(...medians, maxLatency);
  const outlier = Math.max(OUTLIER_FLOOR, quickest * OUTLIER_FACTOR);
  return groups.flatMap((group) => {
    const middle = median(group.durations);
    const limit = Math.min(maxLatency, group.durations.length >= FEW ? outlier : maxLatency * FEW_FACTOR);
    return middle > limit ? [{ group, limit: Math.round(limit), median: Math.round(middle) }] : [];
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
