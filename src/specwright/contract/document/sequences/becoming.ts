import { isObject, ownNumber, type Json, type JsonObject } from '../../../base/json.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import { typeName } from '../../../openapi/sample.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { Steps } from '../steps.ts';
import { plain } from '../values.ts';
import { mentioned } from './life-cycle.ts';
import { movesOf } from './move.ts';
import { ready, statesOf, type State } from './states.ts';
import { usable, use } from './use.ts';

/** A record that is in a state because another one names it: "The item becomes on_loan". */
export async function used(
  steps: Steps,
  probe: Probe,
  state: State,
  wanted: string,
): Promise<Made | undefined> {
  for (const bound of steps.records.naming(steps.resource)) {
    const settled = settling(steps, bound, state);
    const isMeant = becoming(steps, bound, state).includes(wanted) || settled?.target === wanted;
    if (bound.binding.role !== 'create' || !isMeant) continue;
    const made = await usable(steps, probe, bound);
    const rest = settled && (await restOf(steps, probe, made, settled));
    const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) }, rest);
    if (user.made !== undefined && state.of(await steps.look(probe, made)) === wanted) return made;
  }
  return undefined;
}

/** The states of which the words of a call say that a record which it names gets one of them. */
function becoming({ records, resource }: Steps, { operation }: Bound, { members }: State): readonly string[] {
  const noun = new RegExp(`^\\W*(?:the|its) ${stemOf(resource.name)} becomes\\b(.*)`, 'i');
  return records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .flatMap((text) => {
      const said = noun.exec(text.trim())?.[1] ?? '';
      const states = mentioned(said, members);
      // "Becomes reserved if somebody waits" says nothing by itself.
      return states.length === 1 && /\b(if|unless|when|while|once|only|until)\b/i.test(said) ? [] : states;
    });
}

/** What takes the rest of a number of the record that it names: a payment of the whole balance. */
interface Settling {
  /** The number of the record. */
  readonly rest: string;
  /** The property of the call. */
  readonly amount: string;
  readonly target: string;
  readonly words: string;
}

/** "When the balance reaches 0 the invoice becomes paid": what the words of a creation say of the last one. */
function settling({ records, resource }: Steps, bound: Bound, { members }: State): Settling | undefined {
  const { operation, binding } = bound;
  const noun = stemOf(resource.name);
  for (const words of records.requests.wordsOf(operation).split(/[.;\n]/)) {
    const [, said = ''] =
      /\b(?:when|once|as soon as|if) (?:the|its) (?:\w+ )?`?(\w+)`? (?:reaches|falls to|is|becomes|gets to|drops to) `?(?:0|zero|nothing)\b/i.exec(
        words,
      ) ?? [];
    const [, after = ''] =
      new RegExp(`\\b${noun}s? (?:becomes?|is|turns?|moves? to)\\b(.*)`, 'i').exec(words) ?? [];
    const [target, ...others] = mentioned(after, members);
    const rest = [...resource.properties.keys()].find(
      (name) => said !== '' && plain(name).startsWith(plain(said)),
    );
    const amount = Object.entries(records.requests.properties(operation, binding.bodyWrapper)).find(
      ([name, schema]) => /^(amount|value|sum|quantity|qty|points)/i.test(name) && isNumber(schema),
    );
    if (target !== undefined && others.length === 0 && rest !== undefined && amount !== undefined)
      return { rest, amount: amount[0], target, words: words.trim() };
  }
  return undefined;
}

function isNumber(schema: Json | undefined): boolean {
  return isObject(schema) && /^(integer|number)$/.test(typeName(schema) ?? '');
}

/** The values of a call that takes the whole rest. */
async function restOf(
  steps: Steps,
  probe: Probe,
  made: Made,
  { rest, amount }: Settling,
): Promise<JsonObject> {
  const value = ownNumber(await steps.look(probe, made), rest);
  return value === undefined || value <= 0 ? {} : { [amount]: value };
}

/** What takes the whole rest of a record brings it to the state that the document says. */
async function settles(steps: Steps, probe: Probe, reading: Bound): Promise<void> {
  for (const bound of steps.records.naming(steps.resource))
    for (const state of statesOf(steps.resource)) {
      const settled = bound.binding.role === 'create' ? settling(steps, bound, state) : undefined;
      if (settled === undefined) continue;
      const made = await usable(steps, probe, bound);
      const rest = await restOf(steps, probe, made, settled);
      const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) }, rest);
      if (user.made === undefined || Object.keys(rest).length === 0) continue;
      const demand = stateDemand(function* (json) {
        const record = unwrap(json, reading.binding.wrapper) ?? {};
        const now = state.of(record);
        if (ownNumber(record, settled.rest) === 0 && now !== undefined && now !== settled.target)
          yield flaw(
            `${bound.operation.id} leaves ${steps.resource.name} ${now}`,
            `${state.name} ${settled.target} (${settled.words})`,
            now,
            `${state.name} after ${bound.operation.id}`,
          );
      });
      await steps.send(probe, reading, made, settled.words, { demands: [demand] });
    }
}

/** "The item becomes available": what a call on one record makes of another one that it names. */
export async function becomes(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  await settles(steps, probe, reading);
  for (const bound of steps.records.calls())
    for (const state of statesOf(steps.resource)) {
      const targets = becoming(steps, bound, state);
      const creating = steps.records.find(bound.binding.resource, 'create');
      const isOwn = bound.binding.resource.collection === steps.resource.collection;
      if (targets.length === 0 || creating === undefined || isOwn) continue;
      const others = new Steps(steps.api, steps.records, creating);
      const user = await others.make(probe);
      const made = steps.records
        .around(user)
        .find(({ resource }) => resource.collection === steps.resource.collection);
      if (made === undefined) continue;
      if (bound.binding.role !== 'create') {
        const move = movesOf(others).find((one) => one.bound === bound);
        await ready(others, probe, user, bound);
        if (!isSuccess((await move?.carryOut(probe, user))?.answer)) continue;
      }
      const demand = stateDemand(function* (json) {
        const now = state.of(unwrap(json, reading.binding.wrapper) ?? {});
        if (now !== undefined && !targets.includes(now))
          yield flaw(
            `${bound.operation.id} leaves ${steps.resource.name} ${now}`,
            `${state.name} ${targets.join(' or ')}`,
            now,
            `${state.name} after ${bound.operation.id}`,
          );
      });
      await steps.send(probe, reading, made, `the words of ${bound.operation.id}`, { demands: [demand] });
    }
}
