import type { ErrorKind } from 'specwright/runtime';
import {
  AuthenticationError,
  DuplicateTaskError,
  InvalidRequestError,
  PermissionError,
  RateLimitError,
  ServerError,
  TaskNotFoundError,
  TaskStateError,
  UnavailableError,
  type ErrorCode,
  type TaskRoutingError,
} from './errors.ts';

const authentication = { error: AuthenticationError, code: 'authentication-failed' } as const;
const permission = { error: PermissionError, code: 'permission-denied' } as const;
const invalid = { error: InvalidRequestError, code: 'invalid-request' } as const;
const state = { error: TaskStateError, code: 'task-state' } as const;

/**
 * What the API documents of each of its error codes: the HTTP status it comes with, the class of its error, what it
 * means, and what to do. The operations that may answer with it are in the document.
 */
export const ERROR_CODES = {
  1: {
    ...authentication,
    status: 401,
    what: 'the server does not know the token',
    hint: 'Check that tenantUrl names the tenant that the user belongs to and that nothing in between strips the Authorization header.',
  },
  2: {
    ...authentication,
    status: 401,
    what: 'the token has expired, and so had the one fetched in its place',
    hint: 'Check the clocks of the server and of whatever shares the token store.',
  },
  3: {
    ...permission,
    status: 403,
    what: 'the user lacks the privilege "Use Task Routing API"',
    hint: 'Ask an administrator to grant it: Roles > Service and Campaign Administration.',
  },
  4: {
    ...invalid,
    status: 400,
    what: 'a parameter is missing',
    hint: 'The text of the server names it; contactInfo, caseInfo and taskInfo are needed where no external id finds a record.',
  },
  5: {
    error: DuplicateTaskError,
    code: 'duplicate-task',
    status: 400,
    what: 'a task with this extTaskId is or was in the queue',
    hint: 'Query it by { extTaskId }; an id can be used once, so follow-up work needs a new one.',
  },
  6: {
    ...invalid,
    status: 400,
    what: 'there is no such service, or it is not of type Task',
    hint: 'Check the spelling of serviceName and the type of the service.',
  },
  7: {
    ...invalid,
    status: 400,
    what: 'there is no such disposition',
    hint: 'Use a disposition that the service knows, for example "Abandoned".',
  },
  8: {
    error: TaskNotFoundError,
    code: 'task-not-found',
    status: 404,
    what: 'there is no such task, or it was never queued',
    hint: 'An id of your own goes in as { extTaskId }, an id of the server as a string.',
  },
  9: {
    ...state,
    status: 400,
    what: 'the task has left the queue',
    hint: 'Query the task: it was routed, finished or canceled.',
  },
  10: {
    ...state,
    status: 400,
    what: 'an agent has the task',
    hint: 'Routing cannot be undone; the agent must finish it.',
  },
  11: {
    error: UnavailableError,
    code: 'unavailable',
    status: 502,
    what: 'no server could take the call',
    hint: 'Try again later with the same extTaskId.',
    retryable: true,
  },
  12: {
    error: RateLimitError,
    code: 'rate-limited',
    status: 429,
    what: 'too many calls',
    hint: 'Send fewer calls at a time; queueTasks slows down by itself.',
    retryable: true,
  },
  13: {
    error: ServerError,
    code: 'server-error',
    status: 500,
    what: 'the server failed',
    hint: 'Try again later.',
    retryable: true,
  },
  14: {
    ...permission,
    status: 403,
    what: 'the tenant does not have the feature',
    hint: 'Ask Bright Pattern to enable task routing for the tenant.',
  },
} as const satisfies Readonly<Record<ErrorCode, ErrorKind<TaskRoutingError> & { readonly status: number }>>;
