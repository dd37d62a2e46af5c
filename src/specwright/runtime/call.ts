import type { CallInfo } from './events.ts';
import type { CallOptions, Operation } from './operation.ts';
import type { Settings } from './options.ts';

/** One logical call on its way. */
export interface Call {
  readonly operation: Operation;
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
  /** A try may have done the work. */
  maybeCompleted: boolean;
  /** The token was renewed for this call. */
  renewed: boolean;
}

/** A call that begins now. */
export function newCall(
  { timeoutMs, attemptTimeoutMs, retry }: Settings,
  operation: Operation,
  info: CallInfo,
  options?: CallOptions | null,
  idempotent = true,
): Call {
  return {
    operation,
    info,
    idempotent,
    signal: options?.signal,
    startedAt: performance.now(),
    timeoutMs: options?.timeoutMs ?? timeoutMs,
    attemptTimeoutMs: options?.attemptTimeoutMs ?? attemptTimeoutMs,
    maxAttempts: options?.maxAttempts ?? retry.maxAttempts,
    durations: [],
    maybeCompleted: false,
    renewed: false,
  };
}

/** Milliseconds left of the time of a call. */
export function timeLeft({ timeoutMs, startedAt }: Call): number {
  return timeoutMs - (performance.now() - startedAt);
}
