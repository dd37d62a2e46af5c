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
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, type Exchange } from '../../exchange/exchange.ts';
import { valueAt, type Place } from '../../schema/place.ts';
import type { Flaw } from '../../checks/description.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { Steps } from '../steps.ts';
import { plain, speaksOf, wrapped } from '../values.ts';
import { FINAL, mentioned, verbOf } from './life-cycle.ts';
import { movesOf, type Move } from './move.ts';
import { readable } from '../sentences.ts';
import { countersOf, numbersMoved } from './repeats.ts';
import { ready, softDelete, statesOf } from './states.ts';
import { usable, use } from './use.ts';

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
    const isWatched =
      isTold ||
      [...steps.resource.properties.values()].some(
        (one) => lastIn(one, bound.binding.resource) !== undefined,
      );
    const isNew = bound.binding.role === 'create';
    if (tallies.length === 0 && (!isNew || (list === undefined && !isWatched))) continue;
    const watch = async (
      watched: readonly Tally[],
      then: (follower: Follower) => Promise<void>,
    ): Promise<void> => {
      const made = await usable(steps, probe, bound);
      // What has to be done before may be counted as well.
      if (await steps.records.isPrepared(bound))
        await use(steps, probe, bound, made, { accept: documented(bound.operation) });
      const first = await steps.send(probe, reading, made, 'the record exists');
      const before = unwrap(first.answer?.json, reading.binding.wrapper);
      const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
      if (user.made === undefined || before === undefined) return;
      // An action that names the record may do something else with it than give it to the other one.
      const id = own(made.record, steps.resource.idProperty) ?? made.id;
      if (!isNew && !Object.values(user.made.record).includes(id)) return;
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
    if (tallies.length > 0 || isWatched) await watch(tallies, (follower) => follower.again(bound));
    if (tallies.length > 0) await watch(tallies, (follower) => follower.left());
    const others = new Steps(steps.api, steps.records, bound);
    // Each from the beginning: what has ended moves no more.
    for (const move of tallies.length === 0 && !isWatched ? [] : movesOf(others))
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
    const copied = (now: JsonObject): Iterable<Flaw> => [...this.#copied(now), ...this.#latest(now, record)];
    await this.#follow(record, `${this.#others.creating.operation.id} added one`, isTold, copied);
    const now = unwrap(this.#last.answer?.json, this.#reading.binding.wrapper) ?? {};
    // What is guessed of a sum holds where it held for the creation.
    const isRight = ({ at, of, isOfState }: Tally): boolean =>
      (of(record) !== 0 || isOfState === true) && difference(before, now, at) === of(record);
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

  /** "`closedAt` of the most recently completed visit": what the record says of the last one that was so. */
  *#latest(now: JsonObject, last: JsonObject): Iterable<Flaw> {
    const { resource } = this.#child;
    for (const [name, schema] of this.#steps.resource.properties) {
      const { from, kind } = lastIn(schema, resource) ?? { from: '', kind: '' };
      const [shown, expected] = [own(now, name), own(last, from)];
      if (shown === undefined || expected === undefined) continue;
      const isMeant =
        kind === '' || statesOf(resource).some(({ members, of }) => mentioned(kind, members)[0] === of(last));
      if (isMeant && show(shown) !== show(expected))
        yield flaw(
          `${name} is not the ${from} of the last ${resource.name}`,
          show(expected),
          show(shown),
          `${name} not that of the last`,
        );
    }
  }

  /** It counts another one with it. */
  async again(bound: Bound): Promise<void> {
    const { made } = this.#watched;
    const accept = documented(bound.operation);
    // One of another kind is counted too, or not, as the document says.
    const other = bound.binding.role === 'create' ? this.#otherKind(bound) : undefined;
    const unlike = other && (await use(this.#steps, this.#probe, bound, made, { accept }, other));
    const user =
      unlike?.made === undefined ? await use(this.#steps, this.#probe, bound, made, { accept }) : unlike;
    if (user.made === undefined) return;
    const second = { ...user.made.record, ...(await this.#others.look(this.#probe, user.made)) };
    this.#tallies = this.#tallies.map((tally) => ({
      ...tally,
      of: (one) => tally.of(one) + tally.of(second),
    }));
    await this.#follow(await this.#look(), `${bound.operation.id} added another one`, false, (shown) =>
      this.#latest(shown, second),
    );
  }

  /** A value of an enumeration that the first one has not, where callers choose it. */
  #otherKind({ operation, binding }: Bound): JsonObject | undefined {
    const settable = this.#steps.records.requests.properties(operation, binding.bodyWrapper);
    const [kind] = statesOf(this.#child.resource).flatMap(({ name, of }): JsonObject[] => {
      const members = ownList(settable[name], 'enum').filter((member) => typeof member === 'string');
      const value = members.find((member) => member !== of(this.#child.record));
      return members.length < 2 || value === undefined ? [] : [{ [name]: value }];
    });
    return kind;
  }

  /** It counts it by its state. */
  async moved(move: Move): Promise<void> {
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
        this.#steps.records.linkOf(name, this.#child.resource, own(this.#child.record, name))?.collection ===
          this.#steps.resource.collection && show(own(now, name)) !== show(own(this.#child.record, name)),
    );
    await this.#follow(isElsewhere ? undefined : now, `${move.id} moved one`, false, (shown) =>
      isElsewhere ? [] : this.#latest(shown, now),
    );
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
      for (const { name, at, of } of tallies) {
        const [moved, expected] = [difference(before, now, at), record === undefined ? 0 : of(record)];
        if (moved !== undefined && Math.abs(moved - expected) > 1e-6)
          yield flaw(
            `${name} does not count`,
            `${Number(valueAt(before, at) ?? 0) + expected}, because ${because}`,
            show(valueAt(now, at)),
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

function difference(before: JsonObject, after: JsonObject, at: Place): number | undefined {
  const [was, is] = [valueAt(before, at), valueAt(after, at)];
  return typeof was === 'number' && typeof is === 'number' ? is - was : undefined;
}

/** The numbers of a record, those inside its objects too: `counts: { open, done }`. */
function numbersIn(
  properties: Iterable<readonly [string, Json]>,
  stem: string,
  around: Place = [],
  words = '',
): readonly (readonly [at: Place, description: string])[] {
  return [...properties].flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    const said = readable(ownString(schema, 'description'));
    const type = typeName(schema) ?? '';
    if (type === 'object' && around.length === 0)
      return numbersIn(Object.entries(objectAt(schema, 'properties')), stem, [name], said);
    // "The present number of shifts, by status" is about each of its numbers.
    const isByKind = around.length > 0 && said === '' && /\bby (state|status|phase|kind|type)\b/i.test(words);
    const described = isByKind ? `Number of ${stem}s that are ${name}` : said;
    return /^(integer|number)$/.test(type) ? [[[...around, name], described] as const] : [];
  });
}

/** "`closedAt` of the most recently completed visit": what of which one a property of another record shows. */
function lastIn(schema: Json, child: Made['resource']): { from: string; kind: string } | undefined {
  const [, from = '', kind = '', noun = ''] =
    /^(?:the )?`?(\w+)`? of the (?:most recent(?:ly)?|latest|last|newest)((?: [\w`-]+)?) `?(\w+)`?/i.exec(
      readable(ownString(schema, 'description')),
    ) ?? [];
  return stemOf(noun) === stemOf(child.name) && child.properties.has(from) ? { from, kind } : undefined;
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
  readonly at: Place;
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
  return numbersIn(resource.properties, stem).flatMap(([at, words]): Tally[] => {
    const name = at.join('.');
    const [first = ''] = words.split(/\.\s|,? that is,? (?:those|open|\w+ or )/);
    // "Internal ones included" leaves none out.
    const described = first.replace(/,[^,;]* included\b|,? including [^,;]*/i, '');
    // "How many loans may be open together" is a limit.
    if (/\b(may|can|could|allowed|at most)\b/i.test(described) || /limit|quota|capacity|^max/i.test(name))
      return [];
    // "Jobs finished" of records that show no such state counts some of them.
    const isOfSome =
      wordsOf(described).some((word) => ENDED.test(word)) &&
      states.every(({ members }) => mentioned(described, members).length === 0);
    // "Parcels that the courier has brought so far" are not fewer once they are collected.
    const isOfDeeds = /\b(so far|ever|to date|(has|have) \w+)\b/i.test(described);
    if (isOfSome || (binding.role === 'act' && isOfDeeds)) return [];
    const isAbout = wordsOf(described).map(stemOf).join('').includes(stem);
    const membersOf = (isMeant: (member: string) => boolean) =>
      states.flatMap((state) => state.members.filter(isMeant).map((member) => ({ state, member })));
    // "Number of" does not name a kind of record.
    const subject = described.replace(/^(the )?(number|count|total) of\b/i, '');
    const said = membersOf((member) => mentioned(subject, [member]).length > 0);
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
      return [{ name, at, isSure: true, isCount: true, of: (one) => (counts(one) ? 1 : 0) }];
    if (!isAbout) return [];
    const within = (one: JsonObject): Json | undefined =>
      place === undefined || place.length === 1 ? one : valueAt(one, place.slice(0, -1));
    // "Sum over the lines of `quantity` times `price`"
    const [, factor = '', other = ''] =
      /\bof `?(\w+)`? (?:times|multiplied by|×|x) (?:the )?`?(\w+)`?/i.exec(described) ?? [];
    if (isSum && child.properties.has(factor) && child.properties.has(other)) {
      const product = (entry: JsonObject): number =>
        (ownNumber(entry, factor) ?? 0) * (ownNumber(entry, other) ?? 0);
      return [
        { name, at, isSure: true, isCount: false, of: (entry) => (counts(entry) ? product(entry) : 0) },
      ];
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
        at,
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

const ENDED =
  /^(finished|completed|closed|ended|resolved|settled|cancelled|approved|rejected|confirmed|returned|paid|overdue|active|open)$/i;

/** What a quantity counts. */
const UNITS = /^(the )?(units|pieces|copies|seats|places|tickets)\b/i;
const AMOUNT = /^(amount|quantity|qty|hours|minutes|points|units)(_?(cents|minor))?$/i;

/** Whether a property lists records of a resource, all that is known of each. */
function isListOf(schema: Json, { properties, idProperty }: Made['resource']): boolean {
  const entry = objectAt(own(schema, 'items'), 'properties');
  return own(entry, idProperty) !== undefined && Object.keys(entry).every((name) => properties.has(name));
}
