import type { Api } from './api.ts';
import type { CallInfo, Emit } from './hooks.ts';
import type { CallOptions, Settings } from './options.ts';
import type { ValidationIssue } from './errors.ts';
import type { Outcome, Reply } from './outcome.ts';
import type { TokenSource } from './token.ts';
import type { WireRequest } from './attempt.ts';
import type { TaskOperation } from './types.ts';

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

type Issues = Promise<readonly ValidationIssue[] | undefined> | undefined;
type CheckRequest = (operation: TaskOperation, body: unknown) => Issues;
type CheckReply = (operation: TaskOperation, reply: Reply) => Issues;

/** What all calls of a client have in common. */
export interface Shared {
  readonly settings: Settings;
  readonly api: Api;
  readonly tokens: TokenSource;
  /** Retries that are left to all calls together. */
  budget: number;
  /** Tells hooks, logger and channels; like the rest below it is there from the first call on. */
  emit?: Emit;
  /** Tells of an attempt that begins, and gives the function that tells of its end. */
  watch?(call: Call, request: WireRequest): ((outcome: Outcome, durationMs: number) => void) | undefined;
  /** Sent with every request; names in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** Wraps a call in the hooks that want to; absent where none does. */
  around?: (<T>(info: CallInfo, run: () => Promise<T>) => Promise<T>) | undefined;
  /** What is wrong with a request; absent where none is checked. */
  checkRequest?: CheckRequest | undefined;
  /** What is wrong with a reply, where that is to be an error; absent where none is checked. */
  checkReply?: CheckReply | undefined;
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
