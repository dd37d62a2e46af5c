import { isObject, own, ownNumber, type Json, type JsonObject } from '../../../base/json.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import { typeName } from '../../../openapi/sample.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { Steps } from '../steps.ts';
import { choiceIn, plain } from '../values.ts';
import { mentioned } from './life-cycle.ts';
import { movesOf, type Move } from './move.ts';
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
  return await moved(steps, probe, state, wanted);
}

/** A record that is in a state because of what happened to one that names it: "With `lost` the asset becomes lost". */
async function moved(steps: Steps, probe: Probe, state: State, wanted: string): Promise<Made | undefined> {
  for (const bound of steps.records.calls()) {
    const creating = steps.records.find(bound.binding.resource, 'create');
    const isOwn = bound.binding.resource.collection === steps.resource.collection;
    if (bound.binding.role === 'create' || creating === undefined || isOwn) continue;
    const others = new Steps(steps.api, steps.records, creating);
    const move = movesOf(others).find(
      (one) => one.bound === bound && becoming(steps, bound, state, one.choice?.member).includes(wanted),
    );
    if (move === undefined) continue;
    const made = await touched(steps, probe, others, move);
    if (typeof made === 'object' && state.of(await steps.look(probe, made)) === wanted) return made;
  }
  return undefined;
}

/** Creates a record of another kind, and moves it; the record of this kind that it names, or why there is none. */
async function touched(steps: Steps, probe: Probe, others: Steps, move?: Move): Promise<Made | string> {
  const { records, resource } = steps;
  const user = await others.make(probe);
  const made = records.around(user).find((one) => one.resource.collection === resource.collection);
  if (move !== undefined) {
    await ready(others, probe, user, move.bound);
    if (!isSuccess((await move.carryOut(probe, user))?.answer)) return `${move.id} was refused`;
  }
  return made ?? `no ${resource.name} is named by ${others.resource.name}`;
}

/** The clauses of the words of a call that hold for a choice: "with `lost` the asset becomes lost" is about that one. */
function clausesOf({ records }: Steps, { operation }: Bound, choice?: string): readonly Clause[] {
  const members = choiceIn(records.requests.schema(operation))?.members ?? [];
  return records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .flatMap((sentence) => {
      const [start = '', named = ''] = /^\s*(?:with|when|for|if) `?([\w-]+)`?,?\s/i.exec(sentence) ?? [];
      if (members.includes(named) && named !== choice) return [];
      const rest = members.includes(named) ? sentence.slice(start.length) : sentence;
      // "Puts the asset into repair: it becomes in_repair"
      return rest
        .split(/[:,]| and (?=(?:the|its|it|an?)\b|`)/)
        .map((text) => ({ text: text.trim(), sentence }));
    });
}

interface Clause {
  readonly text: string;
  readonly sentence: string;
}

/** What a clause says that a record of this kind, or "it", becomes; empty where it is about something else. */
function becomesIn({ text, sentence }: Clause, noun: string): string {
  const turns = new RegExp(`^(?:(?:either way|then|with it) )?(?:the|its|an?) ${noun} becomes\\b(.*)`, 'i');
  // "The first shipment moves the order from paid to shipped"
  const moves = new RegExp(
    `^(?:(?:the first \\w+|it|this) )?(?:moves|brings|takes|puts|turns) (?:the|its) ${noun} (?:from \\S+ )?(?:in)?to (\\S+)`,
    'i',
  );
  const isNamed = new RegExp(`\\b${noun}\\b`, 'i').test(sentence);
  const [, said = ''] =
    turns.exec(text) ?? moves.exec(text) ?? (isNamed ? /^it becomes\b(.*)/i.exec(text) : null) ?? [];
  return said;
}

/** The states of which the words of a call say that a record which it names gets one of them. */
function becoming(steps: Steps, bound: Bound, { members }: State, choice?: string): readonly string[] {
  return clausesOf(steps, bound, choice).flatMap((clause) => {
    const said = becomesIn(clause, stemOf(steps.resource.name));
    const states = mentioned(said, members);
    // "Becomes reserved if somebody waits" says nothing by itself.
    return states.length === 1 && /\b(if|unless|when|while|once|only|until)\b/i.test(said) ? [] : states;
  });
}

/** "The asset's `currentLoanId` becomes null": what a call empties on a record that it names. */
function emptied(steps: Steps, bound: Bound, choice?: string): readonly string[] {
  const { resource } = steps;
  return clausesOf(steps, bound, choice).flatMap(({ text, sentence }) => {
    const [, owner, name = ''] =
      /^(?:either way )?(?:(?:the|its) (\w+)['’]s? )?`?(\w+)`? (?:becomes|is set to|is) `?null\b/i.exec(
        text,
      ) ?? [];
    const isOfThis =
      owner === undefined
        ? !bound.binding.resource.properties.has(name)
        : stemOf(owner) === stemOf(resource.name);
    const isFree = !/\b(if|unless|when|while|until)\b/i.test(sentence);
    return resource.properties.has(name) && isOfThis && isFree ? [name] : [];
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

/** What takes the whole rest of a record brings it to the state that the document says; what could not be tried. */
async function settles(steps: Steps, probe: Probe, reading: Bound): Promise<readonly string[]> {
  const left: string[] = [];
  for (const bound of steps.records.naming(steps.resource))
    for (const state of statesOf(steps.resource)) {
      const settled = bound.binding.role === 'create' ? settling(steps, bound, state) : undefined;
      if (settled === undefined) continue;
      const made = await usable(steps, probe, bound);
      const rest = await restOf(steps, probe, made, settled);
      const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) }, rest);
      if (user.made === undefined || Object.keys(rest).length === 0) {
        left.push(`the whole ${settled.rest} was not taken (${settled.words})`);
        continue;
      }
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
  return left;
}

/** "The item becomes available": what a call on one record makes of another one that it names. */
export async function becomes(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  const left = [...(await settles(steps, probe, reading))];
  for (const bound of steps.records.calls()) {
    const creating = steps.records.find(bound.binding.resource, 'create');
    const isOwn = bound.binding.resource.collection === steps.resource.collection;
    if (creating === undefined || isOwn) continue;
    const others = new Steps(steps.api, steps.records, creating);
    const moves = movesOf(others).filter((one) => one.bound === bound);
    for (const move of bound.binding.role === 'create' ? [undefined] : moves)
      left.push(...(await effects(steps, probe, others, bound, reading, move)));
  }
  if (left.length > 0) throw new Skip(`not exercised: ${left.join('; ')}`);
}

/** What one call, or one of its choices, makes of the record that it names; what could not be tried. */
async function effects(
  steps: Steps,
  probe: Probe,
  others: Steps,
  bound: Bound,
  reading: Bound,
  move: Move | undefined,
): Promise<readonly string[]> {
  const { resource } = steps;
  const choice = move?.choice?.member;
  const id = move?.id ?? bound.operation.id;
  const states = statesOf(resource)
    .map((state) => ({ state, targets: becoming(steps, bound, state, choice) }))
    .filter(({ targets }) => targets.length > 0);
  const nulls = emptied(steps, bound, choice);
  if (states.length === 0 && nulls.length === 0) return [];
  const made = await touched(steps, probe, others, move);
  if (typeof made === 'string') return [made];
  const demand = stateDemand(function* (json) {
    const record = unwrap(json, reading.binding.wrapper) ?? {};
    for (const { state, targets } of states) {
      const now = state.of(record);
      if (now !== undefined && !targets.includes(now))
        yield flaw(
          `${id} leaves ${resource.name} ${now}`,
          `${state.name} ${targets.join(' or ')}`,
          now,
          `${state.name} after ${id}`,
        );
    }
    for (const name of nulls) {
      const value = own(record, name);
      if (value !== undefined && value !== null)
        yield flaw(`${id} leaves ${name} of ${resource.name}`, 'null', show(value), `${name} after ${id}`);
    }
  });
  await steps.send(probe, reading, made, `the words of ${bound.operation.id}`, { demands: [demand] });
  return [];
}
