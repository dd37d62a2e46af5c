import {
  fromEntries,
  isObject,
  own,
  ownString,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../base/json.ts';
import { singular } from '../../base/names.ts';
import type { ApiDocument, ApiOperation } from '../../openapi/api-document.ts';
import { keyOf, unwrap, type Action, type Binding, type Resource } from '../../openapi/resources.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import { acted } from './acted.ts';
import type { Memory } from './document-api.ts';
import type { DocumentCore } from './document-steps.ts';
import { pairedExample, type DocumentedReplies } from './documented-reply.ts';
import { taggedCollections, withTag } from './entity-tags.ts';
import { mediaTypeOf, type ReadRequest } from './read-request.ts';
import { RecordAnswers, type Turn } from './record-answers.ts';
import { filledPath } from './start-records.ts';

/** How a record that does not exist is refused. */
const NOT_FOUND = [404, 410, 400] as const;
const CONFLICT = [409, 422, 400] as const;

const OUTDATED = 'the condition of the request names another state than the record has';

/** Answers the operations of resources with the records that are kept. */
export class ResourceMemory implements Memory {
  readonly #bindings: ReadonlyMap<string, Binding>;
  readonly #core: DocumentCore;
  readonly #replies: DocumentedReplies;
  readonly #actions: ReadonlyMap<string, Action>;
  readonly #answers: RecordAnswers;
  readonly #tagged: ReadonlyMap<string, JsonSchema>;
  /** Collections to which callers can add. */
  readonly #created: ReadonlySet<string>;
  /** Collections whose records have a path of their own. */
  readonly #withPath: ReadonlySet<string>;

  constructor(
    document: ApiDocument,
    bindings: ReadonlyMap<string, Binding>,
    actions: ReadonlyMap<string, Action>,
    core: DocumentCore,
    replies: DocumentedReplies,
  ) {
    this.#actions = actions;
    const collections = (test: (binding: Binding) => boolean): ReadonlySet<string> =>
      new Set([...bindings.values()].filter(test).map(({ resource }) => resource.collection));
    this.#created = collections(({ role }) => role === 'create');
    this.#withPath = collections(({ id }) => id?.in === 'path');
    this.#tagged = taggedCollections(document, bindings);
    this.#answers = new RecordAnswers(document.root, replies, () => core.steps);
    this.#bindings = bindings;
    this.#core = core;
    this.#replies = replies;
  }

  answer(operation: ApiOperation, read: ReadRequest, request: ApiRequest): Reply | undefined {
    const action = this.#actions.get(operation.id);
    const binding = this.#bindings.get(operation.id) ?? (action && { ...action, role: 'merge' });
    if (binding === undefined) return undefined;
    const collection = filledPath(binding.resource.collection, read.path);
    const turn: Turn = { operation, binding, collection, read, request };
    const orphan = this.#lackingParent(turn);
    if (orphan !== undefined) return this.#replies.refuse(operation, NOT_FOUND, orphan);
    if (binding.role === 'create') return this.#create(turn);
    if (binding.role === 'list') return this.#list(turn);
    const key = this.#keyOf(turn);
    const record = this.#core.steps.find(collection, key);
    if (record === undefined) return this.#unknown(turn, key, action !== undefined);
    if (binding.role === 'read') return this.#show(turn, record);
    const { steps } = this.#core;
    if (steps.lacksCondition(operation, request))
      return this.#replies.refuse(operation, [428], 'If-Match is missing');
    const tag = this.#tagOf(turn, record);
    if (tag !== undefined && steps.failsCondition(request, tag))
      return this.#replies.refuse(operation, [412], OUTDATED);
    if (action !== undefined) return this.#act(turn, key, record);
    return binding.role === 'delete' ? this.#delete(turn, key) : this.#change(turn, key, record);
  }

  #tagOf({ binding }: Turn, record: JsonObject): string | undefined {
    const schema = this.#tagged.get(binding.resource.collection);
    return schema && this.#core.steps.tag(record, schema);
  }

  #show(turn: Turn, record: JsonObject, ...statuses: readonly string[]): Reply {
    const reply = this.#answers.show(turn, record, ...statuses);
    const tag = this.#tagOf(turn, record);
    return tag === undefined || reply.status >= 300 ? reply : withTag(reply, tag);
  }

  #change(turn: Turn, key: string, record: JsonObject): Reply {
    const { operation, collection, request } = turn;
    const { role, resource } = turn.binding;
    const sent = sentIn(turn);
    const conflict = this.#core.steps.conflict(operation, resource, sent, collection, key);
    if (conflict !== undefined) return this.#replies.refuse(operation, CONFLICT, conflict);
    const isMergePatch = role === 'merge' && mediaTypeOf(request) === 'application/merge-patch+json';
    const changed = this.#core.steps.change(resource, record, sent, role === 'merge');
    const kept = isMergePatch ? withoutNulls(changed, sent) : changed;
    this.#core.steps.update(collection, key, kept);
    return this.#show(turn, kept);
  }

  /** What a request says of the record is kept; the documented answer is sent where the answer is not that record. */
  #act(turn: Turn, key: string, record: JsonObject): Reply | undefined {
    const { operation, binding, collection } = turn;
    const { properties, idProperty } = binding.resource;
    const told = Object.entries(sentIn(turn)).filter(([name]) => properties.has(name) && name !== idProperty);
    const changed = this.#core.steps.change(binding.resource, record, fromEntries(told), true);
    const kept = acted(changed, binding.resource, operation.path);
    this.#core.steps.update(collection, key, kept);
    const response = this.#replies.successOf(operation, '200');
    return this.#answers.shows(response, binding) ? this.#show(turn, kept) : undefined;
  }

  /** The key of the record that a request names, perhaps by another property than its id. */
  #keyOf({ binding, read, collection }: Turn): string {
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
  #unknown(turn: Turn, key: string, isAction: boolean): Reply | undefined {
    const { operation, collection, request } = turn;
    const { role, resource } = turn.binding;
    if (!this.#isKept(resource, collection)) return undefined;
    const isUpsert = role === 'replace' && operation.responses.some(({ status }) => status === '201');
    if (
      isUpsert &&
      this.#tagged.has(resource.collection) &&
      this.#core.steps.failsCondition(request, undefined)
    )
      return this.#replies.refuse(operation, [412], OUTDATED);
    if (isUpsert) return this.#create(turn, key);
    const isDeleted = this.#core.steps.wasDeleted(collection, key);
    if (isDeleted || this.#replies.documents(operation, NOT_FOUND)) {
      return this.#replies.refuse(
        operation,
        NOT_FOUND,
        `no ${singular(resource.name)} has the id ${key.slice(0, 80)}`,
      );
    }
    if (role === 'delete')
      return this.#replies.reply(request, this.#replies.successOf(operation, '204', '200'));
    if (role === 'read' || isAction) return undefined;
    const record = this.#core.steps.make(resource, sentIn(turn), collection, key);
    this.#core.steps.add(collection, key, record, this.#created.has(resource.collection));
    return this.#show(turn, record);
  }

  /** Where nothing can be created and no example was found, every id exists: the document answers. */
  #isKept(resource: Resource, collection: string): boolean {
    return this.#created.has(resource.collection) || this.#core.records.count(collection) > 0;
  }

  #create(turn: Turn, key?: string): Reply | undefined {
    const { operation, collection, read, request } = turn;
    const { resource, wrapper } = turn.binding;
    if (Array.isArray(read.body)) return this.#createEach(turn, read.body);
    const sent = sentIn(turn);
    const conflict = this.#core.steps.conflict(operation, resource, sent, collection);
    if (conflict !== undefined) return this.#replies.refuse(operation, CONFLICT, conflict);
    const success = this.#replies.successOf(operation, '201', '200');
    const example = pairedExample(operation, success, read.body);
    const shown = unwrap(example, wrapper);
    const shownKey = shown === undefined ? '' : keyOf(shown, resource.idProperty);
    const isShown =
      shown !== undefined && shownKey !== '' && this.#core.steps.find(collection, shownKey) === undefined;
    const made = this.#core.steps.make(resource, sent, collection, key);
    const above = ownerOf(turn);
    const record =
      isShown || above !== undefined ? { ...made, ...(isShown && structuredClone(shown)), ...above } : made;
    const kept =
      key ?? (keyOf(record, resource.idProperty) || String(this.#core.records.count(collection) + 1));
    this.#core.steps.add(collection, kept, record, false);
    const reply =
      isShown && example !== undefined
        ? this.#replies.reply(request, success, example)
        : this.#show(turn, record, '201', '200');
    return this.#located(turn, reply, kept, key !== undefined);
  }

  /** The answer with the path of the new record, where it has one. */
  #located(turn: Turn, reply: Reply, key: string, isNamed = false): Reply {
    if (reply.status >= 300 || !this.#withPath.has(turn.binding.resource.collection)) return reply;
    const path = ownPath(turn, turn.request.path.replace(/\/$/, ''));
    // A lone surrogate in an id cannot be encoded.
    const segment = /^[\w.~-]*$/.test(key) ? key : encodeURIComponent(Buffer.from(key).toString());
    const location = isNamed ? path : `${path}/${segment}`;
    return { ...reply, headers: { ...reply.headers, Location: location } };
  }

  /** A body with several records makes each of them; the answer shows them as a list where it is not documented. */
  #createEach(turn: Turn, bodies: readonly Json[]): Reply {
    const { operation, binding, collection, request } = turn;
    const { resource } = binding;
    const made = bodies.filter(isObject).map((sent) => {
      const record = { ...this.#core.steps.make(resource, sent, collection), ...ownerOf(turn) };
      this.#core.steps.add(collection, keyOf(record, resource.idProperty), record, false);
      return record;
    });
    const success = this.#replies.successOf(operation, '201', '200');
    const reply = this.#replies.reply(request, success, this.#replies.fits(success, made) ? made : undefined);
    const [only, ...others] = made;
    return only === undefined || others.length > 0
      ? reply
      : this.#located(turn, reply, keyOf(only, resource.idProperty));
  }

  #list(turn: Turn): Reply {
    const { operation, binding, collection, read } = turn;
    const { steps } = this.#core;
    const owned = Object.entries(ownerOf(turn) ?? {});
    const all = steps
      .list(collection)
      .filter((record) => owned.every(([name, id]) => String(own(record, name)) === String(id)));
    return this.#answers.list(turn, steps.page(all, binding.resource, operation, read));
  }

  #delete(turn: Turn, key: string): Reply {
    const { operation, binding, collection, request } = turn;
    const record = this.#core.steps.find(collection, key);
    this.#core.steps.remove(collection, key);
    const response = this.#replies.successOf(operation, '204', '200');
    return record !== undefined && this.#answers.shows(response, binding)
      ? this.#answers.show(turn, record)
      : this.#replies.reply(request, response);
  }

  /** The record above, such as the user of `/users/{id}/notes`, must exist where the API can create it. */
  #lackingParent({ operation, binding, read }: Turn): string | undefined {
    const collection = binding.owner === undefined ? binding.resource.collection : operation.path;
    const [, above, name] = /^(.+)\/\{([^{}]*)\}(?:\/[^{}]*)?$/.exec(collection) ?? [];
    if (above === undefined || name === undefined || !this.#created.has(above)) return undefined;
    const key = read.path.get(name) ?? '';
    const place = filledPath(above, read.path);
    if (this.#core.steps.hasParent(place, key)) return undefined;
    if (!this.#core.steps.wasDeleted(place, key) && !this.#replies.documents(operation, NOT_FOUND))
      return undefined;
    return `no ${singular(above.split('/').at(-1) ?? 'record')} has the id ${key.slice(0, 80)}`;
  }
}

/** The property that shows which record a path names above. */
function ownerOf({ binding: { owner, resource }, read }: Turn): JsonObject | undefined {
  const id = owner && read.path.get(owner.parameter);
  if (owner === undefined || id === undefined) return undefined;
  const isNumber = /^(integer|number)$/.test(
    ownString(resource.properties.get(owner.property), 'type') ?? '',
  );
  return { [owner.property]: isNumber ? Number(id) : id };
}

/** The path of a collection whose records are created below others. */
function ownPath({ operation, binding: { owner, resource } }: Turn, path: string): string {
  if (owner === undefined) return path;
  const base = path.split('/').slice(0, -operation.path.split('/').length + 1);
  return base.join('/') + resource.collection;
}

function sentIn({ read, binding }: Turn): JsonObject {
  return unwrap(read.body, binding.bodyWrapper) ?? {};
}

function idOf({ id, bodyWrapper }: Binding, { path, query, body }: ReadRequest): string {
  if (id === undefined) return '';
  if (id.in === 'path') return path.get(id.name) ?? '';
  const value =
    id.in === 'query' ? query.get(id.name) : (own(unwrap(body, bodyWrapper), id.name) ?? own(body, id.name));
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** RFC 7396: `null` in a merge patch takes a property away. */
function withoutNulls(record: JsonObject, sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => own(sent, name) !== null));
}
