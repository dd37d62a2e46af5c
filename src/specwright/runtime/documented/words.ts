import type { ApiError } from '../api-error.ts';
import type { ErrorKind, ErrorWords } from '../explain.ts';
import {
  AbortedError,
  AuthenticationError,
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

const retryable = true;
const authentication = { error: AuthenticationError, code: 'authentication-failed' } as const;
const unexpected = { error: UnexpectedResponseError, code: 'unexpected-response' } as const;
const invalid = { error: InvalidRequestError, code: 'invalid-request' } as const;
const timeout = { error: TimeoutError, code: 'timeout', retryable } as const;

function byStatus(status: number): ErrorKind<ApiError> {
  if (status === 401) {
    return { ...authentication, what: 'the credentials were refused', hint: 'Check the option auth.' };
  }
  if (status === 403) {
    return { error: PermissionError, code: 'permission-denied', what: 'the credentials do not allow it' };
  }
  if (status === 404 || status === 410) {
    return { error: NotFoundError, code: 'not-found', what: 'there is nothing at this place' };
  }
  if (status === 409 || status === 412) {
    return { error: ConflictError, code: 'conflict', what: 'it does not fit the state of the server' };
  }
  if (status === 429) {
    return { error: RateLimitError, code: 'rate-limited', what: 'too many calls', retryable };
  }
  if (status > 499) {
    const passing = status > 501 && status < 505;
    return { error: ServerError, code: 'server-error', what: 'the server failed', retryable: passing };
  }
  return status > 399 ? { ...invalid, what: 'the server refused the request' } : WORDS.common.unexpected;
}

/** What a generated client says of calls that did not succeed. */
export const WORDS: ErrorWords<ApiError> = {
  status: byStatus,
  messages: [
    'message',
    'error_description',
    'errorMessage',
    'error_message',
    'detail',
    'description',
    'reason',
    'title',
    'error',
  ],
  maybeCompleted: 'It may have been carried out all the same: look before you repeat it.',
  common: {
    unexpected: {
      ...unexpected,
      what: 'the API documents no such reply',
      hint: 'Check baseUrl, and what stands between this machine and the server.',
    },
    redirected: {
      ...unexpected,
      what: 'the server redirects',
      hint: 'Redirects are not followed, as they would carry the credentials along. Set baseUrl to the address that it redirects to.',
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
      retryable,
    },
    'cut-refusal': {
      ...unexpected,
      what: 'the call was refused, but the JSON that says why is missing or cut short',
      retryable,
    },
    'token-refused': {
      ...authentication,
      what: 'the token request was refused',
      hint: 'Check the client id and the secret in the option auth.',
    },
    secret: {
      ...authentication,
      what: 'a function in the option auth gave no credential',
    },
    body: {
      ...invalid,
      what: 'the request cannot be written: a header that HTTP does not allow, or a body that is circular or holds a BigInt',
    },
    'too-large': {
      ...unexpected,
      what: 'the reply is larger than maxResponseBytes',
    },
    connection: {
      error: ConnectionError,
      code: 'connection-failed',
      what: 'no connection, or it broke',
      retryable,
    },
    timeout: { ...timeout, what: 'the time ran out' },
    aborted: { error: AbortedError, code: 'aborted', what: 'the signal was aborted' },
  },
};
