import { isObject, own, ownString, type Json, type JsonObject } from '../../../base/json.ts';
import { wordsOf } from '../../../base/names.ts';
import { unwrap } from '../../../openapi/resources.ts';
import { typeName } from '../../../openapi/sample.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import type { Bound, Made } from '../bound.ts';
import { YEARS_APART } from '../records.ts';
import { later } from '../request-maker.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { wrapped } from '../values.ts';
import { movesOf } from './move.ts';

/** "`endsOn` must not be before `startsOn`", "`min` is at most `max`": what the document says of two values together. */
export async function ranges(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records } = steps;
  for (const bound of [creating, steps.find('merge'), steps.find('replace')]) {
    if (bound === undefined) continue;
    for (const range of rangesOf(steps, bound)) {
      const { low, high, words } = range;
      const made = await steps.make(probe);
      const isNew = bound === creating;
      const sent = later(made.sent ?? {}, YEARS_APART);
      const base = isNew ? sent : (unwrap(steps.other(bound, made.record), bound.binding.bodyWrapper) ?? {});
      const inner = isObject(base) ? base : {};
      const crossed = cross(steps, bound, inner, range);
      if (crossed === undefined) continue;
      const because = `${high} is below ${low} (${words})`;
      const body = wrapped(bound, crossed);
      const exchange = await steps.send(probe, bound, made, because, {
        body: isNew ? records.fresh(bound, body, 'r', low, high) : body,
        accept: CLIENT_ERRORS,
        violation: because,
      });
      if (isNew) records.adopt(creating, exchange, made.place, crossed);
    }
  }
  await outside(steps, probe);
}

/** "Must not lie in the future", "at most 90 days ahead": a day that the document says is refused. */
async function outside(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records } = steps;
  const tried = async (bound: Bound, bodyOf: (made: Made) => Promise<Json | undefined>): Promise<void> => {
    const { operation, binding } = bound;
    for (const [name, schema] of Object.entries(
      records.requests.properties(operation, binding.bodyWrapper),
    )) {
      const words = ownString(schema, 'description') ?? '';
      for (const { day, where } of barredBy(schema)) {
        const made = await steps.make(probe);
        const base = await bodyOf(made);
        const inner = unwrap(base, binding.bodyWrapper) ?? base;
        if (!isObject(inner)) continue;
        const value = ownString(schema, 'format') === 'date' ? day : `${day}T00:00:00Z`;
        const because = `${name} is ${where} (${words})`;
        const body = wrapped(bound, { ...inner, [name]: value });
        const exchange = await steps.send(probe, bound, made, because, {
          body: bound === creating ? records.fresh(bound, body, 'd', name) : body,
          accept: CLIENT_ERRORS,
          violation: because,
        });
        if (bound === creating) records.adopt(creating, exchange, made.place, body);
      }
    }
  };
  await tried(creating, async ({ sent }) => sent);
  for (const bound of [steps.find('merge'), steps.find('replace')])
    if (bound !== undefined) await tried(bound, async ({ record }) => steps.other(bound, record));
  const left: string[] = [];
  const done = new Set<Bound>();
  for (const move of movesOf(steps)) {
    const { bound } = move;
    const properties = Object.values(records.requests.properties(bound.operation, bound.binding.bodyWrapper));
    if (move.isChange || done.has(bound) || !properties.some((one) => barredBy(one).length > 0)) continue;
    done.add(bound);
    const { answer } = (await move.carryOut(probe, await steps.make(probe))) ?? {};
    // What is refused anyway says nothing of the day.
    if (isSuccess(answer)) await tried(bound, async () => await move.usual(probe));
    else left.push(`a new ${steps.resource.name} does not take ${bound.operation.id}`);
  }
  if (left.length > 0) throw new Skip(`not exercised: ${left.join('; ')}`);
}

/** Days that the words of a property bar, each far enough away; how they are called is the same on each day. */
function barredBy(schema: Json): readonly { readonly day: string; readonly where: string }[] {
  if (!/^date(-time)?$/.test(ownString(schema, 'format') ?? '')) return [];
  const words = ownString(schema, 'description') ?? '';
  const [, side = ''] =
    /\b(?:not|never|cannot|may not) (?:lie |be |fall )?in the (future|past)\b/i.exec(words) ?? [];
  const isAhead =
    /\b(?:must|has to|have to|needs? to|only)\b[^.;]{0,60}\bin the future\b/i.test(words) && side === '';
  const isLater = /\bat least [^.;]{1,40}\b(from now|ahead|in advance|in the future)\b/i.test(words);
  const [, most] =
    /\b(?:at most|no more than|not more than|up to) (\d{1,4}) days? (?:ahead|in the future|from now|in advance)\b/i.exec(
      words,
    ) ?? [];
  const last = new Date(Date.now() + (Number(most ?? 0) + 2) * 86_400_000).toISOString().slice(0, 10);
  return [
    ...(/future/i.test(side) ? [{ day: '2999-01-01', where: 'in the future' }] : []),
    ...(/past/i.test(side) || isAhead || isLater ? [{ day: '1970-01-02', where: 'in the past' }] : []),
    ...(most === undefined ? [] : [{ day: last, where: `more than ${most} days ahead` }]),
  ];
}

interface Range {
  readonly low: string;
  readonly high: string;
  /** What the document says of them. */
  readonly words: string;
}

const RELATION =
  /\b(before|earlier than|less than|smaller than|lower than|below|exceeds?|after|later than|greater than|more than|larger than|higher than|above)\b/i;
const DOWN = /^(before|earlier|less|smaller|lower|below)/i;
const DEMAND = /\b(must|has to|have to|cannot|can|may|should|needs? to|shall)\b|n't\b/i;
const NEGATION = /\b(not|never|cannot)\b|n't\b/i;

/** "Last day, not before `startsOn`", "no later than `end`". */
const TURNED = /\b(not|never|no)\s*$/i;

/** Pairs of values that callers set, of which a sentence says that one is not below the other. */
function rangesOf({ records: { requests } }: Steps, { operation, binding }: Bound): readonly Range[] {
  const properties = new Map(
    Object.entries(requests.properties(operation, binding.bodyWrapper)).filter(
      ([, schema]) => kindOf(schema) !== undefined,
    ),
  );
  if (properties.size < 2) return [];
  const parts = (text: string): readonly string[] => text.split(/[.;\n]/).filter((one) => RELATION.test(one));
  const refusals = requests.refusals(operation, /^4(00|09|22)$/).map(({ text }) => text);
  const sentences = [
    ...refusals.flatMap(parts).map((text) => ({ text, isRefusal: true, about: undefined })),
    ...parts(requests.wordsOf(operation)).map((text) => ({
      text,
      isRefusal: /\b4\d\d\b|refused|rejected/i.test(text),
      about: undefined,
    })),
    ...[...properties].flatMap(([about, schema]) =>
      parts(ownString(schema, 'description') ?? '').map((text) => ({ text, isRefusal: false, about })),
    ),
  ];
  const found = new Map<string, Range>();
  for (const { text, isRefusal, about } of sentences) {
    const { index = 0, 0: relation = '' } = RELATION.exec(text) ?? {};
    const [left, right] = [text.slice(0, index), text.slice(index + relation.length)];
    const names = [...properties.keys()];
    const subject = named(left, names).at(-1) ?? about;
    const [object] = named(
      right,
      names.filter((name) => name !== subject),
    );
    if (subject === undefined || object === undefined) continue;
    if (kindOf(properties.get(subject)) !== kindOf(properties.get(object))) continue;
    // "409 if it ends before it starts" says what is wrong, "must not end before it starts" what is right.
    const isTurned = TURNED.test(left);
    const isWrong = DEMAND.test(left) ? isTurned || NEGATION.test(left) : isRefusal !== isTurned;
    const isLow = DOWN.test(relation) !== isWrong;
    const [low, high] = isLow ? [subject, object] : [object, subject];
    found.set(`${low} ${high}`, { low, high, words: text.trim() });
  }
  return [...found.values()];
}

/** Whether a property is one of two that the document compares: a value that its schema allows may be refused. */
export function isCompared(steps: Steps, bound: Bound, name: string): boolean {
  return rangesOf(steps, bound).some(({ low, high }) => low === name || high === name);
}

/** Properties that a text names, in the order of the text; the only one that begins is "the start" too. */
function named(text: string, names: readonly string[]): readonly string[] {
  const written = ` ${wordsOf(text).join(' ').toLowerCase()} `;
  const ends = [/\b(start|begin)/i, /\bend/i];
  return names
    .map((name) => {
      const whole = written.indexOf(` ${wordsOf(name).join(' ').toLowerCase()} `);
      if (whole >= 0) return { name, at: whole };
      const side = ends.find((one) => one.test(wordsOf(name).join(' ')));
      const isOnly =
        side !== undefined && names.filter((one) => side.test(wordsOf(one).join(' '))).length === 1;
      return { name, at: isOnly ? written.search(side) : -1 };
    })
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** What can be compared: days, times, numbers. */
function kindOf(schema: Json | undefined): string | undefined {
  const format = ownString(schema, 'format');
  if (format === 'date' || format === 'date-time') return format;
  return isObject(schema) && /^(integer|number)$/.test(typeName(schema) ?? '') ? 'number' : undefined;
}

/** The body with the two values the wrong way round; `undefined` where their schemas leave no room for that. */
function cross(
  { records: { requests } }: Steps,
  bound: Bound,
  body: JsonObject,
  { low, high }: Range,
): JsonObject | undefined {
  const { operation, binding } = bound;
  const [least, most] = [own(body, low), own(body, high)];
  const tried: readonly JsonObject[] =
    typeof least === 'string'
      ? [{ [high]: later(least, -1) }]
      : typeof least === 'number' && typeof most === 'number'
        ? [{ [high]: least - 1 }, { [low]: most + 1 }, { [low]: most, [high]: least }]
        : [];
  return tried
    .map((values) => ({ ...body, ...values }))
    .find((crossed) => {
      const [a, b] = [own(crossed, low), own(crossed, high)];
      const isCrossed = typeof a === 'number' && typeof b === 'number' ? a > b : a !== b;
      return isCrossed && requests.violations(operation, wrapped({ binding }, crossed)).length === 0;
    });
}
