import { sleep } from './bounded.ts';
import { timeLeft, type Call } from './call.ts';
import type { Emitter } from './emitter.ts';
import type { Outcome } from './outcome.ts';
import {
  backoffMs,
  mayHaveCompleted,
  retryAfterMs,
  retryReason,
  type RetryOptions,
  type RetryReason,
} from './retry.ts';
import type { Token } from './token-renewal.ts';
import type { TokenSource } from './token-source.ts';

/** What all calls of a client have in common when they fail. */
export interface Retries {
  readonly options: Required<RetryOptions>;
  readonly emitter: Emitter;
  readonly tokens: TokenSource | undefined;
  readonly grant: { readonly operation: { readonly id: string }; readonly expiredCode?: number } | undefined;
  /** Retries that are left to all calls together. */
  budget: number;
}

/**
 * Whether a 401 says that the token, not the user or the tenant, is at fault: the code for an expired one always,
 * any other for a token that had worked, or that is too old for its request to have been the mistake.
 */
function isStale({ worked, bornAt }: Token, { status, errorCode }: Outcome, expiredCode?: number): boolean {
  if (status !== 401) return false;
  const expired = errorCode !== undefined && errorCode === expiredCode;
  return worked || expired || performance.now() - bornAt > 1000;
}

function announce(
  { emitter }: Retries,
  { info: call, durations }: Call,
  reason: RetryReason | 'token',
  delayMs: number,
) {
  const { operation } = call;
  emitter.emit('onRetry', { operation, call, attempt: durations.length, reason, delayMs });
}

function delayFor({ options }: Retries, { durations }: Call, { response }: Outcome): number {
  const { baseDelayMs, maxDelayMs, maxRetryAfterMs } = options;
  const backoff = backoffMs(durations.length, baseDelayMs, maxDelayMs);
  const asked = response && retryAfterMs(response.headers, Date.now());
  return asked === undefined ? backoff : Math.min(asked, maxRetryAfterMs) + backoff / 8;
}

/** Milliseconds to the next attempt; `undefined` where there will be none: no reason, no budget, no time. */
function nextDelay(retries: Retries, call: Call, outcome: Outcome): number | undefined {
  const reason = retryReason(call, outcome);
  if (!reason || call.durations.length >= call.maxAttempts || retries.budget < 1) return undefined;
  const delayMs = delayFor(retries, call, outcome);
  if (delayMs >= timeLeft(call)) return undefined;
  retries.budget -= 1;
  announce(retries, call, reason, delayMs);
  return delayMs;
}

/** What follows an attempt that did not succeed: `undefined` to try again (after a wait), else how the call ends. */
export async function recover(
  retries: Retries,
  call: Call,
  outcome: Outcome,
  token: Token | undefined,
): Promise<Outcome | undefined> {
  const { emitter, tokens, grant } = retries;
  if (mayHaveCompleted(call, outcome)) call.maybeCompleted = true;
  if (token && tokens && grant && isStale(token, outcome, grant.expiredCode)) {
    if (tokens.drop(token)) emitter.emit('onToken', { operation: grant.operation.id, kind: 'dropped' });
    if (call.renewed) return outcome;
    call.renewed = true;
    announce(retries, call, 'token', 0);
    return undefined;
  }
  const delayMs = nextDelay(retries, call, outcome);
  if (delayMs === undefined) return outcome;
  const rested = await sleep(delayMs, call.signal);
  return rested ? undefined : { failure: 'aborted', cause: call.signal?.reason };
}
