import { own, ownList, type Json, type JsonObject } from '../../../base/json.ts';
import { wordsOf } from '../../../base/names.ts';
import { typeName } from '../../../openapi/sample.ts';
import { stemOf, unwrap, type Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { CLIENT_ERRORS, Steps, type Extras } from '../steps.ts';
import { hasStatus, plain, wrapped } from '../values.ts';
import { deedsIn, mentioned, refusedStates, relatedMember, targetOf, verbOf } from './life-cycle.ts';
import { movesOf, type Move } from './move.ts';
import { bring, OF_STATES, ready, statesOf, type State } from './states.ts';
import { usable, use } from './use.ts';
import { used } from './becoming.ts';

/** A record in use is not deleted, nor ended by an action, where the document says so. */
export async function occupied(steps: Steps, probe: Probe): Promise<void> {
  const ending = steps.records
    .ofRecord(steps.resource)
    .filter(({ binding }) => binding.role === 'delete' || binding.role === 'act');
  for (const one of ending) {
    const isDeletion = one.binding.role === 'delete';
    // A code that comes with a success says no more than that it is a refusal.
    const statuses = steps.refusalWords(one) === '' ? /^409$/ : /^4(00|03|09|22)$/;
    for (const { text, status } of steps.records.requests.refusals(one.operation, statuses))
      for (const bound of steps.records.naming(steps.resource)) {
        const isGeneral =
          isDeletion && /not empty|still|in use|contains|holds|children|referenced/i.test(text);
        if (!namesRecord(text, bound) && !(isGeneral && bound.binding.role === 'create')) continue;
        const made = await usable(steps, probe, bound);
        const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
        if (user.made === undefined) continue;
        const others = new Steps(steps.api, steps.records, user.creating);
        const stated = statesOf(user.creating.binding.resource).map((state) => ({
          state,
          states: mentioned(text, state.members),
        }));
        let isMeant = true;
        for (const { state, states } of stated)
          if (states.length > 0) isMeant &&= await isBrought(others, probe, user.made, state, states);
        const refused = { accept: [Number(status)], violation: text.trim() };
        // An action has refusals of many kinds: one that names the state of the others is about them.
        const isTold = isDeletion || stated.some(({ states }) => states.length > 0);
        if (!isMeant || !isTold) continue;
        await steps.send(probe, one, made, text.trim(), refused);
        // Each of the states that the words name is one that bars it.
        for (const { state, states } of stated)
          for (const wanted of states.length < 2 ? [] : states)
            if (await isBrought(others, probe, user.made, state, [wanted]))
              await steps.send(probe, one, made, text.trim(), refused);
      }
  }
}

/** Brings a record to one of these states by one move, where it is in none; whether it is there. */
async function isBrought(
  steps: Steps,
  probe: Probe,
  made: Made,
  state: State,
  wanted: readonly string[],
): Promise<boolean> {
  const isThere = (record: JsonObject): boolean => wanted.includes(state.of(record) ?? '');
  if (isThere(made.record)) return true;
  const { requests } = steps.records;
  const move = movesOf(steps).find(({ bound: { operation }, choice }) =>
    wanted.includes(targetOf(operation, requests.wordsOf(operation), state.members, choice?.member) ?? ''),
  );
  if (move === undefined || !isSuccess((await move.carryOut(probe, made))?.answer)) return false;
  return isThere(await steps.look(probe, made));
}

/** A record in a state in which the document says that it is not used. */
export async function barred(steps: Steps, probe: Probe): Promise<void> {
  for (const bound of steps.records.naming(steps.resource))
    await inBarredStates(steps, probe, bound, bound, async (made, extras, choices) => {
      await use(steps, probe, bound, made, extras, choices);
    });
}

/** A change that the document refuses for the state of what the record names, and for what the change chooses. */
export async function barredChanges(steps: Steps, probe: Probe): Promise<void> {
  for (const bound of steps.records.naming(steps.resource)) {
    const others = new Steps(steps.api, steps.records, bound);
    for (const changing of bound.binding.role === 'create'
      ? [others.find('merge'), others.find('replace')]
      : []) {
      if (changing === undefined) continue;
      await inBarredStates(steps, probe, changing, bound, async (made, extras, choices) => {
        if (Object.keys(choices).length === 0) return;
        const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
        if (user.made !== undefined)
          await others.send(probe, changing, user.made, extras.violation ?? '', {
            ...extras,
            body: wrapped(changing, choices),
          });
      });
    }
  }
}

/** Brings records to each state in which the refusals of a call bar them. @param user what is to name the records */
async function inBarredStates(
  steps: Steps,
  probe: Probe,
  call: Bound,
  user: Bound,
  run: (made: Made, extras: Extras, choices: JsonObject) => Promise<void>,
): Promise<void> {
  for (const { text, status } of steps.records.requests.refusals(call.operation, OF_STATES)) {
    if (!plain(text).includes(plain(stemOf(steps.resource.name)))) continue;
    for (const state of statesOf(steps.resource))
      for (const member of new Set([
        ...refusedStates(withoutOthers(text, steps.resource), state.members),
        ...codedStates(text, steps.resource, state),
      ])) {
        const made =
          (await bring(steps, probe, state, member, () => usable(steps, probe, user))) ??
          (await used(steps, probe, state, member));
        const because = `${steps.resource.name} ${made?.id ?? ''} is ${member} (${text.trim()})`;
        // A state is a conflict too, where the document has another status for the rest of the sentence.
        const statuses = [Number(status), ...(hasStatus(call.operation, '409') ? [409] : [])];
        const extras: Extras = { accept: statuses, violation: because };
        if (made !== undefined) await run(made, extras, choicesIn(steps, call, text));
      }
  }
}

/** "The account has five cards that are not closed" says nothing of the state of the account. */
function withoutOthers(text: string, { name }: Resource): string {
  return text.replaceAll(
    /\b(\w+)((?: of (?:the|this|an?) \w+)?) (?:that|which) (?:is|are|was|were|has been|have been) (?:not |no longer )?[\w`-]+/gi,
    (whole, noun: string, rest: string) => (stemOf(noun) === stemOf(name) ? whole : `${noun}${rest}`),
  );
}

/** `item_on_loan`: the states that codes of refusals name, each with the noun of the record. */
function codedStates(text: string, { name }: Resource, { members }: State): readonly string[] {
  const codes = new Set([...text.matchAll(/`([a-z]+(?:[_-][a-z]+)+)`/g)].map(([, code = '']) => plain(code)));
  return members.filter((member) => codes.has(stemOf(name) + plain(member)));
}

/** "Its open invoices are voided": what happens to those that name a record when an action moves it. */
export async function following(steps: Steps, probe: Probe): Promise<void> {
  for (const bound of steps.records.naming(steps.resource)) {
    if (bound.binding.role !== 'create') continue;
    for (const move of movesOf(steps))
      for (const state of statesOf(bound.binding.resource)) {
        const rule = fateIn(steps, move, bound.binding.resource, state);
        if (rule === undefined) continue;
        const made = await usable(steps, probe, bound);
        const { made: child, creating } = await use(steps, probe, bound, made, {
          accept: documented(bound.operation),
        });
        if (child === undefined) continue;
        const others = new Steps(steps.api, steps.records, creating);
        const was = state.of({ ...child.record, ...(await others.look(probe, child)) });
        if (was === undefined || was === rule.target || (rule.from.length > 0 && !rule.from.includes(was)))
          continue;
        const { answer } = (await move.apply(probe, made)) ?? {};
        const reading = others.find('read');
        if (!isSuccess(answer)) continue;
        if (reading === undefined) {
          await others.read(probe, child, { [state.name]: rule.target }, rule.words);
          continue;
        }
        const demand = stateDemand(function* (json) {
          const now = state.of(unwrap(json, reading.binding.wrapper) ?? {});
          if (now !== undefined && now !== rule.target)
            yield flaw(
              `${move.id} leaves ${child.resource.name} ${now}`,
              `${state.name} ${rule.target} (${rule.words})`,
              now,
              `${child.resource.name} after ${move.id}`,
            );
        });
        await others.send(probe, reading, child, rule.words, { demands: [demand] });
      }
  }
}

interface Fate {
  readonly from: readonly string[];
  readonly target: string;
  readonly words: string;
}

/** "Cancelling withdraws all open enrolments", "completing turns active ones into completed": what a move does to those that name its record. */
function doneBy(
  steps: Steps,
  { bound, choice }: Move,
  { name }: Resource,
  { members }: State,
): Fate | undefined {
  for (const words of steps.records.requests.wordsOf(bound.operation).split(/[.;\n]/)) {
    const [, subject = '', verb = '', object = ''] =
      /^\s*([a-z]{3,}(?:ing|al|ion|ment)) (?:(?:an?|the) \w+ )?(?:also |then |automatically |immediately )*([a-z]+?)e?s (.*)$/i.exec(
        words,
      ) ?? [];
    const meant = choice?.member ?? verbOf(bound.operation);
    const isMeant = statesOf(steps.resource).some(({ members: others }) =>
      deedsIn(subject, others).includes(relatedMember(meant, others) ?? meant),
    );
    const [clause = ''] = object.split(/,| and (?=[a-z]+s\b(?! (?:that|which|who)))/i);
    const [before = '', after] = clause.split(/\b(?:in)?to\b/i);
    const isAbout = wordsOf(before).some((word) => stemOf(word) === stemOf(name));
    if (!isMeant || !isAbout || /\b(if|unless|when|while|only|not)\b/i.test(clause)) continue;
    const target = after === undefined ? relatedMember(verb, members) : mentioned(after, members)[0];
    const from = mentioned(before, members).filter((member) => member !== target);
    if (target !== undefined) return { from, target, words: words.trim() };
  }
  return undefined;
}

/** The state that the words of a move give to those that name its record. */
function fateIn(steps: Steps, move: Move, child: Resource, state: State): Fate | undefined {
  const { bound, choice } = move;
  const { name } = child;
  const { members } = state;
  if (members.some((member) => member.startsWith('not '))) return undefined;
  const done = doneBy(steps, move, child, state);
  if (done !== undefined || choice !== undefined) return done;
  for (const words of steps.records.requests.wordsOf(bound.operation).split(/[.;\n]/)) {
    const clause = words.split(/, (?=its\b)/i)[0] ?? '';
    const [, before = '', after = ''] = /^(.*?)\b(?:becomes?|are|is|get|gets)\b(.*)$/i.exec(clause) ?? [];
    const isAbout = wordsOf(before).some(
      (word) => stemOf(word) === stemOf(name) && word !== word.toUpperCase(),
    );
    const isOpen = /\b(if|unless|when|while|only|not|4\d\d)\b/i.test(clause);
    const [first = ''] = wordsOf(after);
    const target =
      mentioned(after, members)[0] ??
      relatedMember(first, members) ??
      relatedMember(first.replace(/e?d$/, ''), members);
    if (isAbout && !isOpen && target !== undefined && /\b(its|the|all)\b/i.test(before))
      return { from: mentioned(before, members), target, words: words.trim() };
  }
  return undefined;
}

/** "Together with its lines", "those drafts are deleted with the customer". */
const WITH_IT =
  /\b(with|and) (all )?(its|their|of its)\b|\b(deleted|removed|go(es)?|gone) (along |together )?with (the|it|them)\b/i;

/** "Taken off every ticket that bears it". */
const TAKEN_OFF =
  /\b(taken (off|away from)|removed from|dropped from|detached from|unlinked from|cleared (on|from|in))\b/i;

/** What is deleted is named no longer by what named it. */
async function unnamed(
  steps: Steps,
  probe: Probe,
  others: Steps,
  made: Made,
  child: Made,
  words: string,
): Promise<void> {
  const reading = others.find('read');
  if (reading === undefined) return;
  const { collection, idProperty } = steps.resource;
  const id = own(made.record, idProperty) ?? made.id;
  const demand = stateDemand(function* (json) {
    for (const [name, value] of Object.entries(unwrap(json, reading.binding.wrapper) ?? {}))
      if (
        [value].flat().includes(id) &&
        steps.records.linkOf(name, child.resource, value)?.collection === collection
      )
        yield flaw(
          `${reading.operation.id} shows ${name} with what was deleted`,
          `no ${String(id)} (${words})`,
          show(value),
          `${name} keeps what is gone`,
        );
  });
  await others.send(probe, reading, child, words, { demands: [demand] });
}

/** What the document says is deleted with a record is gone with it, or is named no longer. */
export async function cascading(steps: Steps, probe: Probe): Promise<void> {
  const deleting = steps.find('delete');
  if (deleting === undefined) return;
  const sentences = steps.records.requests.wordsOf(deleting.operation).split(/[.\n]/);
  for (const bound of steps.records.naming(steps.resource)) {
    const about = sentences.filter((text) => namesRecord(text, bound));
    const said = about.find((text) => WITH_IT.test(text));
    const off = about.find((text) => TAKEN_OFF.test(text));
    if ((said ?? off) === undefined || bound.binding.role !== 'create') continue;
    const made = await usable(steps, probe, bound);
    const { made: child, creating } = await use(steps, probe, bound, made, {
      accept: documented(bound.operation),
    });
    if (child === undefined) continue;
    await ready(steps, probe, made, deleting);
    const others = new Steps(steps.api, steps.records, creating);
    let gone = await steps.send(probe, deleting, made, 'the record exists', { mayRefuse: true });
    // What is below may be in a state that has to end first.
    for (const move of movesOf(others)) {
      if (isSuccess(gone.answer)) break;
      await move.apply(probe, child);
      gone = await steps.send(probe, deleting, made, 'the record exists', { mayRefuse: true });
    }
    if (!isSuccess(gone.answer)) continue;
    steps.records.removed(made);
    if (off !== undefined) await unnamed(steps, probe, others, made, child, off.trim());
    if (said === undefined) continue;
    const using = others.find('read', 'delete');
    if (using !== undefined) await others.send(probe, using, child, said.trim(), { gone: true });
    for (const move of using === undefined ? movesOf(others) : []) {
      const [body] = await move.bodies(probe);
      await others.send(probe, move.bound, child, said.trim(), { gone: true, body });
    }
  }
}

/** What the refusals of an action say that its record lacks: "The order has no lines". */
interface Lack {
  readonly action: Bound;
  /** The stem of what is lacking. */
  readonly noun: string;
  readonly refused: Extras & { readonly violation: string };
}

function* lacksOf({ records, resource }: Steps): Iterable<Lack> {
  for (const action of records.ofRecord(resource).filter(({ binding }) => binding.role === 'act'))
    for (const { text, status } of records.requests.refusals(action.operation, /^4(00|09|22)$/)) {
      const [, noun] =
        /\b(?:without|has no|have no|with no|needs at least one)\s+(?:any\s+)?`?(\w+)/i.exec(text) ?? [];
      const violation = text.trim();
      if (noun !== undefined)
        yield { action, noun: stemOf(noun), refused: { accept: [Number(status)], violation } };
    }
}

/** An action on a record without entries in a list of its own, where the document says that it needs some. */
export async function lacking(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records } = steps;
  const lists = steps.writable(creating).filter(({ schema }) => typeName(schema) === 'array');
  const ground = records.requests.ground(creating.operation);
  const inner = unwrap(ground, creating.binding.bodyWrapper);
  for (const { action, noun, refused } of lacksOf(steps)) {
    const list = lists.find(({ name }) => stemOf(name) === noun);
    if (list === undefined || inner === undefined) continue;
    const body = wrapped(creating, { ...inner, [list.name]: [] });
    if (records.requests.violations(creating.operation, body).length > 0) continue;
    const made = await steps.make(probe, body);
    await steps.send(probe, action, made, refused.violation, refused);
  }
}

/** An action on a record that has nothing below it, nor below what it is below, where the document says that it needs some. */
export async function childless(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records, resource } = steps;
  const children = [...records.named(creating), resource]
    .flatMap((one) => records.naming(one))
    .filter(({ binding }) => binding.role === 'create' && binding.resource !== resource);
  for (const { action, noun, refused } of lacksOf(steps)) {
    const child = children.find(({ binding }) => plain(stemOf(binding.resource.name)).endsWith(noun));
    if (child === undefined) continue;
    const made = await steps.make(probe);
    if (!(await hasNone(steps, probe, child, made))) continue;
    const move = movesOf(steps).find(({ bound }) => bound === action);
    const [body] = (await move?.bodies(probe)) ?? [];
    await steps.send(probe, action, made, refused.violation, {
      ...refused,
      body,
      accept: CLIENT_ERRORS,
    });
  }
}

/** Whether a list shows that there is nothing of a kind below a record. Some servers give a new record its first entry. */
export async function hasNone(
  { api, records, resource }: Steps,
  probe: Probe,
  child: Bound,
  made: Made,
): Promise<boolean> {
  const others = new Steps(api, records, child);
  const list = others.find('list');
  if (list === undefined) return false;
  const asked = others
    .chosenBy(list)
    .map(({ name }) => [name, records.linkOf(name, others.resource)] as const);
  const named = [...records.parents(list.operation), ...asked];
  const below = named.filter(([, one]) => one?.collection === resource.collection);
  const place = new Map([...made.place, ...below.map(([name]) => [name, made.id] as const)]);
  if (named.some(([name]) => !place.has(name))) return false;
  const { seen, ended } = await others.walk(probe, list, { ...made, place, record: {}, sent: undefined });
  return seen.length === 0 && ended;
}

/** Whether a text speaks of the records that a call creates or moves. */
export function namesRecord(text: string, { binding: { resource } }: Bound): boolean {
  return plain(text).includes(plain(stemOf(resource.name)));
}

/** "If `urgent` is asked for a customer on the free plan": what a text says that a call chooses. */
function choicesIn(
  { records: { requests } }: Steps,
  { operation, binding }: Bound,
  text: string,
): JsonObject {
  const properties = Object.entries(requests.properties(operation, binding.bodyWrapper));
  return Object.fromEntries(
    properties.flatMap(([name, schema]): [string, Json][] => {
      const members = ownList(schema, 'enum').filter((member) => typeof member === 'string');
      const [member] = mentioned(text, members);
      return member === undefined ? [] : [[name, member]];
    }),
  );
}
