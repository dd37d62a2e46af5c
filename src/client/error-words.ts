import type { ErrorKind, ErrorWords } from 'specwright/runtime';
import { ERROR_CODES } from './error-codes.ts';
import {
  AbortedError,
  AuthenticationError,
  ConnectionError,
  InvalidRequestError,
  TimeoutError,
  UnexpectedResponseError,
  type TaskRoutingError,
} from './errors.ts';

const authentication = { error: AuthenticationError, code: 'authentication-failed' } as const;
const unexpected = { error: UnexpectedResponseError, code: 'unexpected-response' } as const;
const retryable = true;

/** The error for a status that comes without a documented code. */
function byStatus(status: number): ErrorKind<TaskRoutingError> {
  if (status === 401) return { ...ERROR_CODES[1], what: 'the credentials were refused' };
  if (status === 403) return { ...ERROR_CODES[3], what: 'access is forbidden' };
  if (status === 429) return ERROR_CODES[12];
  if (status > 501 && status < 505) return ERROR_CODES[11];
  return status > 499 ? ERROR_CODES[13] : ERROR_WORDS.common.unexpected;
}

/** What the client says of calls that did not succeed. */
export const ERROR_WORDS: ErrorWords<TaskRoutingError> = {
  codes: ERROR_CODES,
  status: byStatus,
  messages: ['errorMessage', 'error_description', 'error'],
  maybeCompleted: 'It may have been carried out all the same: query the task before you repeat it.',
  common: {
    unexpected: {
      ...unexpected,
      what: 'the API documents no such reply',
      hint: 'Check tenantUrl, and what stands between this machine and the tenant.',
    },
    redirected: {
      ...unexpected,
      what: 'the server redirects',
      hint: 'Set tenantUrl to the address that it redirects to; redirects are not followed, as they would carry the token along.',
    },
    'cut-short': {
      ...unexpected,
      what: 'the reply is a success, but its JSON is missing or cut short',
      hint: 'Repeat the call.',
      retryable,
    },
    incomplete: {
      ...unexpected,
      what: 'the reply is a success, but lacks what every success has',
      hint: 'Check tenantUrl, and what stands between this machine and the tenant.',
      retryable,
    },
    'cut-refusal': {
      ...unexpected,
      what: 'the call was refused, but the JSON that says why is missing or cut short',
      hint: 'Repeat the call to see the reason.',
      retryable,
    },
    'token-refused': {
      ...authentication,
      what: 'the token request was refused',
      hint: 'Check clientId (the username) and clientSecret (the API secret, not the password). Users are locked out by repetition, so the same secret is not tried again for a minute, then longer.',
    },
    connection: {
      error: ConnectionError,
      code: 'connection-failed',
      what: 'no connection, or it broke before the reply was whole',
      hint: 'Check tenantUrl and the network.',
      retryable,
    },
    timeout: {
      error: TimeoutError,
      code: 'timeout',
      what: 'the time ran out before the reply was whole',
      hint: 'Raise attemptTimeoutMs or timeoutMs.',
      retryable,
    },
    aborted: { error: AbortedError, code: 'aborted', what: 'the signal was aborted' },
    'too-large': {
      ...unexpected,
      what: 'the reply is larger than maxResponseBytes',
      hint: 'Raise maxResponseBytes if such a reply is what you expect.',
    },
    secret: {
      ...authentication,
      what: 'the clientSecret function gave no secret',
      hint: 'It must return a string, or a promise of one, before the time of an attempt is up.',
      retryable,
    },
    body: {
      error: InvalidRequestError,
      code: 'invalid-request',
      what: 'the request cannot be written as JSON',
      hint: 'It must hold JSON values alone: no BigInt, no circle.',
    },
  },
};
