import { isObject, own, ownList, ownNumber, ownString, type Json, type JsonObject } from '../../base/json.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../openapi/paging.ts';
import { keyOf } from '../../openapi/resources.ts';
import { isLoopbackHost } from '../../base/http.ts';
import { Skip, type Probe } from '../engine/case.ts';
import { isSuccess } from '../exchange/exchange.ts';
import { flaw, show, stateDemand } from './record-demands.ts';
import type { Bound, Made } from './records.ts';
import type { Asked, Steps } from './steps.ts';
import { hasStatus, isScalar, plain, wrapped } from './values.ts';

/** Records that are created to see where a page of the default size ends. */
const MOST_RECORDS = 26;
const SORT = /^(sort|sort_?by|order_?by|ordering|sort_?field)$/i;
const DIRECTION = /^(order|direction|dir|sort_?(order|dir|direction))$/i;
const TEXT = /^(q|query|search|text|term|keyword|filter_?text)$/i;

/** Filters show what they ask for, and nothing else. */
export async function filters(steps: Steps, probe: Probe): Promise<void> {
  const lists = steps.records.lists(steps.resource);
  if (lists.length === 0) return;
  const made = await steps.make(probe);
  const other = await contrast(steps, probe, made);
  await stir(steps, probe, other);
  const records = { made: await steps.look(probe, made), other: await steps.look(probe, other) };
  for (const list of lists) await filtered(steps, probe, list, [made, other], records);
}

/** One list is asked for each thing that tells two records apart. */
async function filtered(
  steps: Steps,
  probe: Probe,
  list: Bound,
  [made, other]: readonly [Made, Made],
  records: { readonly made: JsonObject; readonly other: JsonObject },
): Promise<void> {
  for (const asked of steps.asked(list)) {
    if (
      [LIMIT, OFFSET, PAGE, CURSOR, SORT].some(
        (one) => one.test(asked.name) && !steps.resource.properties.has(asked.name),
      )
    )
      continue;
    const question = questionOf(steps, asked, records.made, records.other);
    if (question === undefined) continue;
    const { value, holds } = question;
    const ask = { [asked.name]: value };
    const demand = stateDemand(function* (json) {
      const wrong = steps.entries(list, json).find((entry) => !holds(entry));
      if (wrong !== undefined)
        yield flaw(
          `${list.operation.id} ignores the filter ${asked.name}`,
          `only records for which ${asked.name} is ${show(value)}`,
          JSON.stringify(wrong).slice(0, 160),
          `filter ${asked.name}`,
        );
    });
    const { answer } = await steps.send(probe, list, made, `the list is asked for ${asked.name}`, {
      ask,
      demands: [demand],
    });
    if (!isSuccess(answer)) continue;
    for (const [one, record] of [
      [made, records.made],
      [other, records.other],
    ] as const)
      await steps.isListed(probe, list, one, holds(record), ask);
  }
}

/** A record that differs from another one in all that can be set, where the server takes one. */
async function contrast(steps: Steps, probe: Probe, made: Made): Promise<Made> {
  const body = steps.other(steps.creating, isObject(made.sent) ? made.sent : made.record);
  try {
    return await steps.records.make(probe, steps.resource, { body, place: made.place });
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    return await steps.records.make(probe, steps.resource, { place: made.place });
  }
}

/** Moves a record to another state, so that it differs from others in that too. */
async function stir(steps: Steps, probe: Probe, made: Made): Promise<void> {
  for (const action of steps.records
    .ofRecord(steps.resource)
    .filter(({ binding }) => binding.role === 'act')) {
    const { answer } = await steps.send(probe, action, made, 'the state may allow it', { mayRefuse: true });
    if (isSuccess(answer)) return;
  }
}

interface Question {
  readonly value: Json;
  holds(entry: JsonObject): boolean;
}

/** What a parameter asks of records, if its name says so. */
function questionOf(
  steps: Steps,
  { name, schema }: Asked,
  made: JsonObject,
  other: JsonObject,
): Question | undefined {
  const names = [...steps.resource.properties.keys()];
  const property = names.find((one) => one === name) ?? names.find((one) => plain(one) === plain(name));
  if (property !== undefined) {
    const value = own(made, property);
    if (!isScalar(value)) return undefined;
    const holds = (entry: JsonObject): boolean => {
      const actual = own(entry, property);
      if (!isScalar(actual)) return actual === undefined;
      const [one, all] = [String(value).toLowerCase(), String(actual).toLowerCase()];
      return (
        one === all ||
        (ownList(schema, 'enum').length === 0 && typeof actual === 'string' && all.includes(one))
      );
    };
    return { value, holds };
  }
  if (TEXT.test(name)) return textQuestion(names, made, other);
  const list = names.find((one) => Array.isArray(own(made, one)) && plain(one) === `${plain(name)}s`);
  const entry = list === undefined ? undefined : ownList(made, list)[0];
  if (list !== undefined && isScalar(entry))
    return { value: entry, holds: (one) => ownList(one, list).includes(entry) };
  return boundQuestion(names, name, made, other);
}

function textQuestion(names: readonly string[], made: JsonObject, other: JsonObject): Question | undefined {
  const texts = (record: JsonObject): string =>
    names
      .map((one) => ownString(record, one) ?? '')
      .join('\n')
      .toLowerCase();
  const stated = [
    'name',
    'title',
    ...names.filter((one) => /name$|title$/i.test(one)),
    'subject',
    'label',
    'description',
  ];
  for (const name of stated) {
    // Texts of the run end in a mark that no other record has.
    const mark = /[\w-]{4,}$/.exec(ownString(made, name) ?? '')?.[0];
    if (mark !== undefined && !texts(other).includes(mark.toLowerCase()))
      return { value: mark, holds: (entry) => texts(entry).includes(mark.toLowerCase()) };
  }
  return undefined;
}

const LEAST = /^(min|from|after|since|start|gte?|least|not_?before)|(min|from|after|since|gte?|start)$/i;
const MOST = /^(max|to|before|until|end|lte?|most|not_?after)|(max|to|before|until|lte?|end)$/i;

/** `minPrice`, `price_lte`, `createdAfter`: one of two records is on each side of the value in the middle. */
function boundQuestion(
  names: readonly string[],
  name: string,
  made: JsonObject,
  other: JsonObject,
): Question | undefined {
  const side = LEAST.test(name) ? LEAST : MOST.test(name) ? MOST : undefined;
  if (side === undefined) return undefined;
  const stem = plain(name.replace(side, ''));
  const property =
    names.find((one) => plain(one) === stem) ??
    names.find((one) => stem.length > 2 && plain(one).startsWith(stem)) ??
    names.find((one) => stem === '' && /^(created|date)/i.test(one));
  if (property === undefined) return undefined;
  const [a, b] = [own(made, property), own(other, property)];
  const value = middle(a, b);
  if (value === undefined) return undefined;
  const isAbove = (one: Json | undefined): boolean => orderOf(one) > orderOf(value);
  return {
    value,
    holds: (entry) =>
      own(entry, property) === undefined || isAbove(own(entry, property)) === (side === LEAST),
  };
}

function orderOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : Date.parse(String(value));
}

function middle(a: Json | undefined, b: Json | undefined): Json | undefined {
  const [low, high] = [orderOf(a), orderOf(b)].sort((x, y) => x - y);
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  const half = (low + high) / 2;
  if (typeof a === 'number') {
    const isWhole = Number.isInteger(a) && Number.isInteger(b);
    return isWhole ? (high - low < 2 ? undefined : Math.floor(half)) : half;
  }
  if (typeof a !== 'string' || high - low < 2 * 86_400_000) return undefined;
  const text = new Date(half).toISOString();
  return a.includes('T') ? text : text.slice(0, 10);
}

/** A list is in the order that it was asked for. */
export async function sorting(steps: Steps, probe: Probe): Promise<void> {
  const list = steps.find('list');
  if (list === undefined) return;
  const asked = steps.asked(list);
  const sort = asked.find(({ name }) => SORT.test(name) && !steps.resource.properties.has(name));
  if (sort === undefined) return;
  const direction = asked.find(
    ({ name, schema }) => DIRECTION.test(name) && name !== sort.name && ownList(schema, 'enum').length > 0,
  );
  const orders = ownList(sort.schema, 'enum').flatMap((value) => ordersOf(steps, sort, direction, value));
  const standard = own(sort.schema, 'default');
  if (standard !== undefined)
    orders.push(
      ...ordersOf(steps, sort, direction, standard)
        .slice(0, 1)
        .map((order) => ({ ...order, ask: {} })),
    );
  if (orders.length === 0) return;
  const records = await spread(steps, probe);
  const [first] = records;
  if (first === undefined) return;
  for (const { property, isDown, ask } of orders) {
    const { seen } = await steps.walk(probe, list, first, ask);
    const values = seen
      .filter((entry) => records.some(({ id }) => id === keyOf(entry, steps.resource.idProperty)))
      .map((entry) => own(entry, property));
    const wrong = values.findIndex((value, index) => index > 0 && !inOrder(values[index - 1], value, isDown));
    if (wrong > 0)
      await steps.tell(
        probe,
        list,
        first,
        ask,
        `${list.operation.id} does not sort by ${property}`,
        `the ${property} of records ${isDown ? 'falls' : 'rises'} from entry to entry`,
        `${show(values[wrong - 1])} before ${show(values[wrong])}`,
      );
  }
}

interface Order {
  readonly property: string;
  readonly isDown: boolean;
  readonly ask: Readonly<Record<string, Json>>;
}

/** `-name`, `name:desc`, `name_asc`, or `name` with a direction next to it. */
function ordersOf(steps: Steps, sort: Asked, direction: Asked | undefined, value: Json): Order[] {
  if (typeof value !== 'string') return [];
  const named = (text: string) =>
    [...steps.resource.properties.keys()].find((one) => plain(one) === plain(text));
  const [, sign, stem = '', word] =
    /^([-+]?)(.+?)(?:[:_ .,-]?(asc|desc|ascending|descending))?$/i.exec(value) ?? [];
  const property = named(value) ?? named(stem);
  if (property === undefined) return [];
  const isDown = sign === '-' || /^desc/i.test(word ?? '');
  if (direction === undefined || word !== undefined || sign !== '')
    return [{ property, isDown, ask: { [sort.name]: value } }];
  return ownList(direction.schema, 'enum').map((way) => ({
    property,
    isDown: /^(desc|down|-)/i.test(String(way)),
    ask: { [sort.name]: value, [direction.name]: way },
  }));
}

/** In which order the records have the smallest, the middle and the largest value. */
const ORDERS = [
  [1, 2, 0],
  [2, 0, 1],
  [0, 2, 1],
  [1, 0, 2],
];
const LETTERS = ['c', 'm', 'w'];

/** Three records with values far apart. */
async function spread(steps: Steps, probe: Probe): Promise<readonly Made[]> {
  const first = await steps.records.make(probe, steps.resource);
  const records: Made[] = [];
  const base = isObject(first.sent) ? first.sent : {};
  for (const turn of [0, 1, 2]) {
    const changed = Object.fromEntries(
      steps.writable(steps.creating).flatMap(({ name, schema }, index): [string, Json][] => {
        // Each property has an order of its own: what is sorted by one is not sorted by its neighbor.
        const at = ORDERS[index % ORDERS.length]?.[turn] ?? 0;
        const value = placed(schema, own(base, name), at, LETTERS[at] ?? 'm');
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const body = steps.records.fresh(
      steps.creating,
      wrapped(steps.creating, { ...base, ...changed }),
      'x',
      ...Object.keys(changed),
    );
    try {
      records.push(
        await steps.records.make(probe, steps.resource, {
          ...(body !== undefined && { body }),
          place: first.place,
          asIs: true,
        }),
      );
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      records.push(await steps.records.make(probe, steps.resource, { place: first.place }));
    }
  }
  return records;
}

/** A value that belongs at the beginning, in the middle or at the end of all. */
function placed(schema: JsonObject, base: Json | undefined, at: number, letter: string): Json | undefined {
  if (ownList(schema, 'enum').length > 0 || own(schema, 'pattern') !== undefined) return undefined;
  if (typeof base === 'number') {
    const step = ownNumber(schema, 'multipleOf') ?? 1;
    const least = ownNumber(schema, 'minimum') ?? (ownNumber(schema, 'exclusiveMinimum') ?? 0) + step;
    const most = ownNumber(schema, 'maximum') ?? least + 100 * step;
    const value = least + Math.floor(((most - least) * (at + 1)) / 4 / step) * step;
    return value;
  }
  if (typeof base !== 'string') return undefined;
  const format = own(schema, 'format');
  if (format === 'date' || format === 'date-time')
    return base.replace(/^\d{4}/, (year) => String(Number(year) + at));
  if (format === 'email') return `${letter}${Math.random().toString(36).slice(2, 8)}@example.com`;
  if (format !== undefined) return undefined;
  const [least, most] = [ownNumber(schema, 'minLength') ?? 0, ownNumber(schema, 'maxLength') ?? 20];
  return most < 3
    ? undefined
    : `${letter}${Math.random().toString(36).slice(2, 8)}`.slice(0, most).padEnd(least, letter);
}

function inOrder(before: Json | undefined, after: Json | undefined, isDown: boolean): boolean {
  if (before === after || before === undefined || after === undefined || before === null || after === null)
    return true;
  const isLess =
    typeof before === 'number' && typeof after === 'number'
      ? before < after
      : String(before).toLowerCase() < String(after).toLowerCase();
  return isLess !== isDown;
}

/** Pages have the size that was asked for, follow each other, and end. */
export async function pages(steps: Steps, probe: Probe): Promise<void> {
  const list = steps.find('list');
  const limit = list && steps.paging(list, LIMIT);
  if (list === undefined || limit === undefined) return;
  const made = await steps.make(probe);
  const { place } = made;
  const records = [
    made,
    await steps.records.make(probe, steps.resource, { place }),
    await steps.records.make(probe, steps.resource, { place }),
  ];
  const least = Math.max(1, ownNumber(limit.schema, 'minimum') ?? 1);
  await sized(steps, probe, list, made, limit, least, { [limit.name]: least });
  await turned(steps, probe, list, records, least);
  const standard = ownNumber(limit.schema, 'default');
  const { hostname } = new URL(probe.session.settings.baseUrl);
  if (standard !== undefined && standard < MOST_RECORDS && isLoopbackHost(hostname)) {
    while (records.length <= standard)
      records.push(await steps.records.make(probe, steps.resource, { place }));
    await sized(steps, probe, list, made, limit, standard, {}, true);
  }
  const cursor = steps.paging(list, CURSOR);
  // Whether a cursor that nobody was given is refused is open; that it breaks nothing is not.
  if (cursor !== undefined && hasStatus(list.operation, '400', '422'))
    await steps.send(probe, list, made, 'nobody was given this cursor', {
      ask: { [cursor.name]: 'no-such-cursor' },
      accept: [200, 400, 404, 410, 422],
    });
}

/** A page of a size has as many entries, and says so. */
async function sized(
  steps: Steps,
  probe: Probe,
  list: Bound,
  made: Made,
  limit: Asked,
  size: number,
  ask: Readonly<Record<string, Json>>,
  isFull = false,
): Promise<void> {
  const demand = stateDemand(function* (json, answer) {
    const count = steps.entries(list, json).length;
    if (count > size || (isFull && count < size))
      yield flaw(
        `${list.operation.id} ignores ${limit.name}`,
        `${isFull ? '' : 'at most '}${size} entries`,
        `${count} entries`,
        `${limit.name} ignored`,
      );
    for (const holder of [
      json,
      own(json, 'meta'),
      own(json, 'pagination'),
      own(json, 'paging'),
      own(json, 'page'),
    ]) {
      const echoed = own(holder, limit.name);
      if (typeof echoed === 'number' && echoed !== size)
        yield flaw(
          `${list.operation.id} shows another ${limit.name} than asked for`,
          String(size),
          String(echoed),
          `${limit.name} echoed`,
        );
    }
    const total = totalOf(json) ?? countIn(answer.headers);
    if (total !== undefined && total < (isFull ? size : 3))
      yield flaw(
        `${list.operation.id} counts one page instead of all records`,
        'a total of all records',
        String(total),
        'total',
      );
  });
  await steps.send(probe, list, made, `the page has the size of ${limit.name}`, { ask, demands: [demand] });
}

function totalOf(json: Json | undefined): number | undefined {
  for (const holder of [
    json,
    own(json, 'meta'),
    own(json, 'pagination'),
    own(json, 'paging'),
    own(json, 'page'),
  ])
    for (const name of ['total', 'total_count', 'totalCount', 'total_items', 'totalItems', 'totalElements']) {
      const total = own(holder, name);
      if (typeof total === 'number') return total;
    }
  return undefined;
}

function countIn(headers: Readonly<Record<string, string>>): number | undefined {
  const count = headers['x-total-count'] ?? headers['x-total'];
  return count === undefined ? undefined : Number(count);
}

/** Turning all pages shows each record once. */
async function turned(
  steps: Steps,
  probe: Probe,
  list: Bound,
  records: readonly Made[],
  least: number,
): Promise<void> {
  const [made] = records;
  if (made === undefined || [OFFSET, PAGE, CURSOR].every((one) => steps.paging(list, one) === undefined))
    return;
  // Small pages, but few enough of them.
  const limit = steps.paging(list, LIMIT);
  const most = (limit && ownNumber(limit.schema, 'maximum')) ?? 100;
  const { last: whole, seen: all } = await steps.walk(probe, list, made);
  const total = totalOf(whole?.answer?.json) ?? (whole?.answer && countIn(whole.answer.headers));
  const size = Math.min(most, Math.max(least, 2, Math.ceil(all.length / 10)));
  const { seen, ended, isStuck } = await steps.walk(probe, list, made, {}, undefined, size);
  const ids = seen.map((entry) => keyOf(entry, steps.resource.idProperty)).filter((id) => id !== '');
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  const { hostname } = new URL(probe.session.settings.baseUrl);
  // On other machines others may delete records meanwhile.
  const others = isLoopbackHost(hostname) ? all.map((entry) => keyOf(entry, steps.resource.idProperty)) : [];
  const missing = [...records.map(({ id }) => id), ...others].find(
    (id) => ids.length > 0 && !ids.includes(id),
  );
  const count = seen.length;
  const problems: readonly (readonly [boolean, string, string, string])[] = [
    [repeated !== undefined, 'shows a record on two pages', 'each record once', repeated ?? ''],
    [
      missing !== undefined && ended,
      'skips a record between pages',
      `${missing ?? ''} on one of the pages`,
      `${count} entries`,
    ],
    [isStuck, 'never ends', 'a last page', `${count} entries, and more pages`],
    [
      total !== undefined && ended && repeated === undefined && total !== count,
      'counts other records than it shows',
      `a total of ${count}`,
      String(total),
    ],
  ];
  for (const [is, words, expected, actual] of problems)
    if (is)
      await steps.tell(
        probe,
        list,
        made,
        { ...(limit && { [limit.name]: size }) },
        `${list.operation.id} ${words}`,
        expected,
        actual,
      );
}

/** A record below one parent is not seen, changed or deleted below another. */
export async function apart(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  if (made.place.size === 0) return;
  const stranger = await steps.records.make(probe, steps.resource);
  // Ids that are counted below each parent tell nothing.
  if (stranger.id === made.id) return;
  const elsewhere = { ...made, place: stranger.place };
  const list = steps.find('list');
  if (list !== undefined) await steps.isListed(probe, list, elsewhere, false);
  const because = 'the record is below another parent';
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (bound.binding.id?.in !== 'path') continue;
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await steps.send(probe, bound, elsewhere, because, {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
    });
  }
}

/** A record that others are kept below is not deleted, where the document says so. */
export async function occupied(steps: Steps, probe: Probe): Promise<void> {
  const deleting = steps.find('delete');
  const words = deleting?.operation.responses.find(({ status }) => status === '409')?.description ?? '';
  if (deleting === undefined || words === '') return;
  for (const child of steps.records.below(steps.resource)) {
    const stem = child.name.replace(/s$/i, '').split(/[-_]/).at(-1) ?? child.name;
    if (
      !new RegExp(`${stem.slice(0, 5)}|not empty|still|in use|contains|holds|children|referenced`, 'i').test(
        words,
      )
    )
      continue;
    const inner = await steps.records.make(probe, child);
    const [id] = [...inner.place.values()].slice(-1);
    if (id === undefined) continue;
    const place = new Map([...inner.place].slice(0, -1));
    const made: Made = { ...inner, resource: steps.resource, id, place, record: {}, sent: undefined };
    await steps.send(probe, deleting, made, words, { accept: [409], violation: words });
  }
}
