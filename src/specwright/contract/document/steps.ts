import {
  canonicalText,
  isObject,
  objectAt,
  own,
  ownNumber,
  ownString,
  ownStrings,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import type { ParameterStyle } from '../../openapi/operation.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../openapi/paging.ts';
import { refusalWords } from '../../openapi/outcome.ts';
import { keyOf, unwrap, wrapperPath, type Resource } from '../../openapi/resources.ts';
import type { Probe } from '../engine/case.ts';
import type { Demand, Expectation } from '../engine/expectation.ts';
import { isSuccess, type Exchange } from '../exchange/exchange.ts';
import type { Api } from '../api/api.ts';
import { withValue, type Place } from '../schema/place.ts';
import { defaultsOf, flaw, miscounted, shows, stateDemand } from './record-demands.ts';
import { documented, type Bound, type Made } from './bound.ts';
import type { Records } from './records.ts';
import { nextPage, totalOf, totalsOf } from './page-marks.ts';
import { asText } from './request-maker.ts';
import { hasStatus, innerSchema, MOST_VALUES, otherValue, plain, successes, wrapped } from './values.ts';

/** Pages that are turned in search of a record. */
const MOST_PAGES = 20;
export const GONE = [404, 410];
export const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);

/** What a list takes: the name under which it is asked, the schema, and how several values are written. */
export interface Asked {
  readonly name: string;
  readonly schema: JsonObject;
  readonly style?: ParameterStyle;
  readonly required?: boolean;
  /** Where it is written, if not under its name alone: `filter[status]` of a query, `filter` and `status` of a body. */
  readonly at?: Place;
}

/** Parameters and properties that hold what a list is asked for: their members mean what they are named like. */
const HOLDER = /^(filters?|where|criteria|conditions?|query|match|search|page|paging|pagination)$/i;

/** How a call differs from the usual one. */
export interface Extras {
  readonly body?: Json | undefined;
  /** What a list is asked for. */
  readonly ask?: Readonly<Record<string, Json>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly demands?: readonly Demand[];
  /** Statuses instead of the documented successes. */
  readonly accept?: readonly number[];
  /** In what way the call violates the document. */
  readonly violation?: string;
  /** The body names the state of the record that it is for, which may be an older one. */
  readonly isStale?: boolean;
  /** The record is not there. */
  readonly gone?: boolean;
  /** Rules outside the schema may refuse the change. */
  readonly mayRefuse?: boolean;
  /** What the server gave to callers, to be shown again, is sent with another letter. */
  readonly isForged?: boolean;
}

/** The calls that sequences over one resource are made of. */
export class Steps {
  readonly api: Api;
  readonly records: Records;
  readonly creating: Bound;

  constructor(api: Api, records: Records, creating: Bound) {
    this.api = api;
    this.records = records;
    this.creating = creating;
  }

  get resource(): Resource {
    return this.creating.binding.resource;
  }

  find(...roles: readonly Bound['binding']['role'][]): Bound | undefined {
    return this.records.find(this.resource, ...roles);
  }

  /** Whether the refusals of a call speak of a value: "`urgent` is not part of the free plan". */
  isSpokenOf({ operation }: Bound, value: Json | undefined): boolean {
    const refusals = this.records.requests.refusals(operation, /^4\d\d$/);
    return typeof value === 'string' && refusals.some(({ text }) => text.includes(`\`${value}\``));
  }

  /** What the document says of refusals that come with a success. */
  refusalWords({ operation }: Bound): string {
    return this.records.requests.successes(operation).map(refusalWords).join(' ').trim();
  }

  /** What a record that is not there is refused with: the documented status; where 400 is the only one that would do, 400. */
  missing(bound: Bound): readonly number[] {
    const { operation } = bound;
    // Where refusals come with a success, the document has another status for none of them.
    const isCoded = this.refusalWords(bound) !== '';
    const stated = GONE.filter((status) =>
      isCoded ? hasStatus(operation, `${status}`) : documented(operation).includes(status),
    );
    if (stated.length > 0) return stated;
    if (isCoded) return [400];
    return [...GONE, ...(hasStatus(operation, '400') ? [400] : [])];
  }

  /** Whether the document says that a call which names no record is refused. */
  refusesUnknown(bound: Bound): boolean {
    return hasStatus(bound.operation, '404', '410') || this.refusalWords(bound) !== '';
  }

  /** Creates a record; the answer must show what was sent, and the defaults. */
  make(probe: Probe, body?: Json, place?: Made['place']): Promise<Made> {
    return this.records.make(probe, this.resource, {
      ...(body !== undefined && { body }),
      ...(place !== undefined && { place }),
      expectation: (sent) => this.created(sent),
    });
  }

  created(sent: Json | undefined): Expectation {
    const { operation, binding, names } = this.creating;
    const inner = unwrap(sent, binding.bodyWrapper) ?? sent;
    const schema = innerSchema(this.records.requests.schema(operation), binding.bodyWrapper);
    // `has_secret` says whether there is a `secret`, which answers do not show.
    const told = [...this.resource.properties].flatMap(([name, property]): [string, Json][] => {
      const value = Object.entries(isObject(inner) ? inner : {}).find(
        ([one]) => plain(name) === `has${plain(one)}`,
      )?.[1];
      return value === undefined || own(property, 'type') !== 'boolean' ? [] : [[name, value !== null]];
    });
    const expected = {
      ...defaultsOf(schema, inner),
      ...(isObject(inner) ? inner : {}),
      ...Object.fromEntries(told),
    };
    return {
      accept: [{ statuses: [...(names === undefined ? successes(operation) : [201]), 409] }],
      because: 'the body is as the document says',
      demands: [
        shows(this.creating, expected, 'the request said so, or the document as the default'),
        this.#formulas(this.creating),
      ],
    };
  }

  async send(
    probe: Probe,
    bound: Bound,
    made: Made,
    because: string,
    extras: Extras = {},
  ): Promise<Exchange> {
    const { ask = {}, demands, gone = false, mayRefuse = false, violation } = extras;
    const isAct = bound.binding.role === 'act';
    const body = extras.body ?? (isAct ? await this.ground(probe, bound, made) : undefined);
    const revision = gone || extras.isStale === true ? undefined : this.records.revisionOf(bound);
    const proofs = gone ? [] : this.records.proofsOf(bound);
    const isTold = revision !== undefined || proofs.length > 0;
    const present = isTold ? { ...made, record: await this.look(probe, made) } : made;
    const usual = this.records.on(bound, present, body, extras.isStale === true);
    const shown = proofs.reduce((sent, name) => {
      const value = ownString(present.record, name);
      if (value === undefined || sent === undefined) return sent;
      return withValue(sent, [name], extras.isForged === true ? forged(value) : value);
    }, usual.body);
    const filling = proofs.length === 0 ? usual : { ...usual, body: shown };
    const headers = extras.headers ?? (await this.records.tags(probe, bound, filling));
    const places = new Map(
      (extras.ask === undefined ? [] : this.asked(bound)).map(({ name, at = [name] }) => [name, at]),
    );
    const isQuery =
      bound.operation.method === 'GET' ||
      bound.operation.parameters.some(
        ({ in: place, name }) =>
          place === 'query' && Object.keys(ask).some((one) => (places.get(one)?.[0] ?? one) === name),
      );
    const texts = Object.fromEntries(
      Object.entries(ask).map(([name, value]) => [
        String(places.get(name)?.[0] ?? name),
        Array.isArray(value) ? value.map(asText) : asText(value),
      ]),
    );
    const request = this.records.requests.request(bound.operation, {
      ...filling,
      query: { ...filling.query, ...(isQuery && { ...this.#chosen(bound, made), ...texts }) },
      ...(!isQuery &&
        bound.binding.role === 'list' &&
        this.#asksInBody(bound) && {
          body: Object.entries(ask).reduce<Json>(
            (asked, [name, value]) => withValue(asked, places.get(name) ?? [name], value),
            this.#asked(bound, made),
          ),
        }),
      ...(headers && { headers }),
    });
    const isCoded = mayRefuse && this.refusalWords(bound) !== '';
    const others = mayRefuse
      ? documented(bound.operation).filter((status) => status === 409 || status === 422 || isCoded)
      : [];
    // Whether a tag fits a record that is not there is a question that servers answer differently.
    const untagged = gone && this.records.needsTag(bound.operation) ? [412, 428] : [];
    const [isNew, isOld] = [bound.names !== undefined, bound.binding.role === 'replace'];
    // What creates and replaces says by its status what it did.
    const right = successes(bound.operation).filter(
      (status) => (!isNew && !isOld) || (status === 201) === isNew,
    );
    const statuses =
      extras.accept ??
      (gone
        ? [...this.missing(bound), ...untagged]
        : [...(right.length > 0 ? right : successes(bound.operation)), ...others]);
    return probe.send(request, {
      accept: [{ statuses }],
      because,
      demands: [...(demands ?? []), this.#formulas(bound)],
      ...(violation !== undefined && { violation }),
    });
  }

  /** The body of an action, with links to records that exist. */
  async ground(probe: Probe, bound: Bound, made?: Pick<Made, 'place'>): Promise<Json | undefined> {
    const linked = await this.records.linked(
      probe,
      bound,
      this.records.requests.ground(bound.operation),
      [],
      made?.place,
    );
    // Others may have the same values.
    return this.records.fresh(bound, linked, 'g');
  }

  #asksInBody({ operation }: Bound): boolean {
    return this.records.requests.media(operation) !== undefined;
  }

  /** What the query of a list must hold: it asks for what the record has. */
  #chosen(list: Bound, made: Made): Readonly<Record<string, string>> {
    if (list.binding.role !== 'list') return {};
    const names = list.operation.parameters.filter(
      ({ in: place, required }) => place === 'query' && required,
    );
    return Object.fromEntries(
      names.flatMap(({ name }): [string, string][] => {
        const value = made.place.get(name) ?? own(made.record, name) ?? own(made.sent, name);
        return value === undefined ? [] : [[name, asText(value)]];
      }),
    );
  }

  /** What the body of a list must hold: it asks for what the record has. */
  #asked({ operation }: Bound, made: Made): JsonObject {
    const known = Object.entries(this.records.requests.least(operation)).map(
      ([name, value]): [string, Json] => [name, own(made.record, name) ?? own(made.sent, name) ?? value],
    );
    return this.records.within(made, Object.fromEntries(known));
  }

  /** What a list can be asked for, in the query or in the body of a call. */
  asked({ operation, binding }: Bound): readonly Asked[] {
    const query = operation.parameters
      .filter(({ in: place }) => place === 'query')
      .flatMap((one): Asked[] => {
        const [, holder = '', member] = /^(\w+)\[(\w+)\]$/.exec(one.name) ?? [];
        const isSpread = one.style === undefined || one.style === 'brackets';
        const inner = HOLDER.test(one.name) && isSpread ? membersOf(one.schema) : [];
        if (inner.length > 0)
          return inner.map(([name, schema]) => ({
            name: meant(one.name, name),
            schema,
            at: [one.style === 'brackets' ? `${one.name}[${name}]` : name],
          }));
        return member === undefined || !HOLDER.test(holder)
          ? [one]
          : [{ ...one, name: meant(holder, member), at: [one.name] }];
      });
    const schema = operation.method === 'GET' ? {} : (this.records.requests.schema(operation) ?? {});
    const inBody = membersOf(schema).flatMap(([name, property]): Asked[] => {
      if (name === binding.id?.name) return [];
      const inner = HOLDER.test(name) ? membersOf(property) : [];
      return inner.length > 0
        ? inner.map(([one, of]) => ({ name: meant(name, one), schema: of, at: [name, one] }))
        : [{ name, schema: property, required: ownStrings(schema, 'required').includes(name) }];
    });
    return [...query, ...inBody];
  }

  /** What a list takes as its size or place, by the names that such parameters have. */
  paging(list: Bound, pattern: RegExp): Asked | undefined {
    return this.asked(list).find((one) => this.isPaging(one, pattern));
  }

  /** Whether a name means a part of paging: it is not that of a property, nor does it take a day. */
  isPaging({ name, schema }: Asked, ...patterns: readonly RegExp[]): boolean {
    const isDay = ownString(schema, 'format')?.startsWith('date') === true;
    return !isDay && !this.resource.properties.has(name) && patterns.some((one) => one.test(name));
  }

  /** The record as a read shows it; what the answer to its creation showed where nothing reads it. */
  async look(probe: Probe, made: Made): Promise<JsonObject> {
    const reading = this.find('read');
    if (reading === undefined) return await this.#listed(probe, made);
    const { answer } = await this.send(probe, reading, made, 'the record exists');
    return unwrap(answer?.json, reading.binding.wrapper) ?? made.record;
  }

  /** Reads the record: it must show these values. */
  async read(probe: Probe, made: Made, known: JsonObject, because: string): Promise<void> {
    const reading = this.find('read');
    if (reading === undefined) {
      await this.#listed(probe, made, known, because);
      return;
    }
    const id = own(made.record, this.resource.idProperty);
    const expected = { ...known, ...(id !== undefined && { [this.resource.idProperty]: id }) };
    await this.send(probe, reading, made, because, { demands: [shows(reading, expected, because)] });
  }

  /** The record as a list shows it, where nothing else does; it must have these values. */
  async #listed(probe: Probe, made: Made, known: JsonObject = {}, because = ''): Promise<JsonObject> {
    const list = this.find('list');
    if (list === undefined || this.resource.idProperty === '') return made.record;
    const { wrapper: _wrapper, ...binding } = list.binding;
    const isThis = (entry: JsonObject): boolean => keyOf(entry, this.resource.idProperty) === made.id;
    const { check, examine } = shows({ ...list, binding }, known, because);
    const demand: Demand = {
      check,
      *examine(answer, api) {
        for (const json of entriesOf(answer.json)) if (isThis(json)) yield* examine({ ...answer, json }, api);
      },
    };
    const entriesOf = (json: Json | undefined) => this.entries(list, json);
    const isFound = (ids: readonly string[]): boolean => ids.includes(made.id);
    const { seen } = await this.walk(probe, list, made, {}, isFound, undefined, [demand]);
    return seen.find(isThis) ?? made.record;
  }

  /** A valid body with other values than these; links to records stay, and are left out where none is known. */
  other(bound: Bound, known: JsonObject): JsonObject {
    const { operation, binding } = bound;
    const ground = unwrap(this.records.requests.ground(operation), binding.bodyWrapper) ?? {};
    const properties = innerSchema(this.records.requests.schema(operation), binding.bodyWrapper)[
      'properties'
    ];
    const changed: JsonObject = {};
    const strange: Place[] = [];
    for (const [name, value] of Object.entries(ground)) {
      const old = own(known, name);
      changed[name] = this.isLink(name, value)
        ? (old ?? value)
        : (otherValue(own(properties, name), old) ?? value);
      if ((old ?? null) === null && this.records.linkOf(name, this.resource, value) !== undefined)
        strange.push(binding.bodyWrapper === undefined ? [name] : [binding.bodyWrapper, name]);
    }
    const body = this.records.fresh(bound, wrapped(bound, changed), 'changed') ?? {};
    const less = strange.reduce(
      (all, place) => this.records.requests.without(operation, all, place) ?? all,
      body,
    );
    const kept = binding.role === 'merge' ? known : undefined;
    return isObject(less) ? this.records.requests.tied(operation, less, kept) : {};
  }

  /** Bodies that change a record, the fullest first; rules about several properties may refuse that one. */
  others(bound: Bound, known: JsonObject): readonly JsonObject[] {
    const body = this.other(bound, known);
    if (bound.binding.role !== 'merge') return [body];
    const inner = unwrap(body, bound.binding.bodyWrapper) ?? body;
    const single = this.writable(bound).flatMap(({ name }) => {
      const value = own(inner, name);
      return value === undefined ? [] : [wrapped(bound, { [name]: value })];
    });
    const isValid = (one: JsonObject): boolean =>
      this.records.requests.violations(bound.operation, one).length === 0;
    return [body, ...single.filter(isValid).reverse()].slice(0, MOST_VALUES);
  }

  isLink(name: string, value?: Json): boolean {
    return (
      name === this.resource.idProperty ||
      /ids?$|uuid$/i.test(name) ||
      this.records.linkOf(name, this.resource, value) !== undefined
    );
  }

  entries({ binding }: Bound, json: Json | undefined): readonly JsonObject[] {
    const list = wrapperPath(binding.wrapper).reduce<Json | undefined>(own, json);
    return Array.isArray(list) ? list.filter(isObject) : [];
  }

  idsOf(list: Bound, json: Json | undefined): readonly string[] {
    return this.entries(list, json).map((entry) => keyOf(entry, this.resource.idProperty));
  }

  /** All records that a list shows, page by page, as many as fit into one. */
  async walk(
    probe: Probe,
    list: Bound,
    made: Made,
    ask: Readonly<Record<string, Json>> = {},
    isFound: (ids: readonly string[]) => boolean = () => false,
    size?: number,
    demands: readonly Demand[] = [],
  ): Promise<Walk> {
    const [limit, offset, page, cursor] = [LIMIT, OFFSET, PAGE, CURSOR].map((one) => this.paging(list, one));
    const most = limit && (size ?? ownNumber(limit.schema, 'maximum') ?? 100);
    // An example may be a later page.
    const starts = [offset && ([offset, 0] as const), page && ([page, 1] as const)].flatMap((start) =>
      start?.[0].required ? [[start[0].name, ownNumber(start[0].schema, 'minimum') ?? start[1]]] : [],
    );
    const first: Readonly<Record<string, Json>> = {
      ...Object.fromEntries(starts),
      ...(limit !== undefined && most !== undefined && { [limit.name]: most }),
      ...ask,
    };
    const full =
      limit && (size ?? ownNumber(limit.schema, 'maximum') ?? ownNumber(limit.schema, 'default') ?? 1);
    const seen: JsonObject[] = [];
    let turn: Readonly<Record<string, Json>> | undefined;
    let last: Exchange | undefined;
    let isStuck = false;
    let isNamed = false;
    let isHollow = false;
    for (let count = 1; count <= MOST_PAGES; count += 1) {
      last = await this.send(probe, list, made, 'the list is as documented', {
        ask: turn ?? first,
        demands: [this.#once(list), ...demands, ...(turn === undefined ? [this.#counted(list, full)] : [])],
      });
      const { answer } = last;
      const entries = isSuccess(answer) ? this.entries(list, answer?.json) : [];
      seen.push(...entries);
      const more = nextPage(answer, cursor?.name, first);
      isHollow = isNamed && isSuccess(answer) && entries.length === 0;
      isNamed = more !== undefined;
      const isFull = most !== undefined && entries.length >= most;
      if (isFound(this.idsOf(list, answer?.json)) || (entries.length === 0 && more === undefined)) break;
      if (more !== undefined) {
        isStuck = entries.length === 0 || canonicalText(more) === canonicalText(turn ?? {});
        if (isStuck) break;
        turn = more;
      } else if (cursor !== undefined) break;
      else if (isFull && offset !== undefined) turn = { ...first, [offset.name]: seen.length };
      else if (isFull && page !== undefined) {
        const start = ownNumber(page.schema, 'minimum') ?? ownNumber(page.schema, 'default') ?? 1;
        turn = { ...first, [page.name]: start + count };
      } else if (isFull && isBare(list)) return { seen, ended: false, isStuck, isHollow, last };
      else break;
      if (count === MOST_PAGES) return { seen, ended: false, isStuck, isHollow, last };
    }
    return { seen, ended: true, isStuck, isHollow, last };
  }

  /** What the document makes of other values is made so, in every record that is shown. */
  #formulas(bound: Bound): Demand {
    return stateDemand((json) => {
      const record = unwrap(json, bound.binding.wrapper);
      const records =
        bound.binding.role === 'list' ? this.entries(bound, json) : record === undefined ? [] : [record];
      const { properties } = bound.binding.resource;
      return records.flatMap((one) => [...miscounted(bound.operation.id, properties, one)]);
    });
  }

  /** A list has no record twice, and one total. */
  #once(list: Bound): Demand {
    const { id: name } = list.operation;
    return stateDemand((json, answer) => {
      const ids = this.idsOf(list, json).filter((id) => id !== '');
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      const totals = [...new Set(totalsOf(answer))];
      return [
        ...(twice === undefined
          ? []
          : [flaw(`${name} has a record twice`, 'each record once', `${twice} twice`, 'listed twice')]),
        ...(totals.length < 2
          ? []
          : [
              flaw(
                `${name} says two totals`,
                'the same in body and header',
                totals.join(' and '),
                'two totals',
              ),
            ]),
      ];
    });
  }

  /** A list that has room for more says that it has as many records as it shows. */
  #counted(list: Bound, full = MOST_VALUES): Demand {
    return stateDemand((json, answer) => {
      const [total, count] = [totalOf(answer), this.entries(list, json).length];
      const isWhole = count < full && nextPage(answer, 'cursor', {}) === undefined;
      return total === undefined || total === count || !isWhole
        ? []
        : [
            flaw(
              `${list.operation.id} counts other records than it shows`,
              `a total of ${count}`,
              String(total),
              'total of one page',
            ),
          ];
    });
  }

  /** Turns pages until the record is found; says so where it is not, or where one is that should not be there. */
  async isListed(
    probe: Probe,
    list: Bound,
    made: Made,
    expected: boolean,
    ask: Readonly<Record<string, Json>> = {},
  ): Promise<void> {
    const { seen, ended } = await this.walk(probe, list, made, ask, (ids) => ids.includes(made.id));
    const isThere = seen.some((entry) => keyOf(entry, this.resource.idProperty) === made.id);
    const isUnknown = this.chosenBy(list).some(
      ({ name }) => own(made.record, name) === undefined && own(made.sent, name) === undefined,
    );
    if (isThere === expected || !ended || (expected && isUnknown)) return;
    const asked = Object.entries(ask).map(([name, value]) => ` with ${name}=${asText(value)}`);
    const words = expected
      ? 'lacks a record that was created'
      : 'has a record that was deleted, or that is elsewhere';
    await this.#tell(probe, list, made, ask, {
      title: `${list.operation.id}${asked.join('')} ${words}`,
      expected: expected ? `${this.resource.idProperty} ${made.id} in the list` : 'a list without it',
      actual: `${seen.length} entries seen`,
      essence: `${expected ? 'not listed' : 'still listed'}${Object.keys(ask).join()}`,
    });
  }

  /** What a list must be asked for that records have, or are below: it shows only those that have the same. */
  chosenBy(list: Bound): readonly Asked[] {
    const scope = this.records.scope(this.creating);
    return this.asked(list).filter(
      ({ name, required }) => required === true && (this.resource.properties.has(name) || scope.has(name)),
    );
  }

  /** Reports what several answers showed together, beside one more of them. */
  async #tell(
    probe: Probe,
    list: Bound,
    made: Made,
    ask: Readonly<Record<string, Json>>,
    { title, expected, actual, essence }: Record<'title' | 'expected' | 'actual' | 'essence', string>,
  ): Promise<void> {
    const demand = stateDemand(() => [flaw(title, expected, actual, essence)]);
    await this.send(probe, list, made, expected, { ask, demands: [demand] });
  }

  /** As `tell`, for flaws of a list that a caller found. */
  async tell(
    probe: Probe,
    list: Bound,
    made: Made,
    ask: Readonly<Record<string, Json>>,
    title: string,
    expected: string,
    actual: string,
  ): Promise<void> {
    const essence = title.replace(list.operation.id, '').trim();
    await this.#tell(probe, list, made, ask, { title, expected, actual, essence });
  }

  /** Properties that callers may set, by name, as far as answers show them. */
  writable(bound: Bound): readonly Asked[] {
    const schema = innerSchema(this.records.requests.schema(bound.operation), bound.binding.bodyWrapper);
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const ground = this.records.requests.ground(bound.operation);
    // What a name alone does not tell its value may: `tags` that are the names of tags.
    const isLinked = (name: string): boolean =>
      this.isLink(name) || this.isLink(name, own(unwrap(ground, bound.binding.bodyWrapper) ?? ground, name));
    return Object.entries(properties).flatMap(([name, property]): Asked[] =>
      isObject(property) &&
      property['readOnly'] !== true &&
      this.resource.properties.has(name) &&
      !isLinked(name) &&
      name !== this.records.revisionOf(bound)?.name
        ? [{ name, schema: property }]
        : [],
    );
  }
}

/** Whether an answer is the entries alone: where nothing turns its pages, those after the first are not seen. */
function isBare({ binding: { wrapper }, operation: { responses } }: Bound): boolean {
  return wrapper === undefined && !responses.some(({ headers }) => headers.includes('link'));
}

/** A text of the same form with another last letter. */
function forged(text: string): string {
  const last = text.at(-1) ?? '';
  return text.slice(0, -1) + (/\d/.test(last) ? (Number(last) + 1) % 10 : /[zZ]/.test(last) ? 'a' : 'z');
}

function membersOf(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, property]) =>
    isObject(property) ? [[name, property] as const] : [],
  );
}

/** The name that a member of a holder would have by itself: `page[number]` is the page. */
function meant(holder: string, member: string): string {
  return /^pag/i.test(holder) && /^(number|no|index)$/i.test(member) ? 'page' : member;
}

/** What turning all pages showed. */
interface Walk {
  readonly seen: readonly JsonObject[];
  /** Whether the last page was reached. */
  readonly ended: boolean;
  /** Whether the last page names another one that is empty, or itself. */
  readonly isStuck: boolean;
  /** Whether an answer named a page after the last record. */
  readonly isHollow: boolean;
  readonly last: Exchange | undefined;
}
