import type {
  CallInfo as CallInfoOf,
  Hooks as HooksOf,
  RequestEvent as RequestEventOf,
  ResponseEvent as ResponseEventOf,
  RetryEvent as RetryEventOf,
  TokenEvent as TokenEventOf,
  InvalidRequestEvent as InvalidRequestEventOf,
  InvalidResponseEvent as InvalidResponseEventOf,
} from 'specwright/runtime';
import type { CallName } from './types.ts';

/** One logical call; the same object in all its events, so that it can key a `WeakMap`. */
export type CallInfo = CallInfoOf<CallName>;
/** Called as things happen. A hook that throws or rejects is reported to the logger and changes nothing else. */
export type Hooks = HooksOf<CallName>;
/** An attempt is about to go out. */
export type RequestEvent = RequestEventOf<CallName>;
/** An attempt is over: with a reply (`status`) or without (`failure`). */
export type ResponseEvent = ResponseEventOf<CallName>;
/** The call will be tried again after a wait. */
export type RetryEvent = RetryEventOf<CallName>;
/** A token was fetched, shared, dropped or refused. No event holds the token itself. */
export type TokenEvent = TokenEventOf<CallName>;
/** A request violates its schema and is sent all the same; sent in the mode `requests: 'warn'`. */
export type InvalidRequestEvent = InvalidRequestEventOf<CallName>;
/** A reply violates its schema; sent in the mode `responses: 'warn'`. */
export type InvalidResponseEvent = InvalidResponseEventOf<CallName>;
