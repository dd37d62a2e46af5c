import { bounded, longestTimer } from './bounded.ts';
import { backoffMs } from './retry.ts';

const firstPause = 250;
const longestPause = 30_000;

/**
 * How many calls at a time, and when: one decision for all calls of a run. Half as many after a
 * failure, one more after as many successes as there are calls at a time. Failures of calls that were
 * on their way together count as one, or a burst would bring the run to a halt.
 */
export class Pace {
  readonly #most: number;
  #limit: number;
  #active = 0;
  #waiting: (() => void)[] = [];
  #slowedAt = 0;
  #resumeAt = 0;
  #slowdowns = 0;

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /** Calls at a time just now, a whole number from 1 to the most that was asked for. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /** Slow-downs since the last success. */
  get slowdowns(): number {
    return this.#slowdowns;
  }

  /** Waits for a place and the end of a pause; `false` where the signal aborted. Give the place back by {@link done}. */
  async turn(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const pause = this.#resumeAt - performance.now();
      if (pause <= 0 && this.#active < this.limit) {
        this.#active += 1;
        return true;
      }
      const woken = () => new Promise<void>((resolve) => this.#waiting.push(resolve));
      await bounded(woken, pause > 0 ? pause : longestTimer, signal);
    }
    return false;
  }

  /** Gives a place back. */
  done(): void {
    this.#active -= 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** A call succeeded. */
  faster(): void {
    this.#slowdowns = 0;
    this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
  }

  /** A call that began at `began` met a server short of breath, which asks for `waitMs`, if for anything. */
  slower(began: number, waitMs: number | undefined): void {
    const now = performance.now();
    if (began >= this.#slowedAt) {
      this.#slowdowns += 1;
      this.#slowedAt = now;
      this.#limit = Math.max(1, this.#limit / 2);
      this.#resumeAt = now + backoffMs(this.#slowdowns, firstPause, longestPause);
    }
    if (waitMs !== undefined) this.#resumeAt = Math.max(this.#resumeAt, now + Math.min(waitMs, longestPause));
  }
}
