/** The time of the sandbox: the system's plus what it was moved by, or standing still until it is moved. */
export class Clock {
  #offset = 0;
  #frozenAt: number | undefined;

  /** @param frozenAt where given, time stands still at this instant (milliseconds since 1970). */
  constructor(frozenAt?: number) {
    this.#frozenAt = frozenAt;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return (this.#frozenAt ?? Date.now()) + this.#offset;
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  set(instant: number): void {
    this.#offset = instant - (this.#frozenAt ?? Date.now());
  }
}
