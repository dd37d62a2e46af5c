import { sendNothing, sendStatus } from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import { ERRORS, type ErrorCode } from '../error-codes.ts';
import { BY_PREFIX, PREFIXES, REFUSED, successOf, type Prefix } from './document.ts';
import { wrongAnswers, type WrongAnswer } from './fault.ts';

/** Successes with these statuses instead of the documented one. */
const SUCCESSES: Readonly<Record<Prefix, readonly number[]>> = {
  queue: [201, 202],
  query: [203],
  update: [204, 202],
  cancel: [200, 202],
  'bulk-cancel': [207],
  token: [201],
};

/** Failures with these statuses instead of the documented one, and how the names of their faults begin. */
const FAILURES: Readonly<Record<ErrorCode, readonly [name: string, ...statuses: number[]]>> = {
  1: ['no-token', 403, 400],
  2: ['expired', 403],
  3: ['privilege', 401, 404],
  4: ['invalid', 422, 500],
  5: ['duplicate', 409],
  6: ['unknown-service', 404],
  7: ['unknown-disposition', 404],
  8: ['unknown-task', 200, 400, 500],
  9: ['left-queue', 409],
  10: ['routed', 409],
  11: ['no-servers', 503],
  12: ['limit', 503],
  13: ['internal', 502],
  14: ['feature', 404],
};

function wrongSuccesses(): Record<string, WrongAnswer> {
  const faults: Record<string, WrongAnswer> = {};
  for (const prefix of PREFIXES) {
    const operation = BY_PREFIX[prefix];
    const documented = successOf(prefix).status;
    for (const status of SUCCESSES[prefix]) {
      const change = status === 204 ? sendNothing(status) : sendStatus(status);
      const breaks = `${operations[operation].summary} answers ${documented}`;
      faults[`${prefix}-${status}`] = [breaks, { operation, success: true }, change];
    }
  }
  return faults;
}

function wrongFailures(): Record<string, WrongAnswer> {
  const faults: Record<string, WrongAnswer> = {};
  for (const { code, label, status: documented } of ERRORS.values()) {
    const [name, ...statuses] = FAILURES[code];
    for (const status of statuses) {
      faults[`${name}-as-${status}`] = [`${label} (${code}) is ${documented}`, { code }, sendStatus(status)];
    }
  }
  return faults;
}

const refusedGrant = { operation: 'getAccessToken', status: 401 } as const;

/** Answers with another status than documented. */
export const statusFaults = wrongAnswers('status', {
  ...wrongSuccesses(),
  'query-no-content': ['Query task answers 200', successOf('query'), sendNothing(204)],
  'errors-as-200': ['failures have a status of 400 or more', REFUSED, sendStatus(200)],
  ...wrongFailures(),
  'secret-refused-as-403': ['wrong credentials are 401', refusedGrant, sendStatus(403)],
  'secret-refused-as-500': ['wrong credentials are 401', refusedGrant, sendStatus(500)],
  'grant-refused-as-500': [
    'an unknown grant type is 400',
    { operation: 'getAccessToken', status: 400 },
    sendStatus(500),
  ],
});
