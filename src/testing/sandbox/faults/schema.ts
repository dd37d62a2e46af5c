import type { JsonObject } from '../../../specwright/base/json.ts';
import { wrongAnswers, editBody, setField, dropField } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('schema');
const queued = { operation: 'queueTask', status: 200 } as const;
const queried = { operation: 'queryTask', status: 200 } as const;

const queue: readonly Fault[] = [
  wrong('queue-lacks-task-id', 'Queue Task answers with taskId', queued, dropField('taskId')),
  wrong('queue-lacks-case-id', 'Queue Task answers with caseId', queued, dropField('caseId')),
  wrong('queue-lacks-contact-id', 'Queue Task answers with contactId', queued, dropField('contactId')),
  wrong(
    'queue-task-id-number',
    'taskId is text',
    queued,
    setField('taskId', () => 5432321),
  ),
  wrong(
    'queue-contact-id-null',
    'contactId is text, never null',
    queued,
    setField('contactId', () => null),
  ),
  wrong(
    'queue-extra-field',
    'Queue Task answers with the three ids alone',
    queued,
    setField('status', () => 'OK'),
  ),
  wrong(
    'queue-wrapped',
    'a success is not wrapped',
    queued,
    editBody((data) => ({ data })),
  ),
];

const query: readonly Fault[] = [
  wrong('query-lacks-status', 'Query Task answers with taskStatus', queried, dropField('taskStatus')),
  wrong('query-lacks-service', 'Query Task answers with serviceName', queried, dropField('serviceName')),
  wrong('query-lacks-priority', 'Query Task answers with priority', queried, dropField('priority')),
  wrong('query-lacks-order', 'Query Task answers with order', queried, dropField('order')),
  wrong(
    'query-priority-text',
    'priority is a number',
    queried,
    setField('priority', (old) => `${String(old)}`),
  ),
  wrong(
    'query-priority-null',
    'priority is never null',
    queried,
    setField('priority', () => null),
  ),
  wrong(
    'query-status-lower-case',
    'taskStatus is in capitals',
    queried,
    setField('taskStatus', (old) => String(old).toLowerCase()),
  ),
  wrong(
    'query-status-undocumented',
    'taskStatus is one of four',
    queried,
    setField('taskStatus', (old) => (old === 'COMPLETED' ? 'CANCELED' : (old ?? ''))),
  ),
  wrong(
    'query-order-capitals',
    'order is in small letters',
    queried,
    setField('order', (old) => String(old).toUpperCase()),
  ),
  wrong('query-disposition-object', 'dispositionName is text', queried, editBody(dispositionObject)),
  wrong(
    'query-extra-field',
    'Query Task answers with five fields at most',
    queried,
    setField('queuePosition', () => 1),
  ),
  wrong(
    'query-list',
    'Query Task answers with one object',
    queried,
    editBody((fields) => [fields]),
  ),
  wrong(
    'query-success-code',
    'a success carries no errorCode',
    queried,
    setField('errorCode', () => 0),
  ),
];

function dispositionObject(fields: JsonObject): JsonObject {
  const { dispositionName } = fields;
  return dispositionName === undefined ? fields : { ...fields, dispositionName: { name: dispositionName } };
}

/** Answers that depart from their schema. */
export const schemaFaults: readonly Fault[] = [...queue, ...query];
