import { kindOfCall, type Exchange } from '../exchange/exchange.ts';
import { describeCheck, type Flaw } from './description.ts';

export const latency = describeCheck({
  id: 'latency',
  severity: 'error',
  what: 'Answers come within `--max-latency`, where it is given. A single slow answer is a warning, for the machine may have been busy: even the quickest answer of an operation must be late, or answers must be held back while many others come and go, or time and again while the machine has nothing else to do. Without a limit, answers far slower than their neighbors are a warning.',
  why: 'Callers give up after a while and repeat, which makes a slow server slower.',
  fix: 'Look at what the slow operation waits for; or raise the limit if it is too low for the distance.',
});

/** So much slower than the others, and at least so slow (milliseconds), an answer waits for something. */
const OUTLIER_FACTOR = 10;
const OUTLIER_FLOOR = 250;
/** A group with fewer answers says little about a machine that may have been busy. */
const FEW = 4;
/** An answer was held back when so many others came and went meanwhile; once may be chance. */
const MEANWHILE = 30;
const HELD_BACK = 2;
/** So many late answers one after another, on a machine that was not busy, are not chance. */
const MANY_EPISODES = 3;
/** Exchanges whose times are compared with each other: bounded, for a proxy may run for days. */
const MOST_TIMED = 10_000;

/** Answers of one kind of call with one status. */
interface Group {
  count: number;
  /** Milliseconds of the quickest. */
  least: number;
  slowest: Exchange;
}

/** A flaw in the times of a run, shown by one exchange. */
export interface TimeFlaw {
  readonly flaw: Flaw;
  readonly exchange: Exchange;
}

/** Keeps account of how long answers took. */
export class Times {
  readonly #groups = new Map<string, Group>();
  readonly #timed: Exchange[] = [];

  note(exchange: Exchange): void {
    const { request, answer, duration } = exchange;
    if (answer === undefined) return;
    if (this.#timed.length < MOST_TIMED) this.#timed.push(exchange);
    if (request.operation === undefined) return;
    const key = `${kindOfCall(request)} ${answer.status}`;
    const group = this.#groups.get(key) ?? { count: 0, least: duration, slowest: exchange };
    group.count += 1;
    group.least = Math.min(group.least, duration);
    if (duration > group.slowest.duration) group.slowest = exchange;
    this.#groups.set(key, group);
  }

  /** What is wrong with the times of the whole run. */
  flaws(maxLatency: number | undefined): readonly TimeFlaw[] {
    return maxLatency === undefined ? this.#outliers() : this.#beyond(maxLatency);
  }

  #beyond(limit: number): readonly TimeFlaw[] {
    const slow = [...this.#groups.values()]
      .filter(({ least }) => least > limit)
      .map((group) => slowKind(group, limit, 'error'));
    const late = this.#timed.filter(({ duration }) => duration > limit);
    const held = heldBack(this.#timed, late, limit);
    if (held.length > 0) return [...slow, heldTogether(held, limit, 'error')];
    return slow.length > 0 ? slow : late.length > 0 ? [heldTogether(late, limit, 'warning')] : [];
  }

  #outliers(): readonly TimeFlaw[] {
    const groups = [...this.#groups.values()];
    const groupLimit = outlierLimit(Math.min(...groups.map(({ least }) => least)));
    const slow = groups
      .filter(({ count, least }) => count >= FEW && least > groupLimit)
      .map((group) => slowKind(group, groupLimit, 'warning'));
    if (slow.length > 0) return slow;
    const limit = outlierLimit(median(this.#timed.map(({ duration }) => duration)));
    const late = this.#timed.filter(({ duration }) => duration > limit);
    return late.length > 0 ? [heldTogether(late, limit, 'warning')] : [];
  }
}

function outlierLimit(usual: number): number {
  return Math.max(OUTLIER_FLOOR, usual * OUTLIER_FACTOR);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function slowKind({ count, least, slowest }: Group, limit: number, severity: 'error' | 'warning'): TimeFlaw {
  const kind = kindOfCall(slowest.request);
  return {
    flaw: {
      severity,
      title: `${kind} is slow`,
      expected: `an answer within ${Math.round(limit)} ms`,
      actual: `${Math.round(least)} ms for the quickest of ${count} answers with status ${slowest.answer?.status ?? 0}`,
      essence: kind,
    },
    exchange: slowest,
  };
}

function heldTogether(late: readonly Exchange[], limit: number, severity: 'error' | 'warning'): TimeFlaw {
  const slowest = late.reduce((a, b) => (b.duration > a.duration ? b : a));
  const proven = severity === 'error' ? ', while others came and went' : '; the machine may have been busy';
  return {
    flaw: {
      severity,
      title: severity === 'error' ? 'some answers are held back' : 'some answers are far slower than others',
      expected: `an answer within ${Math.round(limit)} ms`,
      actual: `${late.length} ${late.length === 1 ? 'answer' : 'answers'} took longer, up to ${Math.round(slowest.duration)} ms${proven}`,
      essence: 'held back',
    },
    exchange: slowest,
  };
}

/** Answers that were held back: it was not the machine that was busy. */
function heldBack(
  timed: readonly Exchange[],
  late: readonly Exchange[],
  maxLatency: number,
): readonly Exchange[] {
  const overtaken = late.filter(
    (slow) => timed.filter((other) => within(other, slow, maxLatency / 4)).length >= MEANWHILE,
  );
  if (overtaken.length >= HELD_BACK) return overtaken;
  const undisturbed = late.filter((exchange) => exchange.undisturbed === true);
  return episodes(undisturbed) >= MANY_EPISODES ? undisturbed : [];
}

/** How many of the exchanges came one after another; those under way at the same time have one cause. */
function episodes(exchanges: readonly Exchange[]): number {
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
  if (other.startedAt === undefined || slow.startedAt === undefined) return false;
  return (
    other.duration < quick &&
    other.startedAt > slow.startedAt &&
    other.startedAt + other.duration < slow.startedAt + slow.duration
  );
}
