import { isObject, own, ownNumber, type Json, type JsonObject } from '../../../base/json.ts';
import { typeName } from '../../../openapi/sample.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import type { Demand } from '../../engine/expectation.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { mentions } from '../sentences.ts';
import { plain } from '../values.ts';
import { common, isOnce, verbOf } from './life-cycle.ts';
import { movesOf } from './move.ts';
import { statesOf } from './states.ts';

/** Repetitions that are tried. */
const MOST_TIMES = 10;
const NUMBERS = 'none one two three four five six seven eight nine ten'.split(' ');

/** Actions that count, and actions that the document allows so many times. */
export async function repeats(steps: Steps, probe: Probe): Promise<void> {
  for (const action of steps.records.ofRecord(steps.resource)) {
    if (action.binding.role !== 'act') continue;
    // What one of several moves counts, the others may not.
    if (movesOf(steps).some(({ bound, choice }) => bound === action && choice !== undefined)) continue;
    const counters = countersOf(steps, action);
    const limit = limitOf(steps, action) ?? counters.find(({ most }) => most !== undefined)?.most;
    if (counters.length > 0 || limit !== undefined) await repeat(steps, probe, action, counters, limit);
  }
}

async function repeat(
  steps: Steps,
  probe: Probe,
  action: Bound,
  counters: readonly Counter[],
  limit: number | undefined,
): Promise<void> {
  const { operation } = action;
  const made = await steps.make(probe);
  const body = await steps.ground(probe, action, made);
  const reading = steps.find('read');
  let before = await steps.look(probe, made);
  for (let time = 1; time <= (limit ?? 1); time += 1) {
    const { answer } = await steps.send(probe, action, made, 'the state may allow it', {
      body,
      accept: documented(operation),
      demands: [numbersMoved(action, action, counters, before, body)],
    });
    if (!isSuccess(answer)) return;
    if (reading === undefined) continue;
    const demands = [numbersMoved(action, reading, counters, before, body)];
    const read = await steps.send(probe, reading, made, `${operation.id} counts`, { demands });
    before = unwrap(read.answer?.json, reading.binding.wrapper) ?? before;
  }
  const refusals = documented(operation).filter((status) => [400, 403, 409, 422, 423, 429].includes(status));
  if (limit === undefined || refusals.length === 0) return;
  const because = `${operation.id} was called ${limit} times, which is as often as the document allows`;
  await steps.send(probe, action, made, because, { body, accept: refusals, violation: because });
}

/** A number of the record that an action moves. */
interface Counter {
  readonly name: string;
  readonly isUp: boolean;
  /** By how much, or by which property of the request; in one direction only where the document does not say. */
  readonly by?: number | string;
  /** The largest that it may become. */
  readonly most?: number | undefined;
}

const UP =
  /\b(add(s|ed)?|increas\w+|increments?|rais\w+|goes up|rises?|grows?|counts?( up)?|credit(s|ed)?|deposit\w*)\b/i;
const DOWN =
  /\b(subtract\w*|decreas\w+|decrements?|reduc\w+|lower\w*|goes down|falls?|shrinks?|takes?|taken|deduct\w*|debit(s|ed)?|withdraw\w*|remov\w+)\b/i;

/**
 * Numbers that the words of an action, or its name, say that it moves.
 *
 * @param isOfOther the action is on another record: its words name this kind
 */
export function countersOf(steps: Steps, { operation }: Bound, isOfOther = false): readonly Counter[] {
  const noun = new RegExp(`\\b${stemOf(steps.resource.name)}s?\\b`, 'i');
  const sentences = steps.records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter((text) => !isOfOther || noun.test(text));
  const body = steps.records.requests.ground(operation);
  const sent = Object.entries(isObject(body) ? body : {}).filter(([, value]) => typeof value === 'number');
  return [...steps.resource.properties].flatMap(([name, property]): Counter[] => {
    if (!isObject(property) || !/^(integer|number)$/.test(typeName(property) ?? '')) return [];
    const most = ownNumber(property, 'maximum');
    const counter = { name, ...(most !== undefined && most <= MOST_TIMES && { most }) };
    const said = sentences.find((one) => mentions(one, name) && UP.test(one) !== DOWN.test(one));
    if (said !== undefined) {
      const amount = sent.find(([key]) => mentions(said, key));
      const by = amount?.[0] ?? (/\bby (one|1)\b/i.test(said) ? 1 : undefined);
      return [{ ...counter, isUp: UP.test(said), ...(by !== undefined && { by }) }];
    }
    if (isOfOther) return [];
    const verb = plain(verbOf(operation));
    const isNamed =
      /(s|count)$/.test(plain(name)) && common(plain(name), verb) >= Math.max(4, verb.length - 2);
    return isNamed && sent.length === 0 ? [{ ...counter, isUp: true }] : [];
  });
}

/** The numbers of the record are moved as the document says. */
export function numbersMoved(
  action: Bound,
  reader: Bound,
  counters: readonly Counter[],
  before: JsonObject,
  body: Json | undefined,
): Demand {
  return stateDemand(function* (json) {
    const after = unwrap(json, reader.binding.wrapper) ?? {};
    for (const { name, isUp, by } of counters) {
      const [from, to] = [ownNumber(before, name), ownNumber(after, name)];
      if (from === undefined || to === undefined) continue;
      const amount = typeof by === 'string' && isObject(body) ? own(body, by) : by;
      const step = typeof amount === 'number' ? (isUp ? amount : -amount) : undefined;
      const isRight = step === undefined ? (isUp ? to > from : to < from) : Math.abs(from + step - to) < 1e-6;
      if (!isRight)
        yield flaw(
          `${action.operation.id} does not move ${name}`,
          step === undefined ? `${isUp ? 'more' : 'less'} than ${from}` : String(from + step),
          show(to),
          `${name} not moved`,
        );
    }
  });
}

/** How often the document allows an action: "at most three times", "can be renewed twice", "renewed twice already". */
function limitOf(steps: Steps, { operation }: Bound): number | undefined {
  const conflicts = operation.responses
    .filter(({ status }) => /^4(00|03|09|22|29)$/.test(status))
    .map(({ description }) => description);
  const allowed = steps.records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter((sentence) =>
      /\b(can|may|at most|up to|only|no more|not more|more than|limit|maximum)\b/i.test(sentence),
    );
  for (const text of [...allowed, ...conflicts]) {
    const found = /\b(?:(twice)|(\w+) times|(?:only|just|at most) (once))\b/i.exec(text);
    if (found === null || /\b(per|an?|each|every) (second|minute|hour|day|week|month)\b/i.test(text))
      continue;
    const [, twice, count = '', once] = found;
    const number = twice ? 2 : once ? 1 : NUMBERS.indexOf(count.toLowerCase());
    const times = number > 0 ? number : Number(count);
    if (times > 0 && times <= MOST_TIMES) return times;
  }
  // "The repair was finished before", of a record that shows no state
  const description = steps.records.requests.wordsOf(operation);
  const isStateless = statesOf(steps.resource).length === 0;
  return isStateless && isOnce({ operation, description, conflict: conflicts.join('. ') }) ? 1 : undefined;
}
