import { timeLeft, type Call, type Shared } from './call.ts';
import { errorCodeOf, type Outcome } from './outcome.ts';
import { backoffMs, retryAfterMs, retryReason, type RetryReason } from './retry.ts';
import { sleep } from './sleep.ts';
import type { Token, TokenSource } from './token.ts';

/**
 * Whether a 401 says that the token, not the user or the tenant, is at fault: code 2 always, any
 * other for a token that had worked, or that is too old for its request to have been the mistake.
 */
function isStale({ worked, bornAt }: Token, outcome: Outcome): boolean {
  if (outcome.status !== 401) return false;
  return worked || errorCodeOf(outcome) === 2 || performance.now() - bornAt > 1000;
}

function tellRetry(
  { emit }: Shared,
  { info, durations }: Call,
  reason: RetryReason | 'token',
  delayMs: number,
): void {
  emit?.('onRetry', { ...info, call: info, attempt: durations.length, reason, delayMs });
}

function delayFor({ settings }: Shared, call: Call, outcome: Outcome): number {
  const { baseDelayMs = 250, maxDelayMs = 8000, maxRetryAfterMs = 60_000 } = settings.retry;
  const backoff = backoffMs(call.durations.length, baseDelayMs, maxDelayMs);
  const asked = outcome.response && retryAfterMs(outcome.response.headers, Date.now());
  return asked === undefined ? backoff : Math.min(asked, maxRetryAfterMs) + backoff / 8;
}

/** Milliseconds to the next attempt; `undefined` where there will be none: no reason, no budget, no time. */
function nextDelay(shared: Shared, call: Call, outcome: Outcome): number | undefined {
  const reason = retryReason(call, outcome);
  if (!reason || call.durations.length >= call.maxAttempts || shared.budget < 1) return undefined;
  const delayMs = delayFor(shared, call, outcome);
  if (delayMs >= timeLeft(call)) return undefined;
  shared.budget -= 1;
  if (reason !== 'rate-limit') call.maybeDone = true;
  tellRetry(shared, call, reason, delayMs);
  return delayMs;
}

/** What to do after an attempt that did not succeed: `undefined` to try again (after a wait), else how it ends. */
export async function recover(
  shared: Shared,
  call: Call,
  outcome: Outcome,
  tokens: TokenSource | undefined,
  token: Token | undefined,
): Promise<Outcome | undefined> {
  if (tokens && token && isStale(token, outcome)) {
    if (tokens.drop(token)) shared.emit?.('onToken', { operation: 'getAccessToken', kind: 'dropped' });
    if (call.renewed) return outcome;
    call.renewed = true;
    return void tellRetry(shared, call, 'token', 0);
  }
  const delayMs = nextDelay(shared, call, outcome);
  if (delayMs === undefined) return outcome;
  const rested = await sleep(delayMs, call.signal);
  return rested ? undefined : { failure: 'aborted', cause: call.signal?.reason };
}
