import {
  isObject,
  own,
  ownList,
  ownNumber,
  ownString,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import { singular, wordsOf } from '../../../base/names.ts';
import { CURSOR, LIMIT, OFFSET, PAGE } from '../../../openapi/paging.ts';
import { isNullable, typeName } from '../../../openapi/sample.ts';
import { stemOf, unwrap, type Resource } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { withValue } from '../../schema/place.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import type { Demand } from '../../engine/expectation.ts';
import type { Bound, Made } from '../bound.ts';
import { totalOf } from '../page-marks.ts';
import { asText } from '../request-maker.ts';
import type { Asked, Steps } from '../steps.ts';
import { isScalar, plain, wrapped } from '../values.ts';
import { movesOf } from './move.ts';
import { SORT } from './sorting.ts';
import { statesOf } from './states.ts';
import { ANY_CASE } from './twice.ts';

/** Pages of a filtered list that are turned. */
const MOST_PAGES = 4;
/** So many letters of a text begin it. */
const PREFIX = 8;
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
  const linksOf = (list: Bound): readonly Asked[] =>
    steps.asked(list).filter(({ name }) => steps.isLink(name) && steps.resource.properties.has(name));
  const linking = lists.filter((list) => linksOf(list).length > 0);
  if (linking.length === 0) return;
  // One that names other records than both: what two filters by such names leave out.
  const stranger = await steps.records.make(probe, steps.resource);
  const strange = { made: records.made, other: await steps.look(probe, stranger) };
  for (const list of linking) {
    const listed = steps.asked(list).filter(({ schema }) => ownList(schema, 'enum').length > 0);
    const questions = [...linksOf(list), ...listed].flatMap((asked) =>
      questionsOf(steps, asked, '', strange.made, strange.other).map((question) => ({
        ...question,
        name: asked.name,
      })),
    );
    await together(steps, probe, list, made, strange, questions);
  }
}

/** A question and the parameter that asks it. */
type Named = Question & { readonly name: string };

/** One list is asked for each thing that tells two records apart. */
async function filtered(
  steps: Steps,
  probe: Probe,
  list: Bound,
  [made, other]: readonly [Made, Made],
  records: { readonly made: JsonObject; readonly other: JsonObject },
): Promise<void> {
  let isTurned = false;
  const single: Named[] = [];
  const { answer: all } = await steps.send(probe, list, made, 'the list is as documented');
  const whole = isSuccess(all) && all !== undefined ? totalOf(all) : undefined;
  for (const asked of steps.asked(list)) {
    if (steps.isPaging(asked, LIMIT, OFFSET, PAGE, CURSOR, SORT)) continue;
    const words =
      ownString(asked.schema, 'description') ??
      steps.records.requests.parameterWords(list.operation, asked.name);
    const questions = questionsOf(steps, asked, words, records.made, records.other);
    const [first] = questions;
    if (first !== undefined) single.push({ ...first, name: asked.name });
    for (const { value, holds, isVague } of questions) {
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
      const isLess = [records.made, records.other].some((record) => !holds(record));
      const counts = stateDemand(function* (_json, one) {
        const total = totalOf(one);
        if (isLess && total !== undefined && whole !== undefined && total >= whole)
          yield flaw(
            `${list.operation.id} counts records that the filter ${asked.name} leaves out`,
            `a total of less than ${whole}, which is that of all records`,
            String(total),
            `total ignores ${asked.name}`,
          );
      });
      const { answer } = await steps.send(probe, list, made, `the list is asked for ${asked.name}`, {
        ask,
        demands: [demand, counts],
      });
      if (!isSuccess(answer)) continue;
      if (!isTurned)
        isTurned = await turned(
          steps,
          probe,
          list,
          made,
          ask,
          demand,
          steps.entries(list, answer?.json).length,
        );
      for (const [one, record] of [
        [made, records.made],
        [other, records.other],
      ] as const)
        if (isVague?.(record) !== true) await steps.isListed(probe, list, one, holds(record), ask);
    }
  }
  await together(steps, probe, list, made, records, single);
  await begun(steps, probe, list, made);
}

/** Who asks for `north` gets nothing of `north-east`. */
async function begun(steps: Steps, probe: Probe, list: Bound, made: Made): Promise<void> {
  const { creating, records } = steps;
  const inner = unwrap(made.sent, creating.binding.bodyWrapper);
  for (const { name, schema } of steps.asked(list)) {
    const members = ownList(schema, 'enum').filter((member) => typeof member === 'string');
    const [short, long] =
      members.flatMap((one) =>
        members.filter((two) => two !== one && two.startsWith(one)).map((two) => [one, two]),
      )[0] ?? [];
    const isSettable =
      own(records.requests.properties(creating.operation, creating.binding.bodyWrapper), name) !== undefined;
    if (short === undefined || long === undefined || inner === undefined || !isSettable) continue;
    const body = records.fresh(creating, wrapped(creating, { ...inner, [name]: long }), 'p', name);
    if (body === undefined || records.requests.violations(creating.operation, body).length > 0) continue;
    const other = await steps.make(probe, body, made.place);
    await steps.isListed(probe, list, other, false, { [name]: short });
  }
}

/** Two filters leave what either leaves out: what one record has and another one has are asked for together. */
async function together(
  steps: Steps,
  probe: Probe,
  list: Bound,
  made: Made,
  records: { readonly made: JsonObject; readonly other: JsonObject },
  questions: readonly Named[],
): Promise<void> {
  const telling = questions
    .filter(({ holds }) => holds(records.made) && !holds(records.other))
    .slice(0, MOST_TOGETHER);
  for (const [index, first] of telling.entries())
    for (const [one, two] of telling.slice(index + 1).flatMap(
      (second) =>
        [
          [first, second],
          [second, first],
        ] as const,
    )) {
      // The record that has the first has not the second; the other one has the second, as far as it can be asked for.
      const value = opposite(steps, list, two, records.other);
      if (value === undefined) continue;
      const ask = { [one.name]: one.value, [two.name]: value };
      const demand = stateDemand(function* (json) {
        const wrong = steps.entries(list, json).find((entry) => !one.holds(entry) || two.holds(entry));
        if (wrong !== undefined)
          yield flaw(
            `${list.operation.id} ignores a filter beside another one`,
            `only records for which ${one.name} is ${show(one.value)} and ${two.name} is ${show(value)}`,
            JSON.stringify(wrong).slice(0, 160),
            `filters ${one.name} and ${two.name}`,
          );
      });
      await steps.send(probe, list, made, `the list is asked for ${one.name} and ${two.name}`, {
        ask,
        demands: [demand],
      });
    }
}

/** Filters that are asked for in pairs. */
const MOST_TOGETHER = 3;

/** What the other record has of a property that a filter is named like. */
function opposite(
  steps: Steps,
  list: Bound,
  { name, value }: { readonly name: string; readonly value: Json },
  other: JsonObject,
): Json | undefined {
  const property = [...steps.resource.properties.keys()].find((one) => plain(one) === plain(name));
  const known = property === undefined ? undefined : own(other, property);
  const schema = steps.asked(list).find((one) => one.name === name)?.schema;
  const isWhole =
    property !== undefined &&
    (ownList(schema, 'enum').length > 0 || typeof known !== 'string' || steps.isLink(property));
  return isWhole && isScalar(known) && known !== value ? known : undefined;
}

/** The pages after the first are asked for what the answer says, which must hold the filter; whether there were any. */
async function turned(
  steps: Steps,
  probe: Probe,
  list: Bound,
  made: Made,
  ask: Readonly<Record<string, Json>>,
  demand: Demand,
  count: number,
): Promise<boolean> {
  const limit = steps.paging(list, LIMIT);
  if (limit === undefined) return false;
  if (count < 2) {
    const names = new Set(Object.keys(isObject(made.sent) ? made.sent : {}).map(plain));
    if (!Object.keys(ask).some((name) => names.has(plain(name)))) return false;
    try {
      // Another one with the same value.
      await steps.records.make(probe, steps.resource, {
        body: wrapped(steps.creating, isObject(made.sent) ? made.sent : {}),
        asIs: true,
      });
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      return false;
    }
  }
  let pages = 0;
  const isEnough = (): boolean => (pages += 1) >= MOST_PAGES;
  await steps.walk(probe, list, made, ask, isEnough, ownNumber(limit.schema, 'minimum') ?? 1, [demand]);
  return true;
}

/** A record that differs from another one in all that can be set, where the server takes one. */
async function contrast(steps: Steps, probe: Probe, made: Made): Promise<Made> {
  const body = nearly(
    steps,
    steps.other(steps.creating, isObject(made.sent) ? made.sent : made.record),
    made,
  );
  try {
    return await steps.records.make(probe, steps.resource, { body, place: made.place });
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    return await steps.records.make(probe, steps.resource, { place: made.place });
  }
}

/** A body with what nearly is a value of the other record: an entry with one letter more, a beginning further on. */
function nearly(steps: Steps, body: JsonObject, { sent }: Made): JsonObject {
  const { creating, records } = steps;
  const { operation, binding } = creating;
  const asked = new Set(
    records.lists(steps.resource).flatMap((list) => steps.asked(list).map(({ name }) => plain(name))),
  );
  let result = body;
  for (const [name, value] of Object.entries(unwrap(body, binding.bodyWrapper) ?? {})) {
    const entry = ownList(sent, name).at(-1);
    const text = ownString(sent, name);
    const near =
      Array.isArray(value) && typeof entry === 'string'
        ? [`${entry}x`]
        : text !== undefined && asked.has(`${plain(name)}prefix`)
          ? `z${text.slice(0, PREFIX)} ${String(value)}`.slice(0, Math.max(PREFIX + 1, text.length))
          : undefined;
    if (near === undefined) continue;
    const place = binding.bodyWrapper === undefined ? [name] : [binding.bodyWrapper, name];
    const next = withValue(result, place, near);
    if (isObject(next) && records.requests.violations(operation, next).length === 0) result = next;
  }
  return result;
}

/** Moves a record to another state, so that it differs from others in that too. */
async function stir(steps: Steps, probe: Probe, made: Made): Promise<void> {
  for (const move of movesOf(steps)) {
    const before = await steps.look(probe, made);
    const exchange = await move.carryOut(probe, made);
    const isMoved = statesOf(steps.resource).length === 0;
    const after = isSuccess(exchange?.answer) ? await steps.look(probe, made) : before;
    if (isMoved || statesOf(steps.resource).some((state) => state.of(before) !== state.of(after))) return;
  }
}

interface Question {
  readonly value: Json;
  holds(entry: JsonObject): boolean;
  /** Whether a record has it only in part: some servers show such, others do not. */
  isVague?(entry: JsonObject): boolean;
}

/** What a parameter asks of records: one value, and two where it takes several. */
function questionsOf(
  steps: Steps,
  asked: Asked,
  words: string,
  made: JsonObject,
  other: JsonObject,
): readonly Question[] {
  const several = anyOfQuestions(steps, asked, made, other);
  if (several.length > 0) return several;
  const one = prefixQuestion(steps, asked.name, made) ?? questionOf(steps, asked, words, made, other);
  const bound = edgeQuestion(steps, asked, words, made);
  if (one === undefined) return bound;
  if (!isScalar(own(made, asked.name)) && typeof one.value === 'string' && ANY_CASE.test(words))
    return [one, { ...one, value: one.value.toUpperCase() }, { ...one, value: one.value.toLowerCase() }];
  const exact = exactQuestions(steps, asked, words, made);
  if (exact.length > 0) return [one, ...exact, ...bound];
  const isOfFew = ownList(asked.schema, 'enum').length > 0 || typeName(asked.schema) === 'boolean';
  const two = asked.style === 'comma' || isOfFew ? questionOf(steps, asked, words, other, made) : undefined;
  if (two === undefined || two.value === one.value) return [one, ...bound];
  if (asked.style !== 'comma') return [one, two, ...bound];
  const holds = (entry: JsonObject): boolean => one.holds(entry) || two.holds(entry);
  return [one, { value: `${asText(one.value)},${asText(two.value)}`, holds }];
}

const EXACT = /\b(exact(ly)?|whole|entire|full (name|value|text)|precise(ly)?)\b/i;
const IN_CASE =
  /case included|case[- ]sensitive|\b(upper|lower)\b.{0,20}case.{0,10} (are|is) (distinguished|told apart|different)/i;

/** What is not found where only whole values count: one that is a letter short, and one in other letters where case counts. */
function exactQuestions(
  { resource }: Steps,
  { name, schema }: Asked,
  words: string,
  made: JsonObject,
): readonly Question[] {
  const property = [...resource.properties.keys()].find((one) => plain(one) === plain(name));
  const value = property === undefined ? undefined : ownString(made, property);
  const isFree =
    ['enum', 'pattern'].every((keyword) => own(schema, keyword) === undefined) &&
    [undefined, 'email'].includes(ownString(schema, 'format'));
  if (property === undefined || value === undefined || !isFree || !EXACT.test(words)) return [];
  const others = [
    value.slice(0, -1),
    ...(IN_CASE.test(words) ? [value.toUpperCase(), value.toLowerCase()] : []),
  ];
  const least = Math.max(3, ownNumber(schema, 'minLength') ?? 0);
  return others
    .filter((other) => other !== value && other.trim() === other && other.length >= least)
    .map((other) => ({
      value: other,
      holds: (entry) => own(entry, property) === undefined || own(entry, property) === other,
    }));
}

/** `states` of a body: records in any of these states, one of them and both. */
function anyOfQuestions(
  { resource }: Steps,
  { name, schema, style, at = [] }: Asked,
  made: JsonObject,
  other: JsonObject,
): readonly Question[] {
  // Values of a query that are repeated, and lists of a body.
  const isSeveral = style === undefined && at.length !== 1;
  if (!isSeveral || typeName(schema) !== 'array') return [];
  const property = [...resource.properties.keys()].find((one) =>
    [plain(name), plain(singular(name))].includes(plain(one)),
  );
  const values = [made, other].flatMap((record) => {
    const value = property === undefined ? undefined : own(record, property);
    return value !== undefined && value !== null && isScalar(value) ? [value] : [];
  });
  const [first, second] = values;
  if (property === undefined || first === undefined) return [];
  const asked =
    second === undefined || second === first ? [[first]] : [[first], [first, second], [second, first]];
  return asked.map((value) => ({
    value,
    holds: (entry) => own(entry, property) === undefined || value.some((one) => one === own(entry, property)),
  }));
}

/** `name_prefix`: what begins with a text. */
function prefixQuestion({ resource }: Steps, name: string, made: JsonObject): Question | undefined {
  const stem = /^(.+?)_?(prefix|starts?_?with|begins?_?with)$/i.exec(name)?.[1];
  const property = [...resource.properties.keys()].find(
    (one) => stem !== undefined && plain(one) === plain(stem),
  );
  const start = property === undefined ? undefined : ownString(made, property)?.slice(0, PREFIX);
  if (property === undefined || start === undefined) return undefined;
  const low = start.toLowerCase();
  return {
    value: start,
    holds: (entry) => ownString(entry, property)?.toLowerCase().startsWith(low) !== false,
  };
}

/** What a parameter asks of records, if its name says so. */
function questionOf(
  steps: Steps,
  { name, schema, style }: Asked,
  words: string,
  made: JsonObject,
  other: JsonObject,
): Question | undefined {
  const names = [...steps.resource.properties.keys()];
  const property = names.find((one) => one === name) ?? names.find((one) => plain(one) === plain(name));
  if (property !== undefined) {
    const value = own(made, property);
    // A body can ask for what has none; a query cannot.
    if (value === null && style === undefined && isNullable(schema) && own(other, property) !== null)
      return { value, holds: (entry) => (own(entry, property) ?? null) === null };
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
    const isVague = (entry: JsonObject): boolean => holds(entry) && own(entry, property) !== value;
    return { value, holds, isVague };
  }
  if (TEXT.test(name)) return textQuestion(names, made, other);
  const list = names.find((one) => Array.isArray(own(made, one)) && plain(one) === `${plain(name)}s`);
  // The last entry counts as much as the first.
  const entry = list === undefined ? undefined : ownList(made, list).at(-1);
  if (list !== undefined && isScalar(entry))
    return { value: entry, holds: (one) => ownList(one, list).includes(entry) };
  return (
    dayQuestion(names, name, schema, words, made) ?? boundQuestion(steps.resource, name, words, made, other)
  );
}

/** `date`: what is on a day, by the time that the words name. */
function dayQuestion(
  names: readonly string[],
  name: string,
  schema: JsonObject,
  words: string,
  made: JsonObject,
): Question | undefined {
  if (!/^(date|day|on)$/i.test(name) || own(schema, 'format') !== 'date') return undefined;
  const times = names.filter((one) => {
    const word = wordsOf(one)[0]?.toLowerCase().replace(/s$/, '') ?? '';
    return (
      /^\d{4}-\d\d-\d\dT.*Z$/.test(ownString(made, one) ?? '') &&
      word.length > 2 &&
      words.toLowerCase().includes(word)
    );
  });
  const [time, ...others] = times;
  const day = time === undefined ? undefined : ownString(made, time)?.slice(0, 10);
  if (time === undefined || day === undefined || others.length > 0) return undefined;
  return { value: day, holds: (entry) => ownString(entry, time)?.startsWith(day) !== false };
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
    const mark = /[\w-]{3,}$/.exec(ownString(made, name) ?? '')?.[0];
    if (mark !== undefined && !texts(other).includes(mark.toLowerCase()))
      return { value: mark, holds: (entry) => texts(entry).includes(mark.toLowerCase()) };
  }
  return undefined;
}

const SIDES = {
  least: [/(min|from|after|since|gte?|start)$/i, /^(min|from|after|since|start|gte?|least|not_?before)/i],
  most: [/(max|to|before|until|lte?|end)$/i, /^(max|to|before|until|end|lte?|most|not_?after)/i],
} as const;

/** Whether a name asks for the least or the most, and what it asks of: its end says more than its beginning. */
function sideOf(name: string): { readonly isLeast: boolean; readonly stem: string } | undefined {
  for (const at of [0, 1] as const)
    for (const side of ['least', 'most'] as const)
      if (SIDES[side][at].test(name))
        return { isLeast: side === 'least', stem: plain(name.replace(SIDES[side][at], '')) };
  return undefined;
}

/** The side of a bound and the property that it is about: `minPrice`, `price_lte`, `createdAfter`, or as the words say. */
function boundOf({ properties, name: kind }: Resource, name: string, words: string, record: JsonObject) {
  const names = [...properties.keys()];
  const side = sideOf(name);
  if (side === undefined) return undefined;
  const { stem, isLeast } = side;
  // "Only visits that end on this day or later" is about `endDate`.
  const said = names.filter((one) => {
    const word = wordsOf(one)[0]?.toLowerCase().replace(/ed$/, '') ?? '';
    return (
      word.length > 2 && !Number.isNaN(orderOf(own(record, one))) && new RegExp(`\\b${word}`, 'i').test(words)
    );
  });
  const property =
    names.find((one) => plain(one) === stem) ??
    names.find((one) => stem.length > 2 && plain(one).startsWith(stem)) ??
    // `dateFrom` of an invoice is about its `invoiceDate`.
    names.find((one) => stem !== '' && plain(one) === plain(stemOf(kind)) + stem) ??
    (stem !== ''
      ? undefined
      : said.length === 1
        ? said[0]
        : names.find((one) => /^(created|date)/i.test(one)));
  return property === undefined ? undefined : { property, isLeast };
}

/** One of two records is on each side of the value in the middle. */
function boundQuestion(
  resource: Resource,
  name: string,
  words: string,
  made: JsonObject,
  other: JsonObject,
): Question | undefined {
  const { property, isLeast } = boundOf(resource, name, words, made) ?? {};
  const value = property === undefined ? undefined : middle(own(made, property), own(other, property));
  if (property === undefined || value === undefined) return undefined;
  const isAbove = (one: Json | undefined): boolean => orderOf(one) > orderOf(value);
  return {
    value,
    holds: (entry) => own(entry, property) === undefined || isAbove(own(entry, property)) === isLeast,
  };
}

/** A bound belongs to what is asked for, or does not, where the words say so. */
function edgeQuestion(
  { resource }: Steps,
  { name, schema }: Asked,
  words: string,
  made: JsonObject,
): readonly Question[] {
  const { property, isLeast } = boundOf(resource, name, words, made) ?? {};
  const value = property === undefined ? undefined : own(made, property);
  const isWithin = INCLUSIVE.test(words);
  const isSaid = isWithin || EXCLUSIVE.test(words);
  // A day is not compared with a time.
  const isTime = typeof value === 'string' && value.includes('T') && own(schema, 'format') === 'date';
  if (property === undefined || !isScalar(value) || !isSaid || isTime) return [];
  return [
    {
      value,
      holds: (entry) => {
        const [one, all] = [orderOf(own(entry, property)), orderOf(value)];
        return Number.isNaN(one) || (one === all ? isWithin : one > all === isLeast);
      },
    },
  ];
}
const INCLUSIVE =
  /\bor (later|earlier|more|less|higher|lower|equal)\b|\b(at|on) or (after|before)\b|\binclusive|\bat (least|most)\b|\bincluded\b/i;
const EXCLUSIVE =
  /\bexclusive|\bstrictly\b|\b(earlier|later|less|more|lower|higher|smaller|larger|greater) than\b/i;

function orderOf(value: Json | undefined): number {
  return typeof value === 'number'
    ? value
    : typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)
      ? Date.parse(value)
      : Number.NaN;
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
