import type { AnsweredCallMeta, CallMeta } from './call-meta.ts';
import type { Reply } from './outcome.ts';
import { readResponse } from './read-response.ts';

/** What a call knows of its time. */
interface Timing {
  readonly startedAt: number;
  readonly durations: readonly number[];
}

/** What is known of a call. Most callers never look at the raw reply, so it is made on demand. */
export class Meta implements CallMeta {
  readonly attempts: number;
  readonly durationMs: number;
  readonly attemptDurationsMs: readonly number[];
  readonly #reply: Reply | undefined;
  #response: Response | undefined;

  constructor({ startedAt, durations }: Timing, reply: Reply | undefined) {
    this.attempts = durations.length;
    this.durationMs = performance.now() - startedAt;
    this.attemptDurationsMs = durations;
    this.#reply = reply;
  }

  get requestId(): string | undefined {
    return this.#reply?.response.headers.get('x-request-id') ?? undefined;
  }

  get response(): Response | undefined {
    return this.#reply && (this.#response ??= readResponse(this.#reply));
  }

  isAnswered(): this is AnsweredCallMeta {
    return this.#reply !== undefined;
  }
}
