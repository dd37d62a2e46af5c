import { editBody, setField } from 'specwright/sandbox';
import { REFUSED } from './document.ts';
import { alters, wrongAnswers, type Change } from './fault.ts';

/** Sends another application error code, and the status that belongs to it where one is given. */
function sendCode(errorCode: number, status?: number): Change {
  const change = editBody((fields) => ({ ...fields, errorCode }));
  return (reply) => ({ ...change(reply), ...(status !== undefined && { status }) });
}

/** Only refusals whose reason is this one. */
function because(reason: string, change: Change): Change {
  return (reply, exchange, core) => (reply.reason === reason ? change(reply, exchange, core) : reply);
}

/** Failures with another application error code than documented. */
export const errorCodeFaults = wrongAnswers('error-code', {
  'code-zero': ['failures never carry code 0', REFUSED, sendCode(0)],
  'code-undocumented': ['codes are 1 to 14', REFUSED, sendCode(99)],
  'code-is-status': alters('codes are not statuses', REFUSED, (reply, ...rest) =>
    sendCode(reply.status)(reply, ...rest),
  ),
  'no-token-code-2': ['no token is code 1', { code: 1 }, because('no bearer token', sendCode(2))],
  'unknown-token-code-2': ['an unknown token is code 1', { code: 1 }, because('unknown token', sendCode(2))],
  'expired-code-1': ['an expired token is code 2', { code: 2 }, sendCode(1)],
  'privilege-code-14': ['a missing privilege is code 3', { code: 3 }, sendCode(14)],
  'feature-code-3': ['a feature that is not enabled is code 14', { code: 14 }, sendCode(3)],
  'missing-service-code-6': [
    'a missing serviceName is code 4',
    { operation: 'queueTask', code: 4 },
    sendCode(6),
  ],
  'bulk-cancel-missing-service-code-6': [
    'a missing serviceName is code 4',
    { operation: 'cancelServiceTasks', code: 4 },
    sendCode(6),
  ],
  'update-invalid-code-9': ['unreadable input is code 4', { operation: 'updateTask', code: 4 }, sendCode(9)],
  'cancel-invalid-code-7': ['unreadable input is code 4', { operation: 'cancelTask', code: 4 }, sendCode(7)],
  'duplicate-code-4': ['a task that was queued before is code 5', { code: 5 }, sendCode(4)],
  'duplicate-code-9': ['a task that was queued before is code 5', { code: 5 }, sendCode(9)],
  'unknown-service-code-4': [
    'an unknown service is code 6',
    { operation: 'queueTask', code: 6 },
    sendCode(4),
  ],
  'update-unknown-service-code-4': [
    'an unknown service is code 6',
    { operation: 'updateTask', code: 6 },
    sendCode(4),
  ],
  'bulk-cancel-unknown-service-code-8': [
    'an unknown service is code 6',
    { operation: 'cancelServiceTasks', code: 6 },
    sendCode(8, 404),
  ],
  'wrong-service-type-code-4': [
    'a service of another type is code 6',
    { code: 6 },
    because('the service is not of type Task', sendCode(4)),
  ],
  'unknown-disposition-code-6': ['an unknown disposition is code 7', { code: 7 }, sendCode(6)],
  'unknown-disposition-code-4': ['an unknown disposition is code 7', { code: 7 }, sendCode(4)],
  'unknown-task-code-9': ['an unknown task is code 8', { code: 8 }, sendCode(9, 400)],
  'unknown-task-code-6': ['an unknown task is code 8', { code: 8 }, sendCode(6)],
  'canceled-code-8': [
    'a canceled task cannot be canceled: code 9',
    { operation: 'cancelTask', code: 9 },
    sendCode(8, 404),
  ],
  'canceled-code-10': [
    'a canceled task cannot be canceled: code 9',
    { operation: 'cancelTask', code: 9 },
    sendCode(10),
  ],
  'update-canceled-code-8': [
    'a canceled task cannot be updated: code 9',
    { operation: 'updateTask', code: 9 },
    sendCode(8, 404),
  ],
  'routed-code-9': ['a task that an agent has cannot be canceled: code 10', { code: 10 }, sendCode(9)],
  'routed-code-8': ['a task that an agent has cannot be canceled: code 10', { code: 10 }, sendCode(8, 404)],
  'no-servers-code-13': ['no servers available is code 11', { code: 11 }, sendCode(13)],
  'limit-code-11': ['the limit is code 12', { code: 12 }, sendCode(11)],
  'missing-parameter-unnamed': [
    'code 4 names the parameter that is missing',
    { operation: 'queueTask', code: 4 },
    setField('errorMessage', () => 'A parameter is missing'),
  ],
  'internal-code-11': ['an internal error is code 13', { code: 13 }, sendCode(11)],
});
