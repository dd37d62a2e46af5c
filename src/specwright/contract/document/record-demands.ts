import {
  canonicalText,
  isObject,
  objectAt,
  own,
  ownList,
  ownNumber,
  ownString,
  typeOf,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import { singular } from '../../base/names.ts';
import { pointerTo } from '../../base/pointer.ts';
import { isJsonType } from '../../openapi/content.ts';
import { unwrap, wrapperPath } from '../../openapi/resources.ts';
import { propertiesOf } from '../../openapi/sample.ts';
import type { Api } from '../api/api.ts';
import { findResponse } from '../api/find.ts';
import { stateAfterCall } from '../checks/state-after-call.ts';
import type { Flaw } from '../checks/description.ts';
import type { Demand } from '../engine/expectation.ts';
import { typesOf } from '../schema/mutations.ts';
import { withValue } from '../schema/place.ts';
import { isSuccess, type Answer } from '../exchange/exchange.ts';
import type { Bound } from './bound.ts';
import { REVISION } from './request-maker.ts';
import { readable } from './sentences.ts';
import { mentioned } from './sequences/life-cycle.ts';
import { innerSchema } from './values.ts';

/** Properties that a server may change by itself. */
const VOLATILE =
  /updated|modified|changed|accessed|seen|version|etag|revision|_links|^links$|^(is_?)?(current|latest|newest|last)$/i;

/** A demand on the state that an answer shows; answers other than successes are judged by their status. */
export function stateDemand(
  examine: (json: Json | undefined, answer: Answer, api: Api) => Iterable<Flaw>,
): Demand {
  return {
    check: stateAfterCall,
    *examine(answer, api) {
      if (isSuccess(answer) && answer.status !== 204) yield* examine(answer.json, answer, api);
    },
  };
}

/** The record in the answer must have these values, as far as the answer may show them at all. */
export function shows(
  { operation, binding: { resource, wrapper } }: Bound,
  expected: Json | undefined,
  because: string,
): Demand {
  return stateDemand(function* (json, { status }, api) {
    const record = unwrap(json, wrapper);
    if (record === undefined || !isObject(expected)) return;
    const media = findResponse(operation, status)?.content.find(({ mediaType }) => isJsonType(mediaType));
    const stated = propertiesOf(api.document, innerSchema(media && api.schemaOf(media), wrapper));
    for (const [name, value] of Object.entries(expected)) {
      const isShown = stated.size === 0 || stated.has(name) || Object.hasOwn(record, name);
      const property = isShown ? resource.properties.get(name) : undefined;
      if (property === undefined || isWriteOnly(property)) continue;
      const actual = own(record, name);
      // A value of another type than documented has been reported for that.
      const types = typesOf(isObject(property) ? property : {});
      if (actual !== undefined && types.length > 0 && !types.some((type) => isOfType(actual, type))) continue;
      if (same(value, actual) || (value === null && actual === undefined)) continue;
      // A request names the state that it is for; the answer shows the next one.
      const isCounted = REVISION.test(name) && typeof value === 'number' && typeof actual === 'number';
      if (isCounted && actual > value) continue;
      // Callers may send what the answer must not show: the document has two schemas for the property.
      const place = [...wrapperPath(wrapper), name];
      const shown = json === undefined ? undefined : withValue(json, place, value);
      const at = pointerTo(...place);
      if (media && shown && api.validate(media, shown).some((error) => `${error.at}/`.startsWith(`${at}/`)))
        continue;
      yield flaw(
        `${operation.id} shows another ${name} than expected`,
        `${name} ${show(value)}, because ${because}`,
        show(actual),
        name,
      );
    }
  });
}

/** Values that the document says are made of others: "`quantity` × `price`", "Sum of the `amount`s", "True when `a` is below `b`". */
export function* miscounted(
  operation: string,
  properties: ReadonlyMap<string, Json>,
  record: JsonObject,
): Iterable<Flaw> {
  for (const [name, schema] of properties) {
    const value = own(record, name);
    const { words, stated } = exceptIn(readable(ownString(schema, 'description')), properties, record);
    const made = stated ?? (typeof value === 'boolean' ? comparison(words, record) : madeOf(words, record));
    const isRight =
      made === undefined ||
      (typeof made === 'number' ? Math.abs(made - Number(value)) <= 0.011 : made === value);
    if ((typeof value === 'number' || typeof value === 'boolean') && !isRight)
      yield flaw(
        `${operation} shows a ${name} that is not what the document makes it of`,
        `${made}: ${words}`,
        String(value),
        `${name} miscounted`,
      );
    const isEmpty = emptiness(words, properties, record);
    if (isEmpty !== undefined && value !== undefined && isEmpty !== (value === null))
      yield flaw(
        `${operation} shows a ${name} that is not what the document says of this state`,
        isEmpty ? `null: ${words}` : `a value: ${words}`,
        show(value),
        `${name} beside another state`,
      );
    const time = typeof value === 'string' ? timeOf(words, record) : undefined;
    if (time !== undefined && Date.parse(String(value)) !== time)
      yield flaw(
        `${operation} shows a ${name} that is not what the document makes it of`,
        `${new Date(time).toISOString()}: ${words}`,
        String(value),
        `${name} miscounted`,
      );
    const inner = new Map(Object.entries(objectAt(own(schema, 'items'), 'properties')));
    for (const entry of ownList(record, name))
      if (isObject(entry)) yield* miscounted(operation, inner, entry);
  }
}

const SIGNS: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ...['times', '×', 'x', '*', '·'].map((sign) => [sign, (a: number, b: number) => a * b] as const),
  ...['plus', '+'].map((sign) => [sign, (a: number, b: number) => a + b] as const),
  ...['minus', 'less', '−', '–', '-'].map((sign) => [sign, (a: number, b: number) => a - b] as const),
]);

/** "`total` minus `paid`; 0 once the invoice is void": the number of this state, and what is said of the others. */
function exceptIn(
  description: string,
  properties: ReadonlyMap<string, Json>,
  record: JsonObject,
): { readonly words: string; readonly stated?: number } {
  const [whole = '', number = '', clause = ''] =
    /[;,.]\s*(?:and )?(?:it is )?`?(\d+|zero)`? (?:once|when|if|while) ([^;,.]*)\.?$/i.exec(description) ??
    [];
  const isIn = isInState(clause, properties, record);
  if (isIn === undefined || /\bnot\b/i.test(clause)) return { words: description };
  const words = description.slice(0, -whole.length);
  return isIn ? { words, stated: /zero/i.test(number) ? 0 : Number(number) } : { words };
}

/** Whether a record is in one of the states that a clause names; `undefined` where it names those of no single property. */
function isInState(
  clause: string,
  properties: ReadonlyMap<string, Json>,
  record: JsonObject,
): boolean | undefined {
  const states = [...properties].flatMap(([name, schema]) => {
    const members = ownList(schema, 'enum').filter((member) => typeof member === 'string');
    const named = mentioned(clause, members);
    return named.length === 0 ? [] : [{ name, named }];
  });
  const [state, ...others] = states;
  const now = state && own(record, state.name);
  if (state === undefined || others.length > 0 || typeof now !== 'string') return undefined;
  return state.named.includes(now);
}

/** "`rate` percent of `net`, rounded half up to a whole cent" of a record. */
function shareOf(description: string, record: JsonObject): number | undefined {
  const [, rate = '', of = ''] =
    /^`?(\w+)`? ?(?:percent|per cent|%) of (?:the )?`?(\w+)`?,? rounded half up\b[^`]*$/i.exec(
      description.trim(),
    ) ?? [];
  const [percent, whole] = [ownNumber(record, rate), ownNumber(record, of)];
  return percent === undefined || whole === undefined ? undefined : Math.round((percent * whole) / 100);
}

/** The number that a sentence of a description makes of others; `undefined` where none does, or not all are known. */
function madeOf(description: string, record: JsonObject): number | undefined {
  // What holds under a condition only is not judged.
  if (/\b(if|unless|when|while|once|until|except|otherwise)\b/i.test(description)) return undefined;
  const share = shareOf(description, record);
  if (share !== undefined) return share;
  for (const sentence of description.split(/[.:;]/)) {
    const [first = '', ...rest] = sentence.trim().replaceAll('`', '').split(/\s+/);
    let total = ownNumber(record, first);
    for (let at = 0; at < rest.length; at += 2) {
      const next = ownNumber(record, rest[at + 1] ?? '');
      const sign = SIGNS.get(rest[at] ?? '');
      total = total === undefined || next === undefined || sign === undefined ? undefined : sign(total, next);
    }
    if (rest.length > 0 && total !== undefined) return total;
  }
  const product = productOf(description, record);
  if (product !== undefined) return product;
  const [, summed = '', over = ''] =
    /^(?:the )?sum of (?:the |all )?`?(\w+)`?s?(?: (?:of|over) (?:all|the) (?:the )?(\w+))?(?:,[^.;]*)?\.?$/i.exec(
      description.trim(),
    ) ?? [];
  if (over !== '' && !/^(lines|items|entries|rows)$/i.test(over) && !Array.isArray(own(record, over)))
    return undefined;
  const lists = Object.values(record).flatMap((value) => {
    const entries = Array.isArray(value) ? value.filter(isObject) : [];
    const [entry] = entries;
    const key = Object.keys(entry ?? {}).find((name) => name === summed || name === singular(summed));
    const numbers = entries.map((one) => ownNumber(one, key ?? ''));
    return entries.length === 0 || numbers.includes(undefined) ? [] : [numbers];
  });
  const [numbers] = lists;
  return lists.length === 1 && numbers !== undefined
    ? numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0)
    : undefined;
}

/** "The sum over all lines of `quantity` times `price`" of a record with a list of lines. */
function productOf(description: string, record: JsonObject): number | undefined {
  const [, over = '', one = '', two = ''] =
    /^(?:the )?sum over (?:all |the )*`?(\w+)`? of `?(\w+)`? (?:times|×|x|multiplied by) (?:the )?`?(\w+)`?\.?$/i.exec(
      description.trim(),
    ) ?? [];
  const entries = own(record, over);
  if (!Array.isArray(entries)) return undefined;
  const products = entries.map((entry) => {
    const [a, b] = [ownNumber(entry, one), ownNumber(entry, two)];
    return a === undefined || b === undefined ? Number.NaN : a * b;
  });
  const total = products.reduce((sum, number) => sum + number, 0);
  return Number.isNaN(total) ? undefined : total;
}

/** "Null exactly when the room is open": whether a value must be `null` in the state that the record shows. */
function emptiness(
  description: string,
  properties: ReadonlyMap<string, Json>,
  record: JsonObject,
): boolean | undefined {
  const [, exactly, , clause = ''] =
    /\bnull (?:(exactly|if and only if|precisely)\b( when| while| if)?|while\b|as long as\b)([^.;,]{0,80})/i.exec(
      description,
    ) ?? [];
  // "Never been published" is not about what is so now.
  if (!/\b(is|are)\b/i.test(clause) || /\b(been|never|ever)\b/i.test(clause)) return undefined;
  const isNamed = isInState(clause, properties, record);
  if (isNamed === undefined) return undefined;
  const isIn = isNamed !== /\bnot\b/i.test(clause);
  return exactly !== undefined || isIn ? isIn : undefined;
}

const MILLISECONDS: readonly (readonly [RegExp, number])[] = [
  [/milli|_?ms$/i, 1],
  [/sec/i, 1000],
  [/min/i, 60_000],
  [/hour/i, 3_600_000],
  [/day/i, 86_400_000],
];

/** "`starts_at` plus `duration_minutes`", "Set on deposit: exactly `depositedAt` plus `holdHours` hours" of a record. */
function timeOf(description: string, record: JsonObject): number | undefined {
  const [, from = '', sign = '', by = '', named = ''] =
    description
      .split(/[.:;]/)
      .map((text) =>
        /^(?:exactly |always |the )?`?(\w+)`? (plus|minus) `?(\w+)`?( (?:milli)?seconds?| minutes?| hours?| days?| times 24 hours)?$/i.exec(
          text.trim(),
        ),
      )
      .find((found) => found !== null) ?? [];
  const [start, amount] = [Date.parse(ownString(record, from) ?? ''), ownNumber(record, by)];
  // "`days` times 24 hours" is so many days.
  const unit = MILLISECONDS.find(([pattern]) =>
    pattern.test(named.startsWith(' times') ? by : named || by),
  )?.[1];
  const time = start + (/minus/i.test(sign) ? -1 : 1) * (amount ?? 0) * (unit ?? 0);
  const isKnown = amount !== undefined && unit !== undefined && Math.abs(time) < 8e15;
  return isKnown ? time : undefined;
}

const RELATIONS: readonly (readonly [RegExp, (a: number, b: number) => boolean])[] = [
  [/^(less than or equal to|at most|not (above|more than|greater than))$/i, (a, b) => a <= b],
  [/^(greater than or equal to|at least|not (below|less than))$/i, (a, b) => a >= b],
  [/^(less than|below|under|lower than)$/i, (a, b) => a < b],
  [/^(greater than|more than|above|over|higher than)$/i, (a, b) => a > b],
  [/^(equal to|the same as)$/i, (a, b) => a === b],
];

/** "True when `a` is less than or equal to `b`" of a record; `undefined` where the description says nothing of the kind. */
function comparison(description: string, record: JsonObject): boolean | undefined {
  const [, left = '', words = '', right = ''] =
    /^(?:true|whether)\b[^`.]{0,30}`(\w+)` (?:is )?([a-z ]{4,30}?) `(\w+)`\.?$/i.exec(description.trim()) ??
    [];
  const [a, b] = [ownNumber(record, left), ownNumber(record, right)];
  const relation = RELATIONS.find(([pattern]) => pattern.test(words))?.[1];
  return a === undefined || b === undefined ? undefined : relation?.(a, b);
}

function isWriteOnly(schema: Json): boolean {
  return own(schema, 'writeOnly') === true || ownList(schema, 'anyOf').some(isWriteOnly);
}

function isOfType(value: Json, type: string): boolean {
  const actual = typeOf(value);
  return actual === type || (actual === 'integer' && type === 'number');
}

/** What a record must look like later, from what was sent and what the answer to its creation showed. */
export function remembered(sent: Json | undefined, shown: JsonObject): JsonObject {
  const kept = Object.entries(shown).filter(([name, value]) => !VOLATILE.test(name) && !isObject(value));
  return { ...Object.fromEntries(kept), ...(isObject(sent) ? sent : {}) };
}

/** Values that the document says are taken where the request has none. */
export function defaultsOf(schema: JsonObject | undefined, sent: Json | undefined): JsonObject {
  const stated = Object.entries(objectAt(schema ?? {}, 'properties')).flatMap(
    ([name, property]): [string, Json][] => {
      const standard = own(property, 'default');
      return standard === undefined || own(sent, name) !== undefined ? [] : [[name, standard]];
    },
  );
  return Object.fromEntries(stated);
}

export function flaw(title: string, expected: string, actual: string, essence: string): Flaw {
  return { title, expected, actual, family: 'state', essence };
}

export function show(value: Json | undefined): string {
  return value === undefined ? '(absent)' : JSON.stringify(value).slice(0, 120);
}

/** Equality in which objects may have more properties than were sent, and a time may be written in another way. */
function same(expected: Json, actual: Json | undefined): boolean {
  if (actual === undefined) return false;
  if (isObject(expected))
    return (
      isObject(actual) && Object.entries(expected).every(([name, value]) => same(value, own(actual, name)))
    );
  if (Array.isArray(expected) && Array.isArray(actual))
    return expected.length === actual.length && expected.every((entry, index) => same(entry, actual[index]));
  if (canonicalText(expected) === canonicalText(actual)) return true;
  // Where the document has a number sent and its text shown, both say the same.
  if (typeof expected === 'number' && typeof actual === 'string') return String(expected) === actual;
  const isTime = (value: Json): value is string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime(expected) && isTime(actual) && Date.parse(expected) === Date.parse(actual);
}
