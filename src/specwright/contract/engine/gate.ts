import { setTimeout as delay } from 'node:timers/promises';
import { episodes, isOutlier, MANY_EPISODES } from '../checks/latency.ts';
import { kindOfCall, type Exchange, type SentRequest } from '../exchange/exchange.ts';
import { Pulse } from './pulse.ts';

/** After so many answers of an operation that never came, further calls of it are not waited for. */
const PATIENCE = 2;
/** So many answers that broke off, and so much time lost by them (in milliseconds), are enough. */
const BROKEN_ANSWERS = 8;
const LOST_MS = 3_000;
/** So many answers of an operation, all of them late, make it slow beyond doubt. */
const LATE_ANSWERS = 2;
/** So many answers tell an operation that waits for something from a busy machine. */
const MANY_ANSWERS = 4;
/** A run goes on for so long before it is ended for slowness: in that time much is learnt all the same. */
const GRACE_MS = 2_500;

/** Answers of one operation with one status. */
interface Account {
  answers: number;
  /** Milliseconds of the quickest answer. */
  quickest: number;
}

/** What stands between cases and the target: the rate of requests, and patience. */
export class Gate {
  readonly #accounts = new Map<string, Account>();
  /** Calls of an operation that got no answer. */
  readonly #silent = new Map<string, number>();
  readonly #broken = { count: 0, lost: 0 };
  readonly #rate: number;
  readonly #maxLatency: number;
  readonly #signal: AbortSignal | undefined;
  readonly #opened = performance.now();
  readonly #pulse = new Pulse();
  /** Answers that were late although the machine was not busy. */
  readonly #heldBack: Exchange[] = [];
  #next = 0;

  constructor(rate: number, maxLatency: number, signal?: AbortSignal) {
    this.#rate = rate;
    this.#maxLatency = maxLatency;
    this.#signal = signal;
  }

  /** Lets a request through when it is its time. */
  async pass(operation: string, request: SentRequest, send: () => Promise<Exchange>): Promise<Exchange> {
    if ((this.#silent.get(operation) ?? 0) >= PATIENCE) return givenUp(request);
    await this.#wait();
    const startedAt = performance.now();
    const exchange = this.#timed(startedAt, await send());
    if (exchange.failure?.kind === 'timeout')
      this.#silent.set(operation, (this.#silent.get(operation) ?? 0) + 1);
    if (exchange.failure?.kind === 'connection') {
      this.#broken.count += 1;
      this.#broken.lost += exchange.duration;
    }
    if (exchange.answer !== undefined)
      this.#note(`${kindOfCall(request)} with status ${exchange.answer.status}`, exchange.duration);
    return exchange;
  }

  #timed(startedAt: number, sent: Exchange): Exchange {
    const exchange = { ...sent, startedAt, undisturbed: this.#pulse.steadySince(startedAt) };
    if (exchange.undisturbed && exchange.answer !== undefined && exchange.duration > this.#maxLatency)
      this.#heldBack.push(exchange);
    return exchange;
  }

  /** To be called when no more is sent. */
  close(): void {
    this.#pulse.stop();
  }

  #note(kind: string, duration: number): void {
    const account = this.#accounts.get(kind) ?? { answers: 0, quickest: duration };
    account.answers += 1;
    account.quickest = Math.min(account.quickest, duration);
    this.#accounts.set(kind, account);
  }

  /** Why the run should end: an operation that is slow beyond doubt would make it take minutes. */
  get hopeless(): string | undefined {
    if (performance.now() - this.#opened < GRACE_MS) return undefined;
    const best = Math.min(...[...this.#accounts.values()].map(({ quickest }) => quickest));
    if (episodes(this.#heldBack) >= MANY_EPISODES) return 'answers are held back time and again';
    if (this.#broken.count >= BROKEN_ANSWERS && this.#broken.lost > LOST_MS)
      return 'answers break off time and again';
    for (const [operation, count] of this.#silent)
      if (count >= PATIENCE) return `${operation} does not answer`;
    for (const [kind, { answers, quickest }] of this.#accounts) {
      const outlier = isOutlier(quickest, best) && answers >= MANY_ANSWERS;
      const slow = answers >= LATE_ANSWERS && quickest > this.#maxLatency;
      if (slow || outlier) return `${kind} is too slow to go on`;
    }
    return undefined;
  }

  async #wait(): Promise<void> {
    if (!Number.isFinite(this.#rate)) return;
    const now = performance.now();
    const due = Math.max(this.#next, now);
    this.#next = due + 1_000 / this.#rate;
    const options = this.#signal === undefined ? {} : { signal: this.#signal };
    if (due > now) await delay(due - now, undefined, options);
  }
}

function givenUp(request: SentRequest): Exchange {
  return {
    request,
    failure: { kind: 'timeout', message: 'not asked again: earlier calls of this operation got no answer' },
    duration: 0,
  };
}
