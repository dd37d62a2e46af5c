import {
  isObject,
  objectAt,
  own,
  ownList,
  ownNumber,
  ownString,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import { matchesPattern } from '../../../openapi/text-matching.ts';
import { keyOf } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { show } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import type { Asked, Steps } from '../steps.ts';
import { moment, plain, wrapped } from '../values.ts';

export const SORT = /^(sort|sort_?by|order_?by|ordering|sort_?field)$/i;
const DIRECTION = /^(order|direction|dir|sort_?(order|dir|direction))$/i;

/** A list is in the order that it was asked for. */
export async function sorting(steps: Steps, probe: Probe): Promise<void> {
  const { records } = steps;
  const list = steps.find('list');
  if (list === undefined) return;
  const asked = steps.asked(list);
  const isOfOrder = (one: Asked): boolean =>
    /^order(ed)?$/i.test(one.name) &&
    ownList(one.schema, 'enum').some((value) => ordersOf(steps, one, undefined, value).length > 0);
  const sort =
    asked.find(({ name }) => SORT.test(name) && !steps.resource.properties.has(name)) ??
    asked.find(isOfOrder);
  const stated = statedOrder(steps, records.requests.wordsOf(list.operation));
  if (sort === undefined)
    return await inOrders(steps, probe, list, [...turnedBy(steps, list, stated), ...stated]);
  const direction = asked.find(
    ({ name, schema }) => DIRECTION.test(name) && name !== sort.name && ownList(schema, 'enum').length > 0,
  );
  const said =
    ownString(sort.schema, 'description') ?? steps.records.requests.parameterWords(list.operation, sort.name);
  const isRanked = ({ property }: Order): boolean => {
    const members = ownList(steps.resource.properties.get(property), 'enum');
    return members.filter((member) => typeof member === 'string' && said.includes(member)).length > 1;
  };
  const orders = valuesOf(steps, sort, said)
    .flatMap((value) => ordersOf(steps, sort, direction, value))
    .map((order): Order => ({ ...order, isRanked: isRanked(order) }));
  const standard = own(sort.schema, 'default');
  const usual = direction && own(direction.schema, 'default');
  if (standard !== undefined) {
    const ways = ordersOf(steps, sort, direction, standard);
    const isUsual = ({ ask }: Order): boolean =>
      usual !== undefined && own(ask, direction?.name ?? '') === usual;
    const meant = ways.find(isUsual) ?? ways[0];
    if (meant !== undefined) orders.push({ ...meant, ask: {} });
  }
  await inOrders(steps, probe, list, standard === undefined ? [...orders, ...stated] : orders);
}

/** `order=asc` and `order=desc`, "by `starts_at`": the one order of a list, both ways. */
function turnedBy(steps: Steps, list: Bound, stated: readonly Order[]): Order[] {
  const isWay = (member: Json): boolean => /^(asc|desc)/i.test(String(member));
  return steps.asked(list).flatMap(({ name, schema }) => {
    const ways = ownList(schema, 'enum');
    if (!DIRECTION.test(name) || ways.length === 0 || !ways.every(isWay)) return [];
    const words =
      ownString(schema, 'description') ?? steps.records.requests.parameterWords(list.operation, name);
    const told = statedOrder(steps, words.replace(/^by\b/i, 'sorted by'));
    // "Oldest first" says which way, and not by what, where the list says it.
    const [{ property } = { property: undefined }] = /\bby\b/i.test(words)
      ? [...told, ...stated]
      : [...stated, ...told];
    if (property === undefined) return [];
    return ways.map((way) => ({ property, isDown: /^desc/i.test(String(way)), ask: { [name]: way } }));
  });
}

/** What a list can be asked to sort by: the members of an enumeration, or what a pattern allows, or what words quote. */
function valuesOf({ resource }: Steps, { schema }: Asked, said: string): readonly Json[] {
  const members = ownList(schema, 'enum');
  if (members.length > 0) return members;
  const pattern = ownString(schema, 'pattern');
  if (pattern === undefined)
    return /\b(not|cannot|except|unless)\b/i.test(said)
      ? []
      : [...said.matchAll(/[`'"]([^`'"\s]{1,60})[`'"]/g)].map(([, word = '']) => word);
  return [...resource.properties.keys()]
    .flatMap((name) => FORMS.map((form) => form.replace('name', () => name)))
    .filter((value) => matchesPattern(value, pattern))
    .slice(0, MOST_ORDERS);
}

const FORMS = [
  'name',
  '-name',
  'name:asc',
  'name:desc',
  'name_asc',
  'name_desc',
  'name,desc',
  'name desc',
  'name.desc',
];
const MOST_ORDERS = 12;

/** The order that the words of a list say: "Sorted by `name`", "by descending `id`", "by arrival date, earliest first", "newest first". */
function statedOrder({ resource }: Steps, words: string): Order[] {
  for (const [whole, before = '', after = ''] of words.matchAll(BY)) {
    const [property, rest] = leadingName(after, resource.properties.keys()) ?? [];
    if (property === undefined) continue;
    const way = /^`?,? ?(?:in |the )?(\w+)(?: (?:order|first))?/i.exec(rest ?? '')?.[1] ?? '';
    // "Lists tasks by project" may say what they are asked for by.
    if (/^lists/i.test(whole) && !WAY.test(way)) continue;
    return [{ property, isDown: DOWN.test(before) || DOWN.test(way), ask: {} }];
  }
  const [, age, between = ''] =
    /\b(newest|latest|most recent(?:ly)?|oldest|earliest|highest|lowest)((?: `?\w+`?){0,2}),? (?:(?:is|are|come|comes) )?first\b/i.exec(
      words,
    ) ?? [];
  const names = [...resource.properties.keys()];
  const said = between.match(/\w+/g) ?? [];
  // "Lowest total first" is about `totalCents`.
  const named =
    said.find((name) => resource.properties.has(name)) ??
    names.find((name) => said.some((word) => word.length > 3 && plain(name).startsWith(plain(word)))) ??
    /`(\w+)`/.exec(between)?.[1] ??
    '';
  const born = [...resource.properties].find(
    ([name, schema]) => CREATED.test(name) && own(schema, 'format') === 'date-time',
  )?.[0];
  // "By day, earliest first" is not about when a record was made.
  const isOfOther =
    /^(high|low)est$/i.test(age ?? '') ||
    (age !== undefined && new RegExp(`\\bby [^.;]{1,60}\\b${age}\\b`, 'i').test(words));
  const sorted = resource.properties.has(named) ? named : named === '' && !isOfOther ? born : undefined;
  return age === undefined || sorted === undefined
    ? []
    : [{ property: sorted, isDown: DOWN.test(age), ask: {} }];
}

const BY =
  /\b(?:(?:sorted|ordered|first, that is|lists? \w+) by|in (?:the )?order of) (ascending |descending )?(?:their |the )?([^.;\n]{1,60})/gi;
const WAY = /^(asc|desc|new|old|lat|earl|most|high|low|larg|small|big)/i;
const DOWN = /^(desc|new|latest|most|high|larg|big)/i;

/** The property that a text begins with, written as one word or as several, and what follows. */
function leadingName(
  text: string,
  names: Iterable<string>,
): readonly [name: string, rest: string] | undefined {
  const words = text.match(/^`?(\w+)`?((?: \w+){0,2})/)?.[0].split(' ') ?? [];
  const known = [...names];
  for (let count = words.length; count > 0; count -= 1) {
    const written = words.slice(0, count).join(' ');
    const name = known.find((one) => plain(one) === plain(written));
    if (name !== undefined) return [name, text.slice(written.length)];
  }
  return undefined;
}

const CREATED =
  /^(created|added|inserted|registered|opened|placed|issued|posted|received|recorded)_?(at|on|date|time)?$/i;

/** Records are listed in each order. */
async function inOrders(steps: Steps, probe: Probe, list: Bound, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  const ranked = new Set(orders.filter(({ isRanked }) => isRanked).map(({ property }) => property));
  const records = await spread(steps, probe, ranked);
  const [first] = records;
  if (first === undefined) return;
  for (const { property, isDown, ask } of orders) {
    const rank = ranked.has(property) ? ownList(steps.resource.properties.get(property), 'enum') : [];
    const { seen } = await steps.walk(probe, list, first, ask);
    const values = seen
      .filter((entry) => records.some(({ id }) => id === keyOf(entry, steps.resource.idProperty)))
      .map((entry) => own(entry, property))
      .map((value) => (value !== undefined && rank.includes(value) ? rank.indexOf(value) : value));
    // Servers compare texts letter by letter, or as people do: wrong is what no comparison gives.
    const wrong = Math.min(
      ...COMPARISONS.map((isLess) =>
        values.findIndex((value, index) => index > 0 && !inOrder(values[index - 1], value, isDown, isLess)),
      ),
    );
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
  /** Whether the members of an enumeration are in the order of the document, as its words say. */
  readonly isRanked?: boolean;
  readonly property: string;
  readonly isDown: boolean;
  readonly ask: Readonly<Record<string, Json>>;
}

/** `-name`, `name:desc`, `name_asc`, or `name` with a direction next to it. */
function ordersOf(steps: Steps, sort: Asked, direction: Asked | undefined, value: Json): Order[] {
  if (typeof value !== 'string') return [];
  const named = (text: string) => {
    const all = [...steps.resource.properties.keys()];
    // `created` is `created_at`.
    return ['', 'at', 'on', 'date', 'time']
      .map((end) => all.find((one) => plain(one) === plain(text) + end))
      .find((one) => one !== undefined);
  };
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
const SIZES = [2, 30, 100];
const LETTERS = ['c', 'm', 'w'];
/** So many letters of the id of a run keep its texts apart from those of other runs. */
const MARK = 6;

/** Three records with values far apart. */
async function spread(steps: Steps, probe: Probe, ranked: ReadonlySet<string>): Promise<readonly Made[]> {
  const first = await steps.records.make(probe, steps.resource);
  const records: Made[] = [];
  const base = isObject(first.sent) ? first.sent : {};
  const mark = plain(probe.session.settings.runId).slice(-MARK);
  for (const turn of [0, 1, 2]) {
    await moment();
    const changed = Object.fromEntries(
      steps.writable(steps.creating).flatMap(({ name, schema }, index): [string, Json][] => {
        // Each property has an order of its own: what is sorted by one is not sorted by its neighbor. Dates move
        // together: one that ends begins before.
        const row = ownString(schema, 'format')?.startsWith('date') === true ? 0 : index;
        const at = ORDERS[row % ORDERS.length]?.[turn] ?? 0;
        const members = ranked.has(name) ? ownList(schema, 'enum') : [];
        const value =
          members.length > 0
            ? [members[0], members[Math.floor(members.length / 2)], members.at(-1)][at]
            : placed(schema, own(base, name), at, `${LETTERS[at] ?? 'm'}${mark}`);
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

/** Three members that are in the order of the alphabet and in that of the document, whichever a list goes by. */
function inBothOrders(members: readonly Json[]): readonly Json[] {
  const texts = members.filter((member) => typeof member === 'string');
  for (const [index, first] of texts.entries())
    for (const [after, second] of texts.slice(index + 1).entries()) {
      const third = texts.slice(index + after + 2).find((one) => one > second);
      if (second > first && third !== undefined) return [first, second, third];
    }
  return [];
}

/** A value that belongs at the beginning, in the middle or at the end of all. */
function placed(schema: JsonObject, base: Json | undefined, at: number, text: string): Json | undefined {
  const pattern = ownString(schema, 'pattern');
  if (ownList(schema, 'enum').length > 0) return inBothOrders(ownList(schema, 'enum'))[at];
  if (typeof base === 'number') {
    const step = ownNumber(schema, 'multipleOf') ?? 1;
    const least = ownNumber(schema, 'minimum') ?? (ownNumber(schema, 'exclusiveMinimum') ?? 0) + step;
    const most = ownNumber(schema, 'maximum') ?? least + 100 * step;
    const value = least + Math.floor(((most - least) * (at + 1)) / 4 / step) * step;
    return value;
  }
  if (Array.isArray(base)) {
    const properties = objectAt(own(schema, 'items'), 'properties');
    // What is counted together from the entries differs in its number of digits.
    return base.map((entry) =>
      isObject(entry)
        ? Object.fromEntries(
            Object.entries(entry).map(([name, value]): [string, Json] => [
              name,
              typeof value === 'number' ? within(properties[name], value, SIZES[at] ?? value) : value,
            ]),
          )
        : entry,
    );
  }
  if (typeof base !== 'string') return undefined;
  const format = own(schema, 'format');
  if (format === 'date' || format === 'date-time')
    return base.replace(/^\d{4}/, (year) => String(Number(year) + at + 1));
  if (format === 'email') return `${text}@example.com`;
  if (format !== undefined) return undefined;
  const [least, most] = [ownNumber(schema, 'minLength') ?? 0, ownNumber(schema, 'maxLength') ?? 20];
  const made = text.slice(0, most).padEnd(least, text);
  if (most < 3 || pattern === undefined) return most < 3 ? undefined : made;
  return [made, made.toUpperCase()].find((one) => matchesPattern(one, pattern));
}

function within(schema: Json | undefined, old: number, value: number): number {
  if (ownList(schema, 'enum').length > 0) return old;
  return Math.min(
    ownNumber(schema, 'maximum') ?? value,
    Math.max(ownNumber(schema, 'minimum') ?? value, value),
  );
}

const { compare } = new Intl.Collator();
const COMPARISONS: readonly ((a: string, b: string) => boolean)[] = [
  (a, b) => a.toLowerCase() < b.toLowerCase(),
  (a, b) => a < b,
  (a, b) => compare(a, b) < 0,
];

function inOrder(
  before: Json | undefined,
  after: Json | undefined,
  isDown: boolean,
  isTextLess: (a: string, b: string) => boolean,
): boolean {
  if (before === after || before === undefined || after === undefined || before === null || after === null)
    return true;
  const isLess =
    typeof before === 'number' && typeof after === 'number'
      ? before < after
      : isTextLess(String(before), String(after));
  return isLess !== isDown;
}
