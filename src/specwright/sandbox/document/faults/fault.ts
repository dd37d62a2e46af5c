import { isObject, own, ownList, type Json, type JsonSchema } from '../../../base/json.ts';
import type { Fault } from '../../faults/fault.ts';
import type {
  ApiDocument,
  ApiOperation,
  ApiResponse,
  Media,
  SecurityScheme,
} from '../../../openapi/api-document.ts';
import { refusesText } from '../../../openapi/refuses-text.ts';
import type { DocumentExchange } from '../document-exchange.ts';
import type { DocumentCore } from '../document-steps.ts';
import { isJsonType } from '../../../openapi/content.ts';
import type { Binding, Role } from '../../../openapi/resources.ts';
import { documentedFor, documentedStatus } from '../documented-reply.ts';
import { isProtected, refusalsOf } from './refusals.ts';

/** The kinds of ways in which a server can break what its document says. */
export type FaultGroup =
  'schema' | 'status' | 'media-type' | 'auth' | 'negative' | 'boundary' | 'state' | 'http';

/** A way to break what any document says. */
export interface DocumentFault extends Fault<DocumentExchange, DocumentCore, string, FaultGroup> {
  /** Whether a document says what the fault breaks. */
  readonly applies: (facts: Facts) => boolean;
}

/** The steps that a fault overrides. */
export type StepsOf = NonNullable<DocumentFault['steps']>;

/** A refusal that some request gets. */
interface Refusal {
  readonly status: number;
  /** What the document says of it. */
  readonly response?: ApiResponse;
}

/** What faults need to know of a document. */
export class Facts {
  readonly operations: readonly ApiOperation[];
  /** Those that refuse a request without credentials. */
  readonly protected: readonly ApiOperation[];
  readonly bindings: readonly Binding[];
  /** The operations of these, each with what it does to records. */
  readonly bound: readonly (Omit<ApiOperation, 'id'> & Binding)[];
  readonly schemes: ApiDocument['schemes'];
  /** Every schema inside the JSON bodies of successes. */
  readonly successes: readonly JsonSchema[];
  /** Every refusal that some request gets. */
  readonly refused: readonly Refusal[];
  /** Every schema inside the documented JSON bodies of these. */
  readonly refusals: readonly JsonSchema[];
  /** The same for JSON bodies of requests. */
  readonly bodies: readonly JsonSchema[];
  /** Collections that have records: created ones, or those of examples. */
  readonly #held: ReadonlySet<string>;
  /** Every schema inside parameters of the query, the path and the headers that some text violates. */
  readonly parameters: readonly JsonSchema[];

  constructor({ operations, schemes }: ApiDocument, bindings: ReadonlyMap<string, Binding>) {
    this.operations = operations;
    this.protected = operations.filter((operation) => isProtected(operation, schemes));
    this.bindings = [...bindings.values()];
    this.bound = operations.flatMap(({ id, ...operation }) => {
      const binding = bindings.get(id);
      return binding === undefined ? [] : [{ ...operation, ...binding }];
    });
    this.#held = new Set(
      this.bound.flatMap(({ role, resource, responses, parameterExamples, id }) =>
        role === 'create' ||
        // Where nothing says what a record is below, there is none.
        (namesIn(resource.collection).every((name) => parameterExamples.has(name)) &&
          ((role !== 'delete' && hasExample(responses)) ||
            (role === 'read' && (id === undefined || parameterExamples.has(id.name)))))
          ? [resource.collection]
          : [],
      ),
    );
    this.schemes = schemes;
    const answers = operations.flatMap(({ responses }) => responses);
    const inside = (media: readonly Media[]): JsonSchema[] =>
      media
        .filter(({ mediaType }) => isJsonType(mediaType))
        .flatMap(({ schema }) => (schema === undefined ? [] : schemasIn(schema)));
    this.successes = inside(
      answers.filter(({ status }) => status.startsWith('2')).flatMap(({ media }) => media),
    );
    this.refused = operations.flatMap((operation) =>
      refusalsOf(operation, schemes, bindings).map((statuses): Refusal => {
        const response = documentedFor(operation, statuses);
        return { status: documentedStatus(response, statuses), ...(response && { response }) };
      }),
    );
    this.refusals = inside(this.refused.flatMap(({ response }) => response?.media ?? []));
    this.bodies = inside(operations.flatMap(({ body }) => body?.media ?? []));
    this.parameters = operations.flatMap(({ parameters }) =>
      parameters.flatMap(({ schema }) => schemasIn(schema).filter(refusesText)),
    );
  }

  hasRole(...roles: readonly Role[]): boolean {
    return this.bindings.some(({ role }) => roles.includes(role));
  }

  /** Whether all of these can be done to the records of one resource, and there can be any. */
  hasRoles(...roles: readonly Role[]): boolean {
    return this.bindings.some(({ resource }) => {
      if (!this.holds(resource)) return false;
      const same = this.bindings.filter((other) => other.resource.collection === resource.collection);
      return roles.every((role) => same.some((other) => other.role === role));
    });
  }

  /** Whether there can be a record of a resource. */
  holds({ collection }: Binding['resource']): boolean {
    return this.#held.has(collection);
  }

  /** Whether an operation documents an answer of this kind. */
  documents(status: RegExp): boolean {
    return this.operations.some(({ responses }) =>
      responses.some((response) => status.test(response.status)),
    );
  }

  /** Whether some request is refused with such a status. */
  refuses(isMeant: (status: number) => boolean, isDocumented = false): boolean {
    return this.refused.some(
      ({ status, response }) => isMeant(status) && (!isDocumented || response !== undefined),
    );
  }

  /** Whether callers are asked for credentials, perhaps of one type. */
  isProtected(test: (scheme: SecurityScheme) => boolean = () => true): boolean {
    return this.protected.some(({ security }) =>
      security.flat().some((name) => {
        const scheme = this.schemes.get(name);
        return scheme !== undefined && test(scheme);
      }),
    );
  }

  /** Whether a keyword of a schema that callers must fit refuses something. */
  asks(keyword: string): boolean {
    return (
      this.bodies.some((schema) => restricts(keyword, schema)) ||
      this.parameters.some(
        (schema) =>
          restricts(keyword, schema) && (keyword !== 'type' || !/string|array/.test(String(schema['type']))),
      )
    );
  }
}

/** The parameters of a path. */
function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

function hasExample(responses: readonly ApiResponse[]): boolean {
  return responses.some(
    ({ status, media }) => status.startsWith('2') && media.some(({ examples }) => examples.size > 0),
  );
}

/** Formats that a validator checks. */
const CHECKED_FORMATS =
  /^(date-time|date|time|duration|ur[il]|uri-(reference|template)|email|hostname|ipv[46]|uuid|json-pointer|byte)$/;

/** Whether a keyword has a value that refuses something. */
function restricts(keyword: string, schema: JsonSchema): boolean {
  const value = own(schema, keyword);
  if (value === undefined || value === true) return keyword === 'uniqueItems' && value === true;
  if (keyword === 'minLength' || keyword === 'minItems') return value !== 0;
  if (keyword === 'format') return CHECKED_FORMATS.test(String(value));
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).some((name) => !ANNOTATIONS.has(name));
}

/** Keywords that restrict nothing. */
const ANNOTATIONS = new Set(['title', 'description', 'example', 'examples', 'default', 'deprecated']);

/** Schemas nested deeper than this are not looked at. */
const DEEPEST = 8;

/** A schema and all that are inside it. */
function schemasIn(schema: Json, depth = 0): JsonSchema[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  const properties = own(schema, 'properties');
  const inner = [
    ...(isObject(properties) ? Object.values(properties) : []),
    own(schema, 'items') ?? false,
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => ownList(schema, keyword)),
  ];
  return [schema, ...inner.flatMap((part) => schemasIn(part, depth + 1))];
}
