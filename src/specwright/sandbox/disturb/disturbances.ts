import type { Random } from '../../base/random.ts';
import type { Clock } from '../clock.ts';
import type { Exchange, Reply } from '../exchange.ts';
import { drawLatency } from '../latency.ts';
import type { Disturbance } from './disturbance.ts';
import { breakReply } from './break-reply.ts';

/** What an API makes of the disturbances of its own. */
export interface Failing<E extends Exchange, D extends Disturbance> {
  /** The disturbance that the request itself asks for. */
  asked(exchange: E): D | undefined;
  /** The failure that a disturbance wants instead of the work; `undefined` where the work is to be done. */
  fail(exchange: E, disturbance: D, work: () => Reply): Reply | undefined;
}

interface Pending<D> {
  readonly disturbance: D;
  left: number;
}

/** The trouble to come, oldest first; each request meets at most one of them. */
export class Disturbances<E extends Exchange, D extends Disturbance> {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #failing: Failing<E, D>;
  #pending: Pending<D>[] = [];

  constructor({ clock, random }: { clock: Clock; random: Random }, failing: Failing<E, D>) {
    this.#clock = clock;
    this.#random = random;
    this.#failing = failing;
  }

  add(disturbance: D): void {
    const left = disturbance.times ?? (disturbance.share === undefined ? 1 : Number.POSITIVE_INFINITY);
    this.#pending.push({ disturbance, left });
  }

  clear(): void {
    this.#pending = [];
  }

  /** What is still to come. */
  list(): (D & { readonly left: number })[] {
    return this.#pending.map(({ disturbance, left }) => ({ ...disturbance, left }));
  }

  /** Does the work of a request, or what a disturbance makes of it. */
  disturb(exchange: E, work: () => Reply): Reply {
    const disturbance = this.#failing.asked(exchange) ?? this.#next(exchange);
    if (disturbance === undefined) return work();
    const { mishap } = disturbance;
    const failure = this.#failing.fail(exchange, disturbance, work);
    const reply = failure ?? (mishap === undefined ? work() : breakReply(work(), mishap));
    return this.#addRetryAfter(this.#delay(reply, disturbance), disturbance);
  }

  #next({ operationId }: E): D | undefined {
    const found = this.#pending.find(
      ({ disturbance: { operation, share } }) =>
        (operation === undefined || operation === operationId) &&
        (share === undefined || this.#random.next() < share),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#pending = this.#pending.filter((pending) => pending !== found);
    return found.disturbance;
  }

  #delay(reply: Reply, { latency }: D): Reply {
    return latency === undefined ? reply : { ...reply, delay: drawLatency(latency, this.#random) };
  }

  #addRetryAfter(reply: Reply, { retryAfter }: D): Reply {
    if (retryAfter === undefined) return reply;
    const value = retryAfter === 'date' ? new Date(this.#clock.now() + 1000).toUTCString() : `${retryAfter}`;
    return { ...reply, headers: { ...reply.headers, 'Retry-After': value } };
  }
}
