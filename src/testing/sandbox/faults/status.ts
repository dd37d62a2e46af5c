import { wrongAnswers, sendStatus } from './change.ts';
import type { Change } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('status');

const empty: Change = ({ headers }) => ({ status: 204, headers });

/** Answers with another status than documented. */
export const statusFaults: readonly Fault[] = [
  wrong('queue-201', 'Queue Task answers 200', { operation: 'queueTask', status: 200 }, sendStatus(201)),
  wrong('queue-202', 'Queue Task answers 200', { operation: 'queueTask', status: 200 }, sendStatus(202)),
  wrong('query-no-content', 'Query Task answers 200', { operation: 'queryTask', status: 200 }, empty),
  wrong('query-203', 'Query Task answers 200', { operation: 'queryTask', status: 200 }, sendStatus(203)),
  wrong('update-204', 'Update Task answers 200', { operation: 'updateTask', status: 200 }, empty),
  wrong('update-202', 'Update Task answers 200', { operation: 'updateTask', status: 200 }, sendStatus(202)),
  wrong('cancel-200', 'Cancel Task answers 204', { operation: 'cancelTask', status: 204 }, sendStatus(200)),
  wrong('cancel-202', 'Cancel Task answers 204', { operation: 'cancelTask', status: 204 }, sendStatus(202)),
  wrong(
    'sweep-207',
    'Cancel Service Tasks answers 200 or 204',
    { operation: 'cancelServiceTasks', success: true },
    sendStatus(207),
  ),
  wrong(
    'token-201',
    'the token endpoint answers 200',
    { operation: 'getAccessToken', status: 200 },
    sendStatus(201),
  ),
  wrong(
    'errors-as-200',
    'failures have a status of 400 or more',
    { success: false, token: false },
    sendStatus(200),
  ),
  wrong('unknown-task-as-200', 'an unknown task is 404', { code: 8 }, sendStatus(200)),
  wrong('unknown-task-as-400', 'an unknown task is 404', { code: 8 }, sendStatus(400)),
  wrong('unknown-task-as-500', 'an unknown task is 404', { code: 8 }, sendStatus(500)),
  wrong('no-token-as-403', 'a missing or unknown token is 401', { code: 1 }, sendStatus(403)),
  wrong('no-token-as-400', 'a missing or unknown token is 401', { code: 1 }, sendStatus(400)),
  wrong('expired-as-403', 'an expired token is 401', { code: 2 }, sendStatus(403)),
  wrong('privilege-as-401', 'a missing privilege is 403', { code: 3 }, sendStatus(401)),
  wrong('privilege-as-404', 'a missing privilege is 403', { code: 3 }, sendStatus(404)),
  wrong('invalid-as-422', 'unreadable input is 400', { code: 4 }, sendStatus(422)),
  wrong('invalid-as-500', 'unreadable input is 400', { code: 4 }, sendStatus(500)),
  wrong('duplicate-as-409', 'a task that was queued before is 400', { code: 5 }, sendStatus(409)),
  wrong('unknown-service-as-404', 'an unknown service is 400', { code: 6 }, sendStatus(404)),
  wrong('unknown-disposition-as-404', 'an unknown disposition is 400', { code: 7 }, sendStatus(404)),
  wrong('left-queue-as-409', 'a task that left the queue is 400', { code: 9 }, sendStatus(409)),
  wrong('routed-as-409', 'a task that an agent has is 400', { code: 10 }, sendStatus(409)),
  wrong('no-servers-as-503', 'no servers available is 502', { code: 11 }, sendStatus(503)),
  wrong('limit-as-503', 'the limit is 429', { code: 12 }, sendStatus(503)),
  wrong('internal-as-502', 'an internal error is 500', { code: 13 }, sendStatus(502)),
  wrong('feature-as-404', 'a feature that is not enabled is 403', { code: 14 }, sendStatus(404)),
  wrong(
    'secret-refused-as-403',
    'wrong credentials are 401',
    { operation: 'getAccessToken', status: 401 },
    sendStatus(403),
  ),
  wrong(
    'secret-refused-as-500',
    'wrong credentials are 401',
    { operation: 'getAccessToken', status: 401 },
    sendStatus(500),
  ),
  wrong(
    'grant-refused-as-500',
    'an unknown grant type is 400',
    { operation: 'getAccessToken', status: 400 },
    sendStatus(500),
  ),
];
