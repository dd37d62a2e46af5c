import { parseDuration } from '../duration.ts';
import type { Random } from '../random.ts';

/** How long answers are held back: always as long, evenly spread, or by a log-normal curve. */
export type Latency =
  | number
  | string
  | { readonly min: number | string; readonly max: number | string }
  | { readonly median: number | string; readonly p99: number | string };

/** z of the 99th percentile of a normal distribution. */
const z99 = 2.326;

/** Draws one latency in milliseconds. */
export function drawLatency(latency: Latency, random: Random): number {
  if (typeof latency !== 'object') return parseDuration(latency);
  if ('min' in latency) {
    const min = parseDuration(latency.min);
    return min + random.next() * (parseDuration(latency.max) - min);
  }
  const median = parseDuration(latency.median);
  const sigma = Math.log(parseDuration(latency.p99) / median) / z99;
  return median * Math.exp(sigma * standardNormal(random));
}

function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/**
 * Reads a latency as it stands on a command line: `50ms`, `10ms-200ms` or `median=50ms,p99=400ms`.
 *
 * @throws {RangeError} where a part of it is no duration.
 */
export function parseLatency(text: string): Latency {
  const curve = /^median=([^,]+),p99=(.+)$/.exec(text);
  const range = /^([^-]+)-([^-]+)$/.exec(text);
  if (curve !== null)
    return checked({ median: parseDuration(curve[1] ?? ''), p99: parseDuration(curve[2] ?? '') });
  if (range !== null)
    return checked({ min: parseDuration(range[1] ?? ''), max: parseDuration(range[2] ?? '') });
  return parseDuration(text);
}

/**
 * Checks a latency from outside.
 *
 * @throws {RangeError} where a bound is no duration, or the bounds are the wrong way round.
 */
export function checked(latency: Latency): Latency {
  if (typeof latency !== 'object') {
    parseDuration(latency);
    return latency;
  }
  const [low, high] = 'min' in latency ? [latency.min, latency.max] : [latency.median, latency.p99];
  const least = parseDuration(low);
  if (parseDuration(high) < least || ('median' in latency && least <= 0)) {
    throw new RangeError(`Latency ${JSON.stringify(latency)}: the second value must not be below the first.`);
  }
  return latency;
}
