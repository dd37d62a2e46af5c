import { isObject, omit, own, ownList, type Json, type JsonObject } from '../../base/json.ts';
import { plain, wordsOf } from '../../base/names.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { stemOf, unwrap, type Resource } from '../../openapi/resources.ts';
import { typeName } from '../../openapi/sample.ts';
import { valueAt, withValue, type Place } from '../schema/place.ts';
import type { Bound, Made } from './bound.ts';
import { drawnOf, entriesOf, type Drawn } from './drawn.ts';
import { hasForm, isMarked } from './ids.ts';
import { asText, REVISION, type Filling, type RequestMaker } from './request-maker.ts';

/** What a server gives to callers so that they show it again. */
const PROOF = /(code|pin|otp|token|secret|passphrase|nonce|password)$/i;

/** How operations and resources belong together: what creates, shows and moves a record, and what names one. */
export class Relations {
  readonly requests: RequestMaker;
  readonly #bound: readonly Bound[];
  /** What calls draw from lists of other records, by operation. */
  readonly #drawn = new Map<string, readonly Drawn[]>();

  constructor(requests: RequestMaker, bound: readonly Bound[]) {
    this.requests = requests;
    // What no request can be made for takes part in nothing.
    this.#bound = bound.filter(({ operation }) => requests.lack(operation) === undefined);
  }

  /** The operation that does this to records of a resource; one that shows the record before one that does not. */
  find({ collection }: Resource, ...roles: readonly Bound['binding']['role'][]): Bound | undefined {
    const found = this.#bound.filter(
      ({ binding }) => binding.resource.collection === collection && roles.includes(binding.role),
    );
    const shown = found.filter(({ operation }) => operation.method !== 'HEAD');
    // A list of all before the lists of what each record above holds.
    return shown.find(({ binding }) => binding.owner === undefined) ?? shown[0] ?? found[0];
  }

  /** All operations that create or move a record. */
  calls(): readonly Bound[] {
    return this.#bound.filter(({ binding: { role } }) => role === 'create' || role === 'act');
  }

  /** All operations that list records of a resource. */
  lists({ collection }: Resource): readonly Bound[] {
    return this.#bound.filter(
      ({ binding }) => binding.resource.collection === collection && binding.role === 'list',
    );
  }

  /** All operations that need a record of a resource. */
  ofRecord({ collection }: Resource): readonly Bound[] {
    return this.#bound.filter(
      ({ binding }) => binding.resource.collection === collection && binding.id !== undefined,
    );
  }

  /** The calls that create or move records of other resources, and name one of this resource. */
  naming({ collection }: Resource): readonly Bound[] {
    const isThis = (other: Resource): boolean => other.collection === collection;
    return this.#bound.filter(({ operation, names, binding: { role, resource } }) => {
      if ((role !== 'create' && role !== 'act') || isThis(resource)) return false;
      const joined = names === undefined ? undefined : this.linkOf(names, resource);
      const above = [...this.parents(operation, names).values(), joined];
      const isBelow = role === 'create' && above.some((one) => one !== undefined && isThis(one));
      // A call on a record names what the record is below: it uses nothing else.
      const creating = role === 'act' ? this.find(resource, 'create') : undefined;
      const scope = creating && this.scope(creating);
      const links = this.links(this.requests.ground(operation), resource).filter(
        ({ place }) => scope?.has(String(place[0])) !== true,
      );
      return isBelow || links.some((link) => isThis(link.resource));
    });
  }

  /** The resources that the path of an operation names by id, and that can be created. */
  parents({ path }: Pick<OperationDescriptor, 'path'>, names?: string): ReadonlyMap<string, Resource> {
    const found = new Map<string, Resource>();
    for (const { 0: variable, index } of path.matchAll(/\{[^{}]+\}/g)) {
      const before = shape(path.slice(0, index));
      const holder = this.#bound.find(
        ({ binding }) => binding.role === 'create' && shape(binding.resource.collection) === before,
      );
      if (holder !== undefined && variable !== `{${names}}`)
        found.set(variable.slice(1, -1), holder.binding.resource);
    }
    return found;
  }

  /** The resources that a call of an operation needs records of, or creates one of. */
  needs(operation: OperationDescriptor): readonly Resource[] {
    const parents = [...this.parents(operation).values()];
    const { binding } = this.bound(operation) ?? {};
    if (binding === undefined || this.find(binding.resource, 'create') === undefined) return parents;
    return this.isCall(operation, binding) || binding.role === 'create'
      ? [...parents, binding.resource]
      : parents;
  }

  /** Whether the record that an operation names is not that of a part of its path below a collection. */
  isCall(operation: OperationDescriptor, { id }: Bound['binding']): boolean {
    return id !== undefined && (id.in !== 'path' || !this.parents(operation).has(id.name));
  }

  bound(operation: OperationDescriptor): Bound | undefined {
    return this.#bound.find((one) => one.operation === operation);
  }

  /** The kinds of records that a creation names, in its path or in its body. */
  named({ operation, binding, names }: Bound): readonly Resource[] {
    const ground = this.requests.ground(operation);
    const needed = [
      ...this.parents(operation, names).values(),
      ...this.links(unwrap(ground, binding.bodyWrapper) ?? ground, binding.resource).map(
        (link) => link.resource,
      ),
    ];
    return distinct(needed);
  }

  /** The path of a call at a place; one that creates a record names a new one. */
  at({ operation, names }: Bound, place: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return names === undefined || place.has(names)
      ? place
      : new Map([...place, [names, this.requests.newName(operation, names)]]);
  }

  /** Whether an operation wants to know which state of a record it changes. */
  needsTag({ parameters, responses }: OperationDescriptor): boolean {
    return (
      parameters.some(({ in: place, name }) => place === 'header' && /^if-match$/i.test(name)) ||
      responses.some(({ status }) => status === '428')
    );
  }

  /** The property of a body that says which state of the record a change is for; callers do not set it. */
  revisionOf({ operation, binding: { role, resource, bodyWrapper } }: Bound): Revision | undefined {
    if (role === 'create' || role === 'list' || role === 'read') return undefined;
    const creating = this.find(resource, 'create');
    const settable = creating && this.requests.properties(creating.operation, creating.binding.bodyWrapper);
    const counts = [...resource.properties].filter(
      ([name, property]) =>
        REVISION.test(name) &&
        isObject(property) &&
        typeName(property) === 'integer' &&
        own(settable, name) === undefined,
    );
    const places = bodyWrapper === undefined ? [[]] : [[], [bodyWrapper]];
    for (const place of places)
      for (const name of Object.keys(this.requests.properties(operation, place[0])))
        for (const [property] of counts)
          if (plain(name).replace(/^(if|expected|current|base|known|last)/, '') === plain(property))
            return { name, property, place: [...place, name] };
    return undefined;
  }

  /** What makes an operation of a resource work on this record. */
  on(bound: Bound, made: Made, body?: Json, isStale = false): Filling {
    const { operation, binding } = bound;
    const { id, owner, role, bodyWrapper } = binding;
    const name = id?.name ?? '';
    const path = new Map(this.at(bound, made.place));
    const above = owner && own(made.record, owner.property);
    if (owner !== undefined && above !== undefined && !path.has(owner.parameter))
      path.set(owner.parameter, asText(above));
    if (id?.in === 'path') path.set(name, made.id);
    const sent =
      body ??
      (role === 'merge' || role === 'replace' || role === 'act' || id?.in === 'body'
        ? this.requests.ground(operation)
        : undefined);
    const value = own(made.record, made.resource.idProperty) ?? made.id;
    const revision = isStale ? undefined : this.revisionOf(bound);
    const present = revision === undefined ? undefined : own(made.record, revision.property);
    // A call may take more than its changes: that stays.
    const ground =
      bodyWrapper === undefined || id?.in !== 'body' ? undefined : this.requests.ground(operation);
    const whole = isObject(ground) && isObject(sent) ? { ...omit(ground, bodyWrapper ?? ''), ...sent } : sent;
    const stated = revision && valueAt(whole, revision.place);
    const isNeeded =
      revision !== undefined &&
      stated === undefined &&
      isObject(whole) &&
      ownList(this.requests.schema(operation), 'required').includes(revision.name);
    const current =
      revision === undefined || present === undefined || !(Number.isInteger(stated) || isNeeded)
        ? whole
        : withValue(whole ?? {}, revision.place, present);
    return {
      path,
      ...(id?.in === 'query' && { query: { [name]: made.id } }),
      body:
        id?.in === 'body'
          ? {
              ...this.within({ place: this.left(bound, made.place) }, isObject(current) ? current : {}),
              [name]: value,
            }
          : current,
    };
  }

  /** The properties of an action by which callers show what the server gave them: the `pickupCode` of a parcel. */
  proofsOf({ operation, binding: { role, resource } }: Bound): readonly string[] {
    if (role !== 'act') return [];
    const creating = this.find(resource, 'create');
    const settable = creating && this.requests.properties(creating.operation, creating.binding.bodyWrapper);
    return Object.keys(this.requests.properties(operation, undefined)).filter((name) => {
      const property = resource.properties.get(name);
      const isGiven =
        typeName(isObject(property) ? property : {}) === 'string' && ownList(property, 'enum').length === 0;
      return PROOF.test(name) && isGiven && own(settable, name) === undefined && name !== resource.idProperty;
    });
  }

  /** What is known to be above a record, without what a call gives it instead. */
  left(
    bound: Partial<Bound> & Pick<Bound, 'operation'>,
    place: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string> {
    const { operation, binding } = bound;
    const others = binding === undefined ? new Set<string>() : this.#elsewhere({ operation, binding });
    return others.size === 0 ? place : new Map([...place].filter(([name]) => !others.has(name)));
  }

  /** The properties of an action that name another record than the present one: "Send a parcel to another locker". */
  #elsewhere({ operation, binding }: Bound): ReadonlySet<string> {
    if (binding.role !== 'act') return new Set();
    const words = `${operation.summary} ${this.requests.wordsOf(operation)}`;
    const links = this.links(this.requests.ground(operation), undefined).filter(({ resource }) =>
      new RegExp(`\\b(another|different|new|other)( [\\w-]+)? ${stemOf(resource.name)}`, 'i').test(words),
    );
    return new Set(links.map(({ place }) => String(place[0])));
  }

  /** The body of a call, with the records that this one is below. */
  within({ place }: Pick<Made, 'place'>, body: JsonObject): JsonObject {
    const known = Object.entries(body).flatMap(([name, value]): [string, Json][] => {
      const id = place.get(name);
      return id === undefined ? [] : [[name, typeof value === 'number' ? Number(id) : id]];
    });
    return { ...body, ...Object.fromEntries(known) };
  }

  /** The names under which records of a resource are below others. */
  above(resource: Resource): readonly string[] {
    const creating = this.find(resource, 'create');
    return creating === undefined
      ? []
      : [...this.parents(creating.operation).keys(), ...this.scope(creating)];
  }

  /** The properties of the body of a call that name what a new record is below: those that it must have. */
  scope({ operation, binding: { resource, bodyWrapper } }: Bound): ReadonlySet<string> {
    const isCall = !resource.collection.startsWith('/');
    const ground = isCall ? unwrap(this.requests.ground(operation), bodyWrapper) : undefined;
    const required = new Set(ownList(this.requests.schema(operation), 'required'));
    const links = this.links(ground, resource).map(({ place }) => String(place[0]));
    return new Set(links.filter((name) => required.has(name) && name !== resource.idProperty));
  }

  /** The properties of a call whose values come from a list of a record that it names, or of one that is above that. */
  drawn(bound: Bound): readonly Drawn[] {
    const { operation, binding } = bound;
    const known = this.#drawn.get(operation.id);
    if (known !== undefined) return known;
    const named = [...this.named(bound), ...(binding.role === 'act' ? [binding.resource] : [])];
    const above = named.flatMap((of) => {
      const making = this.find(of, 'create');
      return making === undefined ? [] : this.named(making);
    });
    const inLists = drawnOf(this.requests, bound, distinct([...named, ...above]), (resource) => {
      const making = this.find(resource, 'create');
      return making && this.requests.properties(making.operation, making.binding.bodyWrapper);
    });
    const creatable = this.#bound.filter((one) => one.binding.role === 'create');
    const entries = entriesOf(this.requests, bound, distinct(creatable.map((one) => one.binding.resource)));
    const isLink = ({ name }: Drawn): boolean => this.linkOf(name, binding.resource) !== undefined;
    const found = [...inLists, ...entries.filter((one) => !isLink(one))];
    this.#drawn.set(operation.id, found);
    return found;
  }

  /** The places of the body of a call that name records, apart from the one that it is about. */
  linksOf({ binding }: Partial<Bound>, body: Json | undefined): readonly Link[] {
    const named = binding?.id?.in === 'body' ? binding.id.name : undefined;
    const self = binding?.role === 'act' ? undefined : binding?.resource;
    return this.links(body, self).filter(({ place }) => place.length > 1 || place[0] !== named);
  }

  /** The places of a body that name a record of another resource, or of any. */
  links(body: Json | undefined, self: Resource | undefined, place: Place = []): readonly Link[] {
    if (Array.isArray(body))
      return body.flatMap((entry, index) => this.links(entry, self, [...place, index]));
    return Object.entries(isObject(body) ? body : {}).flatMap(([name, value]) => {
      const resource = this.linkOf(name, self, value);
      const here = [...place, name];
      return resource === undefined ? this.links(value, self, here) : [{ place: here, resource }];
    });
  }

  /** A body with texts of its own; what names other records stays. */
  fresh(
    { operation, binding }: Bound,
    body: Json | undefined,
    mark: string,
    ...kept: readonly string[]
  ): Json | undefined {
    const inner = unwrap(body, binding.bodyWrapper) ?? {};
    const links = [
      ...this.links(inner, binding.resource).map(({ place }) => String(place[0])),
      ...this.drawn({ operation, binding }).map(({ name }) => name),
    ];
    // A record keeps its id.
    const id = binding.role === 'create' ? '' : binding.resource.idProperty;
    return this.requests.fresh(
      operation,
      body,
      binding.bodyWrapper,
      mark,
      ...kept,
      ...links,
      binding.id?.name ?? '',
      id,
    );
  }

  /**
   * The resource that `projectId`, `from_project_id` or `projectIds` means, or whose ids have the form of the value;
   * the id of the record itself means none, unless it is that of another one: members of a room, each a person.
   */
  linkOf(property: string, self?: Resource, value?: Json): Resource | undefined {
    const words = wordsOf(property).map((word) => word.toLowerCase());
    const isId = words.length > 1 && /^(ids?|uuid)$/.test(words.at(-1) ?? '');
    const isOwn = isId && self !== undefined && stemOf(words.slice(0, -1).join('-')) === stemOf(self.name);
    if (isOwn || (property === self?.idProperty && !isId)) return undefined;
    const stems = new Set(words.map((_, from) => stemOf(words.slice(from, isId ? -1 : undefined).join('-'))));
    const all = this.#bound
      .filter(({ binding: { role } }) => role === 'create')
      .map(({ binding: { resource } }) => resource);
    const isNamed = ({ name, idProperty }: Resource): boolean =>
      stems.has(stemOf(name)) || plain(property).endsWith(`${stemOf(name)}${plain(idProperty)}`);
    const [first] = [value].flat();
    const formed = all.filter((other) => typeof first === 'string' && hasForm(first, other));
    const marked = formed.find(isMarked);
    if (!isId) return formed.find(isNamed) ?? marked;
    if (property === self?.idProperty) return all.find((one) => one !== self && isNamed(one));
    const others = formed.filter(({ collection }) => collection !== self?.collection);
    return all.find(isNamed) ?? marked ?? (stems.has('parent') ? formed : others)[0];
  }
}

/** Each kind of record once, in the order in which they come first. */
export function distinct(resources: readonly Resource[]): readonly Resource[] {
  return [...new Map(resources.map((one) => [one.collection, one])).values()];
}

/** How a body names the state of the record that it is for: `if_revision` for `revision`. */
export interface Revision {
  /** In the body. */
  readonly name: string;
  readonly place: Place;
  /** In the record. */
  readonly property: string;
}

/** A place of a body that names a record. */
export interface Link {
  readonly place: Place;
  readonly resource: Resource;
}

function shape(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
}
