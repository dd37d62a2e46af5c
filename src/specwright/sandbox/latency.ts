import type { Random } from '../base/random.ts';
import { parseDuration } from './duration.ts';

/** How long answers are held back: always as long, evenly spread, or by a log-normal curve. */
export type Latency =
  | number
  | string
  | { readonly min: number | string; readonly max: number | string }
  | { readonly median: number | string; readonly p99: number | string };

/** z of the 99th percentile of a normal distribution. */
const Z99 = 2.326;

/** Draws one latency in milliseconds. */
export function drawLatency(latency: Latency, random: Random): number {
  const { low, high, curve } = boundsOf(latency);
  if (!curve) return low + random.next() * (high - low);
  return low * Math.exp((Math.log(high / low) / Z99) * standardNormal(random));
}

function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** From `low` to `high` evenly, or with `low` as the median and `high` as the 99th percentile. */
interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly curve: boolean;
}

/**
 * Checks a latency from outside.
 *
 * @throws {RangeError} where it is not a latency, a bound is not a duration, or the bounds are the wrong way round.
 */
export function checkLatency(value: unknown): Latency {
  const { low, high, curve } = boundsOf(value);
  if (high < low || (curve && low <= 0)) {
    throw new RangeError(`Latency ${JSON.stringify(value)}: the second value must not be below the first.`);
  }
  return curve ? { median: low, p99: high } : { min: low, max: high };
}

function boundsOf(value: unknown): Bounds {
  if (typeof value === 'number') return even(parseDuration(value), parseDuration(value));
  if (typeof value === 'string') return fromText(value);
  if (typeof value !== 'object' || value === null) throw notALatency();
  const [min, max, median, p99] = ['min', 'max', 'median', 'p99'].map((name) => durationIn(value, name));
  if (min !== undefined && max !== undefined) return even(min, max);
  if (median !== undefined && p99 !== undefined) return { low: median, high: p99, curve: true };
  throw notALatency();
}

/** As on a command line: `50ms`, `10ms-200ms` or `median=50ms,p99=400ms`. */
function fromText(text: string): Bounds {
  const [, median, p99] = /^median=([^,]+),p99=(.+)$/.exec(text) ?? [];
  if (median !== undefined && p99 !== undefined) {
    return { low: parseDuration(median), high: parseDuration(p99), curve: true };
  }
  const [low = text, high = low] = text.split('-');
  return even(parseDuration(low), parseDuration(high));
}

function even(low: number, high: number): Bounds {
  return { low, high, curve: false };
}

function notALatency(): RangeError {
  return new RangeError(
    'A latency is a duration, a range such as "10ms-200ms", {min, max} or {median, p99}.',
  );
}

function durationIn(owner: object, name: string): number | undefined {
  const value: unknown = Reflect.get(owner, name);
  return typeof value === 'number' || typeof value === 'string' ? parseDuration(value) : undefined;
}
