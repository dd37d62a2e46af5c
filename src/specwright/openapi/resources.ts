import {
  isObject,
  objectAt,
  own,
  ownList,
  ownString,
  ownStrings,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../base/json.ts';
import { plain, singular, wordsOf } from '../base/names.ts';
import { parsePointer, pointerTo } from '../base/pointer.ts';
import { propertiesOf, typeName } from './sample.ts';
import type { ApiDocument, ApiOperation } from './api-document.ts';
import { isJsonType } from './content.ts';
import { successBranch } from './outcome.ts';

/** What an operation does to its resource. */
export type Role = 'create' | 'list' | 'read' | 'replace' | 'merge' | 'delete';

/** Things of one kind that an API keeps. */
export interface Resource {
  /** For people: the last word of its path. */
  readonly name: string;
  /** Path template of the collection; the records of each filled-in path are kept apart. */
  readonly collection: string;
  /** The property that tells one record from another; empty where there is one record only. */
  readonly idProperty: string;
  /** Properties of a record, as answers have them. */
  readonly properties: ReadonlyMap<string, Json>;
  /** Names of those that answers always have. */
  readonly required: ReadonlySet<string>;
  /** Whether answers may have other properties too. */
  readonly open: boolean;
  /** The property of request bodies that holds a record: answers that are not documented look the same. */
  readonly envelope?: string | undefined;
}

/** An operation tied to a resource. */
export interface Binding {
  readonly role: Role;
  readonly resource: Resource;
  /** Where the id of the record is sent; absent where there is one record only, and for collections. */
  readonly id?: {
    readonly in: 'path' | 'query' | 'body';
    readonly name: string;
    /** The property that a path such as `/things/key={key}` names; absent where it is the id. */
    readonly property?: string;
  };
  /** The property of the answer that holds the record or the list, a JSON pointer where it is deeper; absent where it is the answer itself. */
  readonly wrapper?: string;
  /** The same for the body of the request. */
  readonly bodyWrapper?: string;
  /** The path parameter that names the record above, and the property that shows it, where records have a path of their own. */
  readonly owner?: { readonly parameter: string; readonly property: string };
  /** What it was concluded from. */
  readonly why: string;
}

/** What people know better: by operation, another role, or `none` to leave it to the document. */
export type Corrections = Readonly<
  Record<string, { readonly role?: Role | 'none'; readonly idProperty?: string }>
>;

/** What the body of an answer or of a request looks like. */
interface Shape {
  readonly kind: 'list' | 'record';
  readonly properties: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  readonly open: boolean;
  readonly wrapper?: string;
}

interface PathItem {
  readonly path: string;
  readonly segments: readonly string[];
  readonly operations: ReadonlyMap<string, ApiOperation>;
}

/** Infers which operations of a document create, list, read, replace, change and delete which records. */
export function inferResources(
  document: ApiDocument,
  corrections: Corrections = {},
): ReadonlyMap<string, Binding> {
  const inference = new Inference(document);
  const found = new Map<string, Binding>();
  for (const [id, binding] of inference.infer()) {
    const { role = binding.role, idProperty = binding.resource.idProperty } = corrections[id] ?? {};
    if (role === 'none') continue;
    found.set(id, { ...binding, role, resource: { ...binding.resource, idProperty } });
  }
  return found;
}

/** An operation that moves a record from one state to another, such as `POST /orders/{id}/cancel`. */
export interface Action extends Omit<Binding, 'role'> {
  readonly role: 'act';
}

/** Infers which of the operations without a role act on one record; those that people left to the document do not. */
export function inferActions(
  document: ApiDocument,
  bindings: ReadonlyMap<string, Binding>,
  corrections: Corrections = {},
): ReadonlyMap<string, Action> {
  const found = [...new Inference(document).actions(bindings)];
  return new Map(found.filter(([id]) => corrections[id]?.role !== 'none'));
}

/** Names of properties that distinguish a record from an envelope: its own id. */
const ID = /^_?id$|^uuid$|^(?!request|trace|correlation)[a-z]+(Id|_id)$/;

/** The id of another record. */
const OTHER_ID = /[a-z](Id|_id)$/;

/** Parts of an envelope that are about its content. Beside a list, a page is one of them. */
const ABOUT = /^(meta|links?|_links|paging|pagination|errors?)$/i;
const ABOUT_PAGE = /^_?(\w+_)?(page|page_?info|pagination|paging|cursors?|meta|meta_?data|summary)$/i;

/** Envelopes inside envelopes that are looked into, and properties that an envelope of a list may have. */
const DEEPEST_ENVELOPE = 2;
const MOST_IN_ENVELOPE = 12;

/** Fields that say which part of a list an answer has. */
const OF_PAGE = /cursor|token|^(next|prev|first|last|self)|total|count|^has_?more|limit|offset|page|size/i;

function isOfPage({ kind, properties, wrapper = '' }: Shape): boolean {
  const isPage = (): boolean => [...properties.keys()].every((name) => OF_PAGE.test(name));
  return kind === 'record' && (ABOUT_PAGE.test(wrapper) || isPage());
}

class Inference {
  readonly #document: ApiDocument;
  readonly #items: readonly PathItem[];
  readonly #found = new Map<string, Binding>();

  constructor(document: ApiDocument) {
    this.#document = document;
    const paths = [...new Set(document.operations.map(({ path }) => path))];
    this.#items = paths.map((path) => ({
      path,
      segments: path
        .replace(/\.(json|xml)$/, '')
        .split('/')
        .slice(1)
        .filter((segment) => segment !== ''),
      operations: new Map(
        document.operations.filter((operation) => operation.path === path).map((one) => [one.method, one]),
      ),
    }));
  }

  infer(): ReadonlyMap<string, Binding> {
    const items = this.#items.filter(({ segments }) => parameterOf(segments.at(-1)) !== undefined);
    for (const item of items) if (!item.segments.at(-1)?.includes('=')) this.#bindItem(item);
    for (const item of items) if (item.segments.at(-1)?.includes('=')) this.#bindKeyed(item);
    for (const item of this.#items)
      if (parameterOf(item.segments.at(-1)) === undefined) this.#bindLoose(item);
    this.#bindCalls();
    return this.#found;
  }

  actions(bindings: ReadonlyMap<string, Binding>): ReadonlyMap<string, Action> {
    const found = new Map<string, Action>();
    const bound = this.#document.operations.flatMap((operation) => {
      const binding = bindings.get(operation.id);
      // Where nothing reads a record of a call, its lists say what it is, or what creates one.
      const isCall =
        (binding?.role === 'list' || binding?.role === 'create') &&
        !binding.resource.collection.startsWith('/');
      return binding === undefined || (binding.id === undefined && !isCall) ? [] : [{ operation, binding }];
    });
    for (const operation of this.#document.operations) {
      if (bindings.has(operation.id) || operation.method === 'GET' || operation.method === 'HEAD') continue;
      const target = bound.find(({ operation: { path }, binding: { id, resource } }) =>
        id?.in === 'path'
          ? isBelow(operation.path, path)
          : siblingId(operation, path, resource, this.#shows(operation, resource)) !== undefined,
      );
      const binding = target?.binding ?? heldBelow(operation, bindings);
      if (binding === undefined) continue;
      const { wrapper, bodyWrapper, resource } = binding;
      const place = target?.operation.path ?? resource.collection;
      const named = siblingId(operation, place, resource, this.#shows(operation, resource));
      const stated = binding.id;
      // A read may take in its query what the action takes in its body.
      const id =
        named === undefined || stated?.in === 'path' ? stated : ({ in: 'body', name: named } as const);
      const shape = this.#answerShape(operation);
      const answered = shape?.wrapper ?? (shape === undefined ? wrapper : undefined);
      found.set(operation.id, {
        role: 'act',
        resource,
        ...(id !== undefined && { id }),
        ...(answered !== undefined && { wrapper: answered }),
        ...(bodyWrapper !== undefined && id?.in === 'body' && { bodyWrapper }),
        why: `${operation.path} acts on what ${place} ${target === undefined ? 'holds' : 'names'}`,
      });
    }
    return found;
  }

  /** Whether the answer of an operation is a whole record of a resource. */
  #shows(operation: ApiOperation, { idProperty, required }: Resource): boolean {
    const shape = this.#answerShape(operation);
    const names = [...required, idProperty];
    return shape?.kind === 'record' && names.every((name) => shape.properties.has(name));
  }

  /** `/things/{id}`, and with it `/things` and what searches it. */
  #bindItem(item: PathItem): void {
    const resource = this.#itemResource(item);
    if (resource === undefined) return;
    const why = `${item.path} ends in an id, which is ${resource.idProperty} of the record`;
    this.#bindOne(item, resource, why, { in: 'path', name: parameterOf(item.segments.at(-1)) ?? '' });
    const { collection, idProperty } = resource;
    const holder = this.#holderOf(collection);
    const post = holder?.operations.get('POST');
    const list = holder?.operations.get('GET');
    const below = `${collection} holds what ${item.path} names`;
    // A POST that answers with a list asks for one.
    const isAsked = list === undefined && post !== undefined && this.#answerShape(post)?.kind === 'list';
    if (post?.body !== undefined) this.#bind(post, isAsked ? 'list' : 'create', resource, below);
    if (list !== undefined && (this.#answerShape(list)?.kind === 'list' || isSilent(list)))
      this.#bind(list, 'list', resource, below);
    const byBody = { in: 'body', name: idProperty } as const;
    this.#bind(holder?.operations.get('PUT'), 'replace', resource, `${below}; the body has the id`, byBody);
    this.#bind(holder?.operations.get('PATCH'), 'merge', resource, `${below}; the body has the id`, byBody);
    this.#bindSearches(collection, resource);
    this.#bindOwned(item, resource, post?.body === undefined);
  }

  /** `/owners/{id}/things`, where a thing is `/things/{id}` and shows its owner. */
  #bindOwned(item: PathItem, resource: Resource, canCreate: boolean): void {
    for (const { path, segments, operations } of this.#items) {
      const [above = '', variable, last] = segments.slice(-3);
      const parameter = parameterOf(variable);
      const property = parameter && ownerIn(resource, parameter, above);
      if (last !== item.segments.at(-2) || parameter === undefined || property === undefined) continue;
      if (this.#items.some((other) => other !== item && collectionOf(other.segments) === path)) continue;
      const why = `${path} holds what ${item.path} names, and ${property} shows which`;
      for (const [role, kind, operation] of [
        ['create', 'record', canCreate ? operations.get('POST') : undefined],
        ['list', 'list', operations.get('GET')],
      ] as const) {
        const shape = operation && this.#answerShape(operation);
        const names = [...(shape?.properties.keys() ?? [])];
        const isSame =
          names.includes(resource.idProperty) && names.every((name) => resource.properties.has(name));
        if (shape?.kind === kind && isSame)
          this.#bind(operation, role, resource, why, undefined, { parameter, property });
      }
    }
  }

  /** `/things/key={key}`: the record with this property. */
  #bindKeyed(item: PathItem): void {
    const { segments, path } = item;
    const collection = collectionOf(segments);
    const known = [...this.#found.values()].find(({ resource }) => resource.collection === collection);
    const resource = known?.resource ?? this.#itemResource(item);
    const property = segments.at(-1)?.split('=')[0] ?? '';
    if (resource === undefined) return;
    const id = { in: 'path', name: parameterOf(segments.at(-1)) ?? '', property } as const;
    this.#bindOne(item, resource, `${path} ends in the ${property} of a record of ${collection}`, id);
  }

  /** What can be done to one record at its own path. */
  #bindOne({ operations }: PathItem, resource: Resource, why: string, id: Binding['id']): void {
    this.#bind(operations.get('GET'), 'read', resource, why, id);
    this.#bind(operations.get('HEAD'), 'read', resource, why, id);
    this.#bind(operations.get('PUT'), 'replace', resource, why, id);
    this.#bind(operations.get('PATCH'), 'merge', resource, why, id);
    this.#bind(operations.get('DELETE'), 'delete', resource, why, id);
    const post = operations.get('POST');
    if (post?.body !== undefined) this.#bind(post, 'merge', resource, why, id);
  }

  #holderOf(collection: string): PathItem | undefined {
    return this.#items.find(({ segments }) => `/${segments.join('/')}` === collection);
  }

  /** What the path of an item names, if its operations agree on what a record is. */
  #itemResource({ segments, operations }: PathItem): Resource | undefined {
    const parameter = parameterOf(segments.at(-1)) ?? '';
    const collection = collectionOf(segments);
    const name = segments.slice(0, -1).findLast((segment) => parameterOf(segment) === undefined) ?? parameter;
    const holder = this.#holderOf(collection);
    const [get, put, patch, remove] = ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      operations.get(method),
    );
    const post = holder?.operations.get('POST');
    // What can only be deleted at its own path is made and listed below others.
    const owned = this.#items.filter(
      (other) =>
        other.segments.at(-1) === segments.at(-2) && parameterOf(other.segments.at(-2)) !== undefined,
    );
    const answer =
      this.#first('record', get, put, patch, post) ??
      this.#first('list', holder?.operations.get('GET')) ??
      this.#first(
        'record',
        ...(remove === undefined ? [] : owned).map((other) => other.operations.get('POST')),
      );
    if (answer !== undefined) {
      const idProperty = idIn(answer.properties, parameter, name);
      if (idProperty !== undefined) {
        const counted = this.#counted(answer.properties, idProperty, get, put, patch, post);
        const properties = withDefaults(counted, (post && this.#bodyShape(post))?.properties);
        return { ...answer, properties, name, collection, idProperty };
      }
    }
    // Where no answer says what a record is, it is what callers send, with an id like that of the path.
    const isKept = post?.body !== undefined || (get !== undefined && (put ?? patch ?? remove) !== undefined);
    const isUnsaid = [get, post].every((operation) => operation === undefined || isSilent(operation));
    if (!isKept || !isUnsaid) return undefined;
    const bodies = [post, put, patch].flatMap((operation) => (operation && this.#bodyShape(operation)) ?? []);
    const [sent = { properties: new Map<string, Json>(), required: new Set<string>(), wrapper: undefined }] =
      bodies;
    const stated = idIn(new Map([...sent.properties].filter(([key]) => ID.test(key))), parameter, name);
    const idProperty = stated ?? 'id';
    const properties = new Map(sent.properties);
    if (stated === undefined)
      properties.set(idProperty, this.#idSchema(get ?? put ?? patch ?? remove, parameter));
    return {
      name,
      collection,
      idProperty,
      properties,
      required: new Set(),
      open: true,
      envelope: sent.wrapper,
    };
  }

  /** The schema of an id that only the path states, with its example. */
  #idSchema(operation: ApiOperation | undefined, parameter: string): JsonSchema {
    const stated = operation?.parameters.find(
      ({ name, in: place }) => place === 'path' && name === parameter,
    );
    const example = operation?.parameterExamples.get(parameter);
    return { ...stated?.schema, ...(example !== undefined && { example }), readOnly: true };
  }

  /** `/things/findByStatus`, `POST /things/search`: lists of records with the same id property. */
  #bindSearches(collection: string, resource: Resource): void {
    for (const { path, segments, operations } of this.#items) {
      if (collectionOf(segments) !== collection || parameterOf(segments.at(-1)) !== undefined) continue;
      for (const operation of operations.values()) {
        const shape = this.#answerShape(operation);
        const isSearch =
          operation.method === 'GET' || /^(search|query|find|filter|list)/i.test(segments.at(-1) ?? '');
        if (!isSearch || shape?.kind !== 'list' || !shape.properties.has(resource.idProperty)) continue;
        this.#bind(operation, 'list', resource, `${path} answers with a list of what ${collection} holds`);
      }
    }
  }

  /** Collections whose records have no path of their own, and single records. */
  #bindLoose({ path, segments, operations }: PathItem): void {
    const [get, put, patch, post] = ['GET', 'PUT', 'PATCH', 'POST'].map((method) => operations.get(method));
    if (get === undefined || this.#found.has(get.id)) return;
    const changing = put ?? patch;
    const sent = isSilent(get) && changing !== undefined ? this.#bodyShape(changing) : undefined;
    const shape = this.#answerShape(get) ?? (sent && { ...sent, envelope: sent.wrapper });
    const name = segments.findLast((segment) => parameterOf(segment) === undefined) ?? path;
    const added =
      isSilent(get) && post?.body !== undefined && isPlural(name) ? this.#bodyShape(post) : undefined;
    if (added !== undefined && isSilent(post ?? get)) return this.#bindUnsaid(path, name, added, get, post);
    if (shape === undefined || shape.properties.size === 0) return;
    const resource: Resource = { ...shape, name, collection: path, idProperty: '' };
    if (shape.kind === 'list' && post?.body !== undefined) {
      const idProperty = idIn(shape.properties, 'id', name) ?? this.#counterIn(shape, post) ?? '';
      const listed = { ...resource, idProperty };
      const why = `${path} lists what a POST to it sends`;
      this.#bind(get, 'list', listed, why);
      this.#bind(post, 'create', listed, why);
    } else if (shape.kind === 'list') {
      this.#bindMadeElsewhere(path, get, resource);
    } else if (shape.kind === 'record' && changing !== undefined) {
      const why = `${path} can be read and changed, and has no id`;
      this.#bind(get, 'read', resource, why);
      this.#bind(put, 'replace', resource, why);
      this.#bind(patch, 'merge', resource, why);
    }
  }

  /** "Versions are numbered 1, 2, 3": the number that a server gives to each record of a list without ids. */
  #counterIn({ properties, required }: Shape, post: ApiOperation): string | undefined {
    const sent = this.#bodyShape(post)?.properties;
    return [...properties].find(([name, schema]) => {
      const isGiven = sent?.get(name) === undefined || own(sent.get(name), 'readOnly') === true;
      const isNumber = isObject(schema) && typeName(schema) === 'integer';
      return (
        required.has(name) && isNumber && isGiven && /^(number|no|position|sequence|seq|index)$/i.test(name)
      );
    })?.[0];
  }

  /** `/orders`, whose records a POST to `/menus/{id}/orders` makes, and which are read in that list only. */
  #bindMadeElsewhere(path: string, list: ApiOperation, listed: Resource): void {
    const idProperty = idIn(listed.properties, 'id', listed.name);
    if (idProperty === undefined) return;
    const resource = { ...listed, idProperty };
    for (const { path: other, segments, operations } of this.#items) {
      const [above = '', variable, last] = segments.slice(-3);
      const parameter = parameterOf(variable);
      const post = operations.get('POST');
      if (last !== listed.name || parameter === undefined || post?.body === undefined) continue;
      if (!this.#shows(post, resource) || this.#found.has(post.id)) continue;
      const property = ownerIn(resource, parameter, above);
      const why = `${path} lists what a POST to ${other} makes`;
      this.#bind(list, 'list', resource, why);
      this.#bind(
        post,
        'create',
        resource,
        why,
        undefined,
        property === undefined ? undefined : { parameter, property },
      );
    }
  }

  /** A plural that can be read and posted to, where no answer is documented. */
  #bindUnsaid(
    path: string,
    name: string,
    sent: Shape,
    ...[get, post]: readonly (ApiOperation | undefined)[]
  ): void {
    const idProperty =
      idIn(new Map([...sent.properties].filter(([key]) => ID.test(key))), 'id', name) ?? 'id';
    const id = { type: 'string', readOnly: true };
    const properties = new Map<string, Json>([[idProperty, id], ...sent.properties]);
    const known = { name, collection: path, idProperty, properties, required: new Set<string>(), open: true };
    const resource: Resource = { ...known, envelope: sent.wrapper };
    const why = `${path} is a plural that can be read and posted to`;
    this.#bind(get, 'list', resource, why);
    this.#bind(post, 'create', resource, why);
  }

  /** `/thing.create`, `/getThings`, `/things/list`: operations named by a verb and a noun, if they agree. */
  #bindCalls(): void {
    const calls = this.#document.operations
      .filter(({ id }) => !this.#found.has(id))
      .flatMap((operation) => callOf(operation) ?? []);
    for (const noun of new Set(calls.map((call) => call.noun))) {
      const named = calls.filter((call) => call.noun === noun);
      const readers = named.filter(({ role }) => role === 'read' || role === 'list');
      const creating = named.find(({ role }) => role === 'create') ?? this.#maker(noun, readers);
      if (creating === undefined || (readers.length === 0 && !this.#isUsed(creating))) continue;
      if (!named.includes(creating)) named.push(creating);
      // A read shows the whole record; the answer of a create may be only an id.
      const operations = [...readers, creating].map(({ operation }) => operation);
      const shape = this.#first('record', ...operations) ?? this.#first('list', ...operations);
      const idProperty = shape && (idIn(shape.properties, 'id', noun) ?? this.#sharedKey(shape, named));
      if (shape === undefined || idProperty === undefined) continue;
      const resource = { ...shape, name: noun, collection: `${noun} records`, idProperty };
      for (const { operation, role } of named) this.#bindCall(operation, role, resource);
    }
    this.#bindStarts();
  }

  /** `/startMaintenance`, which answers with what `/finishMaintenance` takes by its id, where nothing reads one. */
  #bindStarts(): void {
    for (const operation of this.#document.operations) {
      if (this.#found.has(operation.id) || operation.method !== 'POST' || callOf(operation)) continue;
      const shape = this.#answerShape(operation);
      const [, ...words] = wordsOf(operation.path.split('/').at(-1) ?? '');
      const noun = stemOf(words.join(''));
      const idProperty =
        shape?.kind === 'record' && noun !== '' ? idIn(shape.properties, 'id', noun) : undefined;
      if (shape === undefined || idProperty === undefined) continue;
      const known = idNames({ idProperty, name: noun });
      const sent = this.#bodyShape(operation);
      if (sent === undefined || known.some((name) => sent.properties.has(name))) continue;
      if (!this.#isUsed({ noun, operation, role: 'create' })) continue;
      const resource = { ...shape, name: noun, collection: `${noun} records`, idProperty };
      this.#bind(
        operation,
        'create',
        resource,
        `${operation.path} answers with what another call takes by its id`,
      );
    }
  }

  /** Whether another call must have the id of what this one creates: `swap_id` of `/swaps.resolve`. */
  #isUsed({ noun, operation }: Call): boolean {
    const ids = [`${noun}Id`, `${noun}_id`];
    return this.#document.operations.some(
      (other) => other !== operation && ids.some((id) => this.#bodyShape(other)?.required.has(id) === true),
    );
  }

  /** `flight.plan` where nothing is called `flight.create`: it takes no flight, and answers with one. */
  #maker(noun: string, readers: readonly Call[]): Call | undefined {
    const operations = readers.map(({ operation }) => operation);
    const shape = this.#first('record', ...operations) ?? this.#first('list', ...operations);
    const idProperty = shape && idIn(shape.properties, 'id', noun);
    if (shape === undefined || idProperty === undefined) return undefined;
    const known = idNames({ idProperty, name: noun });
    const makers = this.#document.operations.filter((operation) => {
      if (this.#found.has(operation.id) || operation.method !== 'POST' || callOf(operation) !== undefined)
        return false;
      const [sent, answer] = [this.#bodyShape(operation), this.#answerShape(operation)];
      const isMade = answer?.kind === 'record' && answer.properties.has(idProperty);
      return isMade && sent !== undefined && !known.some((name) => sent.properties.has(name));
    });
    const isOfNoun = ({ path }: ApiOperation): boolean => {
      const [first = '', ...others] = wordsOf(path.split('/').at(-1) ?? '');
      return [others.join(''), [first, ...others].slice(0, -1).join('')].some((one) => stemOf(one) === noun);
    };
    // `/lendTool` answers with a loan, as `/getLoan` does.
    const isWhole = (operation: ApiOperation): boolean => {
      const answer = this.#answerShape(operation)?.properties;
      return shape.required.size > 2 && [...shape.required].every((name) => answer?.has(name) === true);
    };
    const named = makers.filter(isOfNoun);
    const [operation, ...others] = named.length > 0 ? named : makers.filter(isWhole);
    return operation === undefined || others.length > 0 ? undefined : { operation, role: 'create', noun };
  }

  /**
   * What calls name a record by that has no id: the one property that records show and that each call on one of them
   * must have, such as the `name` of `tag.delete`; of `room.members.remove`, the one that also an addition must have.
   */
  #sharedKey({ properties }: Shape, named: readonly Call[]): string | undefined {
    const keysOf = (calls: readonly Call[]): readonly string[] => {
      const bodies = calls.map(({ operation }) => this.#bodyShape(operation)?.required);
      return [...properties].flatMap(([name, schema]) =>
        isScalar(schema) && bodies.every((required) => required?.has(name) === true) ? [name] : [],
      );
    };
    const changing = named.filter(({ role }) => /^(replace|merge|delete)$/.test(role));
    if (changing.length === 0) return undefined;
    const reading = named.filter(
      ({ role, operation }) => role === 'read' && this.#answerShape(operation)?.kind === 'record',
    );
    const keys = keysOf([...changing, ...reading]);
    if (keys.length === 1) return keys[0];
    const isRemoved = changing.some(({ role }) => role === 'delete');
    const common = keysOf(named.filter(({ role }) => role === 'create' || role === 'delete'));
    const ids = common.filter((name) => OTHER_ID.test(name));
    return isRemoved && ids.length === 1 ? ids[0] : undefined;
  }

  #bindCall(operation: ApiOperation, role: Role, resource: Resource): void {
    const why = `${operation.path} names the verb and the noun ${resource.name}`;
    const shape = this.#answerShape(operation);
    if (role === 'create') this.#bind(operation, role, resource, why);
    else if (role === 'list' || (role === 'read' && shape?.kind === 'list')) {
      if (shape?.kind === 'list') this.#bind(operation, 'list', resource, why);
    } else {
      const names = idNames(resource);
      const parameter = operation.parameters.find(
        ({ name, in: place }) => place !== 'header' && place !== 'cookie' && names.includes(name),
      );
      const inBody = names.find((name) => this.#bodyShape(operation)?.properties.has(name));
      const place = parameter?.in === 'path' ? 'path' : 'query';
      if (parameter !== undefined)
        this.#bind(operation, role, resource, why, { in: place, name: parameter.name });
      else if (inBody !== undefined) {
        this.#bind(operation, role, resource, why, { in: 'body', name: inBody });
        const wrapper = this.#changesIn(operation, inBody, resource);
        const found = this.#found.get(operation.id);
        if (wrapper !== undefined && found !== undefined)
          this.#found.set(operation.id, { ...found, bodyWrapper: wrapper });
      }
    }
  }

  /** `{ "id": ..., "changes": { ... } }`: the property of a body with an id that holds what is to change. */
  #changesIn(operation: ApiOperation, id: string, { properties }: Resource): string | undefined {
    const shape = this.#bodyShape(operation);
    const holders = [...(shape?.properties ?? [])].filter(([name, schema]) => {
      const inner = isObject(schema) ? [...this.#properties(schema).keys()] : [];
      return (
        name !== id && !properties.has(name) && inner.length > 0 && inner.every((one) => properties.has(one))
      );
    });
    return shape?.wrapper === undefined && holders.length === 1 ? holders[0]?.[0] : undefined;
  }

  #bind(
    operation: ApiOperation | undefined,
    role: Role,
    resource: Resource,
    why: string,
    id?: Binding['id'],
    owner?: Binding['owner'],
  ): void {
    if (operation === undefined || this.#found.has(operation.id)) return;
    const isUnsaid = role !== 'delete' && isSilent(operation);
    const wrapper = isUnsaid ? resource.envelope : this.#answerShape(operation)?.wrapper;
    const { wrapper: bodyWrapper } = this.#bodyShape(operation) ?? {};
    this.#found.set(operation.id, {
      role,
      resource,
      why,
      ...(id !== undefined && { id }),
      ...(owner !== undefined && { owner }),
      ...(wrapper !== undefined && { wrapper }),
      ...(bodyWrapper !== undefined && { bodyWrapper }),
    });
  }

  #first(kind: Shape['kind'], ...operations: readonly (ApiOperation | undefined)[]): Shape | undefined {
    return operations
      .map((operation) => operation && this.#answerShape(operation))
      .find((shape) => shape?.kind === kind && shape.properties.size > 0);
  }

  /** Properties with the id as a number where some answer shows it so: others may show it as text. */
  #counted(
    properties: Shape['properties'],
    idProperty: string,
    ...operations: readonly (ApiOperation | undefined)[]
  ): Shape['properties'] {
    const number = operations
      .map((operation) => operation && this.#answerShape(operation)?.properties.get(idProperty))
      .find((schema) => isObject(schema) && /^(integer|number)$/.test(typeName(schema) ?? ''));
    return number === undefined ? properties : new Map(properties).set(idProperty, number);
  }

  #answerShape(operation: ApiOperation): Shape | undefined {
    const { responses } = operation;
    const success = responses.filter(({ status }) => status.startsWith('2')).flatMap(({ media }) => media);
    const schema = success.find(
      ({ mediaType, schema: stated }) => isJsonType(mediaType) && stated !== undefined,
    )?.schema;
    return schema && this.#shape(successBranch(schema), { nouns: nounsOf(operation) });
  }

  #bodyShape({ body }: ApiOperation): Shape | undefined {
    const schema = body?.media.find(({ schema: stated }) => stated !== undefined)?.schema;
    return schema && this.#shape(schema, { isRequest: true });
  }

  /**
   * @param options.nouns what it may be about: the part with this name, where there are several
   * @param options.depth how many envelopes are around it
   */
  #shape(
    schema: JsonSchema,
    options: { readonly isRequest?: boolean; readonly nouns?: readonly string[]; readonly depth?: number },
  ): Shape | undefined {
    const { isRequest = false, nouns = [], depth = 0 } = options;
    if (typeName(schema) === 'array') return this.#list(schema);
    const record = this.#record(schema);
    const { properties } = record;
    if ([...properties.keys()].some((name) => ID.test(name))) return record;
    const inner = [...properties].flatMap(([name, property]): Shape[] => {
      if (!isObject(property)) return [];
      const shape = typeName(property) === 'array' ? this.#list(property) : undefined;
      if (shape !== undefined && shape.properties.size > 0 && !isRequest)
        return [{ ...shape, wrapper: wrapperOf(name) }];
      if (typeName(property) !== 'object' || ABOUT.test(name)) return [];
      if (this.#properties(property).size === 0) return [];
      // `{ "ok": true, "data": { "items": [...], "total": 2 } }`
      const mayBeDeep = !isRequest && depth < DEEPEST_ENVELOPE && properties.size <= MOST_IN_ENVELOPE;
      const deep = mayBeDeep ? this.#shape(property, { nouns, depth: depth + 1 }) : undefined;
      const isDeep = deep?.wrapper !== undefined && [...deep.properties.keys()].some((key) => ID.test(key));
      return isDeep
        ? [{ ...deep, wrapper: pointerTo(name, ...wrapperPath(deep.wrapper)) }]
        : [{ ...this.#record(property), wrapper: wrapperOf(name) }];
    });
    const hasList = inner.some(({ kind }) => kind === 'list');
    const parts = hasList ? inner.filter((one) => !isOfPage(one)) : inner;
    const told = meantBy(nouns, parts);
    const [only] = told;
    const isEnvelope =
      told.length === 1 &&
      only !== undefined &&
      properties.size <= (only.kind === 'list' ? MOST_IN_ENVELOPE : 3 + parts.length - told.length);
    // A request with anything else that must be sent is the record itself.
    const isAlone = !isRequest || [...record.required].every((name) => name === only?.wrapper);
    return isEnvelope && isAlone && (only.kind === 'list' || only.properties.size >= properties.size)
      ? only
      : record;
  }

  #list(schema: JsonSchema): Shape | undefined {
    const items = own(schema, 'items');
    if (!isObject(items)) return undefined;
    return { ...this.#record(items), kind: 'list' };
  }

  #record(schema: JsonSchema): Shape {
    const open = schema['additionalProperties'] !== false;
    return { kind: 'record', properties: this.#properties(schema), required: this.#required(schema), open };
  }

  #required(schema: JsonSchema): ReadonlySet<string> {
    const parts = ownList(schema, 'allOf').filter(isObject);
    return new Set([
      ...ownStrings(schema, 'required'),
      ...parts.flatMap((part) => [...this.#required(part)]),
    ]);
  }

  #properties(schema: JsonSchema): ReadonlyMap<string, Json> {
    return propertiesOf(this.#document.root, schema);
  }
}

/** What the path of an operation is about, the nearest first: `swap` of `/swaps.resolve`. */
function nounsOf(operation: ApiOperation): readonly string[] {
  const segments = operation.path.split('/').filter((one) => one !== '' && parameterOf(one) === undefined);
  const before = segments.map((segment) => stemOf(wordsOf(segment).slice(0, -1).join('')));
  return [callOf(operation)?.noun ?? '', ...segments.map(stemOf).reverse(), ...before.reverse()];
}

/** `{ "shift": {...}, "swaps": [...] }` of `/shifts.info` is about the shift; all parts where none is meant. */
function meantBy(nouns: readonly string[], parts: readonly Shape[]): readonly Shape[] {
  if (parts.length < 2) return parts;
  const meant = nouns
    .map((noun) =>
      parts.filter(({ wrapper = '' }) => noun !== '' && stemOf(wrapperPath(wrapper).at(-1) ?? '') === noun),
    )
    .find(({ length }) => length > 0);
  return meant?.length === 1 ? meant : parts;
}

/** `/enrolments/{id}/withdraw` of what `/courses/{id}/enrolments` holds, where nothing is at `/enrolments/{id}`. */
function heldBelow(
  { path }: ApiOperation,
  bindings: ReadonlyMap<string, Binding>,
): Pick<Binding, 'resource' | 'id' | 'wrapper' | 'bodyWrapper'> | undefined {
  const [, noun = '', name = ''] = /\/([\w-]+)\/\{([^{}]+)\}\/[\w-]+$/.exec(path) ?? [];
  const made = [...bindings.values()].find(
    ({ role, resource }) => role === 'create' && resource.name === noun && resource.idProperty !== '',
  );
  return made && { resource: made.resource, id: { in: 'path', name } };
}

/** `/things/{id}/cancel`, `/things/{id}/actions/cancel` and `/things/{id}:cancel` of `/things/{id}`. */
function isBelow(path: string, item: string): boolean {
  return path.startsWith(item) && /^(\/[\w-]+){1,2}$|^:[\w-]+$/.test(path.slice(item.length));
}

/**
 * `/thing.cancel` of `/thing.get`: the same noun, and a property of the body that can be the id; which one.
 *
 * @param isShown whether the answer is a record of the resource
 */
function siblingId(
  { path, body }: ApiOperation,
  other: string,
  resource: Resource,
  isShown = false,
): string | undefined {
  const nounOf = (one: string): string => wordsOf(one).slice(0, -1).join(' ').toLowerCase();
  const [, ...afterVerb] = wordsOf(path.split('/').at(-1) ?? '');
  const before = wordsOf(/^(.+)[./:]/.exec(path)?.[1] ?? '').at(-1) ?? '';
  const isSame =
    stemOf(before) === stemOf(resource.name) ||
    // `/closeMember`, beside `/getMember`
    (!resource.collection.startsWith('/') && stemOf(afterVerb.join('')) === stemOf(resource.name)) ||
    (nounOf(path) !== '' && nounOf(path) === nounOf(other));
  const schema = body?.media[0]?.schema;
  const names = schema === undefined ? [] : Object.keys(objectAt(schema, 'properties'));
  // `/checkInStay` and `/undoCheckIn`, which take a `stayId`
  const ofResource = idNames(resource).filter((id) => plain(id) === `${stemOf(resource.name)}id`);
  const isCall = !resource.collection.startsWith('/');
  return isSame
    ? idNames(resource).find((id) => names.includes(id))
    : isCall && isShown
      ? ofResource.find((id) => names.includes(id))
      : undefined;
}

/** Names under which calls take the id of a record. */
function idNames({ idProperty, name }: Pick<Resource, 'idProperty' | 'name'>): readonly string[] {
  return [idProperty, 'id', `${name}Id`, `${name}_id`, name];
}

/** Whether a document says nothing of the body that a success has. */
export function isSilent({ responses }: ApiOperation): boolean {
  return responses.every(({ status, media }) => !status.startsWith('2') || media.length === 0);
}

function isPlural(name: string): boolean {
  return singular(name) !== name;
}

function collectionOf(segments: readonly string[]): string {
  return `/${segments.slice(0, -1).join('/')}`;
}

/** The parameter that is a whole segment, or the value of `key={key}`. */
function parameterOf(segment: string | undefined): string | undefined {
  return /^(?:[\w-]+=)?\{([^{}]*)\}$/.exec(segment ?? '')?.[1];
}

/** The property that a path parameter or a call means by "id". */
function idIn(properties: ReadonlyMap<string, Json>, parameter: string, noun: string): string | undefined {
  const stem = stemOf(noun);
  const wanted = [
    parameter,
    'id',
    `${stem}id`,
    '_id',
    'uuid',
    parameter.replace(/_?(id|name)$/i, ''),
    'key',
    'slug',
  ];
  for (const name of wanted) {
    const found =
      [...properties.keys()].find((key) => key === name) ??
      [...properties.keys()].find((key) => plain(key) === plain(name) && plain(name) !== '');
    if (found !== undefined && isScalar(properties.get(found))) return found;
  }
  return undefined;
}

/** The property by which a record shows what the parameter of a path above it names. */
function ownerIn({ properties, idProperty }: Resource, parameter: string, above: string): string | undefined {
  const stem = stemOf(above);
  const names = new Set([`${stem}id`, ...(plain(parameter).includes(stem) ? [plain(parameter)] : [])]);
  return [...properties.keys()].find(
    (name) => name !== idProperty && names.has(plain(name)) && isScalar(properties.get(name)),
  );
}

function isScalar(schema: Json | undefined): boolean {
  const type = isObject(schema) ? typeName(schema) : undefined;
  return type !== 'object' && type !== 'array';
}

/** Properties with the values that the body of a creation says are taken where it has none. */
function withDefaults(properties: Shape['properties'], sent?: Shape['properties']): Shape['properties'] {
  return new Map(
    [...properties].map(([name, schema]): [string, Json] => {
      const standard = own(sent?.get(name), 'default');
      const isNew = standard !== undefined && isObject(schema) && own(schema, 'default') === undefined;
      return [name, isNew ? { ...schema, default: standard } : schema];
    }),
  );
}

/** One form for `Books`, `book` and `BOOK`. */
export function stemOf(noun: string): string {
  return singular(wordsOf(noun).join('').toLowerCase());
}

const VERBS: ReadonlyMap<string, Role> = new Map([
  ...['create', 'add', 'new', 'insert', 'open', 'register'].map((verb) => [verb, 'create'] as const),
  ...['get', 'read', 'fetch', 'retrieve', 'show', 'info', 'find', 'describe'].map(
    (verb) => [verb, 'read'] as const,
  ),
  ...['list', 'all', 'search', 'query'].map((verb) => [verb, 'list'] as const),
  ...['update', 'edit', 'modify', 'change', 'set', 'patch', 'amend', 'revise'].map(
    (verb) => [verb, 'merge'] as const,
  ),
  ...['replace', 'put'].map((verb) => [verb, 'replace'] as const),
  ...['delete', 'remove', 'destroy'].map((verb) => [verb, 'delete'] as const),
]);

/** What the first word of a description says of a call whose verb is not known. */
const TOLD: readonly (readonly [RegExp, Role])[] = [
  [/^\s*(deletes?|removes?|erases?|destroys?) (an?|the|one)\b/i, 'delete'],
  [
    /^\s*(changes?|updates?|amends?|edits?|modif(?:y|ies)) (the |some )?(given|sent|fields|values|properties|what)\b/i,
    'merge',
  ],
  [/^\s*(lists?|search(?:es)?) /i, 'list'],
];

function toldBy({ about }: ApiOperation): Role | undefined {
  return TOLD.find(([pattern]) => about.some((text) => pattern.test(text)))?.[1];
}

interface Call {
  readonly operation: ApiOperation;
  readonly role: Role;
  readonly noun: string;
}

/** The verb and the noun of a path such as `/thing.create`, `/getThings` or `/things/list`. */
function callOf(operation: ApiOperation): Call | undefined {
  const segments = operation.path
    .split('/')
    .filter((segment) => segment !== '' && parameterOf(segment) === undefined);
  const words = wordsOf(segments.at(-1) ?? '').map((word) => word.toLowerCase());
  const known = words.findIndex(
    (word, index) => VERBS.has(word) && (index === 0 || index === words.length - 1),
  );
  // `lift.scrap`, of which the document says that it deletes a lift
  const isLast = /[.:]/.test(segments.at(-1) ?? '') || words.length === 1;
  const at = known >= 0 ? known : isLast ? words.length - 1 : 0;
  const role = VERBS.get(words[at] ?? '') ?? toldBy(operation);
  if (role === undefined) return undefined;
  const others = words.filter((_, index) => index !== at);
  const noun = others.length > 0 ? others.join('') : (segments.at(-2) ?? '');
  return noun === '' ? undefined : { operation, role, noun: stemOf(noun) };
}

/** A line for each operation: what was concluded, and from what. */
export interface Explanation {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly role: Role | 'act' | 'none';
  readonly resource?: string;
  /** The property of a record that is its id; absent where there is one record only. */
  readonly idProperty?: string;
  /** Where a request says which record it means. */
  readonly id?: Binding['id'];
  /** The property of the answer that holds the record or the list; a JSON pointer where it is deeper. */
  readonly wrapper?: string;
  /** The same for the body of the request. */
  readonly bodyWrapper?: string;
  readonly why: string;
}

/** What was inferred for each operation, and why. */
export function explain(
  document: ApiDocument,
  bindings: ReadonlyMap<string, Binding | Action>,
): Explanation[] {
  return document.operations.map(({ id, method, path }) => {
    const binding = bindings.get(id);
    const known = { operation: id, method, path };
    if (binding === undefined) {
      return {
        ...known,
        role: 'none',
        why: 'no resource was found; answered from examples, then from the schema',
      };
    }
    const { role, resource, why, wrapper, bodyWrapper, id: place } = binding;
    return {
      ...known,
      role,
      resource: resource.collection,
      ...(resource.idProperty !== '' && { idProperty: resource.idProperty }),
      ...(place !== undefined && { id: place }),
      ...(wrapper !== undefined && { wrapper }),
      ...(bodyWrapper !== undefined && { bodyWrapper }),
      why,
    };
  });
}

/** The record inside a body. */
export function unwrap(value: Json | undefined, wrapper: string | undefined): JsonObject | undefined {
  const inner = wrapperPath(wrapper).reduce<Json | undefined>(own, value);
  return isObject(inner) ? inner : undefined;
}

/** The names that lead to what a wrapper holds. */
export function wrapperPath(wrapper: string | undefined): readonly string[] {
  if (wrapper === undefined) return [];
  return wrapper.startsWith('/') ? parsePointer(wrapper) : [wrapper];
}

function wrapperOf(name: string): string {
  return name.startsWith('/') ? pointerTo(name) : name;
}

/** The text under which a record is kept. */
export function keyOf(record: JsonObject, idProperty: string): string {
  const id = own(record, idProperty);
  return typeof id === 'number' ? String(id) : (ownString(record, idProperty) ?? '');
}
