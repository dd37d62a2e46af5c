import { setTimeout as delay } from 'node:timers/promises';
import { isOutlier } from '../checks/latency.ts';
import type { Exchange, SentRequest } from '../exchange/exchange.ts';

/** After so many answers of an operation that never came, further calls of it are not waited for. */
const PATIENCE = 2;
/** So many late answers, and this share of all answers of an operation, make it slow beyond doubt. */
const LATE_ANSWERS = 3;
const LATE_SHARE = 0.6;
/** So many answers tell an operation that waits for something from a busy machine. */
const MANY_ANSWERS = 10;
/** A run goes on for so long before it is ended for slowness: in that time much is learnt all the same. */
const GRACE_MS = 3_000;

/** What a gate keeps account of for an operation. */
interface Account {
  answers: number;
  /** Milliseconds of all answers together. */
  spent: number;
  late: number;
  silent: number;
}

/** What stands between cases and the target: the rate of requests, and patience. */
export class Gate {
  readonly #accounts = new Map<string, Account>();
  readonly #rate: number;
  readonly #maxLatency: number;
  readonly #signal: AbortSignal | undefined;
  readonly #opened = performance.now();
  #next = 0;

  constructor(rate: number, maxLatency: number, signal?: AbortSignal) {
    this.#rate = rate;
    this.#maxLatency = maxLatency;
    this.#signal = signal;
  }

  /** Lets a request through when it is its time. */
  async pass(operation: string, request: SentRequest, send: () => Promise<Exchange>): Promise<Exchange> {
    const account = this.#accounts.get(operation) ?? { answers: 0, spent: 0, late: 0, silent: 0 };
    this.#accounts.set(operation, account);
    if (account.silent >= PATIENCE) return givenUp(request);
    await this.#wait();
    const exchange = await send();
    account.answers += 1;
    account.spent += exchange.duration;
    if (exchange.failure?.kind === 'timeout') account.silent += 1;
    if (exchange.duration > this.#maxLatency) account.late += 1;
    return exchange;
  }

  /** Why the run should end: an operation that is slow beyond doubt would make it take minutes. */
  get hopeless(): string | undefined {
    if (performance.now() - this.#opened < GRACE_MS) return undefined;
    const quickest = Math.min(...[...this.#accounts.values()].map(({ spent, answers }) => spent / answers));
    for (const [operation, { answers, spent, late, silent }] of this.#accounts) {
      if (silent >= PATIENCE) return `${operation} does not answer`;
      const outlier = isOutlier(spent / answers, quickest) && answers >= MANY_ANSWERS;
      const slow = late >= LATE_ANSWERS && late >= answers * LATE_SHARE;
      if (slow || outlier) return `${operation} is too slow to go on`;
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
