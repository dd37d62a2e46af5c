import { nameErrors } from 'specwright/runtime';
import { TaskRoutingError } from './task-routing-error.ts';

export {
  ConfigurationError,
  TaskRoutingError,
  type ErrorCode,
  type TaskRoutingErrorCode,
} from './task-routing-error.ts';

/** The credentials or the token were refused (401, codes 1 and 2, or a refused token request). */
export class AuthenticationError extends TaskRoutingError {}
/** The user lacks the privilege (403, code 3) or the tenant lacks the feature (403, code 14). */
export class PermissionError extends TaskRoutingError {}
/** The request is wrong: found before sending, or refused with code 4, 6 or 7. */
export class InvalidRequestError extends TaskRoutingError {}
/** A task with this `extTaskId` is or was in the queue (code 5). */
export class DuplicateTaskError extends TaskRoutingError {}
/** No such task, or it was never queued (404, code 8). */
export class TaskNotFoundError extends TaskRoutingError {}
/** The task has left the queue (code 9) or an agent has it (code 10). */
export class TaskStateError extends TaskRoutingError {}
/** Too many calls (429, code 12). */
export class RateLimitError extends TaskRoutingError {}
/** No server could take the call (502, code 11; 503, 504). */
export class UnavailableError extends TaskRoutingError {}
/** The server failed (500, code 13, and other 5xx). */
export class ServerError extends TaskRoutingError {}
/** The API documents no such reply: a redirect, a web page, broken or missing JSON. */
export class UnexpectedResponseError extends TaskRoutingError {}
/** No connection, or it broke before the reply was whole. */
export class ConnectionError extends TaskRoutingError {}
/** The time of an attempt, or of the whole call, ran out. */
export class TimeoutError extends TaskRoutingError {}
/** The caller's signal was aborted. */
export class AbortedError extends TaskRoutingError {}

nameErrors('bpcc-task-routing', {
  AuthenticationError,
  PermissionError,
  InvalidRequestError,
  DuplicateTaskError,
  TaskNotFoundError,
  TaskStateError,
  RateLimitError,
  UnavailableError,
  ServerError,
  UnexpectedResponseError,
  ConnectionError,
  TimeoutError,
  AbortedError,
});
