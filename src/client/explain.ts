import * as errors from './errors.ts';
import type { ErrorCode, ErrorDetails, TaskRoutingErrorCode, ValidationIssue } from './errors.ts';
import type { CallMeta } from './meta.ts';
import { errorCodeOf, type Ending, type Failure, type Reply } from './outcome.ts';
import { redact, redactCause } from './redact.ts';
import { isCutShort, retryAfterMs } from './retry.ts';
import type { OperationId } from './types.ts';

/*
 * Turns the end of a call into an error with a sentence. Loaded with the first failure: calls that
 * succeed need none of it.
 */

interface Kind {
  readonly error: new (code: TaskRoutingErrorCode, details: ErrorDetails) => errors.TaskRoutingError;
  readonly code: TaskRoutingErrorCode;
  readonly what: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

const authentication = { error: errors.AuthenticationError, code: 'authentication-failed' } as const;
const permission = { error: errors.PermissionError, code: 'permission-denied' } as const;
const invalid = { error: errors.InvalidRequestError, code: 'invalid-request' } as const;
const state = { error: errors.TaskStateError, code: 'task-state' } as const;

/** What each code of the API means, and what to do. */
const byCode: Readonly<Record<ErrorCode, Kind>> = {
  1: {
    ...authentication,
    what: 'the server does not know the token',
    hint: 'Check that tenantUrl names the tenant that the user belongs to and that nothing in between strips the Authorization header.',
  },
  2: {
    ...authentication,
    what: 'the token has expired, and so had the one fetched in its place',
    hint: 'Check the clocks of the server and of whatever shares the token store.',
  },
  3: {
    ...permission,
    what: 'the user lacks the privilege "Use Task Routing API"',
    hint: 'Ask an administrator to grant it: Roles > Service and Campaign Administration.',
  },
  4: {
    ...invalid,
    what: 'a parameter is missing',
    hint: 'The text of the server names it; contactInfo, caseInfo and taskInfo are needed where no external id finds a record.',
  },
  5: {
    error: errors.DuplicateTaskError,
    code: 'duplicate-task',
    what: 'a task with this extTaskId is or was in the queue',
    hint: 'Query it by { extTaskId }; an id is spent for ever, so follow-up work needs a new one.',
  },
  6: {
    ...invalid,
    what: 'there is no such service, or it is not of type Task',
    hint: 'Check the spelling of serviceName and the type of the service.',
  },
  7: {
    ...invalid,
    what: 'there is no such disposition',
    hint: 'Use a disposition that the service knows, for example "Abandoned".',
  },
  8: {
    error: errors.TaskNotFoundError,
    code: 'task-not-found',
    what: 'there is no such task, or it was never queued',
    hint: 'An id of your own goes in as { extTaskId }, an id of the server as a string.',
  },
  9: {
    ...state,
    what: 'the task has left the queue',
    hint: 'Query the task: it was routed, finished or canceled.',
  },
  10: {
    ...state,
    what: 'an agent has the task',
    hint: 'Routing cannot be undone; the agent must finish it.',
  },
  11: {
    error: errors.UnavailableError,
    code: 'unavailable',
    what: 'no server could take the call',
    hint: 'Try again later with the same extTaskId.',
    retryable: true,
  },
  12: {
    error: errors.RateLimitError,
    code: 'rate-limited',
    what: 'too many calls',
    hint: 'Send fewer calls at a time; queueTasks slows down by itself.',
    retryable: true,
  },
  13: {
    error: errors.ServerError,
    code: 'server-error',
    what: 'the server failed',
    hint: 'Query the task before you repeat the call: it may have been carried out.',
    retryable: true,
  },
  14: {
    ...permission,
    what: 'the tenant does not have the feature',
    hint: 'Ask Bright Pattern to enable task routing for the tenant.',
  },
};

const unexpected: Kind = {
  error: errors.UnexpectedResponseError,
  code: 'unexpected-response',
  what: 'the reply is none that the API documents',
  hint: 'Check tenantUrl, and what stands between this machine and the tenant.',
};

const redirected: Kind = {
  ...unexpected,
  what: 'the server redirects',
  hint: 'Set tenantUrl to the address that it redirects to; redirects are not followed, as they would carry the token along.',
};

const broken: Kind = {
  ...unexpected,
  what: 'the reply is a success, but its JSON is missing or cut short',
  hint: 'The call may have been carried out: query the task before you repeat it.',
  retryable: true,
};

const cutRefusal: Kind = {
  ...broken,
  what: 'the call was refused, but the JSON that says why is missing or cut short',
  hint: 'Repeat the call to see the reason.',
};

const noReply: Readonly<Record<Failure['failure'], Kind>> = {
  connection: {
    error: errors.ConnectionError,
    code: 'connection-failed',
    what: 'no connection, or it broke before the reply was whole',
    hint: 'Check tenantUrl and the network; the call may have been carried out.',
    retryable: true,
  },
  timeout: {
    error: errors.TimeoutError,
    code: 'timeout',
    what: 'the time ran out before the reply was whole',
    hint: 'Raise attemptTimeoutMs or timeoutMs; the call may have been carried out.',
    retryable: true,
  },
  aborted: {
    error: errors.AbortedError,
    code: 'aborted',
    what: 'the signal was aborted',
    hint: 'The call may have been carried out if it was on the wire already.',
  },
  secret: {
    ...authentication,
    what: 'the clientSecret function gave no secret',
    hint: 'It must return a string, or a promise of one, before the time of an attempt is up.',
    retryable: true,
  },
  body: {
    ...invalid,
    what: 'the request cannot be written as JSON',
    hint: 'It must hold JSON values alone: no BigInt, no circle.',
  },
};

function kindOfStatus(status: number): Kind {
  if (status === 401) return { ...byCode[1], what: 'the credentials were refused' };
  if (status === 403) return { ...permission, what: 'access is forbidden', hint: byCode[3].hint };
  if (status === 429) return byCode[12];
  if (status > 501 && status < 505) return byCode[11];
  if (status > 499) return byCode[13];
  return status > 299 && status < 400 ? redirected : unexpected;
}

function isDocumented(code: number | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(byCode, code);
}

/** What the server says in its own words: the message of either error envelope, or the title of a page. */
function wordsOf({ json, text, response }: Reply): string {
  const body = Object(json) as Record<string, unknown>;
  const words = body['errorMessage'] ?? body['error_description'] ?? body['error'];
  if (typeof words === 'string') return words;
  const location = response.headers.get('location');
  if (location) return location;
  return /<title>([^<]{1,4000})</i.exec(text.slice(0, 4096))?.[1] ?? '';
}

interface Unhappy {
  readonly operation: OperationId;
  /** The token request failed, not the call itself. */
  readonly atToken: boolean;
  readonly credentials: readonly string[];
  readonly meta: CallMeta;
}

function subject({ operation, atToken }: Unhappy): string {
  return atToken ? `${operation} was not sent, there is no token` : `${operation} failed`;
}

const tokenRefused: Kind = {
  ...authentication,
  what: 'the token request was refused',
  hint: 'Check clientId (the username) and clientSecret (the API secret, not the password). Users are locked out by repetition, so the same secret is not tried again for a minute, then longer.',
};

function kindOfReply(unhappy: Unhappy, reply: Reply): Kind {
  if (reply.response.ok) return isCutShort(reply) ? broken : unexpected;
  if (unhappy.atToken && reply.status > 399 && reply.status < 500 && reply.status !== 429)
    return tokenRefused;
  const code = errorCodeOf(reply);
  if (isDocumented(code)) return byCode[code];
  return reply.status < 429 && isCutShort(reply) ? cutRefusal : kindOfStatus(reply.status);
}

function explainReply(unhappy: Unhappy, reply: Reply): errors.TaskRoutingError {
  const kind = kindOfReply(unhappy, reply);
  const { credentials, meta, operation } = unhappy;
  const sent = errorCodeOf(reply);
  const words = redact(wordsOf(reply), credentials);
  const where = sent === undefined ? `HTTP ${reply.status}` : `HTTP ${reply.status}, errorCode ${sent}`;
  return new kind.error(kind.code, {
    message: `${subject(unhappy)}: ${kind.what} (${where}${words && `: "${words}"`}). ${kind.hint}`,
    hint: kind.hint,
    operation,
    status: reply.status,
    errorCode: sent === undefined || isDocumented(sent) ? sent : 'unknown',
    retryable: kind.retryable === true,
    attempts: meta.attempts,
    retryAfterMs: retryAfterMs(reply.response.headers, Date.now()),
    meta,
  });
}

function explainFailure(unhappy: Unhappy, { failure, cause }: Failure): errors.TaskRoutingError {
  const kind = noReply[failure];
  const { credentials, meta, operation } = unhappy;
  const copy = redactCause(cause, credentials);
  const innermost = copy?.cause instanceof Error ? copy.cause : copy;
  const words = failure === 'connection' && innermost?.message ? ` (${innermost.message})` : '';
  return new kind.error(kind.code, {
    message: `${subject(unhappy)}: ${kind.what}${words}. ${kind.hint}`,
    hint: kind.hint,
    operation,
    retryable: kind.retryable === true,
    attempts: meta.attempts,
    cause: copy,
    meta,
  });
}

/** The error for a call that did not end well. */
export function explain(
  operation: OperationId,
  ending: Ending,
  credentials: readonly string[],
  meta: CallMeta,
): errors.TaskRoutingError {
  const atToken = 'noToken' in ending;
  const outcome = atToken ? ending.noToken : ending;
  const unhappy = { operation, atToken, credentials, meta };
  return outcome.response ? explainReply(unhappy, outcome) : explainFailure(unhappy, outcome);
}

function listed(issues: readonly ValidationIssue[]): string {
  return issues.map(({ path, message }) => `${path || 'the body'} ${message}`).join('; ');
}

/** The error for a request that is wrong before it is sent. */
export function explainRequest(
  operation: OperationId,
  issues: readonly ValidationIssue[],
  meta: CallMeta,
): errors.InvalidRequestError {
  return new errors.InvalidRequestError('invalid-request', {
    message: `${operation} was not sent: ${listed(issues)}.`,
    operation,
    issues,
    meta,
  });
}

/** The error for a reply that departs from its schema, in the mode `responses: 'throw'`. */
export function explainResponse(
  operation: OperationId,
  status: number,
  issues: readonly ValidationIssue[],
  meta: CallMeta,
): errors.UnexpectedResponseError {
  return new errors.UnexpectedResponseError('unexpected-response', {
    message: `${operation} was carried out, but its reply departs from the contract: ${listed(issues)}.`,
    operation,
    status,
    issues,
    attempts: meta.attempts,
    meta,
  });
}
