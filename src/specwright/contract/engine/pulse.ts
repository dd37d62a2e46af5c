/** Time between two beats, in milliseconds. */
const BEAT = 50;
/** A beat that is so late says that the machine was busy with something else. */
const SKIPPED = 250;

/** Beats during a run. Where a beat was late, answers may have been late for the same reason. */
export class Pulse {
  readonly #late: number[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      if (now - last > SKIPPED) this.#late.push(now);
      last = now;
    }, BEAT);
    this.#timer.unref();
  }

  /** Whether every beat came in time since a moment on the clock of `performance.now()`. */
  steadySince(moment: number): boolean {
    return !this.#late.some((at) => at >= moment);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
