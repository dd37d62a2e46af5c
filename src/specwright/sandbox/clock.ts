/** The time of the sandbox: the system's plus what it was moved by, or standing still until it is moved. */
export class Clock {
  #offset = 0;
  readonly #frozenAt: number | undefined;
  #pretended: number | undefined;

  /** @param frozenAt where given, time stands still at this instant (milliseconds since 1970). */
  constructor(frozenAt?: number) {
    this.#frozenAt = frozenAt;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#pretended ?? (this.#frozenAt ?? Date.now()) + this.#offset;
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Does something as if it were this instant: for what was to happen while time was moved. */
  during(instant: number, act: () => void): void {
    this.#pretended = instant;
    try {
      act();
    } finally {
      this.#pretended = undefined;
    }
  }

  set(instant: number): void {
    this.#offset = instant - (this.#frozenAt ?? Date.now());
  }
}
