import type { CallInfo, Emit } from './hooks.ts';
import type { CallOptions, Settings } from './options.ts';

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
  maybeDone: boolean;
  /** The token was renewed for this call. */
  renewed: boolean;
}

/** What all calls of a client share. */
export interface Shared {
  readonly settings: Settings;
  readonly emit: Emit;
  /** How many retries are left to all calls together. */
  readonly budget: { left: number };
}

/** A call that has not begun. All operations may be repeated but `queueTask`, which may where an `extTaskId` is sent. */
export function newCall(
  { settings }: Shared,
  info: CallInfo,
  options: CallOptions,
  idempotent?: boolean,
): Call {
  return {
    info,
    idempotent: idempotent ?? true,
    signal: options.signal,
    startedAt: performance.now(),
    timeoutMs: options.timeoutMs ?? settings.timeoutMs,
    attemptTimeoutMs: options.attemptTimeoutMs ?? settings.attemptTimeoutMs,
    maxAttempts: options.maxAttempts ?? settings.retry.maxAttempts,
    durations: [],
    maybeDone: false,
    renewed: false,
  };
}

/** Milliseconds left of the time of a call. */
export function timeLeft({ timeoutMs, startedAt }: Call): number {
  return timeoutMs - (performance.now() - startedAt);
}
