import type {
  CallInfo as CallInfoOf,
  Hooks as HooksOf,
  RequestEvent as RequestEventOf,
  ResponseEvent as ResponseEventOf,
  RetryEvent as RetryEventOf,
  TokenEvent as TokenEventOf,
  InvalidResponseEvent as InvalidResponseEventOf,
} from 'specwright/runtime';
import type { OperationId } from './types.ts';

/** One logical call; the same object in all its events, so that it can key a `WeakMap`. */
export type CallInfo = CallInfoOf<OperationId>;
/** Called as things happen. A hook that throws or rejects is reported to the logger and changes nothing else. */
export type Hooks = HooksOf<OperationId>;
/** An attempt is about to go out. */
export type RequestEvent = RequestEventOf<OperationId>;
/** An attempt is over: with a reply (`status`) or without (`failure`). */
export type ResponseEvent = ResponseEventOf<OperationId>;
/** The call will be tried again after a wait. */
export type RetryEvent = RetryEventOf<OperationId>;
/** Something became of a token. The token itself is in no event. */
export type TokenEvent = TokenEventOf<OperationId>;
/** A reply violates its schema; sent in the mode `responses: 'warn'`. */
export type InvalidResponseEvent = InvalidResponseEventOf<OperationId>;
