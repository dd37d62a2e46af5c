import { attempt } from './attempt.ts';
import type { CallInfo, Emit } from './hooks.ts';
import type { Settings } from './options.ts';
import { errorCodeOf, type Outcome, type Reply } from './outcome.ts';
import {
  backoffMs,
  retryAfterMs,
  retryReason,
  tokenIsStale,
  type Replay,
  type RetryReason,
} from './retry.ts';
import { sleep } from './sleep.ts';
import type { NoToken, Token, TokenSource } from './token.ts';

/** One logical call on its way. */
export interface Call {
  readonly info: CallInfo;
  readonly replay: Replay;
  /** A success without a JSON body is broken. */
  readonly needsBody: boolean;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxAttempts: number;
  /** Milliseconds of each attempt so far. */
  readonly durations: number[];
  /** A try whose reply was lost may have done the work. */
  maybeDone: boolean;
}

/** What all calls of a client share. */
export interface Shared {
  readonly settings: Settings;
  readonly emit: Emit;
  readonly budget: { left: number };
}

/** One request as it goes over the wire, the same for every attempt. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

function left(call: Call): number {
  return call.timeoutMs - (performance.now() - call.startedAt);
}

function isPage({ response }: Reply): boolean {
  return /html/i.test(response.headers.get('content-type') ?? '');
}

/** A success that is none: a web page, JSON that was cut short, or nothing where there must be something. */
export function isBroken({ needsBody }: Call, reply: Reply): boolean {
  if (!reply.response.ok || (reply.text === '' && !needsBody)) return false;
  return typeof reply.json !== 'object' || reply.json === null || Array.isArray(reply.json);
}

function delayFor(shared: Shared, call: Call, outcome: Outcome): number {
  const { baseDelayMs, maxDelayMs, maxRetryAfterMs } = shared.settings.retry;
  const backoff = backoffMs(call.durations.length, baseDelayMs, maxDelayMs);
  if (!('response' in outcome)) return backoff;
  const asked = retryAfterMs(outcome.response.headers, Date.now());
  return asked === undefined ? backoff : Math.min(asked, maxRetryAfterMs) + backoff / 8;
}

async function onWire(shared: Shared, call: Call, request: WireRequest, token?: Token): Promise<Outcome> {
  const { info, durations } = call;
  const extra: Record<string, string> = {};
  const number = durations.length + 1;
  const { method, url, body } = request;
  shared.emit('onRequest', { ...info, call: info, attempt: number, method, url, headers: extra });
  const headers = { ...request.headers, ...extra, ...(token && { authorization: `Bearer ${token.value}` }) };
  const began = performance.now();
  const timeout = Math.min(call.attemptTimeoutMs, Math.max(0, left(call)));
  const init = { method, headers, redirect: 'manual', ...(body !== undefined && { body }) } as const;
  const outcome = await attempt(shared.settings.fetch, url, init, timeout, call.signal);
  const durationMs = performance.now() - began;
  durations.push(durationMs);
  shared.emit('onResponse', {
    ...info,
    call: info,
    attempt: number,
    status: outcome.status,
    failure: 'failure' in outcome ? outcome.failure : undefined,
    errorCode: errorCodeOf(outcome),
    durationMs,
  });
  return outcome;
}

/** Milliseconds to the next attempt; `undefined` where there will be none: no reason, no budget, no time. */
function nextDelay(shared: Shared, call: Call, outcome: Outcome): number | undefined {
  // A page is no reply cut short: it would come again.
  const truncated = 'response' in outcome && isBroken(call, outcome) && !isPage(outcome);
  const reason = retryReason(call.replay, outcome, truncated);
  if (!reason || call.durations.length >= call.maxAttempts || shared.budget.left < 1) return undefined;
  const delayMs = delayFor(shared, call, outcome);
  if (delayMs >= left(call)) return undefined;
  shared.budget.left -= 1;
  if (reason !== 'rate-limit') call.maybeDone = true;
  tellRetry(shared, call, reason, delayMs);
  return delayMs;
}

function tellRetry({ emit }: Shared, call: Call, reason: RetryReason | 'token', delayMs: number): void {
  emit('onRetry', { ...call.info, call: call.info, attempt: call.durations.length, reason, delayMs });
}

function noteAnswer({ budget, settings }: Shared, { status }: Outcome): void {
  if (status !== undefined && status < 500 && status !== 429) {
    budget.left = Math.min(settings.retry.budget, budget.left + 1);
  }
}

/** Whether the token was at fault and is gone, so that the call may be made once more. */
function dropStale(tokens: TokenSource, token: Token, outcome: Outcome): boolean {
  if (tokenIsStale(outcome, token.worked)) {
    tokens.drop(token);
    return true;
  }
  token.worked ||= outcome.status !== undefined && outcome.status !== 401;
  return false;
}

/** Sends a request until it is answered for good, with a token where a source is given. Never rejects. */
export async function send(
  shared: Shared,
  call: Call,
  request: WireRequest,
  tokens?: TokenSource,
): Promise<Outcome | NoToken> {
  let renewed = false;
  for (;;) {
    const found = tokens?.get(left(call), call.signal);
    const token = found instanceof Promise ? await found : found;
    if (token && !('value' in token)) return token;
    const outcome = await onWire(shared, call, request, token);
    noteAnswer(shared, outcome);
    if (tokens && token && dropStale(tokens, token, outcome) && !renewed) {
      renewed = true;
      tellRetry(shared, call, 'token', 0);
      continue;
    }
    const delayMs = nextDelay(shared, call, outcome);
    if (delayMs === undefined) return outcome;
    if (!(await sleep(delayMs, call.signal))) return { failure: 'aborted', cause: call.signal?.reason };
  }
}
