import { isObject, omit, own, type Json, type JsonObject, type JsonSchema } from '../../base/json.ts';
import { singular } from '../../base/names.ts';
import { typeName } from '../../openapi/sample.ts';
import type { EngineCore } from '../engine.ts';
import type { ApiRequest } from '../exchange.ts';
import type { Latency } from '../latency.ts';
import type { RateLimit } from '../rate-limit.ts';
import type { ApiDocument, ApiOperation } from '../../openapi/api-document.ts';
import type { DocumentExchange } from './document-exchange.ts';
import { demandsCondition, failsCondition, isUnchanged, tagOf } from './entity-tags.ts';
import { pageOf, type Page } from './list-page.ts';
import { credentialProblem, type Objection, type ReadRequest, type RequestReader } from './read-request.ts';
import type { RecordMaker } from './record-maker.ts';
import type { Records } from './records.ts';
import type { Credentials, TokenEndpoint } from './token-endpoint.ts';
import { keyOf, type Binding, type Resource } from '../../openapi/resources.ts';

/** What a server made from a document does step by step: faults override single steps. */
export interface DocumentSteps {
  /** Why the credentials of a request will not do. */
  refuseCaller(exchange: DocumentExchange): Objection | undefined;
  /** The schema that a value from a caller must fit. */
  checked(schema: JsonSchema): JsonSchema;
  /** Reads a request and holds it against its operation. */
  read(exchange: DocumentExchange): ReadRequest | Objection;
  /** Why a record cannot be kept beside those that exist. @param key the record that is changed, if it exists already */
  conflict(
    operation: ApiOperation,
    resource: Resource,
    sent: JsonObject,
    collection: string,
    key?: string,
  ): string | undefined;
  /** Whether the record above a collection exists. */
  hasParent(collection: string, key: string): boolean;
  /** A new record. @param key its id, where the caller names it */
  make(resource: Resource, sent: JsonObject, collection: string, key?: string): JsonObject;
  /** A record after a change. @param isMerge whether what is not sent stays */
  change(resource: Resource, old: JsonObject, sent: JsonObject, isMerge: boolean): JsonObject;
  find(collection: string, key: string): JsonObject | undefined;
  /** Keeps a new record. */
  add(collection: string, key: string, record: JsonObject, isAssumed: boolean): void;
  /** Keeps a changed record. */
  update(collection: string, key: string, record: JsonObject): void;
  /** Deletes a record and what is below it. */
  remove(collection: string, key: string): void;
  wasDeleted(collection: string, key: string): boolean;
  /** The records of a collection, in the order of their creation. */
  list(collection: string): JsonObject[];
  page(all: readonly JsonObject[], resource: Resource, operation: ApiOperation, read: ReadRequest): Page;
  /** A record as an answer shows it. */
  show(record: JsonObject, binding: Binding): JsonObject;
  /** The entity tag of what is kept or answered. @param schema that of the documented header */
  tag(value: Json, schema: JsonSchema): string;
  /** Whether a request lacks the condition that its operation demands. */
  lacksCondition(operation: ApiOperation, request: ApiRequest): boolean;
  /** Whether a change is meant for another state. @param tag that of the record, where there is one */
  failsCondition(request: ApiRequest, tag: string | undefined): boolean;
  /** Whether the caller has what an answer with this tag would show. */
  isUnchanged(request: ApiRequest, tag: string): boolean;
}

/** What the steps work on. */
export interface DocumentCore extends EngineCore {
  steps: DocumentSteps;
  settings: { readonly latency?: Latency | undefined; readonly rateLimit?: RateLimit | undefined };
  readonly records: Records;
  readonly tokens: TokenEndpoint;
}

/** The steps of a server without faults. */
export function documentSteps(
  document: ApiDocument,
  { records, tokens }: Pick<DocumentCore, 'records' | 'tokens'>,
  current: () => DocumentSteps,
  reader: RequestReader,
  maker: RecordMaker,
  credentials?: Credentials,
): DocumentSteps {
  return {
    refuseCaller: ({ operation, request }) =>
      credentialProblem(operation, document.schemes, request, tokens, credentials),
    checked: (schema) => schema,
    read: ({ operation, request, params }) =>
      reader.read(operation, request, params, (schema) => current().checked(schema)),
    conflict: (operation, resource, sent, collection, key) =>
      conflictOf(records, operation, resource, sent, collection, key),
    hasParent: (collection, key) => records.get(collection, key) !== undefined,
    make: (resource, sent, collection, key) => makeRecord(records, maker, resource, sent, collection, key),
    change: (resource, old, sent, isMerge) => maker.change(resource, old, sent, isMerge),
    find: (collection, key) => records.get(collection, key),
    add: (collection, key, record, isAssumed) => records.set(collection, key, record, isAssumed),
    update: (collection, key, record) => records.set(collection, key, record),
    remove: (collection, key) => {
      records.delete(collection, key);
      records.deleteBelow(`${collection}/${key}`);
    },
    wasDeleted: (collection, key) => records.wasDeleted(collection, key),
    list: (collection) => records.list(collection),
    page: pageOf,
    show: (record, { resource }) => withoutWriteOnly(record, resource),
    tag: tagOf,
    lacksCondition: (operation, request) =>
      demandsCondition(operation) && request.header('if-match') === undefined,
    failsCondition,
    isUnchanged,
  };
}

/** What callers send and no answer shows, such as a password. */
function withoutWriteOnly(record: JsonObject, { properties }: Resource): JsonObject {
  const hidden =
    hiddenNames.get(properties) ??
    [...properties].flatMap(([name, schema]) => (own(schema, 'writeOnly') === true ? [name] : []));
  hiddenNames.set(properties, hidden);
  return hidden.reduce((shown, name) => (Object.hasOwn(shown, name) ? omit(shown, name) : shown), record);
}

/** The names of what no answer shows. */
const hiddenNames = new WeakMap<Resource['properties'], readonly string[]>();

function makeRecord(
  records: Records,
  maker: RecordMaker,
  resource: Resource,
  sent: JsonObject,
  collection: string,
  key?: string,
): JsonObject {
  if (resource.idProperty === '') return maker.create(resource, sent);
  const schema = resource.properties.get(resource.idProperty) ?? {};
  const isNumber = isObject(schema) && /^(integer|number)$/.test(typeName(schema) ?? '');
  const given = own(schema, 'readOnly') === true ? undefined : own(sent, resource.idProperty);
  const stated = key === undefined ? given : isNumber ? Number(key) : key;
  return maker.create(resource, sent, stated ?? maker.newId(resource, collection, records));
}

/** An id that is taken, or another value that the documented conflict says is unique. */
function conflictOf(
  records: Records,
  operation: ApiOperation,
  resource: Resource,
  sent: JsonObject,
  collection: string,
  key?: string,
): string | undefined {
  const id = key === undefined ? keyOf(sent, resource.idProperty) : '';
  const isOwn = own(resource.properties.get(resource.idProperty), 'readOnly') !== true;
  if (id !== '' && isOwn && records.get(collection, id) !== undefined) {
    return `a ${singular(resource.name)} with the ${resource.idProperty} ${id.slice(0, 80)} exists`;
  }
  const named = namedIn.get(operation) ?? namesInConflict(operation, resource);
  namedIn.set(operation, named);
  for (const name of named) {
    const value = own(sent, name);
    if (value === undefined || typeof value === 'object') continue;
    const [one, other] = records.keysWith(collection, name, value);
    if (one !== undefined && (one !== key || other !== undefined))
      return `a ${singular(resource.name)} with this ${name} exists`;
  }
  return undefined;
}

const namedIn = new WeakMap<ApiOperation, readonly string[]>();

/** The properties that the words of the documented conflict name. */
function namesInConflict({ responses }: ApiOperation, { properties }: Resource): readonly string[] {
  const words = responses.find(({ status }) => status === '409')?.words.toLowerCase() ?? '';
  return [...properties.keys()].filter((name) =>
    new RegExp(`\\b${name.toLowerCase().replaceAll(/[^a-z\d]/g, '.')}\\b`).test(words),
  );
}
