import type { CheckDescription } from './check.ts';
import type { Exchange } from '../exchange/exchange.ts';

export const latency: CheckDescription = {
  id: 'latency',
  severity: 'error',
  what: 'Answers come within `--max-latency`. A slow answer alone is no finding, for the machine may have been busy: even the quickest answer of an operation must be late, or far later than those of its neighbours, or answers must be held back while many others come and go, or time and again while the machine had nothing else to do.',
  why: 'Callers give up after a while and repeat, which makes a slow server slower.',
  mend: 'Look at what the slow operation waits for; or raise the limit if it is too low for the distance.',
};

/** Answers of one operation with one status. */
export interface LatencyGroup {
  readonly operation: string;
  readonly status: number;
  /** How many. */
  readonly count: number;
  /** Milliseconds of the quickest. */
  readonly least: number;
  /** The slowest exchange, to be shown. */
  readonly slowest: Exchange;
}

/** A group that is too slow, and the limit it broke. */
export interface SlowGroup {
  readonly group: LatencyGroup;
  readonly limit: number;
  /** The time of its quickest answer. */
  readonly least: number;
}

/** So much slower than its quickest neighbour, and at least so slow, an operation waits for something. */
const OUTLIER_FACTOR = 10;
const OUTLIER_FLOOR = 250;
/** A group with fewer answers says little about a machine that may have been busy. */
const FEW = 4;
/** An answer was held back when so many others came and went meanwhile; once may be chance. */
const MEANWHILE = 30;
const HELD_BACK = 2;
/** So many late answers one after another, on a machine that was not busy, are no chance. */
export const MANY_EPISODES = 3;

/** Whether a time is far beyond that of the quickest neighbour, whatever the limit. */
export function isOutlier(time: number, quickest: number): boolean {
  return time > Math.max(OUTLIER_FLOOR, quickest * OUTLIER_FACTOR);
}

/**
 * Groups in which even the quickest answer is late, or far later than the quickest of another operation. A
 * busy machine makes some answers late, never all of them.
 */
export function slowGroups(groups: readonly LatencyGroup[], maxLatency: number): readonly SlowGroup[] {
  const quickest = Math.min(...groups.map(({ least }) => least));
  return groups.flatMap((group) => {
    const { least } = group;
    const outlier = isOutlier(least, quickest) && group.count >= FEW;
    if (least <= maxLatency && !outlier) return [];
    const limit = outlier
      ? Math.min(maxLatency, Math.max(OUTLIER_FLOOR, quickest * OUTLIER_FACTOR))
      : maxLatency;
    return [{ group, limit: Math.round(limit), least: Math.round(least) }];
  });
}

/** Answers that were held back: it was not the machine that was busy. */
export function heldBack(exchanges: readonly Exchange[], maxLatency: number): readonly Exchange[] {
  const timed = exchanges.filter(({ startedAt, answer }) => startedAt !== undefined && answer !== undefined);
  const late = timed.filter(({ duration }) => duration > maxLatency);
  const overtaken = late.filter(
    (slow) => timed.filter((other) => within(other, slow, maxLatency / 4)).length >= MEANWHILE,
  );
  if (overtaken.length >= HELD_BACK) return overtaken;
  const undisturbed = late.filter((exchange) => exchange.undisturbed === true);
  return episodes(undisturbed) >= MANY_EPISODES ? undisturbed : [];
}

/** How many of the exchanges came one after another; those under way at once have one cause. */
export function episodes(exchanges: readonly Exchange[]): number {
  let count = 0;
  let free = Number.NEGATIVE_INFINITY;
  const byEnd = exchanges.map(({ startedAt = 0, duration }) => ({
    start: startedAt,
    end: startedAt + duration,
  }));
  for (const { start, end } of byEnd.sort((a, b) => a.end - b.end)) {
    if (start < free) continue;
    count += 1;
    free = end;
  }
  return count;
}

function within(other: Exchange, slow: Exchange, quick: number): boolean {
  const [start = 0, from = 0] = [other.startedAt, slow.startedAt];
  return other.duration < quick && start > from && start + other.duration < from + slow.duration;
}
