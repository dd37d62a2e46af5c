import { wordsOf as wordsIn } from '../../../base/names.ts';
import { own, ownList, ownString, type Json, type JsonObject } from '../../../base/json.ts';
import { stemOf, type Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { hasStatus, wrapped } from '../values.ts';
import { readable } from '../sentences.ts';
import { allowsFrom, mentioned, movesIn, relatedMember, rowOf, targetOf, type Rules } from './life-cycle.ts';
import { Move, movesOf } from './move.ts';

/** Statuses of what is refused for the state of a record. */
export const OF_STATES = /^4(00|03|09|22|23)$/;

/** What a refusal says of the form of a request: "an unknown parameter was sent". */
const OF_FORM = /\b(malformed|parameters?|headers?|schema|json|query|syntax|parsed|validat\w+)\b/i;

/** What a refusal says of other records: "Another room, open or closed, has this name". */
const OF_ANOTHER = /\banother (?!state|status|one)\w/i;

/** The property that says which state a record is in. */
export interface State {
  readonly name: string;
  /** The states that it may have; those of a truth value are `published` and `not published`. */
  readonly members: readonly string[];
  of(record: JsonObject): string | undefined;
}

/** Properties with a few values, of which actions set one. */
export function statesOf(resource: Resource): readonly State[] {
  return [...resource.properties].flatMap(([name, property]): State[] => {
    const members = ownList(property, 'enum').filter((member) => typeof member === 'string');
    if (members.length > 1) return [{ name, members, of: (record) => asWord(own(record, name)) }];
    if (own(property, 'type') !== 'boolean') return [];
    const of = (record: JsonObject): string | undefined => {
      const value = own(record, name);
      return typeof value === 'boolean' ? (value ? name : `not ${name}`) : undefined;
    };
    return [{ name, members: [name, `not ${name}`], of }];
  });
}

function asWord(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text that says "record" for the noun of a resource, where a state has the same name: "a firing that is firing". */
export function withoutNoun(text: string, { name }: Resource, members: readonly string[]): string {
  const same = members.find((member) => stemOf(member) === stemOf(name));
  if (same === undefined || !/^[\w-]+$/.test(same)) return text;
  const article = '(an?|the|this|that|no other|any|each|every|such|another|of|other)';
  const adjective = '( (?!(?:to|from|is|in|by)\\b)[\\w-]+)?';
  return text.replaceAll(
    new RegExp(`\\b${article}${adjective} ${same}s?\\b|\\b${same}s\\b`, 'gi'),
    (_whole, first = '', second = '') => `${first}${second} record`,
  );
}

/** What the document says of an operation, or of one of its choices, and the states of its record. */
export function rulesOf(steps: Steps, bound: Bound, { name, members }: State, choice?: string): Rules {
  const { operation } = bound;
  const bare = (text: string): string => withoutNoun(text, steps.resource, members);
  const description = bare(steps.records.requests.wordsOf(operation));
  const row = rowOf(description, choice, members);
  const isOfState = (text: string): boolean =>
    /\b(state|status|transition)\b/i.test(text) || mentioned(text, members).length > 0;
  const conflicts = steps.records.requests
    .refusals(operation, OF_STATES)
    .filter(({ status, text }) => (status === '409' && hasStatus(operation, '409')) || isOfState(text))
    .filter(({ text, status }) => !OF_ANOTHER.test(text) && !(status === '400' && OF_FORM.test(text)))
    .map(({ text, status }) => ({ text: bare(text), status }));
  return {
    operation,
    description,
    conflict: conflicts.map(({ text }) => text).join('. '),
    hasConflict: conflicts.length > 0 || /state|conflict|already|transition/i.test(steps.refusalWords(bound)),
    members,
    target: row?.target ?? targetOf(operation, description, members, choice),
    targets: new Map(),
    cycle: bare(cycleOf(steps, name, members)),
    isChange: bound.binding.role === 'merge',
    ...(choice !== undefined && { choice }),
    ...(row?.allowed && { allowed: row.allowed }),
  };
}

/** What the document says of a life cycle beside its operations: with the property, or at the top, if it names each state. */
function cycleOf({ resource, api }: Steps, name: string, members: readonly string[]): string {
  const texts = [resource.properties.get(name), own(api.document, 'info')].map((one) =>
    readable(ownString(one, 'description')),
  );
  const isWhole = (text: string): boolean => {
    const named = new Set(movesIn(text, members).flatMap(({ from, to }) => [...from, ...to]));
    return members.every((member) => named.has(member));
  };
  return texts.find(isWhole) ?? '';
}

/** A deletion that keeps the record, in another state. */
export interface SoftDelete {
  readonly state: State;
  readonly member: string;
}

/** The state that a deletion brings a record to, where its name or its words say so: "Archive a customer". */
export function softDelete(steps: Steps): SoftDelete | undefined {
  const deleting = steps.find('delete');
  if (deleting === undefined) return undefined;
  const { operation } = deleting;
  const words = steps.records.requests.wordsOf(operation);
  for (const state of statesOf(steps.resource)) {
    const named = [words, operation.id].map((text) => relatedMember(wordsIn(text)[0] ?? '', state.members));
    const member = named[0] ?? named[1];
    if (member !== undefined) return { state, member };
  }
  return undefined;
}

/** Brings a record to where the document allows an operation, if moves lead there. */
export async function ready(steps: Steps, probe: Probe, made: Made, bound: Bound): Promise<void> {
  const actions = movesOf(steps);
  if (actions.length === 0) return;
  const record = await steps.look(probe, made);
  for (const state of statesOf(steps.resource)) {
    const rules: Rules = { ...rulesOf(steps, bound, state), target: undefined, hasConflict: false };
    const isReady = (at: string): boolean => allowsFrom(at, rules);
    const now = state.of(record);
    if (now === undefined || isReady(now)) continue;
    const known = actions.map((move) => ({
      move,
      rules: rulesOf(steps, move.bound, state, move.choice?.member),
    }));
    const leading = known.filter((one) => one.rules.target !== undefined && isReady(one.rules.target));
    for (const move of wayTo(now, known, isReady) ?? leading.slice(0, 1).map((one) => one.move))
      await move.apply(probe, made);
  }
}

interface RuledMove {
  readonly move: Move;
  readonly rules: Rules;
}

/** The fewest moves from a state to one that will do, as far as the document tells. */
function wayTo(
  from: string,
  moves: readonly RuledMove[],
  isReady: (at: string) => boolean,
): readonly Move[] | undefined {
  const seen = new Set([from]);
  let ways: readonly { readonly at: string; readonly taken: readonly Move[] }[] = [{ at: from, taken: [] }];
  while (ways.length > 0) {
    ways = ways.flatMap(({ at, taken }) =>
      moves.flatMap(({ move, rules }) => {
        const { target } = rules;
        if (target === undefined || seen.has(target) || !allowsFrom(at, rules)) return [];
        seen.add(target);
        return [{ at: target, taken: [...taken, move] }];
      }),
    );
    const found = ways.find(({ at }) => isReady(at));
    if (found !== undefined) return found.taken;
  }
  return undefined;
}

/** Steps that are tried to find a longer way to a state. */
const MOST_STEPS = 20;
/** The actions that have led to a state, by resource and state. */
const ways = new WeakMap<Steps['records'], Map<string, readonly (Move | Bound)[]>>();

/** Brings a record to a state: by what changes it, or by actions one after the other. */
export async function bring(
  steps: Steps,
  probe: Probe,
  state: State,
  wanted: string,
  make: () => Promise<Made> = () => steps.make(probe),
): Promise<Made | undefined> {
  const actions = movesOf(steps);
  const { requests } = steps.records;
  const soft = softDelete(steps);
  const deleting = soft?.member === wanted ? steps.find('delete') : undefined;
  const last = [
    ...actions.filter(
      ({ bound: { operation }, choice }) =>
        targetOf(operation, requests.wordsOf(operation), state.members, choice?.member) === wanted,
    ),
    ...(deleting === undefined ? [] : [deleting]),
  ];
  const changing = steps.find('merge');
  const canSet = changing !== undefined && steps.writable(changing).some(({ name }) => name === state.name);
  const known = ways.get(steps.records) ?? new Map<string, readonly (Move | Bound)[]>();
  ways.set(steps.records, known);
  const key = `${steps.resource.collection} ${state.name} ${wanted}`;
  const way = known.get(key);
  const paths: (readonly (Move | Bound)[])[] = [
    ...(way === undefined ? [] : [way]),
    [],
    ...(canSet ? [[changing]] : []),
    ...last.map((action) => [action]),
    ...last.flatMap((action) => actions.filter((one) => one !== action).map((first) => [first, action])),
  ];
  /** A new record after these steps, and the state that it is in then; `undefined` where one was refused. */
  const walk = async (
    path: readonly (Move | Bound)[],
  ): Promise<{ readonly made: Made; readonly at: string | undefined } | undefined> => {
    const made = await make();
    for (const step of path) {
      const exchange =
        step instanceof Move
          ? await step.carryOut(probe, made)
          : await steps.send(probe, step, made, 'the state may allow it', {
              body: wrapped(step, { [state.name]: wanted }),
              accept: documented(step.operation),
            });
      if (!isSuccess(exchange?.answer)) return undefined;
    }
    return { made, at: state.of(await steps.look(probe, made)) };
  };
  // From state to state, as far as the document allows it, where no short way leads there.
  const seen = new Set<string>();
  const queue: { readonly path: readonly Move[]; readonly at: string | undefined }[] = [];
  for (const path of paths) {
    const there = await walk(path);
    if (there?.at === wanted) {
      known.set(key, path);
      return there.made;
    }
    if (path.length === 0) queue.push({ path: [], at: there?.at });
  }
  let left = MOST_STEPS;
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    const { path, at } = from;
    if (at === undefined || seen.has(at)) continue;
    seen.add(at);
    for (const action of actions) {
      if (!allowsFrom(at, rulesOf(steps, action.bound, state, action.choice?.member))) continue;
      if (left === 0) return undefined;
      left -= 1;
      const there = await walk([...path, action]);
      if (there?.at === wanted) {
        known.set(key, [...path, action]);
        return there.made;
      }
      queue.push({ path: [...path, action], at: there?.at });
    }
  }
  return undefined;
}
