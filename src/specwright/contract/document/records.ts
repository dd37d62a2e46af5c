import { isObject, objectAt, own, type Json, type JsonObject } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { keyOf, stemOf, unwrap, type Binding, type Resource } from '../../openapi/resources.ts';
import { Skip, type Probe } from '../engine/case.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Leftover } from '../engine/report.ts';
import type { Session } from '../engine/session.ts';
import { toSentRequest } from '../engine/request.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Filling, RequestMaker } from './request-maker.ts';

/** Records that records are made of: deeper is a circle. */
const DEEPEST = 4;

/** An operation and what it does to its resource. */
export interface Bound {
  readonly operation: OperationDescriptor;
  readonly binding: Binding;
}

/** A record that the run created. */
export interface Made {
  readonly resource: Resource;
  readonly id: string;
  /** What was sent. */
  readonly sent: Json | undefined;
  /** What the answer showed. */
  readonly record: JsonObject;
  /** Values of the path of its collection. */
  readonly place: ReadonlyMap<string, string>;
  readonly exchange: Exchange;
}

/** Creates the records that cases need, each its own, and removes them. */
export class Records {
  readonly requests: RequestMaker;
  readonly #bound: readonly Bound[];
  readonly #open = new Set<Made>();
  readonly #shared = new Map<string, Promise<Filling>>();

  constructor(requests: RequestMaker, bound: readonly Bound[]) {
    this.requests = requests;
    this.#bound = bound;
  }

  /** The operation that does this to records of a resource. */
  find({ collection }: Resource, ...roles: readonly Binding['role'][]): Bound | undefined {
    return this.#bound.find(
      ({ binding }) => binding.resource.collection === collection && roles.includes(binding.role),
    );
  }

  /** Whether records of a resource, and all that they need, can be removed again. */
  isRemovable(resource: Resource): boolean {
    return this.find(resource, 'delete') !== undefined;
  }

  /** The resources that the path of an operation names by id, and that can be created. */
  parents({ path }: Pick<OperationDescriptor, 'path'>): ReadonlyMap<string, Resource> {
    const found = new Map<string, Resource>();
    for (const { 0: variable, index } of path.matchAll(/\{[^{}]+\}/g)) {
      const before = shape(path.slice(0, index));
      const holder = this.#bound.find(
        ({ binding }) => binding.role === 'create' && shape(binding.resource.collection) === before,
      );
      if (holder !== undefined) found.set(variable.slice(1, -1), holder.binding.resource);
    }
    return found;
  }

  /** The resources that a call of an operation needs records of, or creates one of. */
  needs(operation: OperationDescriptor): readonly Resource[] {
    const parents = [...this.parents(operation).values()];
    const { binding } = this.bound(operation) ?? {};
    if (binding === undefined || this.find(binding.resource, 'create') === undefined) return parents;
    const isCall = binding.id !== undefined && binding.id.in !== 'path';
    return isCall || binding.role === 'create' ? [...parents, binding.resource] : parents;
  }

  bound(operation: OperationDescriptor): Bound | undefined {
    return this.#bound.find((one) => one.operation === operation);
  }

  /** Creates a record; what it depends on is created first. */
  async make(probe: Probe, resource: Resource, wanted: Wanted = {}, depth = 0): Promise<Made> {
    const creating = this.find(resource, 'create');
    if (creating === undefined || depth > DEEPEST) throw new Skip(`nothing creates ${resource.name}`);
    const { operation, binding } = creating;
    const place = wanted.place ?? (await this.place(probe, operation, depth + 1));
    const body = wanted.body ?? this.requests.ground(operation);
    const linked = await this.#link(probe, operation, binding, body, depth);
    const sent =
      wanted.asIs === true
        ? linked
        : this.requests.fresh(operation, linked, probe.session.settings.runId.slice(3));
    const exchange = await probe.send(
      this.requests.request(operation, { path: place, body: sent }),
      wanted.expectation?.(sent) ?? neutral(operation),
    );
    const made = this.adopt(creating, exchange, place, sent);
    if (made !== undefined) return made;
    const status = exchange.answer?.status ?? Number.POSITIVE_INFINITY;
    throw new Skip(
      status >= 300
        ? `${operation.id} answers ${exchange.answer?.status ?? 'nothing'} to a valid request`
        : `the answer of ${operation.id} does not show an id`,
    );
  }

  /** Takes charge of what a call created; `undefined` where it created nothing, or does not show what. */
  adopt(
    { binding }: Bound,
    exchange: Exchange,
    place: ReadonlyMap<string, string>,
    sent: Json | undefined,
  ): Made | undefined {
    const { answer } = exchange;
    if (answer === undefined || answer.status < 200 || answer.status > 299) return undefined;
    const { resource } = binding;
    const record = unwrap(answer.json, binding.wrapper) ?? {};
    const id = keyOf(record, resource.idProperty) || lastSegment(answer.headers['location']);
    if (id === '') return undefined;
    const inner = unwrap(sent, binding.bodyWrapper) ?? sent;
    const made: Made = { resource, id, sent: inner, record, place, exchange };
    this.#open.add(made);
    return made;
  }

  /** Values for the path of an operation, its records created. */
  async place(probe: Probe, operation: OperationDescriptor, depth = 0): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for (const [name, resource] of this.parents(operation)) {
      const made = await this.make(probe, resource, { place: new Map(values) }, depth);
      for (const entry of made.place) values.set(...entry);
      values.set(name, made.id);
    }
    return values;
  }

  /** As `place`, for requests that change nothing: they share their records. */
  shared(probe: Probe, operation: OperationDescriptor): Promise<Filling> {
    const known = this.#shared.get(operation.id) ?? this.fill(probe, operation);
    this.#shared.set(operation.id, known);
    return known;
  }

  /** What makes an operation work on a record of its own. */
  async fill(probe: Probe, operation: OperationDescriptor): Promise<Filling> {
    const bound = this.bound(operation);
    const { binding } = bound ?? {};
    const isCall = binding?.id !== undefined && binding.id.in !== 'path';
    if (
      bound !== undefined &&
      binding !== undefined &&
      isCall &&
      this.find(binding.resource, 'create') !== undefined
    )
      return this.on(bound, await this.make(probe, binding.resource));
    const path = await this.place(probe, operation);
    const ground = this.requests.ground(operation);
    return {
      path,
      body: binding === undefined ? ground : await this.#link(probe, operation, binding, ground, 0),
    };
  }

  /** What makes an operation of a resource work on this record. */
  on({ operation, binding: { id, role } }: Bound, made: Made, body?: Json): Filling {
    const name = id?.name ?? '';
    const path = new Map(made.place);
    if (id?.in === 'path') path.set(name, made.id);
    const sent =
      body ??
      (role === 'merge' || role === 'replace' || id?.in === 'body'
        ? this.requests.ground(operation)
        : undefined);
    const value = own(made.record, made.resource.idProperty) ?? made.id;
    return {
      path,
      ...(id?.in === 'query' && { query: { [name]: made.id } }),
      body: id?.in === 'body' ? { ...(isObject(sent) ? sent : {}), [name]: value } : sent,
    };
  }

  /** Forgets a record that a case has removed itself. */
  removed(made: Made): void {
    this.#open.delete(made);
  }

  /** Removes what is left, the newest first. Returns what could not be removed. */
  async cleanUp({ transport, settings, token }: Session): Promise<readonly Leftover[]> {
    const leftovers: Leftover[] = [];
    for (const made of [...this.#open].reverse()) {
      const deleting = this.find(made.resource, 'delete');
      const request = deleting && this.requests.request(deleting.operation, this.on(deleting, made));
      const exchange =
        request && (await transport(toSentRequest(request, settings.baseUrl, token), settings.timeout));
      const status = exchange?.answer?.status ?? 0;
      const isGone = (status >= 200 && status < 300) || status === 404 || status === 410;
      if (!isGone) leftovers.push({ id: `${made.resource.name} ${made.id}` });
      this.#open.delete(made);
    }
    return leftovers;
  }

  /** Fills the properties that name other resources with ids of records that exist. */
  async #link(
    probe: Probe,
    operation: OperationDescriptor,
    binding: Binding,
    body: Json | undefined,
    depth: number,
  ): Promise<Json | undefined> {
    if (!isObject(body)) return body;
    const inner = unwrap(body, binding.bodyWrapper) ?? body;
    const properties = objectAt(this.requests.schema(operation) ?? {}, 'properties');
    const changes: JsonObject = {};
    for (const name of Object.keys(inner)) {
      const other = this.#named(name, binding.resource);
      if (other === undefined) continue;
      const { record, resource, id } = await this.make(probe, other, {}, depth + 1);
      const value = own(record, resource.idProperty) ?? id;
      changes[name] = own(properties[name] ?? null, 'type') === 'array' ? [value] : value;
    }
    const linked = { ...inner, ...changes };
    return binding.bodyWrapper === undefined ? linked : { ...body, [binding.bodyWrapper]: linked };
  }

  /** The resource that `projectId`, `project_id` or `projectIds` means. */
  #named(property: string, self: Resource): Resource | undefined {
    const stem = /^(.+?)_?ids?$/i.exec(property)?.[1];
    if (stem === undefined || stem === '') return undefined;
    return this.#bound.find(
      ({ binding: { role, resource } }) =>
        role === 'create' &&
        resource.collection !== self.collection &&
        stemOf(resource.name) === stemOf(stem),
    )?.binding.resource;
  }
}

/** How a record is to be made. */
export interface Wanted {
  readonly body?: Json | undefined;
  readonly place?: ReadonlyMap<string, string>;
  /** Set where the body must go out as it is. */
  readonly asIs?: true;
  readonly expectation?: (sent: Json | undefined) => Expectation;
}

/** Takes any documented answer: the request prepares another one. */
function neutral(operation: OperationDescriptor): Expectation {
  return { accept: [{ statuses: documented(operation) }], because: 'the request is as the document says' };
}

const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);

/** Documented statuses below 500, successes first. */
export function documented({ responses }: OperationDescriptor): readonly number[] {
  const statuses = responses.flatMap(({ status }) => {
    if (status === 'default') return CLIENT_ERRORS;
    return /^\dXX$/i.test(status)
      ? Array.from({ length: 100 }, (_, index) => Number(status[0]) * 100 + index)
      : [Number(status)];
  });
  return statuses.filter((status) => status < 500).sort((a, b) => a - b);
}

function shape(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
}

function lastSegment(location: string | undefined): string {
  const [path = ''] = (location ?? '').split('?');
  const segment = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // percent signs that escape nothing are themselves
  }
}
