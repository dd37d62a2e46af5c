import type { ValidationIssue } from './errors.ts';
import type { Failure } from './outcome.ts';
import type { RetryReason } from './retry.ts';
import type { OperationId } from './types.ts';

/** One logical call; the same object in all its events, so that it can key a `WeakMap`. */
export interface CallInfo {
  readonly operation: OperationId;
}

/** An attempt is about to go out. */
export interface RequestEvent extends CallInfo {
  readonly call: CallInfo;
  /** 1 for the first. */
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  /** Sets a header of this and the following attempts, for example `traceparent`. */
  setHeader(name: string, value: string): void;
}

/** An attempt is over: with a reply (`status`) or without (`failure`). */
export interface ResponseEvent extends CallInfo {
  readonly call: CallInfo;
  readonly attempt: number;
  readonly status: number | undefined;
  readonly failure: Failure['failure'] | undefined;
  readonly errorCode: number | undefined;
  readonly durationMs: number;
}

/** The call will be tried again after a wait. */
export interface RetryEvent extends CallInfo {
  readonly call: CallInfo;
  /** The attempt that failed. */
  readonly attempt: number;
  /** `token`: at once, with a new token. */
  readonly reason: RetryReason | 'token';
  readonly delayMs: number;
}

/** Something became of a token. The token itself is never told. */
export interface TokenEvent extends CallInfo {
  /**
   * `fetched` from the server, taken from the store (`shared`), `dropped` after a 401, `refused` by
   * the server (401 and other 4xx), `failed` for want of a reply, `store-failed`: the store threw.
   */
  readonly kind: 'fetched' | 'shared' | 'dropped' | 'refused' | 'failed' | 'store-failed';
  /** For `fetched` and `shared`. */
  readonly expiresInMs?: number | undefined;
}

/** A reply departs from its schema; told in the mode `responses: 'warn'`. */
export interface InvalidResponseEvent extends CallInfo {
  readonly status: number;
  readonly issues: readonly ValidationIssue[];
}

/** Called as things happen. A hook that throws is reported to the logger and otherwise passed over. */
export interface Hooks {
  onRequest?(event: RequestEvent): void;
  onResponse?(event: ResponseEvent): void;
  onRetry?(event: RetryEvent): void;
  onToken?(event: TokenEvent): void;
  /** A reply departs from its schema. */
  onInvalidResponse?(event: InvalidResponseEvent): void;
  /** Wraps a whole logical call, so that a tracer can make it the active span. Must return what `next` returns. */
  aroundCall?<T>(call: CallInfo, next: () => Promise<T>): Promise<T>;
}

/** What a logger is told: fields of an allow-list, no URL, header, body or credential. */
export interface LogEvent {
  readonly level: 'debug' | 'warn' | 'error';
  /** `request`, `response`, `retry`, `token`, `invalid-response` or `hook-failed`. */
  readonly event: string;
  readonly [field: string]: unknown;
}

/**
 * Takes log events.
 *
 * @example
 * const logger = ({ level, ...fields }) => pino[level](fields);
 */
export type Logger = (event: LogEvent) => void;

/** Events by the hook that hears them. */
export interface Events {
  onRequest: RequestEvent;
  onResponse: ResponseEvent;
  onRetry: RetryEvent;
  onToken: TokenEvent;
  onInvalidResponse: InvalidResponseEvent;
}

/** Tells hooks, logger and `node:diagnostics_channel` of an event. */
export type Emit = <K extends keyof Events>(name: K, event: Events[K]) => void;
