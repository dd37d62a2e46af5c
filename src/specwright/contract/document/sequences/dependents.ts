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
import { singular, wordsOf } from '../../../base/names.ts';
import { typeName } from '../../../openapi/sample.ts';
import { stemOf, unwrap, type Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, type Exchange } from '../../exchange/exchange.ts';
import { valueAt, withValue } from '../../schema/place.ts';
import type { Flaw } from '../../checks/description.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { CLIENT_ERRORS, Steps, type Extras } from '../steps.ts';
import { plain, speaksOf, wrapped } from '../values.ts';
import { FINAL, mentioned, refusedStates, relatedMember, targetOf, verbOf } from './life-cycle.ts';
import { movesOf, type Move } from './move.ts';
import { readable } from '../sentences.ts';
import { countersOf, numbersMoved } from './repeats.ts';
import { bring, OF_STATES, ready, softDelete, statesOf, type State } from './states.ts';

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
        if (!names(text, bound) && !(isGeneral && bound.binding.role === 'create')) continue;
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
        ...refusedStates(text, state.members),
        ...codedStates(text, steps.resource, state),
      ])) {
        const made =
          (await bring(steps, probe, state, member, () => usable(steps, probe, user))) ??
          (await used(steps, probe, state, member));
        const because = `${steps.resource.name} ${made?.id ?? ''} is ${member} (${text.trim()})`;
        const extras: Extras = { accept: [Number(status)], violation: because };
        if (made !== undefined) await run(made, extras, choicesIn(steps, call, text));
      }
  }
}

/** `item_on_loan`: the states that codes of refusals name, each with the noun of the record. */
function codedStates(text: string, { name }: Resource, { members }: State): readonly string[] {
  const codes = new Set([...text.matchAll(/`([a-z]+(?:[_-][a-z]+)+)`/g)].map(([, code = '']) => plain(code)));
  return members.filter((member) => codes.has(stemOf(name) + plain(member)));
}

/** A record that is in a state because another one names it: "The item becomes on_loan". */
async function used(steps: Steps, probe: Probe, state: State, wanted: string): Promise<Made | undefined> {
  for (const bound of steps.records.naming(steps.resource)) {
    if (bound.binding.role !== 'create' || !becoming(steps, bound, state).includes(wanted)) continue;
    const made = await usable(steps, probe, bound);
    const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
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

/** "The item becomes available": what a call on one record makes of another one that it names. */
export async function becomes(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
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

/** What a record shows of those that name it, such as `commentCount`, their sum or a list of them, follows them, and so does its tag. */
export async function counted(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  for (const bound of steps.records.naming(steps.resource)) {
    if (bound.binding.role === 'act') await affected(steps, probe, bound, reading);
    const tallies = talliesOf(steps, bound);
    const list = [...steps.resource.properties].find(([, schema]) =>
      isListOf(schema, bound.binding.resource),
    )?.[0];
    const isTold = changesIn(steps, bound);
    if (bound.binding.role !== 'create' || (tallies.length === 0 && list === undefined && !isTold)) continue;
    const watch = async (
      watched: readonly Tally[],
      then: (follower: Follower) => Promise<void>,
    ): Promise<void> => {
      const made = await usable(steps, probe, bound);
      const first = await steps.send(probe, reading, made, 'the record exists');
      const before = unwrap(first.answer?.json, reading.binding.wrapper);
      const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
      if (user.made === undefined || before === undefined) return;
      const others = new Steps(steps.api, steps.records, user.creating);
      const follower = new Follower(steps, probe, reading, others, user.made, {
        made,
        before,
        first,
        tallies: watched,
        list,
      });
      await follower.created(isTold);
      await then(follower);
    };
    await watch(tallies, (follower) => follower.deleted());
    if (tallies.length > 0) await watch(tallies, (follower) => follower.again(bound));
    if (tallies.length > 0) await watch(tallies, (follower) => follower.left());
    const others = new Steps(steps.api, steps.records, bound);
    // Each from the beginning: what has ended moves no more.
    for (const move of tallies.length === 0 ? [] : movesOf(others))
      await watch(tallies, (follower) => follower.moved(move));
    const sums = tallies.filter(({ isCount }) => !isCount);
    if (sums.length > 0) await watch(sums, (follower) => follower.used());
  }
}

/** "The courier's `deliveries` goes up by one": what an action on one record does to the numbers of another. */
async function affected(steps: Steps, probe: Probe, action: Bound, reading: Bound): Promise<void> {
  const counters = countersOf(steps, action, true);
  if (counters.length === 0) return;
  const made = await usable(steps, probe, action);
  const before = await steps.look(probe, made);
  const user = await use(steps, probe, action, made, { accept: documented(action.operation) });
  if (user.made !== undefined)
    await steps.send(probe, reading, made, `${action.operation.id} counts`, {
      demands: [numbersMoved(action, reading, counters, before, undefined)],
    });
}

/** What is known of a record before another one names it. */
interface Watched {
  readonly made: Made;
  readonly before: JsonObject;
  readonly first: Exchange;
  readonly tallies: readonly Tally[];
  /** The property that lists what is below. */
  readonly list: string | undefined;
}

/** Reads a record after each thing that happens to one that names it. */
class Follower {
  readonly #steps: Steps;
  readonly #probe: Probe;
  readonly #reading: Bound;
  readonly #others: Steps;
  readonly #child: Made;
  readonly #watched: Watched;
  /** The numbers that follow: one that is only guessed must have followed the creation. */
  #tallies: readonly Tally[];
  #last: Exchange;

  constructor(steps: Steps, probe: Probe, reading: Bound, others: Steps, child: Made, watched: Watched) {
    this.#steps = steps;
    this.#probe = probe;
    this.#reading = reading;
    this.#others = others;
    this.#child = child;
    this.#watched = watched;
    this.#tallies = watched.tallies.filter(({ isSure }) => isSure);
    this.#last = watched.first;
  }

  /** The record counts what was created. */
  async created(isTold: boolean): Promise<void> {
    const { before, tallies } = this.#watched;
    const record = await this.#look();
    const copied = (now: JsonObject): Iterable<Flaw> => this.#copied(now);
    await this.#follow(record, `${this.#others.creating.operation.id} added one`, isTold, copied);
    const now = unwrap(this.#last.answer?.json, this.#reading.binding.wrapper) ?? {};
    // What is guessed of a sum holds where it held for the creation.
    const isRight = ({ name, of, isOfState }: Tally): boolean =>
      (of(record) !== 0 || isOfState === true) && difference(before, now, name) === of(record);
    this.#tallies = tallies.filter((tally) => tally.isSure || isRight(tally));
  }

  /** "The `stock` of the product right after": what the new record says of the other one. */
  *#copied(now: JsonObject): Iterable<Flaw> {
    for (const [name, schema] of this.#child.resource.properties) {
      const [, from = '', noun = ''] =
        /^the `?(\w+)`? of the `?(\w+)/i.exec(readable(ownString(schema, 'description'))) ?? [];
      const [shown, expected] = [own(this.#child.record, name), own(now, from)];
      if (stemOf(noun) !== stemOf(this.#steps.resource.name) || shown === undefined || expected === undefined)
        continue;
      if (show(shown) !== show(expected))
        yield flaw(
          `${name} is not the ${from} of the ${noun}`,
          show(expected),
          show(shown),
          `${name} not that of ${noun}`,
        );
    }
  }

  /** It counts another one with it. */
  async again(bound: Bound): Promise<void> {
    const { made } = this.#watched;
    const user = await use(this.#steps, this.#probe, bound, made, { accept: documented(bound.operation) });
    if (user.made === undefined) return;
    const second = { ...user.made.record, ...(await this.#others.look(this.#probe, user.made)) };
    this.#tallies = this.#tallies.map((tally) => ({
      ...tally,
      of: (one) => tally.of(one) + tally.of(second),
    }));
    await this.#follow(await this.#look(), `${bound.operation.id} added another one`);
  }

  /** It counts it by its state. */
  async moved(move: Move): Promise<void> {
    if (this.#tallies.length === 0) return;
    let moved = await move.carryOut(this.#probe, this.#child);
    // What ends the record comes last.
    const isLast = ({ bound, choice }: Move): boolean =>
      FINAL.test(choice?.member ?? verbOf(bound.operation));
    const firsts = [...movesOf(this.#others)].sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
    for (const before of firsts) {
      if (isSuccess(moved?.answer)) break;
      // Another move may have to come first.
      if (before.id !== move.id && isSuccess((await before.carryOut(this.#probe, this.#child))?.answer))
        moved = await move.carryOut(this.#probe, this.#child);
    }
    if (!isSuccess(moved?.answer)) return;
    const now = await this.#look();
    const isElsewhere = Object.keys(this.#child.record).some(
      (name) =>
        this.#steps.records.linkOf(name, this.#child.resource)?.collection ===
          this.#steps.resource.collection && show(own(now, name)) !== show(own(this.#child.record, name)),
    );
    await this.#follow(isElsewhere ? undefined : now, `${move.id} moved one`);
  }

  /** It counts it no longer once it names another record. */
  async left(): Promise<void> {
    const { records, resource } = this.#steps;
    const changing = this.#others.find('merge');
    if (changing === undefined || this.#tallies.length === 0) return;
    const { operation, binding } = changing;
    const name = Object.keys(records.requests.properties(operation, binding.bodyWrapper)).find(
      (one) => records.linkOf(one, this.#child.resource)?.collection === resource.collection,
    );
    if (name === undefined) return;
    const other = await this.#steps.make(this.#probe);
    const value = own(other.record, resource.idProperty) ?? other.id;
    const { answer } = await this.#others.send(
      this.#probe,
      changing,
      this.#child,
      'it may name another one',
      {
        body: wrapped(changing, { [name]: value }),
        accept: documented(operation),
      },
    );
    const now = isSuccess(answer) ? own(await this.#look(), name) : undefined;
    if (now === value) await this.#follow(undefined, `${operation.id} gave it to another one`);
  }

  /** It counts it no longer once it is deleted. */
  async deleted(): Promise<void> {
    const deleting = this.#others.find('delete');
    if (deleting === undefined) return;
    await ready(this.#others, this.#probe, this.#child, deleting);
    const { answer } = await this.#others.send(this.#probe, deleting, this.#child, 'the record exists', {
      mayRefuse: true,
    });
    if (!isSuccess(answer) || softDelete(this.#others) !== undefined) return;
    this.#steps.records.removed(this.#child);
    await this.#follow(undefined, `${deleting.operation.id} removed one`);
  }

  /** Sums follow what names the records that they are made of, such as the payments of an invoice. */
  async used(): Promise<void> {
    const others = this.#others;
    for (const grandchild of this.#steps.records.naming(others.resource)) {
      const { role, resource } = grandchild.binding;
      if (role !== 'create' || resource.collection === this.#steps.resource.collection) continue;
      const user = await use(others, this.#probe, grandchild, this.#child, {
        accept: documented(grandchild.operation),
      });
      if (user.made === undefined) continue;
      await this.#follow(await this.#look(), `${grandchild.operation.id} added one to it`);
      for (const move of movesOf(new Steps(others.api, others.records, user.creating))) {
        const moved = await move.apply(this.#probe, user.made);
        if (isSuccess(moved?.answer))
          await this.#follow(await this.#look(), `${move.id} moved what names it`);
      }
    }
  }

  async #look(): Promise<JsonObject> {
    return { ...this.#child.record, ...(await this.#others.look(this.#probe, this.#child)) };
  }

  async #follow(
    record: JsonObject | undefined,
    because: string,
    isTold = false,
    more: (now: JsonObject) => Iterable<Flaw> = () => [],
  ): Promise<void> {
    const { made, before, list } = this.#watched;
    const child = this.#child;
    const [reading, last, tallies] = [this.#reading, this.#last, this.#tallies];
    const demand = stateDemand(function* (json, { headers, text }) {
      const now = unwrap(json, reading.binding.wrapper) ?? {};
      yield* more(now);
      for (const { name, of } of tallies) {
        const [moved, expected] = [difference(before, now, name), record === undefined ? 0 : of(record)];
        if (moved !== undefined && Math.abs(moved - expected) > 1e-6)
          yield flaw(
            `${name} does not count`,
            `${(ownNumber(before, name) ?? 0) + expected}, because ${because}`,
            show(own(now, name)),
            `${name} wrong`,
          );
      }
      const ids = ownList(now, list ?? '').map((entry) => own(entry, child.resource.idProperty));
      if (list !== undefined && ids.map(String).includes(child.id) !== (record !== undefined))
        yield flaw(
          `${list} does not follow what is below`,
          `${record === undefined ? 'no ' : ''}${child.id}, because ${because}`,
          show(own(now, list)),
          `${list} wrong`,
        );
      if (isTold && text === last.answer?.text)
        yield flaw(
          `${reading.operation.id} shows nothing of what changed the record`,
          `another record than before, because ${because}`,
          text.slice(0, 120),
          'nothing changed',
        );
      const tag = headers['etag'];
      if (tag?.startsWith('"') === true && tag === last.answer?.headers['etag'] && text !== last.answer.text)
        yield flaw(
          `${reading.operation.id} has the same ETag for another body`,
          `another ETag, because ${because}`,
          tag,
          'tag of another body',
        );
    });
    this.#last = await this.#steps.send(this.#probe, reading, made, because, { demands: [demand] });
  }
}

function difference(before: JsonObject, after: JsonObject, name: string): number | undefined {
  const [was, is] = [ownNumber(before, name), ownNumber(after, name)];
  return was === undefined || is === undefined ? undefined : is - was;
}

/** Whether the words of a creation say that it changes a record that it names: "updates the product and the location". */
function changesIn({ records, resource }: Steps, { operation }: Bound): boolean {
  const noun = stemOf(resource.name);
  return records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .some(
      (text) =>
        /\b(updates|adjusts|changes)\b/i.test(text) && wordsOf(text).some((word) => stemOf(word) === noun),
    );
}

/** A number of a record that the records that name it make. */
interface Tally {
  readonly name: string;
  /** Whether the document says so in as many words. */
  readonly isSure: boolean;
  readonly isCount: boolean;
  /** Whether the words are those of a sum over records in some state: "Tickets in paid orders". */
  readonly isOfState?: boolean;
  /** What one of them adds to it. */
  of(child: JsonObject): number;
}

/** Numbers that count the records of another resource, all of them or those in one state, or that add up what they say. */
function talliesOf({ records, resource }: Steps, { operation, binding }: Bound): readonly Tally[] {
  const { resource: child, bodyWrapper } = binding;
  const stem = plain(stemOf(child.name));
  const states = statesOf(child).filter(
    ({ members }) => !members.some((member) => member.startsWith('not ')),
  );
  const ground = records.requests.ground(operation);
  const creating = records.find(resource, 'create');
  const settable = creating && records.requests.properties(creating.operation, creating.binding.bodyWrapper);
  const place = records
    .links(unwrap(ground, bodyWrapper) ?? ground, child)
    .find((link) => link.resource.collection === resource.collection)?.place;
  return [...resource.properties].flatMap(([name, schema]): Tally[] => {
    if (!isObject(schema) || !/^(integer|number)$/.test(typeName(schema) ?? '')) return [];
    const [described = ''] = readable(ownString(schema, 'description')).split(
      /\.\s|,? that is,? (?:those|open|\w+ or )/,
    );
    // "How many loans may be open at once" is a limit.
    if (/\b(may|can|could|allowed|at most)\b/i.test(described) || /limit|quota|capacity|^max/i.test(name))
      return [];
    const isAbout = wordsOf(described).map(stemOf).join('').includes(stem);
    const membersOf = (isMeant: (member: string) => boolean) =>
      states.flatMap((state) => state.members.filter(isMeant).map((member) => ({ state, member })));
    const said = membersOf((member) => mentioned(described, [member]).length > 0);
    const meant =
      said.length > 0 ? said : membersOf((member) => plain(name).startsWith(plain(member) + stem));
    const isNegated = /\b(not|except|excluding|without|other than|(left|leaving) out|excluded)\b/i.test(
      described,
    );
    const counts = (one: JsonObject): boolean =>
      meant.length === 0 || meant.some(({ state, member }) => state.of(one) === member) !== isNegated;
    const kinds = ['', ...meant.map(({ member }) => plain(member))].join('|');
    const isCount = new RegExp(
      `^((${kinds})${stem}s?(count|total)|(numberof|num|total)(${kinds})${stem}s?${meant.length > 0 ? `|(${kinds})${stem}s?` : ''})$`,
    ).test(plain(name));
    // "Bookings of this table that are open" counts them.
    const [noun = '', next = ''] = wordsOf(described);
    const isOfThem = stemOf(noun) === stem || stemOf(noun + next) === stem;
    const isSum = /^(the )?(sum|total) (of|over)\b/i.test(described);
    if (
      (isCount && !isSum) ||
      (isAbout && (isOfThem || /^((the )?(number|count) of|how many)\b/i.test(described)))
    )
      return [{ name, isSure: true, isCount: true, of: (one) => (counts(one) ? 1 : 0) }];
    if (!isAbout) return [];
    const within = (one: JsonObject): Json | undefined =>
      place === undefined || place.length === 1 ? one : valueAt(one, place.slice(0, -1));
    // "Sum over the lines of `quantity` times `price`"
    const [, factor = '', other = ''] =
      /\bof `?(\w+)`? (?:times|multiplied by|×|x) (?:the )?`?(\w+)`?/i.exec(described) ?? [];
    if (isSum && child.properties.has(factor) && child.properties.has(other)) {
      const product = (entry: JsonObject): number =>
        (ownNumber(entry, factor) ?? 0) * (ownNumber(entry, other) ?? 0);
      return [{ name, isSure: true, isCount: false, of: (entry) => (counts(entry) ? product(entry) : 0) }];
    }
    const amounts = Object.keys(objectIn(within(isObject(ground) ? ground : {})))
      .concat(...child.properties.keys())
      .filter((one) => AMOUNT.test(one) || speaksOf(described, one));
    const [, summed = ''] = /^(?:the )?(?:sum|total) of (?:the )?`?(\w+)`?/i.exec(described) ?? [];
    const named =
      amounts.find((one) => speaksOf(described, one)) ??
      [...child.properties.keys()].find((one) => one === summed || one === singular(summed));
    const [amount, ...rest] = named === undefined ? new Set(amounts) : [named];
    if (amount === undefined || rest.length > 0) return [];
    const isSure = named !== undefined && /\b(sum|total) of\b/i.test(described);
    return [
      {
        name,
        isSure,
        isCount: false,
        isOfState: said.length > 0 && UNITS.test(described) && own(settable, name) === undefined,
        of: (one) => (counts(one) ? (ownNumber(within(one), amount) ?? ownNumber(one, amount) ?? 0) : 0),
      },
    ];
  });
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** What a quantity counts. */
const UNITS = /^(the )?(units|pieces|copies|seats|places|tickets)\b/i;
const AMOUNT = /^(amount|quantity|qty|hours|minutes|points|units)(_?(cents|minor))?$/i;

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
        if (!isSuccess(answer) || reading === undefined) continue;
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

/** The state that the words of a move give to those that name its record. */
function fateIn(
  { records }: Steps,
  { bound, choice }: Move,
  { name }: Resource,
  { members }: State,
): Fate | undefined {
  if (choice !== undefined || members.some((member) => member.startsWith('not '))) return undefined;
  for (const words of records.requests.wordsOf(bound.operation).split(/[.;\n]/)) {
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

/** What the document says is deleted with a record is gone with it. */
export async function cascading(steps: Steps, probe: Probe): Promise<void> {
  const deleting = steps.find('delete');
  if (deleting === undefined) return;
  const sentences = steps.records.requests.wordsOf(deleting.operation).split(/[.\n]/);
  for (const bound of steps.records.naming(steps.resource)) {
    const said = sentences.find(
      (text) => /\b(with|and) (all )?(its|their|of its)\b/i.test(text) && names(text, bound),
    );
    if (said === undefined || bound.binding.role !== 'create') continue;
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
    const others = child && new Steps(steps.api, records, child);
    const list = others?.find('list');
    if (others === undefined || list === undefined) continue;
    const made = await steps.make(probe);
    const asked = others
      .chosenBy(list)
      .map(({ name }) => [name, records.linkOf(name, others.resource)] as const);
    const named = [...records.parents(list.operation), ...asked];
    const below = named.filter(([, one]) => one?.collection === resource.collection);
    const place = new Map([...made.place, ...below.map(([name]) => [name, made.id] as const)]);
    if (named.some(([name]) => !place.has(name))) continue;
    // Some servers give a new record its first entry.
    const { seen, ended } = await others.walk(probe, list, { ...made, place, record: {}, sent: undefined });
    if (seen.length > 0 || !ended) continue;
    const move = movesOf(steps).find(({ bound }) => bound === action);
    const [body] = (await move?.bodies(probe)) ?? [];
    await steps.send(probe, action, made, refused.violation, {
      ...refused,
      body,
      accept: CLIENT_ERRORS,
    });
  }
}

/** Whether a property lists records of a resource, all that is known of each. */
function isListOf(schema: Json, { properties, idProperty }: Made['resource']): boolean {
  const entry = objectAt(own(schema, 'items'), 'properties');
  return own(entry, idProperty) !== undefined && Object.keys(entry).every((name) => properties.has(name));
}

/** Whether a text speaks of the records that a call creates or moves. */
function names(text: string, { binding: { resource } }: Bound): boolean {
  return plain(text).includes(plain(stemOf(resource.name)));
}

interface User {
  /** The record that names the other one; absent where the call was refused. */
  readonly made: Made | undefined;
  readonly creating: Bound;
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

/** A record that others are to name: of plain values where they cannot use the fullest one. */
async function usable(steps: Steps, probe: Probe, bound: Bound): Promise<Made> {
  if (bound.binding.role === 'create') await steps.records.learn(probe, bound);
  const isPlain = await steps.records.isPlain(bound);
  return await steps.make(
    probe,
    isPlain ? steps.records.requests.plain(steps.creating.operation) : undefined,
  );
}

/** Creates or moves a record that names this one, in its path or its body. */
async function use(
  steps: Steps,
  probe: Probe,
  bound: Bound,
  made: Made,
  extras: Extras,
  values: JsonObject = {},
): Promise<User> {
  const { records } = steps;
  const { operation, binding } = bound;
  const isNew = binding.role === 'create';
  const creating = isNew ? bound : (records.find(binding.resource, 'create') ?? bound);
  const others = new Steps(steps.api, records, creating);
  const isThis = ({ collection }: Made['resource']): boolean => collection === steps.resource.collection;
  const variable = [...records.parents(operation)].find(([, parent]) => isThis(parent))?.[0];
  const self = isNew ? binding.resource : undefined;
  const id = made.record[steps.resource.idProperty] ?? made.id;
  const naming = (body: Json | undefined): Json | undefined =>
    records
      .links(body, self)
      .filter((link) => isThis(link.resource))
      .reduce<Json | undefined>(
        (value, { place }) => withValue(value ?? {}, place, Array.isArray(valueAt(value, place)) ? [id] : id),
        body,
      );
  if (isNew) await records.learn(probe, bound);
  const isPlain = await records.isPlain(bound);
  let body: Json | undefined = isNew ? records.usual(operation) : await others.ground(probe, bound);
  if (isNew) {
    // What else it names is made below this record.
    const above = records
      .links(body, self)
      .filter((link) => isThis(link.resource) && link.place.length === 1);
    const known = new Map([
      ...made.place,
      ...above.map(({ place: [name] }) => [String(name), made.id] as const),
    ]);
    const within = isObject(body) ? records.within(made, body) : body;
    body = records.fresh(
      bound,
      await records.linked(probe, bound, naming(within), [], known, [], isPlain),
      'u',
    );
  }
  const linked = naming(unwrap(body, binding.bodyWrapper) ?? body);
  const place =
    variable !== undefined && isNew
      ? new Map([...made.place, [variable, made.id] as const])
      : await records.place(probe, operation);
  // What is to be refused is refused for the state of this record.
  const left = extras.violation === undefined ? undefined : made;
  if (isNew) await records.prepare(probe, bound, place, wrapped(bound, isObject(linked) ? linked : {}), left);
  const target: Made = isNew
    ? { ...made, place: await records.newPath(probe, bound, place, [], [made]), record: {}, id: '' }
    : await others.make(probe);
  if (!isNew) await ready(others, probe, target, bound);
  const exchange: Exchange = await others.send(probe, bound, target, 'the record exists', {
    ...(isObject(linked) && {
      body: isNew ? wrapped(bound, { ...linked, ...values }) : { ...linked, ...values },
    }),
    ...extras,
  });
  if (!isSuccess(exchange.answer)) return { made: undefined, creating };
  if (isNew) return { made: records.adopt(bound, exchange, place, linked), creating };
  return { made: { ...target, record: await others.look(probe, target) }, creating };
}
