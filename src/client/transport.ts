import { attempt } from './attempt.ts';
import { timeLeft, type Call, type Shared } from './call.ts';
import { needsBody } from './operation-traits.ts';
import { errorCodeOf, isGood, type Ending, type Outcome } from './outcome.ts';
import type { Token, TokenSource } from './token.ts';

/** One request as it goes over the wire, the same for every attempt. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

async function onWire(
  { settings, emit }: Shared,
  call: Call,
  { url, ...request }: WireRequest,
  token: Token | undefined,
): Promise<Outcome> {
  const { info, durations } = call;
  const about = { ...info, call: info, attempt: durations.length + 1 };
  const headers: Record<string, string> = {};
  emit('onRequest', { ...about, method: request.method, url, headers });
  const init: RequestInit = { ...request, headers, redirect: 'manual' };
  Object.assign(headers, request.headers, token && { authorization: `Bearer ${token.value}` });
  const began = performance.now();
  const limit = Math.min(call.attemptTimeoutMs, timeLeft(call));
  const outcome = await attempt(settings.fetch, url, init, limit, call.signal);
  const durationMs = performance.now() - began;
  durations.push(durationMs);
  const { status } = outcome;
  const failure = outcome.response ? undefined : outcome.failure;
  emit('onResponse', { ...about, status, failure, errorCode: errorCodeOf(outcome), durationMs });
  return outcome;
}

/** An answer shows a living server and gives back to the budget; it also proves the token. */
function noteAnswer({ budget, settings }: Shared, { status }: Outcome, token: Token | undefined): void {
  if (!status || status > 499 || status === 429) return;
  budget.left = Math.min(settings.retry.budget, budget.left + 1);
  if (token && status !== 401) token.worked = true;
}

/** Sends a request until it is answered for good, with a token where a source is given. */
export async function send(
  shared: Shared,
  call: Call,
  request: WireRequest,
  tokens: TokenSource | undefined,
): Promise<Ending> {
  for (;;) {
    const found = tokens?.get(timeLeft(call), call.signal);
    const token = found instanceof Promise ? await found : found;
    if (token && !('value' in token)) return token;
    const outcome = await onWire(shared, call, request, token);
    noteAnswer(shared, outcome, token);
    if (isGood(outcome, needsBody(call.info.operation))) return outcome;
    const { recover } = await import('./failure.ts');
    const end = await recover(shared, call, outcome, tokens, token);
    if (end) return end;
  }
}
