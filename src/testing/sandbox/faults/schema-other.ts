import type { Json, JsonObject } from '../../../specwright/base/json.ts';
import { omit, wrongAnswers, editBody, setField, dropField } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongAnswers('schema');
const swept = { operation: 'cancelServiceTasks', status: 200 } as const;
const granted = { operation: 'getAccessToken', status: 200 } as const;
const failed = { success: false, token: false } as const;

function entries(change: (entry: JsonObject) => Json) {
  return editBody((fields) => ({ ...fields, taskIds: listIn(fields['taskIds']).map(change) }));
}

function listIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const sweep: readonly Fault[] = [
  wrong(
    'sweep-count-text',
    'count is a whole number',
    swept,
    setField('count', (old) => `${String(old)}`),
  ),
  wrong('sweep-lacks-count', 'Cancel Service Tasks answers with count', swept, dropField('count')),
  wrong('sweep-lacks-task-ids', 'Cancel Service Tasks answers with taskIds', swept, dropField('taskIds')),
  wrong(
    'sweep-ids-as-texts',
    'taskIds holds objects',
    swept,
    entries((entry) => entry['taskId'] ?? ''),
  ),
  wrong(
    'sweep-entry-lacks-task-id',
    'each canceled task has its taskId',
    swept,
    entries((entry) => omit(entry, 'taskId')),
  ),
  wrong(
    'sweep-entry-ext-id-number',
    'extTaskId is text',
    swept,
    entries((entry) => ({ ...entry, extTaskId: 12345 })),
  ),
];

const envelope: readonly Fault[] = [
  wrong('error-lacks-code', 'failures carry errorCode', failed, dropField('errorCode')),
  wrong('error-lacks-message', 'failures carry errorMessage', failed, dropField('errorMessage')),
  wrong(
    'error-code-text',
    'errorCode is a whole number',
    failed,
    setField('errorCode', (old) => `${String(old)}`),
  ),
  wrong(
    'error-message-object',
    'errorMessage is text',
    failed,
    setField('errorMessage', (old) => ({ text: old ?? '' })),
  ),
  wrong(
    'error-extra-field',
    'the envelope has two fields',
    failed,
    setField('timestamp', () => 0),
  ),
  wrong(
    'error-nested',
    'the envelope is not nested',
    failed,
    editBody((error) => ({ error })),
  ),
  wrong(
    'error-keys-code-text',
    'the fields are errorCode and errorMessage',
    failed,
    editBody((error) => ({ code: error['errorCode'] ?? 0, text: error['errorMessage'] ?? '' })),
  ),
  wrong(
    'error-empty-object',
    'failures say what is wrong',
    failed,
    editBody(() => ({})),
  ),
];

const grant: readonly Fault[] = [
  wrong(
    'token-lacks-access-token',
    'a grant holds access_token',
    granted,
    editBody(({ access_token: token, ...rest }) => ({ ...rest, accessToken: token ?? '' })),
  ),
  wrong('token-lacks-type', 'a grant holds token_type', granted, dropField('token_type')),
  wrong('token-lacks-expiry', 'a grant holds expires_in', granted, dropField('expires_in')),
  wrong(
    'token-type-undocumented',
    'token_type is Bearer',
    granted,
    setField('token_type', () => 'MAC'),
  ),
  wrong(
    'token-expiry-boolean',
    'expires_in is text or a number',
    granted,
    setField('expires_in', () => true),
  ),
  wrong(
    'token-scope-list',
    'scope is text',
    granted,
    setField('scope', (old) => [old ?? '']),
  ),
  wrong(
    'token-error-lacks-error',
    'a refused grant names the error',
    { operation: 'getAccessToken', success: false },
    dropField('error'),
  ),
  wrong(
    'token-error-envelope',
    'the token endpoint has its own error body',
    { operation: 'getAccessToken', success: false },
    editBody(() => ({ errorCode: 1, errorMessage: 'Authentication failed' })),
  ),
];

/** Other answers that depart from their schema. */
export const otherSchemaFaults: readonly Fault[] = [...sweep, ...envelope, ...grant];
