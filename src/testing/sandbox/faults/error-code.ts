import { wrongAnswers, sendCode } from './change.ts';
import type { Change } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('error-code');

/** Only refusals whose reason is this one. */
function because(reason: string, change: Change): Change {
  return (reply, exchange, core) => (reply.reason === reason ? change(reply, exchange, core) : reply);
}

/** Failures with another application error code than documented. */
export const errorCodeFaults: readonly Fault[] = [
  wrong('code-zero', 'failures never carry code 0', { success: false, token: false }, sendCode(0)),
  wrong('code-undocumented', 'codes are 1 to 14', { success: false, token: false }, sendCode(99)),
  wrong('code-is-status', 'codes are not statuses', { success: false, token: false }, (reply, ...rest) =>
    sendCode(reply.status)(reply, ...rest),
  ),
  wrong('no-token-code-2', 'no token is code 1', { code: 1 }, because('no bearer token', sendCode(2))),
  wrong(
    'unknown-token-code-2',
    'an unknown token is code 1',
    { code: 1 },
    because('unknown token', sendCode(2)),
  ),
  wrong('expired-code-1', 'an expired token is code 2', { code: 2 }, sendCode(1)),
  wrong('privilege-code-14', 'a missing privilege is code 3', { code: 3 }, sendCode(14)),
  wrong('feature-code-3', 'a feature that is not enabled is code 14', { code: 14 }, sendCode(3)),
  wrong(
    'missing-service-code-6',
    'a missing serviceName is code 4',
    { operation: 'queueTask', code: 4 },
    sendCode(6),
  ),
  wrong(
    'sweep-missing-service-code-6',
    'a missing serviceName is code 4',
    { operation: 'cancelServiceTasks', code: 4 },
    sendCode(6),
  ),
  wrong(
    'update-invalid-code-9',
    'unreadable input is code 4',
    { operation: 'updateTask', code: 4 },
    sendCode(9),
  ),
  wrong(
    'cancel-invalid-code-7',
    'unreadable input is code 4',
    { operation: 'cancelTask', code: 4 },
    sendCode(7),
  ),
  wrong('duplicate-code-4', 'a task that was queued before is code 5', { code: 5 }, sendCode(4)),
  wrong('duplicate-code-9', 'a task that was queued before is code 5', { code: 5 }, sendCode(9)),
  wrong(
    'unknown-service-code-4',
    'an unknown service is code 6',
    { operation: 'queueTask', code: 6 },
    sendCode(4),
  ),
  wrong(
    'update-unknown-service-code-4',
    'an unknown service is code 6',
    { operation: 'updateTask', code: 6 },
    sendCode(4),
  ),
  wrong(
    'sweep-unknown-service-code-8',
    'an unknown service is code 6',
    { operation: 'cancelServiceTasks', code: 6 },
    sendCode(8, 404),
  ),
  wrong(
    'wrong-service-type-code-4',
    'a service of another type is code 6',
    { code: 6 },
    because('the service is not of type Task', sendCode(4)),
  ),
  wrong('unknown-disposition-code-6', 'an unknown disposition is code 7', { code: 7 }, sendCode(6)),
  wrong('unknown-disposition-code-4', 'an unknown disposition is code 7', { code: 7 }, sendCode(4)),
  wrong('unknown-task-code-9', 'an unknown task is code 8', { code: 8 }, sendCode(9, 400)),
  wrong('unknown-task-code-6', 'an unknown task is code 8', { code: 8 }, sendCode(6)),
  wrong(
    'canceled-code-8',
    'a canceled task cannot be canceled: code 9',
    { operation: 'cancelTask', code: 9 },
    sendCode(8, 404),
  ),
  wrong(
    'canceled-code-10',
    'a canceled task cannot be canceled: code 9',
    { operation: 'cancelTask', code: 9 },
    sendCode(10),
  ),
  wrong(
    'update-canceled-code-8',
    'a canceled task cannot be updated: code 9',
    { operation: 'updateTask', code: 9 },
    sendCode(8, 404),
  ),
  wrong('routed-code-9', 'a task that an agent has cannot be canceled: code 10', { code: 10 }, sendCode(9)),
  wrong(
    'routed-code-8',
    'a task that an agent has cannot be canceled: code 10',
    { code: 10 },
    sendCode(8, 404),
  ),
  wrong('no-servers-code-13', 'no servers available is code 11', { code: 11 }, sendCode(13)),
  wrong('limit-code-11', 'the limit is code 12', { code: 12 }, sendCode(11)),
  wrong('internal-code-11', 'an internal error is code 13', { code: 13 }, sendCode(11)),
];
