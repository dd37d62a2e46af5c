import type { Failure, ValidationIssue } from './outcome.ts';
import type { RetryReason } from './retry.ts';

/** One logical call; the same object in all its events, so that it can key a `WeakMap`. */
export interface CallInfo<Op extends string = string> {
  /** Name of the operation. */
  readonly operation: Op;
}

/** An attempt is about to go out. */
export interface RequestEvent<Op extends string = string> extends CallInfo<Op> {
  /** The logical call that it belongs to. */
  readonly call: CallInfo<Op>;
  /** 1 for the first. */
  readonly attempt: number;
  /** HTTP method. */
  readonly method: string;
  /** The whole URL, with ids in it: fit for traces, not for labels of metrics. */
  readonly url: string;
  /** Sets a header of this and the following attempts, for example `traceparent`. */
  setHeader(name: string, value: string): void;
}

/** An attempt is over: with a reply (`status`) or without (`failure`). */
export interface ResponseEvent<Op extends string = string> extends CallInfo<Op> {
  /** The logical call that it belongs to. */
  readonly call: CallInfo<Op>;
  /** 1 for the first. */
  readonly attempt: number;
  /** HTTP status; `undefined` where no reply came. */
  readonly status: number | undefined;
  /** Why no reply came. */
  readonly failure: Failure['failure'] | undefined;
  /** The API's own code, where the reply carries one. */
  readonly errorCode: number | string | undefined;
  /** Milliseconds of the attempt, to the last byte. */
  readonly durationMs: number;
}

/** The call will be tried again after a wait. */
export interface RetryEvent<Op extends string = string> extends CallInfo<Op> {
  /** The logical call that it belongs to. */
  readonly call: CallInfo<Op>;
  /** The attempt that failed. */
  readonly attempt: number;
  /** `token`: immediately, with a new token. */
  readonly reason: RetryReason | 'token';
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
}

/** A token was fetched, shared, dropped or refused. No event holds the token itself. */
export interface TokenEvent<Op extends string = string> extends CallInfo<Op> {
  /**
   * `fetched` from the server, taken from the store (`shared`), `dropped` after a 401, `refused` by
   * the server (401 and other 4xx), `failed` without a reply, `store-failed`: the store threw.
   */
  readonly kind: 'fetched' | 'shared' | 'dropped' | 'refused' | 'failed' | 'store-failed';
  /** For `fetched` and `shared`. */
  readonly expiresInMs?: number | undefined;
}

/** A request violates its schema and is sent all the same; sent in the mode `requests: 'warn'`. */
export interface InvalidRequestEvent<Op extends string = string> extends CallInfo<Op> {
  /** What is wrong, field by field. */
  readonly issues: readonly ValidationIssue[];
}

/** A reply violates its schema; sent in the mode `responses: 'warn'`. */
export interface InvalidResponseEvent<Op extends string = string> extends CallInfo<Op> {
  /** HTTP status of the reply. */
  readonly status: number;
  /** What is wrong, field by field. */
  readonly issues: readonly ValidationIssue[];
}

/** Events by the name of their hook. */
export interface Events<Op extends string = string> {
  onRequest: RequestEvent<Op>;
  onResponse: ResponseEvent<Op>;
  onRetry: RetryEvent<Op>;
  onToken: TokenEvent<Op>;
  onInvalidRequest: InvalidRequestEvent<Op>;
  onInvalidResponse: InvalidResponseEvent<Op>;
}

/** Called as things happen. A hook that throws or rejects is reported to the logger and changes nothing else. */
export interface Hooks<Op extends string = string> {
  /** An attempt is about to go out. */
  onRequest?(event: RequestEvent<Op>): void;
  /** An attempt is over. */
  onResponse?(event: ResponseEvent<Op>): void;
  /** The call will be tried again after a wait. */
  onRetry?(event: RetryEvent<Op>): void;
  /** A token was fetched, shared, dropped or refused. */
  onToken?(event: TokenEvent<Op>): void;
  /** A request violates its schema. */
  onInvalidRequest?(event: InvalidRequestEvent<Op>): void;
  /** A reply violates its schema. */
  onInvalidResponse?(event: InvalidResponseEvent<Op>): void;
  /** Wraps a whole logical call, so that a tracer can make it the active span. Must return what `next` returns. */
  aroundCall?<T>(call: CallInfo<Op>, next: () => Promise<T>): Promise<T>;
}

/** What a logger gets: fields of an allow-list, no URL, header, body or credential. */
export interface LogEvent {
  /** Also the name of the method of most loggers. */
  readonly level: 'debug' | 'warn' | 'error';
  /** `request`, `response`, `retry`, `token`, `invalid-request`, `invalid-response` or `hook-failed`. */
  readonly event: string;
  readonly [field: string]: unknown;
}

/**
 * Takes log events. One that throws changes nothing.
 *
 * @example
 * const logger = ({ level, ...fields }) => pino[level](fields);
 */
export type Logger = (event: LogEvent) => void;
