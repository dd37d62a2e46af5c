import { bounded, LONGEST_TIMER } from './bounded.ts';
import { backoffMs } from './retry.ts';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const TOLERATED_ROUNDS = 2;
const DECREASE = 0.7;

/**
 * How many calls at a time, and when: one decision for all calls of a run. Fewer by a third after "too
 * many calls", one more after as many successes as there are calls at a time.
 */
export class Pace {
  readonly #most: number;
  #limit: number;
  #active = 0;
  #waiting: (() => void)[] = [];
  #lastRound = 0;
  #resumeAt = 0;
  /** Rounds of failures since the last success: failures of calls that were on their way together are one. */
  #badRounds = 0;
  #lastSuccess = performance.now();

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /** Calls at a time just now, a whole number from 1 to the most that was asked for. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /** Milliseconds without a success, while calls failed. */
  get strandedMs(): number {
    return this.#badRounds === 0 ? 0 : performance.now() - this.#lastSuccess;
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
      await bounded(woken, pause > 0 ? pause : LONGEST_TIMER, signal);
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
    this.#badRounds = 0;
    this.#lastSuccess = performance.now();
    this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
  }

  /**
   * A call that began at `began` failed. One lost reply does not slow the run down; too many calls
   * (`limited`) are, and so are failures of all calls, round after round.
   */
  failed(began: number, limited: boolean, waitMs: number | undefined): void {
    const now = performance.now();
    const newRound = began >= this.#lastRound;
    if (newRound) {
      this.#badRounds += 1;
      this.#lastRound = now;
    }
    const down = this.#badRounds > TOLERATED_ROUNDS;
    const slow = newRound && (limited || down);
    if (slow) this.#limit = Math.max(1, this.#limit * DECREASE);
    // A server that names a wait knows best; a little jitter keeps it from a storm of one's own.
    const bound = waitMs === undefined ? LONGEST_PAUSE : FIRST_PAUSE;
    const jitter = slow ? backoffMs(this.#badRounds, FIRST_PAUSE, bound) : 0;
    const pause = down || waitMs === undefined ? Math.max(waitMs ?? 0, jitter) : waitMs;
    this.#resumeAt = Math.max(this.#resumeAt, now + Math.min(pause, LONGEST_PAUSE));
  }
}
