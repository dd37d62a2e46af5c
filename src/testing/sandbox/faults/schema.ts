import {
  dropField,
  editBody,
  isObject,
  omit,
  ownStrings,
  setField,
  type Json,
  type JsonObject,
} from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import { BY_PREFIX, bodySchema, PREFIXES, REFUSED, schemaAt, successOf, type Prefix } from './document.ts';
import { wrongAnswers, type When, type WrongAnswer } from './fault.ts';

/** Answers with a JSON body: how the names of their faults begin, which they are, and their schema. */
interface Answer {
  readonly prefix: string;
  readonly title: string;
  readonly when: When;
  readonly schema: JsonObject;
}

const REFUSED_GRANT: When = { operation: 'getAccessToken', success: false };

const ANSWERS: readonly Answer[] = [
  ...PREFIXES.map(answerOf).filter(({ schema }) => ownStrings(schema, 'required').length > 0),
  { prefix: 'error', title: 'A failure', when: REFUSED, schema: bodySchema('queueTask', 400) },
  {
    prefix: 'token-error',
    title: 'A refused grant',
    when: REFUSED_GRANT,
    schema: bodySchema('getAccessToken', 400),
  },
];

function answerOf(prefix: Prefix): Answer {
  const when = successOf(prefix);
  const operation = BY_PREFIX[prefix];
  return { prefix, title: operations[operation].summary, when, schema: bodySchema(operation, when.status) };
}

/** How the names of faults call a field; others go by their own name in kebab case. */
const WORDS: Readonly<Record<string, string>> = {
  taskStatus: 'status',
  serviceName: 'service',
  dispositionName: 'disposition',
  errorCode: 'code',
  errorMessage: 'message',
  extTaskId: 'ext-id',
  expires_in: 'expiry',
  token_type: 'type',
};

function wordOf(field: string): string {
  return WORDS[field] ?? field.replaceAll('_', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Ways in which a value can violate its schema. */
const KINDS = {
  text: (old) => String(old),
  number: () => 5432321,
  boolean: () => true,
  null: () => null,
  list: (old) => [old ?? ''],
  object: (old) => ({ text: old ?? '' }),
  capitals: (old) => String(old).toUpperCase(),
  'lower-case': (old) => String(old).toLowerCase(),
  undocumented: (old) => (old === 'COMPLETED' ? 'CANCELED' : old === 'Bearer' ? 'MAC' : (old ?? '')),
} as const satisfies Record<string, (old: Json | undefined) => Json>;

/** Fields that are sent with a wrong value, by answer. */
const WRONG_VALUES: Readonly<Record<string, Readonly<Record<string, readonly (keyof typeof KINDS)[]>>>> = {
  token: { token_type: ['undocumented'], expires_in: ['boolean'], scope: ['list'] },
  queue: { taskId: ['number'], contactId: ['null'] },
  query: {
    priority: ['text', 'null'],
    taskStatus: ['lower-case', 'undocumented'],
    order: ['capitals'],
    dispositionName: ['object'],
  },
  'bulk-cancel': { count: ['text'] },
  error: { errorCode: ['text'], errorMessage: ['object'] },
};

/** An undocumented field, by answer. */
const EXTRA: Readonly<Record<string, readonly [string, Json]>> = {
  queue: ['status', 'OK'],
  query: ['queuePosition', 1],
  error: ['timestamp', 0],
};

function derived({ prefix, title, when, schema }: Answer): Record<string, WrongAnswer> {
  const faults: Record<string, WrongAnswer> = {};
  for (const field of required(schema)) {
    faults[`${prefix}-lacks-${wordOf(field)}`] = [`${title} has ${field}`, when, dropField(field)];
  }
  for (const [field, kinds] of Object.entries(WRONG_VALUES[prefix] ?? {})) {
    const wanted = expected(schemaAt(schema, field));
    for (const kind of kinds) {
      const change = setField(field, KINDS[kind]);
      const isSent = (body: JsonObject): boolean => body[field] !== undefined;
      faults[`${prefix}-${wordOf(field)}-${kind}`] = [
        `${field} is ${wanted}`,
        when,
        (reply) => (isSent(JSON.parse(reply.body ?? '{}')) ? change(reply) : reply),
      ];
    }
  }
  const [name, value] = EXTRA[prefix] ?? [];
  if (name !== undefined) {
    const fields = Object.keys(schema['properties'] ?? {});
    const breaks = `${title} has documented fields alone${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`;
    faults[`${prefix}-extra-field`] = [breaks, when, setField(name, () => value ?? null)];
  }
  return faults;
}

/** Required fields; those of an envelope are in the first part of its `allOf`. */
function required(schema: JsonObject): readonly string[] {
  const own = ownStrings(schema, 'required');
  return own.length > 0 ? own : ['errorCode', 'errorMessage'].filter((field) => schemaAt(schema, field));
}

function expected(schema: JsonObject): string {
  const values = ownStrings(schema, 'enum');
  if (values.length > 0) return values.join(' or ');
  const types = ownStrings(schema, 'type');
  return types.length > 0 ? types.join(' or ') : String(schema['type']);
}

function entries(change: (entry: JsonObject) => Json) {
  return editBody((fields) => {
    const listed = fields['taskIds'];
    return { ...fields, taskIds: Array.isArray(listed) ? listed.filter(isObject).map(change) : [] };
  });
}

const queried = successOf('query');
const bulkCanceled = successOf('bulk-cancel');

/** Answers that violate their schema. */
export const schemaFaults = wrongAnswers('schema', {
  ...Object.assign({}, ...ANSWERS.map(derived)),
  'queue-wrapped': ['a success is not wrapped', successOf('queue'), editBody((data) => ({ data }))],
  'query-list': ['Query task answers with one object', queried, editBody((fields) => [fields])],
  'query-success-code': ['a success has no errorCode', queried, setField('errorCode', () => 0)],
  'bulk-cancel-ids-as-texts': [
    'taskIds holds objects',
    bulkCanceled,
    entries((entry) => entry['taskId'] ?? ''),
  ],
  'bulk-cancel-entry-lacks-task-id': [
    'each canceled task has its taskId',
    bulkCanceled,
    entries((entry) => omit(entry, 'taskId')),
  ],
  'bulk-cancel-entry-ext-id-number': [
    'extTaskId is text',
    bulkCanceled,
    entries((entry) => ({ ...entry, extTaskId: 12345 })),
  ],
  'error-nested': ['the envelope is not nested', REFUSED, editBody((error) => ({ error }))],
  'error-keys-code-text': [
    'the fields are errorCode and errorMessage',
    REFUSED,
    editBody((error) => ({ code: error['errorCode'] ?? 0, text: error['errorMessage'] ?? '' })),
  ],
  'error-empty-object': ['failures say what is wrong', REFUSED, editBody(() => ({}))],
  'token-error-envelope': [
    'the token endpoint has its own error body',
    REFUSED_GRANT,
    editBody(() => ({ errorCode: 1, errorMessage: 'Authentication failed' })),
  ],
});
