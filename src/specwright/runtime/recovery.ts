import { sleep } from './bounded.ts';
import { timeLeft, type Call } from './call.ts';
import type { Emitter } from './emitter.ts';
import type { Outcome } from './outcome.ts';
import { backoffMs, retryAfterMs, retryReason, type RetryOptions, type RetryReason } from './retry.ts';
import type { Token } from './token-renewal.ts';
import type { TokenSource } from './token-source.ts';

/** What a token request and its errors say about a token that has expired. */
interface Grant {
  readonly operation: { readonly id: string };
  readonly expiredCode?: number;
}

/** Decides what follows an attempt that did not succeed, for all calls of a client. */
export class Recovery {
  readonly #options: Required<RetryOptions>;
  readonly #emitter: Emitter;
  readonly #tokens: TokenSource;
  readonly #grant: Grant;
  /** Retries that are left to all calls together. */
  #budget: number;

  constructor(options: Required<RetryOptions>, emitter: Emitter, tokens: TokenSource, grant: Grant) {
    this.#options = options;
    this.#emitter = emitter;
    this.#tokens = tokens;
    this.#grant = grant;
    this.#budget = options.budget;
  }

  /** An answer shows a living server and gives back to the budget; it also proves the token. */
  note({ status }: Outcome, token: Token | undefined): void {
    if (!status || status > 499 || status === 429) return;
    this.#budget = Math.min(this.#options.budget, this.#budget + 1);
    if (token && status !== 401) token.worked = true;
  }

  /** `undefined` to try again (after a wait), else how the call ends. */
  async next(call: Call, outcome: Outcome, token: Token | undefined): Promise<Outcome | undefined> {
    if (token && this.#isStale(token, outcome)) {
      const kind = 'dropped';
      if (this.#tokens.drop(token))
        this.#emitter.emit('onToken', { operation: this.#grant.operation.id, kind });
      if (call.renewed) return outcome;
      call.renewed = true;
      this.#announce(call, 'token', 0);
      return undefined;
    }
    const delayMs = this.#nextDelay(call, outcome);
    if (delayMs === undefined) return outcome;
    const rested = await sleep(delayMs, call.signal);
    return rested ? undefined : { failure: 'aborted', cause: call.signal?.reason };
  }

  /**
   * Whether a 401 says that the token, not the user or the tenant, is at fault: the code for an expired one always,
   * any other for a token that had worked, or that is too old for its request to have been the mistake.
   */
  #isStale({ worked, bornAt }: Token, { status, errorCode }: Outcome): boolean {
    if (status !== 401) return false;
    const { expiredCode } = this.#grant;
    return (
      worked || (expiredCode !== undefined && errorCode === expiredCode) || performance.now() - bornAt > 1000
    );
  }

  /** Milliseconds to the next attempt; `undefined` where there will be none: no reason, no budget, no time. */
  #nextDelay(call: Call, outcome: Outcome): number | undefined {
    const reason = retryReason(call, outcome);
    if (!reason || call.durations.length >= call.maxAttempts || this.#budget < 1) return undefined;
    const delayMs = this.#delayFor(call, outcome);
    if (delayMs >= timeLeft(call)) return undefined;
    this.#budget -= 1;
    this.#announce(call, reason, delayMs);
    return delayMs;
  }

  #delayFor({ durations }: Call, { response }: Outcome): number {
    const { baseDelayMs, maxDelayMs, maxRetryAfterMs } = this.#options;
    const backoff = backoffMs(durations.length, baseDelayMs, maxDelayMs);
    const asked = response && retryAfterMs(response.headers, Date.now());
    return asked === undefined ? backoff : Math.min(asked, maxRetryAfterMs) + backoff / 8;
  }

  #announce({ info, durations }: Call, reason: RetryReason | 'token', delayMs: number): void {
    this.#emitter.emit('onRetry', { ...info, call: info, attempt: durations.length, reason, delayMs });
  }
}
