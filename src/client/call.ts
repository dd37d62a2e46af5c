import type { Api } from './api.ts';
import type { CallInfo, Emit } from './hooks.ts';
import type { CallOptions, Settings } from './options.ts';
import type { TokenSource } from './token.ts';

/** One logical call on its way. */
export interface Call {
  readonly info: CallInfo;
  /** May be repeated after a lost reply. */
  readonly idempotent: boolean;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxAttempts: number;
  /** Milliseconds of each attempt so far. */
  readonly durations: number[];
  /** A try whose reply was lost may have done the work. */
  maybeDone?: boolean;
  /** The token was renewed for this call. */
  renewed?: boolean;
}

/** What all calls of a client have in common. */
export interface Shared {
  readonly settings: Settings;
  readonly api: Api;
  readonly tokens: TokenSource;
  /** Retries that are left to all calls together. */
  budget: number;
  /** Tells hooks, logger and channels; there from the first call on. */
  emit?: Emit;
  /** Replies are checked: an issue is an error, or somebody hears of it. */
  checksReplies?: boolean;
}

/** A call that has not begun. All may be repeated but `queueTask`, which may where an `extTaskId` is sent. */
export function newCall(
  { timeoutMs, attemptTimeoutMs, retry }: Settings,
  info: CallInfo,
  options: CallOptions,
  idempotent = true,
): Call {
  return {
    info,
    idempotent,
    signal: options.signal,
    startedAt: performance.now(),
    timeoutMs: options.timeoutMs ?? timeoutMs,
    attemptTimeoutMs: options.attemptTimeoutMs ?? attemptTimeoutMs,
    maxAttempts: options.maxAttempts ?? retry.maxAttempts,
    durations: [],
  };
}

/** Milliseconds left of the time of a call. */
export function timeLeft({ timeoutMs, startedAt }: Call): number {
  return timeoutMs - (performance.now() - startedAt);
}
