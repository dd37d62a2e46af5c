import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, SentRequest } from '../exchange/exchange.ts';
import { Pulse } from './pulse.ts';

/** After so many answers of an operation that never came, further calls of it are not waited for. */
const PATIENCE = 2;
/** So many answers that broke off, and so much time lost by them (in milliseconds), are enough. */
const BROKEN_ANSWERS = 8;
const LOST_MS = 30_000;
/** A run continues for so long before it is ended for silence: in that time much is learned all the same. */
const GRACE_MS = 2_500;

/** What stands between cases and the target: the rate of requests, and patience. Slow answers never end a run. */
export class Gate {
  /** Calls of an operation that got no answer. */
  readonly #silent = new Map<string, number>();
  readonly #broken = { count: 0, lost: 0 };
  readonly #rate: number;
  readonly #signal: AbortSignal | undefined;
  readonly #opened = performance.now();
  readonly #pulse = new Pulse();
  #next = 0;
  #stopped: string | undefined;

  constructor(rate: number, signal?: AbortSignal) {
    this.#rate = rate;
    this.#signal = signal;
  }

  /** Lets a request through when it is its time. */
  async pass(operation: string, request: SentRequest, send: () => Promise<Exchange>): Promise<Exchange> {
    if ((this.#silent.get(operation) ?? 0) >= PATIENCE) return givenUp(request);
    await this.#wait();
    const startedAt = performance.now();
    const exchange = { ...(await send()), startedAt, undisturbed: this.#pulse.steadySince(startedAt) };
    if (exchange.failure?.kind === 'timeout')
      this.#silent.set(operation, (this.#silent.get(operation) ?? 0) + 1);
    if (exchange.failure?.kind === 'connection') {
      this.#broken.count += 1;
      this.#broken.lost += exchange.duration;
    }
    return exchange;
  }

  /** Ends the run: no case sends anything any more. */
  stop(reason: string): void {
    this.#stopped ??= reason;
  }

  /** Why the run was ended on purpose. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** To be called when no more is sent. */
  close(): void {
    this.#pulse.stop();
  }

  /** Why the run should end: a target that does not answer would make it take minutes. */
  get hopeless(): string | undefined {
    if (this.#stopped !== undefined) return this.#stopped;
    if (performance.now() - this.#opened < GRACE_MS) return undefined;
    if (this.#broken.count >= BROKEN_ANSWERS && this.#broken.lost > LOST_MS)
      return 'answers break off time and again';
    const silent = [...this.#silent].find(([, count]) => count >= PATIENCE);
    return silent && `${silent[0]} does not answer`;
  }

  async #wait(): Promise<void> {
    if (!Number.isFinite(this.#rate)) return;
    const now = performance.now();
    const turn = Math.max(this.#next, now);
    this.#next = turn + 1_000 / this.#rate;
    const options = this.#signal === undefined ? {} : { signal: this.#signal };
    if (turn > now) await delay(turn - now, undefined, options);
  }
}

function givenUp(request: SentRequest): Exchange {
  return {
    request,
    failure: { kind: 'timeout', message: 'not asked again: earlier calls of this operation got no answer' },
    duration: 0,
  };
}
