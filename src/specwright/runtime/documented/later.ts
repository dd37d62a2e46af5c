/*
 * What a call of a generated client needs besides the core: credentials, checks, bodies other than JSON, the words of
 * errors. One chunk, loaded ahead.
 */
import { ApiError, nameErrors } from '../api-error.ts';
import {
  AbortedError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedResponseError,
} from './errors.ts';

export { checkWith } from './check-with.ts';
export { OAuthExchange } from './oauth-exchange.ts';
export { resultOf } from './result-of.ts';
export { sign } from '../signature.ts';
export { Signer } from './signer.ts';
export { wrongPath } from '../wrong-path.ts';
export { WORDS } from './words.ts';

nameErrors('specwright', {
  ApiError,
  AbortedError,
  AuthenticationError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedResponseError,
});
