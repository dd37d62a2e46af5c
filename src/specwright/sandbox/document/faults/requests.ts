import { fromEntries, isObject, type Json, type JsonSchema } from '../../../base/json.ts';
import type { DocumentExchange } from '../document-exchange.ts';
import type { Objection, ReadRequest } from '../read-request.ts';
import type { DocumentFault, FaultGroup, StepsOf } from './fault.ts';
import { canBeInvalid, canBeOther, refusesIn } from './refusals.ts';

/** A fault of what a server lets pass. */
function lenient(
  group: FaultGroup,
  name: string,
  breaks: string,
  applies: DocumentFault['applies'],
  steps: StepsOf,
): DocumentFault {
  return { name, group, breaks, applies, steps };
}

/** Lets callers pass that are refused, where a test of the request says so. */
function admits(isMeant: (exchange: DocumentExchange, objection: Objection) => boolean): StepsOf {
  return (base) => ({
    refuseCaller: (exchange) => {
      const objection = base.refuseCaller(exchange);
      return objection !== undefined && isMeant(exchange, objection) ? undefined : objection;
    },
  });
}

const isRead = ({ request }: DocumentExchange): boolean =>
  request.method === 'GET' || request.method === 'HEAD';
const sentAuthorization = ({ request }: DocumentExchange): string => request.header('authorization') ?? '';
const usesAuthorization = ({ type }: { type: string }): boolean => type !== 'apiKey' && type !== 'mutualTLS';
const refused: Objection = { kind: 'unauthorized', reason: 'credentials are missing' };

const AUTH: readonly DocumentFault[] = [
  lenient(
    'auth',
    'credentials-not-checked',
    'Credentials are required',
    (facts) => facts.isProtected(),
    admits(() => true),
  ),
  lenient(
    'auth',
    'reads-not-protected',
    'Reads require credentials',
    (facts) => facts.protected.some(({ method }) => method === 'GET'),
    admits(isRead),
  ),
  lenient(
    'auth',
    'writes-not-protected',
    'Writes require credentials',
    (facts) => facts.protected.some(({ method }) => method !== 'GET'),
    admits((exchange) => !isRead(exchange)),
  ),
  lenient(
    'auth',
    'other-scheme-accepted',
    'Credentials are sent by the documented scheme',
    (facts) => facts.isProtected(usesAuthorization),
    admits((exchange) => sentAuthorization(exchange).trim().includes(' ')),
  ),
  lenient(
    'auth',
    'empty-credentials-accepted',
    'Empty credentials are refused',
    (facts) => facts.isProtected(usesAuthorization),
    admits((exchange) => /^[a-z]+ *$/i.test(sentAuthorization(exchange))),
  ),
  lenient(
    'auth',
    'scopes-not-checked',
    'A token without the documented scope is refused',
    // Tokens from elsewhere are taken as they are: only those of the token endpoint have scopes.
    ({ protected: operations, schemes }) =>
      operations.some(({ scopes }) =>
        [...scopes].some(([name, wanted]) => wanted.length > 0 && schemes.get(name)?.tokenUrl !== undefined),
      ),
    admits((_exchange, { kind }) => kind === 'forbidden'),
  ),
  lenient(
    'auth',
    'expired-accepted',
    'An expired token is refused',
    (facts) => facts.isProtected(({ tokenUrl }) => tokenUrl !== undefined),
    admits((_exchange, { reason }) => reason.includes('expired')),
  ),
  lenient(
    'auth',
    'valid-refused',
    'Valid credentials are accepted',
    (facts) => facts.isProtected(),
    () => ({
      refuseCaller: ({ operation }) => (operation.security.length > 0 ? refused : undefined),
    }),
  ),
  lenient(
    'auth',
    'missing-as-forbidden',
    'Missing credentials are refused with 401',
    (facts) =>
      facts.protected.some(({ responses }) =>
        ['401', '403'].every((wanted) => responses.some(({ status }) => status === wanted)),
      ),
    (base) => ({
      refuseCaller: (exchange) => {
        const objection = base.refuseCaller(exchange);
        return objection && { ...objection, kind: 'forbidden' };
      },
    }),
  ),
  lenient(
    'auth',
    'checked-after-the-body',
    'Callers without credentials learn nothing of the checks',
    (facts) => facts.protected.some((operation) => canBeInvalid(operation) || canBeOther(operation)),
    (base) => ({
      refuseCaller: (exchange) =>
        isObjection(base.read(exchange)) ? undefined : base.refuseCaller(exchange),
    }),
  ),
];

function isObjection(read: ReadRequest | Objection): read is Objection {
  return 'kind' in read;
}

/** Reads a request without the checks: whatever can be read of it. */
function unread({ operation, request, params }: DocumentExchange): ReadRequest {
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const path = new Map(names.map((name, index) => [name, decoded(params[index] ?? '')]));
  const query = new Map<string, Json>(new URLSearchParams(request.query));
  try {
    const body: Json = JSON.parse(new TextDecoder().decode(request.body));
    return { path, query, body };
  } catch {
    // No JSON, no body: the fault is that this passes.
    return { path, query };
  }
}

function decoded(value: string): string {
  return value.includes('%')
    ? (new URLSearchParams(`v=${value.replaceAll('+', '%2B')}`).get('v') ?? value)
    : value;
}

/** Lets requests pass that are refused for a reason. */
function overlooks(isMeant: (objection: Objection, exchange: DocumentExchange) => boolean): StepsOf {
  return (base) => ({
    read: (exchange) => {
      const read = base.read(exchange);
      return isObjection(read) && isMeant(read, exchange) ? unread(exchange) : read;
    },
  });
}

/** Checks values against schemas without some keywords. */
function without(...keywords: readonly string[]): StepsOf {
  return relaxed((schema) =>
    fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword))),
  );
}

/** Checks values against changed schemas. */
function relaxed(change: (schema: JsonSchema) => JsonSchema): StepsOf {
  return (base) => {
    const known = new WeakMap<JsonSchema, JsonSchema>();
    return {
      checked: (schema) => {
        const made = known.get(schema) ?? everywhere(base.checked(schema), change);
        known.set(schema, made);
        return made;
      },
    };
  };
}

/** Keywords whose values are data or names, not schemas. */
const DATA = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);

function everywhere(
  schema: JsonSchema,
  change: (schema: JsonSchema) => JsonSchema,
  isNames = false,
): JsonSchema {
  const inner = fromEntries(
    Object.entries(schema).map(([keyword, value]): [string, Json] => {
      if (!isNames && DATA.has(keyword)) return [keyword, value];
      if (Array.isArray(value))
        return [keyword, value.map((one) => (isObject(one) ? everywhere(one, change) : one))];
      return [
        keyword,
        isObject(value) ? everywhere(value, change, !isNames && keyword === 'properties') : value,
      ];
    }),
  );
  return isNames ? inner : change(inner);
}

/** Moves a bound of every schema that has it. */
function moved(keyword: string, by: number): StepsOf {
  return relaxed((schema) => {
    const bound = schema[keyword];
    return typeof bound === 'number'
      ? {
          ...schema,
          [keyword]: Math.max(
            bound + by,
            keyword.startsWith('min') && keyword !== 'minimum' ? 0 : bound + by,
          ),
        }
      : schema;
  });
}

/** A check that is not made: the keyword, what it promises, and its group. */
const UNCHECKED: readonly (readonly [name: string, keyword: string, breaks: string, group: FaultGroup])[] = [
  ['required', 'required', 'Required properties must be sent', 'negative'],
  ['type', 'type', 'Values have their documented type', 'negative'],
  ['enum', 'enum', 'Values are among those that are listed', 'negative'],
  ['format', 'format', 'Values have their documented format', 'negative'],
  ['pattern', 'pattern', 'Values match their documented pattern', 'negative'],
  [
    'additional-properties',
    'additionalProperties',
    'Other properties than documented are refused',
    'negative',
  ],
  ['items', 'items', 'Entries of lists fit their schema', 'negative'],
  ['one-of', 'oneOf', 'A body is one of the documented forms', 'negative'],
  ['unique-items', 'uniqueItems', 'Entries of lists are unique', 'negative'],
  ['maximum', 'maximum', 'Numbers are at most as large as documented', 'boundary'],
  ['minimum', 'minimum', 'Numbers are at least as large as documented', 'boundary'],
  ['max-length', 'maxLength', 'Texts are at most as long as documented', 'boundary'],
  ['min-length', 'minLength', 'Texts are at least as long as documented', 'boundary'],
  ['max-items', 'maxItems', 'Lists have at most as many entries as documented', 'boundary'],
  ['min-items', 'minItems', 'Lists have at least as many entries as documented', 'boundary'],
];

/** A bound that is one off: values at the bound are refused, or values beyond it pass. */
const OFF_BY_ONE: readonly (readonly [name: string, keyword: string, by: number])[] = [
  ['maximum-one-less', 'maximum', -1],
  ['maximum-one-more', 'maximum', 1],
  ['minimum-one-more', 'minimum', 1],
  ['minimum-one-less', 'minimum', -1],
  ['max-length-one-less', 'maxLength', -1],
  ['max-length-one-more', 'maxLength', 1],
  ['min-length-one-more', 'minLength', 1],
  ['max-items-one-less', 'maxItems', -1],
];

const hasBody: DocumentFault['applies'] = ({ bodies }) => bodies.length > 0;

/** Whether an operation has parameters at a place that can be wrong. */
function hasParameter(place: 'query' | 'path' | 'header'): DocumentFault['applies'] {
  return ({ operations }) => operations.some((operation) => refusesIn(place, operation));
}

const NEGATIVE: readonly DocumentFault[] = [
  lenient(
    'negative',
    'requests-not-checked',
    'Requests that do not fit the document are refused',
    ({ operations }) => operations.some(canBeInvalid),
    overlooks(({ kind }) => kind === 'invalid'),
  ),
  lenient(
    'negative',
    'malformed-json-accepted',
    'A body that is not JSON is refused',
    hasBody,
    overlooks(({ reason }) => reason === 'the body is not JSON'),
  ),
  lenient(
    'negative',
    'missing-body-accepted',
    'A required body must be sent',
    ({ operations }) => operations.some(({ body }) => body?.required),
    overlooks(({ reason }) => reason === 'the body is missing'),
  ),
  lenient(
    'negative',
    'body-not-checked',
    'A body fits its schema',
    hasBody,
    overlooks(({ reason }) => reason.startsWith('body')),
  ),
  lenient(
    'negative',
    'query-not-checked',
    'Query parameters fit their schemas',
    hasParameter('query'),
    overlooks(({ reason }, { operation }) => isOf('query', reason, operation)),
  ),
  lenient(
    'negative',
    'path-not-checked',
    'Path parameters fit their schemas',
    hasParameter('path'),
    overlooks(({ reason }, { operation }) => isOf('path', reason, operation)),
  ),
  lenient(
    'negative',
    'header-not-checked',
    'Header parameters fit their schemas',
    hasParameter('header'),
    overlooks(({ reason }, { operation }) => isOf('header', reason, operation)),
  ),
  lenient(
    'negative',
    'media-type-not-checked',
    'Other media types than documented are refused',
    ({ operations }) => operations.some(canBeOther),
    overlooks(({ kind }) => kind === 'unsupported-media'),
  ),
  lenient(
    'negative',
    'null-accepted',
    'What is not nullable must not be null',
    hasBody,
    relaxed((schema) => {
      const { type } = schema;
      return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema;
    }),
  ),
  lenient(
    'negative',
    'number-text-accepted',
    'A text is not a number',
    (facts) => facts.bodies.some(({ type }) => type === 'integer' || type === 'number'),
    relaxed((schema) => {
      const { type } = schema;
      return type === 'integer' || type === 'number' ? { ...schema, type: [type, 'string'] } : schema;
    }),
  ),
  ...UNCHECKED.map(([name, keyword, breaks, group]) =>
    lenient(group, `${name}-not-checked`, breaks, (facts) => facts.asks(keyword), without(keyword)),
  ),
  ...OFF_BY_ONE.map(([name, keyword, by]) =>
    lenient(
      'boundary',
      name,
      `${keyword} is the documented bound`,
      (facts) => facts.asks(keyword),
      moved(keyword, by),
    ),
  ),
];

function isOf(place: string, reason: string, { parameters }: DocumentExchange['operation']): boolean {
  return parameters.some(
    ({ name, in: where }) =>
      where === place && (reason.startsWith(`${name} `) || reason.includes(`${place} parameter ${name} `)),
  );
}

/** Faults of what a server lets pass, and of what it refuses though it is right. */
export const requestFaults: readonly DocumentFault[] = [...AUTH, ...NEGATIVE];
