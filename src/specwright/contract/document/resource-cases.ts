import {
  isObject,
  objectAt,
  own,
  ownList,
  ownNumber,
  ownString,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../openapi/paging.ts';
import { keyOf, unwrap, type Resource } from '../../openapi/resources.ts';
import { typeName } from '../../openapi/sample.ts';
import type { Case, Probe } from '../engine/case.ts';
import type { Demand, Expectation } from '../engine/expectation.ts';
import type { Api } from '../api/api.ts';
import { samples } from '../schema/factors.ts';
import { mutate, mutations } from '../schema/mutations.ts';
import { defaultsOf, flaw, remembered, show, shows, stateDemand } from './record-demands.ts';
import { documented, type Bound, type Made, type Records } from './records.ts';

/** Properties that one sequence changes, each by a call of its own. */
const MOST_CHANGES = 12;
/** Pages that are turned in search of a record. */
const MOST_PAGES = 20;
const GONE = [404, 410];

/** Create, read, list, change, read, delete, read again: what one resource must remember. */
export function resourceCases(api: Api, records: Records, creating: Bound): readonly Case[] {
  const { operation, binding } = creating;
  const sequence = new Sequence(api, records, creating);
  const make = (name: string, title: string, run: (probe: Probe) => Promise<void>): Case => ({
    id: `workflow/${operation.id}-${name}`,
    source: 'workflow',
    title: `${binding.resource.name}: ${title}`,
    operation: operation.id,
    impact: records.isRemovable(binding.resource) ? 'own-tasks' : 'service',
    // One by one: lists show what other cases create.
    turn: 'alone',
    run,
  });
  return [
    make('life', 'what is created is read, listed, changed and deleted', (probe) => sequence.life(probe)),
    make('list', 'lists filter and turn pages as documented', (probe) => sequence.lists(probe)),
    make('twice', 'two records have two ids, and change apart', (probe) => sequence.twice(probe)),
    ...records.requests
      .bodies(operation)
      .map(({ body }, index) =>
        make(`body-${index + 1}`, `a valid body is kept (${index + 1})`, (probe) =>
          sequence.keeps(probe, body),
        ),
      ),
  ];
}

class Sequence {
  readonly #api: Api;
  readonly #records: Records;
  readonly #creating: Bound;

  constructor(api: Api, records: Records, creating: Bound) {
    this.#api = api;
    this.#records = records;
    this.#creating = creating;
  }

  get #resource(): Resource {
    return this.#creating.binding.resource;
  }

  async life(probe: Probe): Promise<void> {
    const made = await this.#make(probe, this.#records.requests.ground(this.#creating.operation));
    let known = remembered(made.sent, made.record);
    await this.#read(probe, made, known, 'it was created so');
    const list = this.#records.find(this.#resource, 'list');
    if (list !== undefined) await this.#isListed(probe, list, made, true);
    known = await this.#merge(probe, made, known);
    known = await this.#replace(probe, made, known);
    await this.#refused(probe, made, known);
    await this.#conditional(probe, made);
    await this.#delete(probe, made);
  }

  /** A body that the schema allows is taken, and what it says is shown later. */
  async keeps(probe: Probe, body: Json | undefined): Promise<void> {
    const made = await this.#make(probe, body);
    await this.#read(probe, made, remembered(made.sent, made.record), 'it was created so');
  }

  async twice(probe: Probe): Promise<void> {
    const body = this.#records.requests.ground(this.#creating.operation);
    const first = await this.#make(probe, body);
    const second = await this.#records.make(probe, this.#resource, {
      body,
      place: first.place,
      expectation: (sent) => ({
        ...this.#created(sent),
        demands: [
          stateDemand(function* (_json, answer) {
            if (answer.text !== '' && answer.text === first.exchange.answer?.text)
              yield flaw(
                'a new record is the one created before',
                'a record of its own',
                answer.text.slice(0, 120),
                'not new',
              );
          }),
        ],
      }),
    });
    if (second.id === first.id) return;
    const deleting = this.#records.find(this.#resource, 'delete');
    const merging = this.#records.find(this.#resource, 'merge', 'replace');
    if (merging !== undefined)
      await this.#send(probe, merging, second, 'the record was created', {
        body: this.#other(merging, second.record),
      });
    if (deleting !== undefined && (await this.#send(probe, deleting, second, 'the record was created')) < 300)
      this.#records.removed(second);
    await this.#read(
      probe,
      first,
      remembered(first.sent, first.record),
      'only the other record was changed and deleted',
    );
    await this.#conflict(probe, first);
  }

  /** A value that the document says is unique is refused the second time. */
  async #conflict(probe: Probe, { sent, place }: Made): Promise<void> {
    const { operation } = this.#creating;
    const conflict = operation.responses.find(({ status }) => status === '409');
    if (
      conflict === undefined ||
      !/\b(exists?|already|unique|taken|duplicate|in use)\b/i.test(conflict.description)
    )
      return;
    const because = `a record with the same values exists (${conflict.description})`;
    await probe.send(this.#records.requests.request(operation, { path: place, body: sent }), {
      accept: [{ statuses: [409] }],
      because,
      violation: because,
    });
  }

  async lists(probe: Probe): Promise<void> {
    const list = this.#records.find(this.#resource, 'list');
    if (list === undefined) return;
    const made = await this.#make(probe, this.#records.requests.ground(this.#creating.operation));
    const other = await this.#records.make(probe, this.#resource, { place: made.place });
    const filters = list.operation.parameters.filter(
      ({ in: place, name }) => place === 'query' && isScalar(own(made.record, name)),
    );
    for (const { name } of filters) {
      const value = own(made.record, name) ?? null;
      const demand = stateDemand((json) => this.#onlyWith(list, json, name, value));
      await this.#send(probe, list, made, `the list is asked for ${name}`, {
        query: { [name]: text(value) },
        demands: [demand],
      });
      await this.#isListed(probe, list, made, true, { [name]: text(value) });
    }
    await this.#pages(probe, list, made, other);
  }

  async #pages(probe: Probe, list: Bound, made: Made, other: Made): Promise<void> {
    const named = (pattern: RegExp) =>
      list.operation.parameters.find(
        ({ in: place, name }) =>
          place === 'query' && pattern.test(name) && !this.#resource.properties.has(name),
      );
    const limit = named(LIMIT);
    if (limit === undefined) return;
    const least = Math.max(1, ownNumber(limit.schema, 'minimum') ?? 1);
    const idsOf = (json: Json | undefined) =>
      this.#entries(list, json).map((entry) => keyOf(entry, this.#resource.idProperty));
    let first: readonly string[] = [];
    const sized = stateDemand(function* (json) {
      first = idsOf(json);
      if (first.length > least)
        yield flaw(
          `${list.operation.id} ignores ${limit.name}`,
          `at most ${least} entries`,
          `${first.length} entries`,
          `${limit.name} ignored`,
        );
      const total = own(json, 'total') ?? own(own(json, 'meta'), 'total');
      if (least === 1 && typeof total === 'number' && total < 2)
        yield flaw(
          `${list.operation.id} counts one page instead of all records`,
          'a total of 2 or more',
          String(total),
          'total',
        );
    });
    const size = { [limit.name]: String(least) };
    await this.#send(probe, list, made, `the list is limited by ${limit.name}`, {
      query: size,
      demands: [sized],
    });
    const turning = named(OFFSET) ?? named(PAGE);
    if (turning === undefined || first.length === 0) return;
    const from = OFFSET.test(turning.name)
      ? least
      : (ownNumber(turning.schema, 'minimum') ?? ownNumber(turning.schema, 'default') ?? 1) + 1;
    const turned = stateDemand(function* (json) {
      const next = idsOf(json);
      if (next.length === 0 || next.some((id) => first.includes(id)))
        yield flaw(
          `${list.operation.id} ignores ${turning.name}`,
          `the records after ${first.join(', ')}`,
          next.join(', ') || 'no entry',
          `${turning.name} ignored`,
        );
    });
    await this.#send(probe, list, other, 'there are more records than one page has', {
      query: { ...size, [turning.name]: String(from) },
      demands: [turned],
    });
  }

  *#onlyWith(list: Bound, json: Json | undefined, name: string, value: Json) {
    const wrong = this.#entries(list, json).find((entry) => {
      const actual = own(entry, name);
      return (
        actual !== undefined &&
        isScalar(actual) &&
        text(actual).toLowerCase() !== text(value).toLowerCase() &&
        !text(actual).toLowerCase().includes(text(value).toLowerCase())
      );
    });
    if (wrong !== undefined)
      yield flaw(
        `${list.operation.id} ignores the filter ${name}`,
        `only records with ${name} ${show(value)}`,
        show(own(wrong, name)),
        `filter ${name}`,
      );
  }

  #entries({ binding }: Bound, json: Json | undefined): readonly JsonObject[] {
    const list = binding.wrapper === undefined ? json : own(json, binding.wrapper);
    return Array.isArray(list) ? list.filter(isObject) : [];
  }

  /** Turns pages until the record is found; says so where it is not, or where a deleted one is. */
  async #isListed(
    probe: Probe,
    list: Bound,
    made: Made,
    expected: boolean,
    query: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const parameters = list.operation.parameters.filter(({ in: place }) => place === 'query');
    const named = (pattern: RegExp) =>
      parameters.find(({ name }) => pattern.test(name) && !this.#resource.properties.has(name));
    const limit = named(LIMIT);
    const most = limit && (ownNumber(limit.schema, 'maximum') ?? 100);
    const [offset, page, cursor] = [named(OFFSET), named(PAGE), named(CURSOR)];
    let turn: Record<string, string> = {};
    for (let count = 1, seen = 0; count <= MOST_PAGES; count += 1) {
      let next: Record<string, string> | undefined;
      const demand = stateDemand((json) => {
        const entries = this.#entries(list, json);
        const isThere = entries.some((entry) => keyOf(entry, this.#resource.idProperty) === made.id);
        seen += entries.length;
        if (!isThere && entries.length > 0 && count < MOST_PAGES) {
          const more = cursor && nextCursor(json);
          const isFull = most !== undefined && entries.length >= most;
          if (cursor !== undefined && more !== undefined) next = { [cursor.name]: more };
          else if (isFull && offset !== undefined) next = { [offset.name]: String(seen) };
          else if (isFull && page !== undefined)
            next = { [page.name]: String((ownNumber(page.schema, 'minimum') ?? 1) + count) };
        }
        if (isThere === expected || next !== undefined) return [];
        const words = expected ? 'lacks a record that was created' : 'has a record that was deleted';
        return [
          flaw(
            `${list.operation.id} ${words}`,
            expected ? `${this.#resource.idProperty} ${made.id} in the list` : 'a list without it',
            `${seen} entries seen`,
            expected ? 'not listed' : 'still listed',
          ),
        ];
      });
      const size = limit === undefined ? {} : { [limit.name]: String(most) };
      await this.#send(probe, list, made, 'the list is as documented', {
        query: { ...size, ...query, ...turn },
        demands: [demand],
      });
      if (next === undefined) return;
      turn = next;
    }
  }

  async #make(probe: Probe, body: Json | undefined): Promise<Made> {
    return this.#records.make(probe, this.#resource, { body, expectation: (sent) => this.#created(sent) });
  }

  #created(sent: Json | undefined): Expectation {
    const { operation, binding } = this.#creating;
    const inner = unwrap(sent, binding.bodyWrapper) ?? sent;
    const schema = this.#records.requests.schema(operation);
    const expected = {
      ...defaultsOf(innerSchema(schema, binding.bodyWrapper), inner),
      ...(isObject(inner) ? inner : {}),
    };
    return {
      accept: [{ statuses: successes(operation).concat(409) }],
      because: 'the body is as the document says',
      demands: [shows(operation, binding, expected, 'the request said so, or the document as the default')],
    };
  }

  async #read(probe: Probe, made: Made, known: JsonObject, because: string): Promise<void> {
    const reading = this.#records.find(this.#resource, 'read');
    if (reading === undefined) return;
    const id = own(made.record, this.#resource.idProperty);
    const expected = { ...known, ...(id !== undefined && { [this.#resource.idProperty]: id }) };
    await this.#send(probe, reading, made, because, {
      demands: [shows(reading.operation, reading.binding, expected, because)],
    });
  }

  async #merge(probe: Probe, made: Made, known: JsonObject): Promise<JsonObject> {
    const merging = this.#records.find(this.#resource, 'merge');
    if (merging === undefined) return known;
    let state = known;
    const changes = this.#changes(merging, known);
    // The first one again, other than before: by now no property is as it was when it was created.
    for (const change of [
      ...changes,
      ...this.#changes(merging, Object.assign({}, known, ...changes)).slice(0, 1),
    ]) {
      const because = `${Object.keys(change).join(', ')} was changed`;
      const next = { ...state, ...change };
      const wrapped =
        merging.binding.bodyWrapper === undefined ? change : { [merging.binding.bodyWrapper]: change };
      const status = await this.#send(probe, merging, made, because, {
        body: wrapped,
        demands: [shows(merging.operation, merging.binding, next, because)],
        mayRefuse: true,
      });
      if (status >= 300) continue;
      state = next;
      await this.#read(probe, made, state, because);
    }
    return state;
  }

  /** One change for each property that can be changed by itself; one of all where the schema asks for more. */
  #changes(bound: Bound, known: JsonObject): readonly JsonObject[] {
    const schema =
      innerSchema(this.#records.requests.schema(bound.operation), bound.binding.bodyWrapper) ?? {};
    const needed = ownList(schema, 'required').filter((name) => name !== bound.binding.id?.name);
    const changed = Object.entries(objectAt(schema, 'properties')).flatMap(
      ([name, property]): [string, Json][] => {
        if (!isObject(property) || name === this.#resource.idProperty || /ids?$/i.test(name)) return [];
        const other = otherValue(property, known[name]);
        return other === undefined ? [] : [[name, other]];
      },
    );
    if (needed.length > 0) return [];
    return changed.slice(0, MOST_CHANGES).map(([name, value]) => ({ [name]: value }));
  }

  async #replace(probe: Probe, made: Made, known: JsonObject): Promise<JsonObject> {
    const replacing = this.#records.find(this.#resource, 'replace');
    if (replacing === undefined) return known;
    const body = this.#other(replacing, known);
    const because = 'the record was replaced';
    const inner = unwrap(body, replacing.binding.bodyWrapper) ?? body;
    const status = await this.#send(probe, replacing, made, because, {
      body,
      demands: [shows(replacing.operation, replacing.binding, inner, because)],
      mayRefuse: true,
    });
    if (status >= 300) return known;
    const next = isObject(inner) ? inner : known;
    await this.#read(probe, made, next, because);
    return next;
  }

  /** A valid body with other values than these; links to other records stay. */
  #other({ operation, binding }: Bound, known: JsonObject): JsonObject {
    const ground = this.#records.requests.ground(operation);
    const stated = unwrap(ground, binding.bodyWrapper) ?? {};
    const properties = objectAt(
      innerSchema(this.#records.requests.schema(operation), binding.bodyWrapper) ?? {},
      'properties',
    );
    const other = Object.fromEntries(
      Object.entries(stated).map(([name, value]) => {
        const property = properties[name];
        if (/ids?$/i.test(name) || name === this.#resource.idProperty) return [name, known[name] ?? value];
        return [name, (isObject(property) ? otherValue(property, known[name]) : undefined) ?? value];
      }),
    );
    const body = this.#records.requests.fresh(
      operation,
      binding.bodyWrapper === undefined ? other : { [binding.bodyWrapper]: other },
      'changed',
    );
    return isObject(body) ? body : other;
  }

  /** A change that violates the document is refused, and changes nothing. */
  async #refused(probe: Probe, made: Made, known: JsonObject): Promise<void> {
    const changing = this.#records.find(this.#resource, 'merge', 'replace');
    const media = changing && this.#records.requests.media(changing.operation);
    const schema = changing && this.#records.requests.schema(changing.operation);
    if (changing === undefined || media === undefined || schema === undefined) return;
    const body = this.#other(changing, known);
    const broken = mutations(schema, body).find(
      (one) => one.kind === 'wrong-type' && this.#api.validate(media, mutate(body, one)).length > 0,
    );
    if (broken === undefined) return;
    const { path, query } = this.#records.on(changing, made);
    await probe.send(
      this.#records.requests.request(changing.operation, {
        ...(path && { path }),
        ...(query && { query }),
        body: mutate(body, broken),
      }),
      { accept: [{ statuses: CLIENT_ERRORS }], because: broken.title, violation: broken.title },
    );
    await this.#read(probe, made, known, 'the change was refused');
  }

  /** Where the document has 304 and 412, the tag of a record decides. */
  async #conditional(probe: Probe, made: Made): Promise<void> {
    const reading = this.#records.find(this.#resource, 'read');
    const changing = this.#records.find(this.#resource, 'merge', 'replace');
    if (reading === undefined) return;
    const filling = this.#records.on(reading, made);
    const read = this.#records.requests.request(reading.operation, filling);
    const has = (operation: OperationDescriptor, status: string) =>
      operation.responses.some((one) => one.status === status);
    if (has(reading.operation, '304')) {
      const { answer } = await probe.send(read, {
        accept: [{ statuses: successes(reading.operation) }],
        because: 'the record exists',
      });
      const tag = answer?.headers['etag'];
      if (tag !== undefined)
        await probe.send(
          { ...read, headers: { ...read.headers, 'if-none-match': tag } },
          { accept: [{ statuses: [304] }], because: 'the record is as If-None-Match names it' },
        );
    }
    if (changing === undefined || !has(changing.operation, '412')) return;
    const because = 'If-Match names another state than the record has';
    const change = this.#records.requests.request(
      changing.operation,
      this.#records.on(changing, made, this.#other(changing, made.record)),
    );
    await probe.send(
      { ...change, headers: { ...change.headers, 'if-match': '"no-such-tag"' } },
      { accept: [{ statuses: [412] }], because, violation: because },
    );
  }

  async #delete(probe: Probe, made: Made): Promise<void> {
    const deleting = this.#records.find(this.#resource, 'delete');
    if (deleting === undefined) return;
    if ((await this.#send(probe, deleting, made, 'the record exists')) >= 300) return;
    this.#records.removed(made);
    const because = 'the record was deleted';
    const reading = this.#records.find(this.#resource, 'read');
    if (reading !== undefined) await this.#send(probe, reading, made, because, { gone: true });
    const list = this.#records.find(this.#resource, 'list');
    if (list !== undefined) await this.#isListed(probe, list, made, false);
    const changing = this.#records.find(this.#resource, 'merge', 'replace');
    if (changing !== undefined)
      await this.#send(probe, changing, made, because, {
        body: this.#other(changing, made.record),
        gone: true,
      });
    const isIdempotent = !deleting.operation.responses.some(
      ({ status }) => status === '404' || status === '410',
    );
    await this.#send(probe, deleting, made, because, { gone: !isIdempotent });
  }

  async #send(
    probe: Probe,
    bound: Bound,
    made: Made,
    because: string,
    { body, query, demands, gone = false, mayRefuse = false }: Extras = {},
  ): Promise<number> {
    const filling = this.#records.on(bound, made, body);
    const request = this.#records.requests.request(bound.operation, {
      ...filling,
      query: { ...filling.query, ...query },
    });
    const statuses = gone ? GONE : successes(bound.operation);
    // Rules that no schema states may forbid a change: a documented 409 or 422 says so.
    const others = mayRefuse
      ? documented(bound.operation).filter((status) => status === 409 || status === 422)
      : [];
    const { answer } = await probe.send(request, {
      accept: [{ statuses: [...statuses, ...others] }],
      because,
      ...(demands && { demands }),
    });
    return answer?.status ?? Number.POSITIVE_INFINITY;
  }
}

interface Extras {
  readonly body?: Json;
  readonly query?: Readonly<Record<string, string>>;
  readonly demands?: readonly Demand[];
  /** The record is no longer there. */
  readonly gone?: boolean;
  readonly mayRefuse?: boolean;
}

const CLIENT_ERRORS = Array.from({ length: 100 }, (_, index) => 400 + index);

export function successes(operation: OperationDescriptor): number[] {
  const stated = documented(operation).filter((status) => status >= 200 && status < 300);
  return stated.length > 0 ? stated : Array.from({ length: 100 }, (_, index) => 200 + index);
}

function innerSchema(schema: JsonObject | undefined, wrapper: string | undefined): JsonObject | undefined {
  return wrapper === undefined ? schema : objectAt(objectAt(schema ?? {}, 'properties'), wrapper);
}

/** A valid value other than the one that is there; `undefined` where the schema knows no other. */
function otherValue(schema: JsonObject, known: Json | undefined): Json | undefined {
  const type = typeName(schema);
  if (
    type === 'object' ||
    type === 'array' ||
    schema['readOnly'] === true ||
    own(schema, 'const') !== undefined
  )
    return undefined;
  const step = type === 'integer' || type === 'number' ? numberBeside(schema, known) : undefined;
  return [step, ...samples(schema, [], () => undefined)].find(
    (value) => value !== undefined && value !== known,
  );
}

function numberBeside(schema: JsonObject, known: Json | undefined): number | undefined {
  const [least, most] = [ownNumber(schema, 'minimum') ?? 0, ownNumber(schema, 'maximum') ?? 1000];
  const step = ownNumber(schema, 'multipleOf') ?? 1;
  return [least + step, most - step, least].find(
    (value) => value !== known && value >= least && value <= most,
  );
}

function isScalar(value: Json | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The cursor of the next page, wherever the answer has it. */
function nextCursor(json: Json | undefined): string | undefined {
  for (const holder of [json, own(json, 'meta'), own(json, 'paging'), own(json, 'pagination')])
    if (isObject(holder))
      for (const name of Object.keys(holder))
        if (/^next_?(cursor|token|page_?token)?$|^cursor$/i.test(name)) return ownString(holder, name);
  return undefined;
}
