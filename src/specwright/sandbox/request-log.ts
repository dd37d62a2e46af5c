/** One line of the request log. Neither bodies nor headers are kept, so no secret is. */
export interface LoggedRequest {
  readonly number: number;
  /** Sandbox time, milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly status: number;
  readonly errorCode?: number;
  /** Why a request was refused, in words. */
  readonly reason?: string;
}

/** How many requests are kept. */
const KEPT = 200;

/** The last requests, the newest last. */
export class RequestLog {
  readonly #ring: LoggedRequest[] = [];
  #count = 0;

  /** How many requests there were in all. */
  get count(): number {
    return this.#count;
  }

  add(entry: Omit<LoggedRequest, 'number'>): void {
    this.#ring[this.#count % KEPT] = { number: this.#count + 1, ...entry };
    this.#count += 1;
  }

  /** The newest first. */
  latest(most = KEPT): LoggedRequest[] {
    const entries: LoggedRequest[] = [];
    for (
      let number = this.#count;
      number > 0 && entries.length < Math.min(most, this.#ring.length);
      number -= 1
    ) {
      const entry = this.#ring[(number - 1) % KEPT];
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }

  clear(): void {
    this.#ring.length = 0;
    this.#count = 0;
  }
}
