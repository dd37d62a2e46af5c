import {
  fromEntries,
  isObject,
  omit,
  own,
  ownNumber,
  ownObject,
  ownStrings,
  type Json,
  type JsonSchema,
} from '../../../base/json.ts';
import { isNullable, typeName } from '../../../openapi/sample.ts';
import { editText, sayMediaType, sendNothing, sendStatus } from '../../faults/changes.ts';
import type { Reply } from '../../exchange.ts';
import type { DocumentExchange } from '../document-exchange.ts';
import { isJsonType } from '../../../openapi/content.ts';
import type { ApiResponse } from '../../../openapi/api-document.ts';
import type { DocumentFault, Facts, FaultGroup } from './fault.ts';

/** Another value in place of one that a schema describes; `undefined` where this one stays. */
type Spoil = (value: Json, schema: JsonSchema) => Json | undefined;

/** Breaks the first value that it can, from the outside in; `undefined` where there is none. */
function spoilFirst(value: Json, schema: JsonSchema, spoil: Spoil): Json | undefined {
  const spoilt = spoil(value, schema);
  if (spoilt !== undefined) return spoilt;
  if (Array.isArray(value)) {
    const items = own(schema, 'items');
    const [first, ...others] = value;
    const changed = first === undefined || !isObject(items) ? undefined : spoilFirst(first, items, spoil);
    return changed === undefined ? undefined : [changed, ...others];
  }
  if (!isObject(value)) return undefined;
  for (const part of [schema, ...partsOf(schema)]) {
    const properties = own(part, 'properties');
    for (const [name, property] of isObject(properties) ? Object.entries(properties) : []) {
      const held = own(value, name);
      const changed =
        held === undefined || !isObject(property) ? undefined : spoilFirst(held, property, spoil);
      if (changed !== undefined) return fromEntries([...Object.entries(value), [name, changed]]);
    }
  }
  return undefined;
}

function partsOf(schema: JsonSchema): JsonSchema[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const parts = own(schema, keyword);
    return Array.isArray(parts) ? parts.filter(isObject) : [];
  });
}

function documentedSchema({ status }: Reply, { operation }: DocumentExchange): JsonSchema | undefined {
  const names = [`${status}`, `${Math.floor(status / 100)}XX`, 'DEFAULT'];
  const response = names.flatMap((name) =>
    operation.responses.filter((one) => one.status.toUpperCase() === name),
  )[0];
  return response?.media.find(({ mediaType }) => isJsonType(mediaType))?.schema;
}

function spoilBody(spoil: Spoil, isMeant: (reply: Reply) => boolean): NonNullable<DocumentFault['reply']> {
  return (reply, exchange) => {
    const schema = documentedSchema(reply, exchange);
    const isJson = isJsonType(reply.headers['Content-Type'] ?? '');
    if (!isMeant(reply) || schema === undefined || reply.body === undefined || !isJson) return reply;
    const body: Json = JSON.parse(reply.body);
    const spoilt = spoilFirst(body, schema, spoil);
    return spoilt === undefined ? reply : { ...reply, body: JSON.stringify(spoilt) };
  };
}

const isSuccess = ({ status }: Reply): boolean => status < 300;
const isRefusal = ({ status }: Reply): boolean => status >= 400;

function requiredIn(value: Json, schema: JsonSchema): string | undefined {
  if (!isObject(value)) return undefined;
  const parts = [schema, ...partsOf(schema)];
  return parts.flatMap((part) => ownStrings(part, 'required')).find((name) => Object.hasOwn(value, name));
}

/** By name: the promise, which schemas show it, and what breaks it. */
const SPOILS: Readonly<
  Record<string, readonly [breaks: string, has: (schema: JsonSchema) => boolean, spoil: Spoil]>
> = {
  'field-missing': [
    'required properties are there',
    (schema) => ownStrings(schema, 'required').length > 0,
    (value, schema) => {
      const name = requiredIn(value, schema);
      return name === undefined || !isObject(value) ? undefined : omit(value, name);
    },
  ],
  'field-renamed': [
    'properties have their documented names',
    (schema) => ownStrings(schema, 'required').length > 0,
    (value, schema) => {
      const name = requiredIn(value, schema);
      if (name === undefined || !isObject(value)) return undefined;
      return fromEntries(Object.entries(value).map(([key, held]) => [key === name ? `${key}_` : key, held]));
    },
  ],
  'field-null': [
    'what is not nullable is not null',
    (schema) => ['string', 'number', 'integer', 'boolean'].includes(typeName(schema) ?? ''),
    (value, schema) =>
      typeName(schema) !== undefined &&
      !isNullable(schema) &&
      !isObject(value) &&
      !Array.isArray(value) &&
      value !== null
        ? null
        : undefined,
  ],
  'number-as-text': [
    'numbers are numbers',
    (schema) => ['number', 'integer'].includes(typeName(schema) ?? ''),
    (value) => (typeof value === 'number' ? `${value}` : undefined),
  ],
  'integer-as-fraction': [
    'integers are whole',
    (schema) => typeName(schema) === 'integer',
    (value, schema) =>
      typeof value === 'number' && typeName(schema) === 'integer' ? value + 0.5 : undefined,
  ],
  'boolean-as-text': [
    'booleans are booleans',
    (schema) => typeName(schema) === 'boolean',
    (value) => (typeof value === 'boolean' ? `${value}` : undefined),
  ],
  'text-as-number': [
    'texts are texts',
    (schema) => typeName(schema) === 'string',
    (value, schema) => (typeof value === 'string' && typeName(schema) === 'string' ? 42 : undefined),
  ],
  'list-as-object': [
    'lists are lists',
    (schema) => typeName(schema) === 'array',
    (value) => (Array.isArray(value) ? { items: value } : undefined),
  ],
  'list-null': [
    'an empty list is not null',
    (schema) => typeName(schema) === 'array' && !isNullable(schema),
    (value, schema) => (Array.isArray(value) && !isNullable(schema) ? null : undefined),
  ],
  'object-as-list': [
    'objects are objects',
    (schema) => typeName(schema) === 'object',
    (value, schema) => (isObject(value) && typeName(schema) === 'object' ? [value] : undefined),
  ],
  'enum-unknown': [
    'values are among those that are listed',
    (schema) => own(schema, 'enum') !== undefined,
    (value, schema) =>
      own(schema, 'enum') !== undefined && typeof value === 'string' ? `${value}-unknown` : undefined,
  ],
  'format-broken': [
    'values have their documented format',
    (schema) => CHECKED_FORMATS.has(String(own(schema, 'format'))),
    (value, schema) =>
      typeof value === 'string' && CHECKED_FORMATS.has(String(own(schema, 'format')))
        ? `~${value}`
        : undefined,
  ],
  'pattern-broken': [
    'values match their documented pattern',
    (schema) => own(schema, 'pattern') !== undefined,
    (value, schema) =>
      typeof value === 'string' && own(schema, 'pattern') !== undefined ? '\u0001' : undefined,
  ],
  'text-too-long': [
    'texts are at most as long as documented',
    (schema) => own(schema, 'maxLength') !== undefined,
    (value, schema) => {
      const most = ownNumber(schema, 'maxLength');
      return typeof value === 'string' && most !== undefined && most < 100_000
        ? 'x'.repeat(most + 1)
        : undefined;
    },
  ],
  'number-too-large': [
    'numbers are at most as large as documented',
    (schema) => own(schema, 'maximum') !== undefined,
    (value, schema) => {
      const most = ownNumber(schema, 'maximum');
      return typeof value === 'number' && most !== undefined ? most + 1 : undefined;
    },
  ],
  'number-too-small': [
    'numbers are at least as large as documented',
    (schema) => own(schema, 'minimum') !== undefined,
    (value, schema) => {
      const least = ownNumber(schema, 'minimum');
      return typeof value === 'number' && least !== undefined ? least - 1 : undefined;
    },
  ],
  'field-extra': [
    'a closed schema has no other properties',
    (schema) => own(schema, 'additionalProperties') === false,
    (value, schema) =>
      isObject(value) && own(schema, 'additionalProperties') === false
        ? { ...value, unexpectedField: 1 }
        : undefined,
  ],
};

/** Formats that validators check everywhere. */
const CHECKED_FORMATS = new Set(['date-time', 'date', 'uuid', 'email', 'uri', 'ipv4', 'ipv6']);

/** Refusals are broken in these ways; all others would be the same as for successes. */
const SPOILT_REFUSALS = ['field-missing', 'number-as-text', 'text-as-number', 'object-as-list'] as const;

function schemaFaults(): DocumentFault[] {
  const successes = Object.entries(SPOILS).map(([name, [breaks, has, spoil]]) => ({
    name: `answer-${name}`,
    group: 'schema' as const,
    breaks: `In successes, ${breaks}`,
    applies: ({ successes: schemas }: Facts) => schemas.some(has),
    reply: spoilBody(spoil, isSuccess),
  }));
  const refusals = SPOILT_REFUSALS.flatMap((name): DocumentFault[] => {
    const [breaks, has, spoil] = SPOILS[name] ?? [];
    if (breaks === undefined || has === undefined || spoil === undefined) return [];
    return [
      {
        name: `refusal-${name}`,
        group: 'schema',
        breaks: `In refusals, ${breaks}`,
        applies: ({ refusals: schemas }) => schemas.some(has),
        reply: spoilBody(spoil, isRefusal),
      },
    ];
  });
  return [...successes, ...refusals];
}

/** A fault that changes answers that are meant. */
function altered(
  group: FaultGroup,
  name: string,
  breaks: string,
  applies: DocumentFault['applies'],
  isMeant: (reply: Reply) => boolean,
  change: (reply: Reply, exchange: DocumentExchange) => Reply,
): DocumentFault {
  return {
    name,
    group,
    breaks,
    applies,
    reply: (reply, exchange) => (isMeant(reply) ? change(reply, exchange) : reply),
  };
}

const always = (): boolean => true;
const has = (status: RegExp) => (facts: Facts) => facts.documents(status);
/** Whether some success has a status, where the document does not have another one as well. */
const sends =
  (status: string, other: string) =>
  ({ operations, bound }: Facts): boolean =>
    [...operations, ...bound].some((operation) => {
      const successes = operation.responses
        .map((response) => response.status)
        .filter((one) => one.startsWith('2'));
      const isChosen = 'role' in operation && /^(create|delete)$/.test(operation.role);
      return (
        !successes.includes(other) && (isChosen ? successes.includes(status) : successes.sort()[0] === status)
      );
    });
/** Whether a body of another shape violates the schema of an answer. */
const isShaped = (schema: JsonSchema | undefined): boolean =>
  typeName(schema ?? {}) === 'array' ||
  ownStrings(schema ?? {}, 'required').length > 0 ||
  own(schema, 'additionalProperties') === false;
const jsonOf = (media: ApiResponse['media']): JsonSchema | undefined =>
  media.find(({ mediaType }) => isJsonType(mediaType))?.schema;
const shapesSuccesses = ({ operations }: Facts): boolean =>
  operations.some(({ responses }) =>
    responses.some(({ status, media }) => status.startsWith('2') && isShaped(jsonOf(media))),
  );
/** Whether some request gets such a refusal, and the document has it. */
const refuses =
  (statuses?: readonly number[]) =>
  (facts: Facts): boolean =>
    facts.refuses((status) => statuses?.includes(status) ?? true, statuses !== undefined);
const hasStatus = (status: number) => (reply: Reply) => reply.status === status;
const hasBody = (reply: Reply): boolean => reply.body !== undefined;
const isJson = ({ headers, body }: Reply): boolean =>
  body !== undefined && isJsonType(headers['Content-Type'] ?? '');
const answersJson = ({ successes }: Facts): boolean => successes.length > 0;
const refusesInJson = ({ refusals }: Facts): boolean => refusals.length > 0;

function whole(change: (body: Json) => Json): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, body: JSON.stringify(change(JSON.parse(reply.body ?? 'null'))) });
}

const STATUSES: readonly DocumentFault[] = [
  altered(
    'status',
    'created-as-200',
    'A creation is answered with 201',
    sends('201', '200'),
    hasStatus(201),
    sendStatus(200),
  ),
  altered(
    'status',
    'success-as-202',
    'A success has its documented status',
    sends('200', '202'),
    hasStatus(200),
    sendStatus(202),
  ),
  altered(
    'status',
    'success-as-203',
    'A success has its documented status',
    has(/^2/),
    isSuccess,
    sendStatus(203),
  ),
  altered('status', 'success-as-500', 'A valid request does not fail', always, isSuccess, sendStatus(500)),
  altered(
    'status',
    'success-without-body',
    'A success has its documented body',
    answersJson,
    (reply) => isSuccess(reply) && hasBody(reply),
    sendNothing(204),
  ),
  altered(
    'status',
    'no-content-as-200',
    'What has no content is answered with 204',
    sends('204', '200'),
    hasStatus(204),
    sendStatus(200),
  ),
  altered(
    'status',
    'refusals-as-200',
    'A refusal has a status of 400 or more',
    refuses(),
    isRefusal,
    sendStatus(200),
  ),
  altered(
    'status',
    'refusals-as-500',
    'A refusal is not a failure of the server',
    refuses(),
    isRefusal,
    sendStatus(500),
  ),
  altered(
    'status',
    'invalid-as-418',
    'An invalid request gets its documented status',
    refuses([400, 422]),
    (reply) => [400, 422].includes(reply.status),
    sendStatus(418),
  ),
  altered(
    'status',
    'invalid-as-500',
    'An invalid request does not make the server fail',
    refuses([400, 422]),
    (reply) => [400, 422].includes(reply.status),
    sendStatus(500),
  ),
  altered(
    'status',
    'not-found-as-200',
    'A missing record is answered with 404',
    refuses([404]),
    hasStatus(404),
    sendStatus(200),
  ),
  altered(
    'status',
    'not-found-as-500',
    'A missing record does not make the server fail',
    refuses([404]),
    hasStatus(404),
    sendStatus(500),
  ),
  altered(
    'status',
    'not-found-as-410',
    'A missing record gets its documented status',
    refuses([404]),
    hasStatus(404),
    sendStatus(410),
  ),
  altered(
    'status',
    'unauthorized-as-500',
    'Missing credentials do not make the server fail',
    refuses([401]),
    hasStatus(401),
    sendStatus(500),
  ),
  altered(
    'status',
    'unauthorized-as-404',
    'Missing credentials get their documented status',
    refuses([401]),
    hasStatus(401),
    sendStatus(404),
  ),
  altered(
    'status',
    'conflict-as-500',
    'A conflict does not make the server fail',
    refuses([409]),
    hasStatus(409),
    sendStatus(500),
  ),
  altered(
    'status',
    'conflict-as-200',
    'A conflict has a status of 400 or more',
    refuses([409]),
    hasStatus(409),
    sendStatus(200),
  ),
];

const MEDIA_TYPES: readonly DocumentFault[] = [
  altered(
    'media-type',
    'answer-as-text',
    'JSON is called application/json',
    answersJson,
    (reply) => isSuccess(reply) && isJson(reply),
    sayMediaType('text/plain'),
  ),
  altered(
    'media-type',
    'answer-as-html',
    'JSON is called application/json',
    answersJson,
    (reply) => isSuccess(reply) && isJson(reply),
    sayMediaType('text/html; charset=utf-8'),
  ),
  altered(
    'media-type',
    'answer-without-type',
    'A body has a Content-Type',
    answersJson,
    (reply) => isSuccess(reply) && hasBody(reply),
    sayMediaType(),
  ),
  altered(
    'media-type',
    'refusal-as-html',
    'A refusal has its documented media type',
    refusesInJson,
    (reply) => isRefusal(reply) && hasBody(reply),
    editText(() => '<html><body>Error</body></html>', 'text/html'),
  ),
  altered(
    'media-type',
    'refusal-without-type',
    'A refusal has a Content-Type',
    refusesInJson,
    (reply) => isRefusal(reply) && hasBody(reply),
    sayMediaType(),
  ),
  altered(
    'media-type',
    'answer-cut-off',
    'A JSON body is JSON',
    answersJson,
    (reply) => isSuccess(reply) && isJson(reply),
    editText((body) => body.slice(0, -1)),
  ),
  altered(
    'media-type',
    'answer-trailing-comma',
    'A JSON body is JSON',
    answersJson,
    (reply) => isSuccess(reply) && isJson(reply),
    editText((body) => `${body},`),
  ),
  altered(
    'media-type',
    'answer-twice-encoded',
    'A JSON body is encoded once',
    answersJson,
    (reply) => isSuccess(reply) && isJson(reply),
    editText((body) => JSON.stringify(body)),
  ),
  altered(
    'schema',
    'answer-wrapped',
    'A success has its documented shape',
    shapesSuccesses,
    (reply) => isSuccess(reply) && isJson(reply),
    whole((body) => ({ result: body })),
  ),
  altered(
    'schema',
    'answer-empty-object',
    'A success has its documented content',
    ({ operations }) =>
      operations.some(({ responses }) =>
        responses.some(({ status, media }) => {
          const schema = jsonOf(media);
          const inner = ownObject(schema, 'items') ?? schema;
          return status.startsWith('2') && ownStrings(inner, 'required').length > 0;
        }),
      ),
    (reply) => isSuccess(reply) && isJson(reply),
    whole((body) => (Array.isArray(body) ? [{}] : {})),
  ),
  altered(
    'schema',
    'refusal-empty-object',
    'A refusal has its documented content',
    ({ refused }) =>
      refused.some(({ response }) => ownStrings(jsonOf(response?.media ?? []), 'required').length > 0),
    (reply) => isRefusal(reply) && isJson(reply),
    whole(() => ({})),
  ),
  altered(
    'schema',
    'refusal-without-body',
    'A refusal has its documented body',
    refusesInJson,
    (reply) => isRefusal(reply) && hasBody(reply),
    sendNothing(),
  ),
];

const HTTP: readonly DocumentFault[] = [
  altered(
    'http',
    'header-missing',
    'Headers that the document promises are sent',
    ({ operations }) =>
      operations.some(({ responses }) => responses.some(({ promisedHeaders }) => promisedHeaders.length > 0)),
    always,
    withoutDocumentedHeaders,
  ),
  altered(
    'http',
    'header-value-wrong',
    'Headers have the values that the document allows',
    ({ operations }) =>
      operations.some(({ responses }) =>
        responses.some(({ headers }) => [...headers.values()].some(isBound)),
      ),
    always,
    withWrongHeaders,
  ),
  altered(
    'http',
    'challenge-missing',
    'A 401 names the scheme that is wanted',
    (facts) => facts.refuses((status) => status === 401),
    hasStatus(401),
    (reply) => ({ ...reply, headers: omit(reply.headers, 'WWW-Authenticate') }),
  ),
  altered(
    'http',
    'location-missing',
    'A creation says where the record is, as documented',
    ({ operations }) =>
      operations.some(({ responses }) =>
        responses.some(
          ({ status, promisedHeaders }) =>
            status === '201' && promisedHeaders.some((name) => /^location$/i.test(name)),
        ),
      ),
    (reply) => reply.headers['Location'] !== undefined,
    (reply) => ({ ...reply, headers: omit(reply.headers, 'Location') }),
  ),
  altered(
    'http',
    'location-wrong',
    'Location leads to the record',
    ({ bindings }) =>
      bindings.some(
        ({ role, resource }) =>
          role === 'create' &&
          bindings.some(
            ({ role: other, resource: { collection }, id }) =>
              collection === resource.collection && other === 'read' && id?.in === 'path',
          ),
      ),
    (reply) => reply.headers['Location'] !== undefined,
    (reply) => ({ ...reply, headers: { ...reply.headers, Location: `${reply.headers['Location']}x` } }),
  ),
  altered(
    'http',
    'stack-shown',
    'A refusal shows nothing of the inside of the server',
    refuses(),
    isRefusal,
    (reply) => ({
      ...reply,
      headers: { 'Content-Type': 'text/plain' },
      body: 'TypeError: cannot read property\n    at handler (/srv/app/routes.js:12:7)\n',
    }),
  ),
  {
    name: 'other-method-as-200',
    group: 'http',
    breaks: 'A method that a path does not have is refused with 405',
    applies: always,
    outside: (reply) => (reply.status === 405 ? { ...reply, status: 200 } : reply),
  },
  {
    name: 'allow-missing',
    group: 'http',
    breaks: 'A 405 says which methods the path has',
    applies: always,
    outside: (reply) => (reply.status === 405 ? { ...reply, headers: omit(reply.headers, 'Allow') } : reply),
  },
  {
    name: 'unknown-path-as-200',
    group: 'http',
    breaks: 'A path that the API does not have is refused with 404',
    applies: always,
    outside: (reply) => (reply.status === 404 ? { ...reply, status: 200 } : reply),
  },
];

function withoutDocumentedHeaders(reply: Reply, { operation }: DocumentExchange): Reply {
  const documented = operation.responses.flatMap(({ headers }) => [...headers.keys()]);
  return { ...reply, headers: documented.reduce((left, name) => omit(left, name), reply.headers) };
}

/** Whether a schema leaves out most texts. */
function isBound(schema: JsonSchema): boolean {
  return (
    /^(integer|number|boolean)$/.test(typeName(schema) ?? '') ||
    ['enum', 'const', 'pattern'].some((keyword) => own(schema, keyword) !== undefined)
  );
}

function withWrongHeaders(reply: Reply, { operation }: DocumentExchange): Reply {
  const bound = operation.responses.flatMap(({ headers }) =>
    [...headers].filter(([, schema]) => isBound(schema)),
  );
  const sent = bound.filter(([name]) => reply.headers[name] !== undefined);
  const wrong = Object.fromEntries(sent.map(([name]) => [name, 'not as documented']));
  return { ...reply, headers: { ...reply.headers, ...wrong } };
}

/** Faults of answers: their content, status, media type and headers. */
export const answerFaults: readonly DocumentFault[] = [
  ...schemaFaults(),
  ...STATUSES,
  ...MEDIA_TYPES,
  ...HTTP,
];
