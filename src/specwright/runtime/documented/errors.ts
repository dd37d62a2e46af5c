import { ApiError } from '../api-error.ts';

/** Options that cannot work. Thrown by `createClient`. */
export class ConfigurationError extends ApiError {
  /** The other classes get their names when the first error is made of them. */
  override readonly name: string = 'ConfigurationError';
}
/** The credentials or the token were refused (401), or could not be had. */
export class AuthenticationError extends ApiError {}
/** The credentials do not allow the call (403). */
export class PermissionError extends ApiError {}
/** The request is wrong: found before sending, or refused with 400, 422 or another 4xx. */
export class InvalidRequestError extends ApiError {}
/** There is nothing at this place (404, 410). */
export class NotFoundError extends ApiError {}
/** The call does not fit the state of the server (409, 412). */
export class ConflictError extends ApiError {}
/** Too many calls (429). */
export class RateLimitError extends ApiError {}
/** The server failed (5xx). */
export class ServerError extends ApiError {}
/** The API documents no such reply: a redirect, a web page, broken or missing JSON. */
export class UnexpectedResponseError extends ApiError {}
/** No connection, or it broke before the reply was whole. */
export class ConnectionError extends ApiError {}
/** The time of an attempt, or of the whole call, ran out. */
export class TimeoutError extends ApiError {}
/** The caller's signal was aborted. */
export class AbortedError extends ApiError {}
