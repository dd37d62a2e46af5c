import { isObject, own, setKey, type Json, type JsonObject } from '../../base/json.ts';
import { sampleOf, typeName } from '../../openapi/sample.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import { decodeParameter } from '../path-router.ts';
import type { ApiDocument, ApiOperation, ApiResponse } from '../../openapi/api-document.ts';
import type { Memory } from './document-api.ts';
import { pairedExample, type DocumentedReplies } from './documented-reply.ts';
import { fillEnvelope, pageOf } from './list-page.ts';
import { isJsonType, mediaTypeOf, type ReadRequest } from './read-request.ts';
import type { RecordMaker } from './record-maker.ts';
import type { Records } from './records.ts';
import { keyOf, unwrap, type Binding, type Resource } from '../../openapi/resources.ts';

/** Answers the operations of resources with the records that are kept. */
export class ResourceMemory implements Memory {
  readonly #document: ApiDocument;
  readonly #bindings: ReadonlyMap<string, Binding>;
  readonly #records: Records;
  readonly #maker: RecordMaker;
  readonly #replies: DocumentedReplies;

  constructor(
    document: ApiDocument,
    bindings: ReadonlyMap<string, Binding>,
    records: Records,
    maker: RecordMaker,
    replies: DocumentedReplies,
  ) {
    this.#document = document;
    this.#bindings = bindings;
    this.#records = records;
    this.#maker = maker;
    this.#replies = replies;
    this.seed();
  }

  answer(operation: ApiOperation, read: ReadRequest, request: ApiRequest): Reply | undefined {
    const binding = this.#bindings.get(operation.id);
    if (binding === undefined) return undefined;
    const { role, resource } = binding;
    const collection = filled(resource.collection, read);
    const orphan = this.#lackingParent(resource, read);
    if (orphan !== undefined) return this.#replies.refuse(operation, [404, 400], orphan);
    if (role === 'create') return this.#create(operation, binding, collection, read, request);
    if (role === 'list') return this.#list(operation, binding, collection, read, request);
    const key = idOf(binding, read);
    const record = this.#records.get(collection, key);
    if (record === undefined) {
      if (!this.#isKept(resource, collection)) return undefined;
      const isUpsert = role === 'replace' && operation.responses.some(({ status }) => status === '201');
      if (isUpsert) return this.#create(operation, binding, collection, read, request, key);
      return this.#replies.refuse(
        operation,
        [404, 410, 400],
        `no ${resource.name} has the id ${key.slice(0, 80)}`,
      );
    }
    if (role === 'read') return this.#show(request, operation, binding, record);
    if (role === 'delete') return this.#delete(operation, binding, collection, key, request);
    const sent = this.#sent(read, binding) ?? {};
    const isMergePatch = role === 'merge' && mediaTypeOf(request) === 'application/merge-patch+json';
    const changed = this.#maker.change(resource, record, sent, role === 'merge');
    const kept = isMergePatch ? withoutNulls(changed, sent) : changed;
    this.#records.set(collection, key, kept);
    return this.#show(request, operation, binding, kept);
  }

  /** Where nothing can be created and no example was found, every id exists: the document answers. */
  #isKept({ collection: template }: Resource, collection: string): boolean {
    const isCreated = [...this.#bindings.values()].some(
      ({ role, resource }) => role === 'create' && resource.collection === template,
    );
    return isCreated || this.#records.list(collection).length > 0;
  }

  /** Fills the store with the examples of the document. */
  seed(): void {
    for (const operation of this.#document.operations) {
      const binding = this.#bindings.get(operation.id);
      if (binding === undefined) continue;
      const examples = operation.responses
        .filter(({ status }) => status.startsWith('2'))
        .flatMap(({ media }) => media.filter(({ mediaType }) => isJsonType(mediaType)))
        .flatMap(({ examples: named }) => [...named.values()]);
      const path = new Map([...operation.parameterExamples].map(([name, value]) => [name, String(value)]));
      const collection = filled(binding.resource.collection, { path });
      if (collection.includes('{')) continue;
      for (const example of examples) this.#seedFrom(example, binding, collection);
      this.#seedNamed(operation, binding, collection);
    }
  }

  #seedFrom(example: Json, { role, resource, wrapper }: Binding, collection: string): void {
    if (role === 'delete' || role === 'create') return;
    const inner = wrapper === undefined ? example : own(example, wrapper);
    for (const record of Array.isArray(inner) ? inner : [inner]) {
      const key = isObject(record) ? keyOf(record, resource.idProperty) : '';
      if (isObject(record) && (key !== '' || resource.idProperty === '')) {
        this.#records.set(collection, key, structuredClone(record));
      }
    }
  }

  /** The record that the example of a path parameter names exists, and so does a record without an id. */
  #seedNamed({ parameterExamples }: ApiOperation, { role, resource, id }: Binding, collection: string): void {
    if (role !== 'read') return;
    const named = id === undefined ? undefined : parameterExamples.get(id.name);
    if (
      (id !== undefined && named === undefined) ||
      this.#records.get(collection, String(named ?? '')) !== undefined
    )
      return;
    const sample = sampleOf(
      this.#document.root,
      { type: 'object', properties: Object.fromEntries(resource.properties) },
      { without: 'writeOnly', random: this.#replies.random() },
    );
    if (!isObject(sample)) return;
    if (named !== undefined) setKey(sample, resource.idProperty, named);
    this.#records.set(collection, String(named ?? ''), sample);
  }

  #create(
    operation: ApiOperation,
    binding: Binding,
    collection: string,
    read: ReadRequest,
    request: ApiRequest,
    key?: string,
  ): Reply | undefined {
    const { resource } = binding;
    const sent = this.#sent(read, binding);
    if (sent === undefined && read.body !== undefined) return undefined;
    const known = this.#records.list(collection);
    const conflict = this.#conflict(operation, resource, sent ?? {}, collection, known);
    if (conflict !== undefined) return this.#replies.refuse(operation, [409, 422, 400], conflict);
    const example = pairedExample(operation, this.#replies.successOf(operation, '201', '200'), read.body);
    const shown = unwrap(example, binding.wrapper);
    const shownKey = shown === undefined ? '' : keyOf(shown, resource.idProperty);
    const isShown =
      shown !== undefined && shownKey !== '' && this.#records.get(collection, shownKey) === undefined;
    const record = isShown
      ? structuredClone(shown)
      : this.#make(resource, sent ?? {}, collection, known, key);
    const kept = key ?? (keyOf(record, resource.idProperty) || String(known.length + 1));
    this.#records.set(collection, kept, record);
    const reply = this.#show(request, operation, binding, record, '201', '200');
    const hasPath = [...this.#bindings.values()].some(
      ({ resource: other, id: place }) => place?.in === 'path' && other.collection === resource.collection,
    );
    if (reply.status >= 300 || !hasPath) return reply;
    const { Location: _sample, ...headers } = reply.headers;
    const path = request.path.replace(/\/$/, '');
    // A lone surrogate in an id cannot be encoded.
    const location = key === undefined ? `${path}/${encodeURIComponent(Buffer.from(kept).toString())}` : path;
    return { ...reply, headers: { ...headers, Location: location } };
  }

  #make(
    resource: Resource,
    sent: JsonObject,
    collection: string,
    known: readonly JsonObject[],
    key?: string,
  ): JsonObject {
    if (resource.idProperty === '') return this.#maker.create(resource, sent);
    const schema = resource.properties.get(resource.idProperty) ?? {};
    const isNumber = isObject(schema) && /^(integer|number)$/.test(typeName(schema) ?? '');
    const given = own(schema, 'readOnly') === true ? undefined : own(sent, resource.idProperty);
    const stated = key === undefined ? given : isNumber ? Number(key) : key;
    return this.#maker.create(resource, sent, stated ?? this.#maker.newId(resource, collection, known));
  }

  #list(
    operation: ApiOperation,
    { resource, wrapper }: Binding,
    collection: string,
    read: ReadRequest,
    request: ApiRequest,
  ): Reply {
    const page = pageOf(this.#records.list(collection), resource, operation, read);
    const response = this.#replies.successOf(operation, '200');
    if (wrapper === undefined) return this.#replies.reply(request, response, [...page.records]);
    // The last page has no cursor: null, nothing or an empty text, whatever the schema allows.
    const envelopes = [null, undefined, ''].map((end) => {
      const envelope = this.#envelope(response);
      setKey(envelope, wrapper, []);
      fillEnvelope(envelope, page, end);
      setKey(envelope, wrapper, [...page.records]);
      return envelope;
    });
    const fitting = envelopes.find((envelope) => this.#replies.fits(response, envelope));
    return this.#replies.reply(request, response, fitting ?? envelopes[0]);
  }

  #delete(
    operation: ApiOperation,
    binding: Binding,
    collection: string,
    key: string,
    request: ApiRequest,
  ): Reply {
    const record = this.#records.get(collection, key);
    this.#records.delete(collection, key);
    this.#records.deleteBelow(`${collection}/${key}`);
    const response = this.#replies.successOf(operation, '204', '200');
    const isShown =
      binding.wrapper !== undefined ||
      response?.media.some(({ schema }) => isRecord(schema, binding.resource));
    return record !== undefined && isShown === true
      ? this.#show(request, operation, binding, record)
      : this.#replies.reply(request, response);
  }

  /** The success of an operation with a record in it, where its schema has room for one. */
  #show(
    request: ApiRequest,
    operation: ApiOperation,
    { resource, wrapper }: Binding,
    record: JsonObject,
    ...statuses: readonly string[]
  ): Reply {
    const response = this.#replies.successOf(operation, ...(statuses.length > 0 ? statuses : ['200']));
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType));
    if (media === undefined) return this.#replies.reply(request, response);
    if (wrapper !== undefined) {
      const envelope = this.#envelope(response);
      setKey(envelope, wrapper, Array.isArray(own(envelope, wrapper)) ? [record] : record);
      return this.#replies.reply(request, response, envelope);
    }
    if (media.schema === undefined || isRecord(media.schema, resource)) {
      return this.#replies.reply(
        request,
        response,
        media.schema === undefined ? record : only(record, media.schema),
      );
    }
    // Another shape, such as `{ "id": ..., "ok": true }`: what it shares with the record comes from there.
    const shown = this.#envelope(response);
    for (const name of Object.keys(shown)) {
      const value = own(record, name);
      if (value !== undefined) setKey(shown, name, value);
    }
    return this.#replies.reply(request, response, shown);
  }

  #envelope(response: ApiResponse | undefined): JsonObject {
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType));
    const [example] = media?.examples.values() ?? [];
    const shown =
      example ??
      sampleOf(this.#document.root, media?.schema ?? {}, {
        without: 'writeOnly',
        random: this.#replies.random(),
      });
    return isObject(shown) ? structuredClone(shown) : {};
  }

  #sent({ body }: ReadRequest, { bodyWrapper }: Binding): JsonObject | undefined {
    return unwrap(body, bodyWrapper);
  }

  /** An id that is taken, or another value that the documented conflict says is unique. */
  #conflict(
    { responses }: ApiOperation,
    resource: Resource,
    sent: JsonObject,
    collection: string,
    known: readonly JsonObject[],
  ): string | undefined {
    const conflict = responses.find(({ status }) => status === '409');
    const id = keyOf(sent, resource.idProperty);
    const isOwn = own(resource.properties.get(resource.idProperty), 'readOnly') !== true;
    if (id !== '' && isOwn && this.#records.get(collection, id) !== undefined) {
      return `a ${resource.name} with the ${resource.idProperty} ${id.slice(0, 80)} exists`;
    }
    if (conflict === undefined) return undefined;
    const words = conflict.words.toLowerCase();
    for (const [name] of resource.properties) {
      const value = own(sent, name);
      const isNamed = new RegExp(`\\b${name.toLowerCase().replaceAll(/[^a-z\d]/g, '.')}\\b`).test(words);
      if (value === undefined || !isNamed || typeof value === 'object') continue;
      if (known.some((record) => own(record, name) === value))
        return `a ${resource.name} with this ${name} exists`;
    }
    return undefined;
  }

  /** The record above, such as the user of `/users/{id}/notes`, must exist where the API can create it. */
  #lackingParent({ collection }: Resource, read: ReadRequest): string | undefined {
    const segments = collection.split('/');
    const at = segments.findLastIndex((segment) => segment.startsWith('{'));
    if (at < 2) return undefined;
    const above = segments.slice(0, at).join('/');
    const bindings = [...this.#bindings.values()].filter(({ resource }) => resource.collection === above);
    if (!bindings.some(({ role }) => role === 'create')) return undefined;
    const key = read.path.get(segments[at]?.slice(1, -1) ?? '') ?? '';
    if (this.#records.get(filled(above, read), key) !== undefined) return undefined;
    return `no ${bindings[0]?.resource.name ?? 'record'} has the id ${key.slice(0, 80)}`;
  }
}

/** The path of a collection with the values of a request. */
function filled(collection: string, { path }: Pick<ReadRequest, 'path'>): string {
  return collection.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = path.get(name);
    return value === undefined ? whole : encodeURIComponent(decodeParameter(value));
  });
}

function idOf({ id, bodyWrapper }: Binding, { path, query, body }: ReadRequest): string {
  if (id === undefined) return '';
  if (id.in === 'path') return path.get(id.name) ?? '';
  const value = id.in === 'query' ? query.get(id.name) : own(unwrap(body, bodyWrapper), id.name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a schema has the id of a record: then it is the record that an answer shows. */
function isRecord(schema: JsonObject | undefined, { idProperty, properties }: Resource): boolean {
  const stated = propertyNames(schema);
  if (stated.size === 0) return schema !== undefined && own(schema, 'type') === 'object';
  if (idProperty !== '' && !stated.has(idProperty)) return false;
  return [...stated].filter((name) => properties.has(name)).length * 2 >= stated.size;
}

function propertyNames(schema: JsonObject | undefined): Set<string> {
  const parts = own(schema, 'allOf');
  const names = Object.keys(isObject(own(schema, 'properties')) ? Object(own(schema, 'properties')) : {});
  const inner = Array.isArray(parts)
    ? parts.flatMap((part) => (isObject(part) ? [...propertyNames(part)] : []))
    : [];
  return new Set([...names, ...inner]);
}

/** The record without properties that a closed schema does not have. */
function only(record: JsonObject, schema: JsonObject): JsonObject {
  if (own(schema, 'additionalProperties') !== false) return record;
  const names = propertyNames(schema);
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)));
}

/** RFC 7396: `null` in a merge patch takes a property away. */
function withoutNulls(record: JsonObject, sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => own(sent, name) !== null));
}
