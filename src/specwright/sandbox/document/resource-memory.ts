import { isObject, own, setKey, type Json, type JsonObject } from '../../base/json.ts';
import { sampleOf } from '../../openapi/sample.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import { decodeParameter } from '../path-router.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { ApiDocument, ApiOperation, ApiResponse } from '../../openapi/api-document.ts';
import type { Memory } from './document-api.ts';
import type { DocumentCore } from './document-steps.ts';
import { pairedExample, type DocumentedReplies } from './documented-reply.ts';
import { fillEnvelope } from './list-page.ts';
import { isJsonType, mediaTypeOf, type ReadRequest } from './read-request.ts';
import { keyOf, unwrap, type Binding, type Resource } from '../../openapi/resources.ts';

/** Records to start with, by the filled-in paths of their collections, for example `{ "/users": [{ "id": "u1" }] }`. */
export type StartRecords = Readonly<Record<string, readonly JsonObject[]>>;

/** How a record that does not exist is refused. */
const NOT_FOUND = [404, 410, 400] as const;
const CONFLICT = [409, 422, 400] as const;

/** Answers the operations of resources with the records that are kept. */
export class ResourceMemory implements Memory {
  readonly #document: ApiDocument;
  readonly #bindings: ReadonlyMap<string, Binding>;
  readonly #core: DocumentCore;
  readonly #replies: DocumentedReplies;

  constructor(
    document: ApiDocument,
    bindings: ReadonlyMap<string, Binding>,
    core: DocumentCore,
    replies: DocumentedReplies,
  ) {
    this.#document = document;
    this.#bindings = bindings;
    this.#core = core;
    this.#replies = replies;
  }

  answer(operation: ApiOperation, read: ReadRequest, request: ApiRequest): Reply | undefined {
    const binding = this.#bindings.get(operation.id);
    if (binding === undefined) return undefined;
    const { role, resource } = binding;
    const collection = filled(resource.collection, read);
    const orphan = this.#lackingParent(resource, operation, read);
    if (orphan !== undefined) return this.#replies.refuse(operation, NOT_FOUND, orphan);
    if (role === 'create') return this.#create(operation, binding, collection, read, request);
    if (role === 'list') return this.#list(operation, binding, collection, read, request);
    const key = this.#keyOf(binding, read, collection);
    const record = this.#core.steps.find(collection, key);
    if (record === undefined) return this.#unknown(operation, binding, collection, key, read, request);
    if (role === 'read') return this.#show(request, operation, binding, record);
    if (role === 'delete') return this.#delete(operation, binding, collection, key, request);
    const sent = this.#sent(read, binding) ?? {};
    const conflict = this.#core.steps.conflict(operation, resource, sent, collection, key);
    if (conflict !== undefined) return this.#replies.refuse(operation, CONFLICT, conflict);
    const isMergePatch = role === 'merge' && mediaTypeOf(request) === 'application/merge-patch+json';
    const changed = this.#core.steps.change(resource, record, sent, role === 'merge');
    const kept = isMergePatch ? withoutNulls(changed, sent) : changed;
    this.#core.steps.update(collection, key, kept);
    return this.#show(request, operation, binding, kept);
  }

  /** The key of the record that a request names, perhaps by another property than its id. */
  #keyOf(binding: Binding, read: ReadRequest, collection: string): string {
    const named = idOf(binding, read);
    const property = binding.id?.property;
    if (property === undefined) return named;
    const found = this.#core.steps.list(collection).find((record) => keyOf(record, property) === named);
    return found === undefined ? named : keyOf(found, binding.resource.idProperty);
  }

  /**
   * A record that nobody created. It is refused where the document says how, or where it was deleted.
   * Where no refusal is documented, every other id exists: a change makes the record, a read shows the example.
   */
  #unknown(
    operation: ApiOperation,
    binding: Binding,
    collection: string,
    key: string,
    read: ReadRequest,
    request: ApiRequest,
  ): Reply | undefined {
    const { role, resource } = binding;
    if (!this.#isKept(resource, collection)) return undefined;
    const isUpsert = role === 'replace' && operation.responses.some(({ status }) => status === '201');
    if (isUpsert) return this.#create(operation, binding, collection, read, request, key);
    const isDeleted = this.#core.steps.wasDeleted(collection, key);
    if (isDeleted || this.#replies.documents(operation, NOT_FOUND)) {
      return this.#replies.refuse(operation, NOT_FOUND, `no ${resource.name} has the id ${key.slice(0, 80)}`);
    }
    if (role === 'delete')
      return this.#replies.reply(request, this.#replies.successOf(operation, '204', '200'));
    if (role === 'read') return undefined;
    const record = this.#core.steps.make(resource, this.#sent(read, binding) ?? {}, collection, key);
    this.#core.steps.add(collection, key, record, this.#isCreated(resource));
    return this.#show(request, operation, binding, record);
  }

  /** Where nothing can be created and no example was found, every id exists: the document answers. */
  #isKept(resource: Resource, collection: string): boolean {
    return this.#isCreated(resource) || this.#core.steps.list(collection).length > 0;
  }

  #isCreated({ collection }: Resource): boolean {
    return [...this.#bindings.values()].some(
      ({ role, resource }) => role === 'create' && resource.collection === collection,
    );
  }

  /**
   * Fills the store with the examples of the document, then with these records.
   *
   * @throws {SandboxError} `bad-seed` where they are not lists of records of collections that there are
   */
  seed(start: unknown = {}): void {
    const records = checkStart(start, this.#bindings);
    this.#core.records.clear();
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
    for (const [collection, idProperty, record] of records) {
      const key = keyOf(record, idProperty) || String(this.#core.records.keys(collection).length + 1);
      this.#core.records.set(collection, key, structuredClone(record));
    }
  }

  #seedFrom(example: Json, { role, resource, wrapper }: Binding, collection: string): void {
    if (role === 'delete' || role === 'create') return;
    const inner = wrapper === undefined ? example : own(example, wrapper);
    for (const record of Array.isArray(inner) ? inner : [inner]) {
      const key = isObject(record) ? keyOf(record, resource.idProperty) : '';
      if (isObject(record) && (key !== '' || resource.idProperty === '')) {
        this.#core.records.set(collection, key, structuredClone(record));
      }
    }
  }

  /** The record that the example of a path parameter names exists, and so does a record without an id. */
  #seedNamed({ parameterExamples }: ApiOperation, { role, resource, id }: Binding, collection: string): void {
    if (role !== 'read') return;
    const named = id === undefined ? undefined : parameterExamples.get(id.name);
    if (
      (id !== undefined && named === undefined) ||
      this.#core.records.get(collection, String(named ?? '')) !== undefined
    )
      return;
    const sample = sampleOf(
      this.#document.root,
      { type: 'object', properties: Object.fromEntries(resource.properties) },
      { without: 'writeOnly', random: this.#replies.random() },
    );
    if (!isObject(sample)) return;
    if (named !== undefined) setKey(sample, resource.idProperty, named);
    this.#core.records.set(collection, String(named ?? ''), sample);
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
    if (Array.isArray(read.body)) return this.#createEach(operation, binding, collection, read.body, request);
    const sent = this.#sent(read, binding);
    const conflict = this.#core.steps.conflict(operation, resource, sent ?? {}, collection);
    if (conflict !== undefined) return this.#replies.refuse(operation, CONFLICT, conflict);
    const example = pairedExample(operation, this.#replies.successOf(operation, '201', '200'), read.body);
    const shown = unwrap(example, binding.wrapper);
    const shownKey = shown === undefined ? '' : keyOf(shown, resource.idProperty);
    const isShown =
      shown !== undefined && shownKey !== '' && this.#core.steps.find(collection, shownKey) === undefined;
    const made = this.#core.steps.make(resource, sent ?? {}, collection, key);
    const record = isShown ? { ...made, ...structuredClone(shown) } : made;
    const kept =
      key ?? (keyOf(record, resource.idProperty) || String(this.#core.steps.list(collection).length + 1));
    this.#core.steps.add(collection, kept, record, false);
    const success = this.#replies.successOf(operation, '201', '200');
    const reply =
      isShown && example !== undefined
        ? this.#replies.reply(request, success, example)
        : this.#show(request, operation, binding, record, '201', '200');
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

  /** A body with several records makes each of them; the answer shows them as a list where it is not documented. */
  #createEach(
    operation: ApiOperation,
    { resource }: Binding,
    collection: string,
    bodies: readonly Json[],
    request: ApiRequest,
  ): Reply {
    const made = bodies.filter(isObject).map((sent) => {
      const record = this.#core.steps.make(resource, sent, collection);
      this.#core.steps.add(collection, keyOf(record, resource.idProperty), record, false);
      return record;
    });
    const success = this.#replies.successOf(operation, '201', '200');
    return this.#replies.reply(request, success, this.#replies.fits(success, made) ? made : undefined);
  }

  #list(
    operation: ApiOperation,
    { resource, wrapper }: Binding,
    collection: string,
    read: ReadRequest,
    request: ApiRequest,
  ): Reply {
    const page = this.#core.steps.page(this.#core.steps.list(collection), resource, operation, read);
    const response = this.#replies.successOf(operation, '200');
    if (response === undefined || response.media.length === 0) {
      const body = wrapper === undefined ? [...page.records] : { [wrapper]: [...page.records] };
      return this.#replies.reply(request, response, body);
    }
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
    const record = this.#core.steps.find(collection, key);
    this.#core.steps.remove(collection, key);
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
    binding: Binding,
    kept: JsonObject,
    ...statuses: readonly string[]
  ): Reply {
    const { resource, wrapper } = binding;
    const record = this.#core.steps.show(kept, binding);
    const response = this.#replies.successOf(operation, ...(statuses.length > 0 ? statuses : ['200']));
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType));
    if (response === undefined || response.media.length === 0) {
      return this.#replies.reply(request, response, wrapper === undefined ? record : { [wrapper]: record });
    }
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

  /** The record above, such as the user of `/users/{id}/notes`, must exist where the API can create it. */
  #lackingParent({ collection }: Resource, operation: ApiOperation, read: ReadRequest): string | undefined {
    const segments = collection.split('/');
    const at = segments.findLastIndex((segment) => segment.startsWith('{'));
    if (at < 2) return undefined;
    const above = segments.slice(0, at).join('/');
    const bindings = [...this.#bindings.values()].filter(({ resource }) => resource.collection === above);
    if (!bindings.some(({ role }) => role === 'create')) return undefined;
    const key = read.path.get(segments[at]?.slice(1, -1) ?? '') ?? '';
    const place = filled(above, read);
    if (this.#core.steps.hasParent(place, key)) return undefined;
    if (!this.#core.steps.wasDeleted(place, key) && !this.#replies.documents(operation, NOT_FOUND))
      return undefined;
    return `no ${bindings[0]?.resource.name ?? 'record'} has the id ${key.slice(0, 80)}`;
  }
}

/** Collection, id property and record of each record to start with. */
function checkStart(
  start: unknown,
  bindings: ReadonlyMap<string, Binding>,
): readonly (readonly [string, string, JsonObject])[] {
  const resources = [...bindings.values()].map(({ resource }) => resource);
  return Object.entries(Object(start)).flatMap(([collection, records]) => {
    const resource = resources.find(({ collection: template }) => isFilled(template, collection));
    if (resource === undefined) {
      const known = [...new Set(resources.map(({ collection: template }) => template))].join(', ') || 'none';
      throw new SandboxError(
        'bad-seed',
        `Unknown collection ${collection.slice(0, 80)}. Collections: ${known}.`,
      );
    }
    if (!isRecordList(records)) {
      throw new SandboxError('bad-seed', `${collection} must be a list of JSON objects.`);
    }
    return records.map((record) => [collection, resource.idProperty, record] as const);
  });
}

function isRecordList(value: unknown): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one))
  );
}

/** Whether a path is a template with its parameters filled in. */
function isFilled(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]))
  );
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
