import { attempt, type WireRequest } from './attempt.ts';
import { timeLeft, type Call, type Shared } from './call.ts';
import { needsBody } from './operation-traits.ts';
import { isGood, type Ending, type Outcome } from './outcome.ts';
import type { Token, TokenSource } from './token.ts';

async function onWire(
  shared: Shared,
  call: Call,
  request: WireRequest,
  token: Token | undefined,
): Promise<Outcome> {
  const tellEnd = shared.watch?.(call, request);
  // After the hooks: none of them can put another in its place.
  if (token) request.headers['authorization'] = `Bearer ${token.value}`;
  const began = performance.now();
  const limit = Math.min(call.attemptTimeoutMs, timeLeft(call));
  const outcome = await attempt(shared.settings.fetch ?? fetch, request, limit, call.signal);
  const durationMs = performance.now() - began;
  call.durations.push(durationMs);
  tellEnd?.(outcome, durationMs);
  return outcome;
}

/** An answer shows a living server and gives back to the budget; it also proves the token. */
function noteAnswer(shared: Shared, { status }: Outcome, token: Token | undefined): void {
  if (!status || status > 499 || status === 429) return;
  shared.budget = Math.min(shared.settings.retry.budget, shared.budget + 1);
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
