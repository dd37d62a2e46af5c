import {
  isObject,
  own,
  ownList,
  ownNumber,
  ownString,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import { wordsOf } from '../../../base/names.ts';
import { keyOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { flaw, show, shows, stateDemand } from '../record-demands.ts';
import { OF_STATES, rulesOf, statesOf, withoutNoun, type State } from './states.ts';
import { countersOf } from './repeats.ts';
import {
  allowsFrom,
  isUnconditional,
  asksNothing,
  isListed,
  deedsIn,
  isOnlyState,
  mayChoose,
  mentioned,
  relatedMember,
  targetOf,
  turnsIn,
  verbOf,
  type Rules,
} from './life-cycle.ts';
import type { Steps } from '../steps.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { REVISION } from '../request-maker.ts';
import { isRuled, isScalar, plain, speaksOf, successes, wrapped } from '../values.ts';
import { used } from './becoming.ts';
import { hasNone, namesRecord } from './dependents.ts';
import { movesOf, type Move } from './move.ts';

/** States that are explored, and actions that lead to one. */
const MOST_STATES = 8;
const DEEPEST = 4;

/**
 * The life cycle of a record: each action is tried in each state that actions lead to. What the answer says is
 * there when the record is read; what the document, or the order of states, forbids is refused and changes nothing.
 */
export async function moves(steps: Steps, probe: Probe): Promise<void> {
  const actions = movesOf(steps);
  const cycle = new Cycle(steps, probe, actions);
  if (actions.length > 0) await cycle.explore();
  else await cycle.others();
}

/** "Sets `closed_at`", "`closed_at` and `condition` are set". */
const FILLED = /\b(?:fills|sets|records|stamps)\b(.*)|^(.*?)\b(?:is|are) (?:set|filled|recorded|stamped)\b/;

/** What a document says of a value that belongs to one record only. */
const ITS_OWN =
  /\b(its own|unique|consecutive|sequential|never (used|given|assigned) (again|twice)|no two)\b/i;

/** A record in a state, as it is read there. */
interface Place {
  readonly made: Made;
  readonly record: JsonObject;
  readonly state: string;
}

class Cycle {
  readonly #steps: Steps;
  readonly #probe: Probe;
  readonly #actions: readonly Move[];
  /** The state property, once an action has changed one. */
  #state: State | undefined;
  /** Where each action leads, as far as it has been seen. */
  readonly #targets = new Map<Move, string>();
  /** The records that have what actions give, by property and value. */
  readonly #given = new Map<string, string>();
  /** Actions that were taken in some state. */
  readonly #taken = new Set<Move>();
  /** Refusals where the document lists the state among those that allow the action, before it was taken in another. */
  readonly #refused: { readonly path: readonly Move[]; readonly at: string; readonly action: Move }[] = [];

  constructor(steps: Steps, probe: Probe, actions: readonly Move[]) {
    this.#steps = steps;
    this.#probe = probe;
    this.#actions = actions;
  }

  async explore(): Promise<void> {
    for (const action of this.#actions) await this.#learn(action);
    for (const action of this.#taken) await this.#standards(action);
    const state = this.#state;
    if (state === undefined) return;
    const visited = new Map<string, readonly Move[]>();
    const queue: (readonly Move[])[] = [[]];
    for (let path = queue.shift(); path !== undefined && visited.size < MOST_STATES; path = queue.shift()) {
      const at = await this.#goTo(path, state);
      if (at === undefined || visited.has(at.state)) continue;
      visited.set(at.state, path);
      for (const action of this.#actions) {
        const next = await this.#try(path, at.state, action, state);
        if (next !== undefined && !visited.has(next) && path.length < DEEPEST) queue.push([...path, action]);
      }
      for (const bound of ['merge', 'replace', 'delete'] as const)
        await this.#guarded(path, at.state, this.#steps.find(bound), state);
      if (path.length > 0) await this.#steady(path, at.state, state);
    }
    for (const member of state.members) if (!visited.has(member)) await this.#beside(member, state);
    // What was refused before it had been taken anywhere.
    const doubtful = this.#refused.filter(({ action }) => this.#taken.has(action));
    for (const { path, at, action } of doubtful) await this.#try(path, at, action, state);
  }

  /** The states of a record that has no actions of its own. */
  async others(): Promise<void> {
    const { creating, records, resource } = this.#steps;
    const settable = records.requests.properties(creating.operation, creating.binding.bodyWrapper);
    for (const state of statesOf(resource).filter(({ name }) => own(settable, name) === undefined))
      for (const member of state.members) await this.#beside(member, state);
  }

  /** A state that only calls on other records lead to: what is not allowed there is refused. */
  async #beside(member: string, state: State): Promise<void> {
    for (const bound of (['merge', 'replace', 'delete'] as const).flatMap(
      (role) => this.#steps.find(role) ?? [],
    )) {
      const rules: Rules = { ...this.#rules(bound, state), target: undefined, hasConflict: false };
      const isBarred = !allowsFrom(member, rules);
      if (!isBarred && !(bound.binding.role === 'delete' && isListed(member, rules))) continue;
      const made = await used(this.#steps, this.#probe, state, member);
      if (made === undefined) return;
      if (isBarred) await this.#isRefused(bound, made, `the record is ${member}`, state, member);
      else
        await this.#steps.send(
          this.#probe,
          bound,
          made,
          `the document lists ${member} among the states that allow it`,
        );
    }
    for (const action of this.#actions) {
      const rules = this.#rules(action.bound, state, action);
      if (allowsFrom(member, rules)) continue;
      const made = await used(this.#steps, this.#probe, state, member);
      if (made === undefined) return;
      const body = await action.usual(this.#probe);
      await this.#isRefused(action.bound, made, `the record is ${member}`, state, member, body);
    }
  }

  /** Applies an action to a new record, and sees which property it changes. */
  async #learn(action: Move): Promise<void> {
    const fresh = async (): Promise<{ before: JsonObject; after: JsonObject | undefined }> => {
      const made = await this.#steps.make(this.#probe);
      const before = await this.#steps.look(this.#probe, made);
      return { before, after: await this.#apply(action, made, before) };
    };
    const first = await fresh();
    // What has nothing below it may have to get something first.
    if (first.after === undefined) await action.ask(this.#probe);
    const { before, after } = action.needs.length === 0 ? first : await fresh();
    if (after === undefined) return;
    const changed = statesOf(this.#steps.resource).filter(
      (one) => one.of(before) !== one.of(after) && one.of(after) !== undefined,
    );
    const state = changed.find(({ name }) => name === this.#state?.name) ?? changed[0];
    if (state === undefined) return;
    this.#state ??= state;
    const target = state.of(after);
    if (target !== undefined && state.name === this.#state.name) this.#targets.set(action, target);
  }

  /** Applies an action that may be refused; the record as it is read after it, or nothing where it was refused. */
  async #apply(action: Move, made: Made, before: JsonObject): Promise<JsonObject | undefined> {
    const { operation, binding } = action.bound;
    let shown: JsonObject = {};
    let sent: JsonObject = {};
    const exchange = await action.apply(this.#probe, made, 'the state may allow it', (body) => {
      sent = body;
      const demand = stateDemand((json) => {
        const record = unwrap(json, binding.wrapper);
        shown = Object.fromEntries(
          Object.entries(record ?? {}).filter(([name]) => this.#steps.resource.properties.has(name)),
        );
        return [
          ...this.#misplaced(action, before, shown, body),
          ...this.#repeated(made, before, shown),
          ...this.#another(action, made, shown, record ?? {}),
        ];
      });
      return { demands: [demand] };
    });
    if (!isSuccess(exchange?.answer)) return undefined;
    this.#taken.add(action);
    const reading = this.#steps.find('read');
    const states = new Set(statesOf(this.#steps.resource).map(({ name }) => name));
    const expected = Object.fromEntries(
      Object.entries(shown).filter(
        ([name, value]) =>
          states.has(name) ||
          Object.keys(sent).some((key) => plain(name).endsWith(plain(key)) || own(value, key) !== undefined),
      ),
    );
    const because = `the answer of ${operation.id} said so`;
    if (reading === undefined) {
      await this.#steps.read(this.#probe, made, expected, because);
      return { ...before, ...shown };
    }
    const read = await this.#steps.send(this.#probe, reading, made, because, {
      demands: [shows(reading, expected, because)],
    });
    return unwrap(read.answer?.json, reading.binding.wrapper) ?? { ...before, ...shown };
  }

  /** What an action leaves out has the default of the document. */
  async #standards(action: Move): Promise<void> {
    const { operation, binding } = action.bound;
    const { requests } = this.#steps.records;
    const body = (await action.bodies(this.#probe)).at(-1);
    const left = Object.entries(requests.properties(operation, undefined)).flatMap(([key, schema]) => {
      const [name, standard] = [this.#shownAs(key), own(schema, 'default')];
      if (name === undefined || !isScalar(standard) || !isObject(body) || own(body, key) !== undefined)
        return [];
      // A property that belongs to another choice has no default here.
      return requests.follows(operation, { ...body, [key]: standard }) ? [{ name, standard }] : [];
    });
    if (action.isChange || left.length === 0) return;
    const made = await this.#steps.make(this.#probe);
    await this.#steps.records.get(this.#probe, action.needs, made);
    const demand = stateDemand(function* (json) {
      const record = unwrap(json, binding.wrapper) ?? {};
      for (const { name, standard } of left)
        if (own(record, name) !== undefined && own(record, name) !== standard)
          yield flaw(
            `${operation.id} does not apply the default of ${name}`,
            show(standard),
            show(own(record, name)),
            `default ${name}`,
          );
    });
    await this.#steps.send(this.#probe, action.bound, made, 'what has a default is left out', {
      body,
      accept: documented(operation),
      demands: [demand],
    });
  }

  /** "Every sent invoice has its own number": what an action gives to one record it gives to no other. */
  *#repeated(made: Made, before: JsonObject, shown: JsonObject) {
    for (const [name, value] of Object.entries(shown)) {
      const words = ownString(this.#steps.resource.properties.get(name), 'description') ?? '';
      if (!isScalar(value) || (own(before, name) ?? null) !== null || !ITS_OWN.test(words)) continue;
      const key = `${name} ${show(value)}`;
      const holder = this.#given.get(key) ?? made.id;
      this.#given.set(key, holder);
      if (holder !== made.id)
        yield flaw(
          `two records of ${this.#steps.resource.name} have the same ${name}`,
          `one of its own (${words.trim()})`,
          show(value),
          `${name} given twice`,
        );
    }
  }

  /** The answer that shows a whole record shows the one that the call is for. */
  *#another({ id, bound: { binding } }: Move, made: Made, shown: JsonObject, answer: JsonObject) {
    const { idProperty, required } = this.#steps.resource;
    const isWhole = required.size > 2 && [...required].every((name) => name in shown);
    const answered = keyOf(shown, idProperty);
    if (isWhole && answered !== '' && answered !== made.id)
      yield flaw(`${id} answers with another record`, made.id, answered, 'another record');
    // `applicationId` of what `POST /applications/{applicationId}/interviews` answers with
    const name = binding.id?.name ?? '';
    const named = name === idProperty || /^_?id$/i.test(name) ? undefined : own(answer, name);
    if (isScalar(named) && String(named) !== made.id)
      yield flaw(`${id} answers with another ${name}`, made.id, String(named), `another ${name}`);
  }

  /** Whether the answer shows the state that the name of the action means, and what was sent. */
  *#misplaced(action: Move, before: JsonObject, shown: JsonObject, sent: JsonObject) {
    const { operation } = action.bound;
    const words = this.#steps.records.requests.wordsOf(operation);
    for (const { name, members, of } of statesOf(this.#steps.resource)) {
      const was = of(before) ?? '';
      const turned = turnsIn(words, members).find(({ from }) => from.includes(was))?.to[0];
      const meant = turned ?? targetOf(operation, words, members, action.choice?.member);
      const now = of(shown);
      if (
        meant !== undefined &&
        now !== undefined &&
        now !== meant &&
        (of(before) !== meant || now === of(before))
      )
        yield flaw(
          `${action.id} leaves ${name} ${show(now)}`,
          `${name} ${show(meant)}`,
          show(now),
          `${name} after ${action.id}`,
        );
    }
    yield* this.#unraised(action, before, shown);
    const verb = action.isChange || action.choice !== undefined ? '' : plain(verbOf(operation));
    yield* this.#unfilled(operation.id, verb, words, before, shown, sent);
    yield* this.#untimely(operation.id, shown);
    if (!action.isChange) yield* this.#uncleared(action, words, shown);
    for (const [key, value] of Object.entries(sent)) {
      const name = this.#shownAs(key);
      // What names the state that the call is for names an older one now.
      if (REVISION.test(key)) continue;
      // What is sent may be what a number goes up or down by.
      if (typeof value === 'number' && countersOf(this.#steps, action.bound).length > 0) continue;
      if (name === undefined || !(name in shown) || this.#steps.isLink(name, value)) continue;
      if (this.#isOfOther(name, shown)) continue;
      if (show(own(shown, name)) !== show(value))
        yield flaw(
          `${operation.id} shows another ${name} than was sent`,
          show(value),
          show(own(shown, name)),
          `${name} lost`,
        );
    }
  }

  /** The one property of the record that shows what an action is sent: `cancelReason` for `reason`. */
  #shownAs(key: string): string | undefined {
    const names = [...this.#steps.resource.properties.keys()].filter(
      (name) => plain(name).endsWith(plain(key)) && plain(key).length > 3,
    );
    return names.length === 1 ? names[0] : undefined;
  }

  /** "Goes up with each `ticket.assign`": a revision that an action does not raise. */
  *#unraised({ bound: { operation } }: Move, before: JsonObject, shown: JsonObject) {
    for (const [name, property] of this.#steps.resource.properties) {
      const words = ownString(property, 'description') ?? '';
      const isSaid = REVISION.test(name) && words.includes(`\`${operation.id}\``);
      const [was, is] = [ownNumber(before, name), ownNumber(shown, name)];
      if (isSaid && was !== undefined && is !== undefined && is <= was)
        yield flaw(
          `${operation.id} leaves ${name} as it was`,
          `more than ${was}`,
          String(is),
          `${name} not raised`,
        );
    }
  }

  /** Whether the name of a property, or its description, speaks of another state: "the reason of a cancellation". */
  #isOfOther(name: string, shown: JsonObject): boolean {
    // "Null while open" says when it is not there.
    const said = (ownString(this.#steps.resource.properties.get(name), 'description') ?? '').replaceAll(
      /\bnull\b[^.;]*/gi,
      '',
    );
    const words = wordsOf(`${name} ${said}`);
    const states = this.#state === undefined ? statesOf(this.#steps.resource) : [this.#state];
    return states.some(({ members, of }) => {
      const related = words.flatMap((word) => relatedMember(word, members) ?? []);
      return related.length > 0 && !related.includes(of(shown) ?? '');
    });
  }

  /** "Sets `closed_at` to null", "clears `closed_at`": what the document says that an action, or one choice of it, empties. */
  *#uncleared({ bound, choice, id }: Move, words: string, shown: JsonObject) {
    const properties = [...this.#steps.resource.properties.keys()];
    const isOfChoice = (text: string): boolean =>
      choice === undefined ||
      statesOf(this.#steps.resource).some(({ members }) =>
        [...mentioned(text, members), ...deedsIn(text.replace(/^\s*re/i, ''), members)].includes(
          choice.member,
        ),
      );
    const named = words.split(/[.;\n]/).flatMap((sentence) => {
      if (/\b(if|unless|when|optional\w*)\b/i.test(sentence)) return [];
      // "Approval sets `decidedAt`, going back to draft sets both to null"
      const clauses = choice === undefined ? [sentence] : sentence.split(/,(?! `)/);
      return clauses.filter(isOfChoice).flatMap((text) => {
        const made = /\bmakes\b(.*?)\bnull\b/i.exec(text)?.[1] ?? '';
        const set = /\b(sets|clears)\b/.test(text)
          ? [
              ...text.matchAll(
                /((?:`?\w+`?(?:, | and ))*`?\w+`?) to `?null\b|\bclears ((?:`?\w+`?(?:, | and ))*`?\w+)/gi,
              ),
            ].flatMap(([, several, cleared]) => (several ?? cleared)?.match(/\w+/g) ?? [])
          : [];
        const both = set.includes('both') ? properties.filter((name) => speaksOf(sentence, name)) : [];
        return [...properties.filter((name) => speaksOf(made, name)), ...set, ...both];
      });
    });
    for (const name of new Set(named)) {
      const value = own(shown, name);
      if (this.#steps.resource.properties.has(name) && value !== undefined && value !== null)
        yield flaw(
          `${choice === undefined ? bound.operation.id : id} leaves ${name} as it was`,
          'null, because the action clears it',
          show(value),
          `${name} not cleared`,
        );
    }
  }

  /** What the document says that an action fills, and what it was filled with. */
  *#unfilled(
    id: string,
    verb: string,
    words: string,
    before: JsonObject,
    shown: JsonObject,
    sent: JsonObject,
  ) {
    const states = statesOf(this.#steps.resource).map(({ of }) => plain(of(shown) ?? ''));
    // "The move to solved sets `solvedAt`" is about that move.
    const isElsewhere = (text: string): boolean =>
      statesOf(this.#steps.resource).some(({ members, of }) => {
        const named = [
          ...mentioned(
            text
              .replaceAll(/`([^`]*)`/g, (code, name: string) =>
                this.#steps.resource.properties.has(name) ? '' : code,
              )
              .replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, (code) => (members.includes(code) ? code : '')),
            members,
          ),
          // "Opening sets `openedAt`, approval or rejection sets `closedAt`"
          ...deedsIn(text, members),
        ];
        return named.length > 0 && !named.includes(of(shown) ?? '');
      });
    for (const [name, value] of Object.entries(shown)) {
      const isTime = own(this.#steps.resource.properties.get(name), 'format') === 'date-time';
      const isSaid =
        (isTime && states.some((state) => state !== '' && plain(name) === `${state}at`)) ||
        // `startedAt` of `start`
        (isTime && verb.length > 3 && new RegExp(`^${verb}(d|ed|[a-z]ed)at$`).test(plain(name))) ||
        words
          .split(/[.;,\n]/)
          .some(
            (text) =>
              speaksOf(FILLED.exec(text)?.slice(1).join('') ?? '', name) &&
              !/\bnull\b/i.test(text) &&
              !isElsewhere(text) &&
              !/\b(if|unless|when|optional)/i.test(text),
          );
      if (isSaid && value === null && !this.#isOfOther(name, shown))
        yield flaw(
          `${id} leaves ${name} empty`,
          `a ${name}, because the action fills it`,
          'null',
          `${name} not filled`,
        );
      if (!isObject(value) || show(value) === show(own(before, name))) continue;
      for (const [key, given] of Object.entries(sent))
        if (own(value, key) !== undefined && show(own(value, key)) !== show(given))
          yield flaw(
            `${id} shows another ${name}.${key} than was sent`,
            show(given),
            show(own(value, key)),
            `${name}.${key} lost`,
          );
    }
  }

  /** "`null` until submitted", "`null` unless the state is `done`": what is there in some states only. */
  *#untimely(id: string, shown: JsonObject) {
    for (const [name, value] of Object.entries(shown)) {
      const said = ownString(this.#steps.resource.properties.get(name), 'description') ?? '';
      const words = statesOf(this.#steps.resource).reduce(
        (text, { members }) => withoutNoun(text, this.#steps.resource, members),
        said,
      );
      const [, head = '', set = '', end = ''] =
        /(?:^|\. )(?:(?:only )?(set) )?(?:when|while|(?:day and |date and )?time)\b([^;.]*?)[,;.] `?null`? (until then|before|otherwise|while|until|as long as|unless|in)\b/i.exec(
          words,
        ) ?? [];
      const isFree = !/\b(if|unless|except)\b/i.test(set);
      // "Set while it is solved, null otherwise"
      const isEither = head !== '' && /^otherwise/i.test(end);
      for (const { members, of } of set === '' || !isFree ? [] : statesOf(this.#steps.resource)) {
        const [now, meant] = [of(shown), mentioned(set, members)];
        if (now === undefined || meant.length === 0) continue;
        if (value === null && meant.includes(now))
          yield flaw(`${id} leaves ${name} empty in the state ${now}`, 'a time', 'null', `${name} in ${now}`);
        if (value !== null && isEither && !meant.includes(now))
          yield flaw(
            `${id} leaves ${name} ${show(value)} in the state ${now}`,
            'null',
            show(value),
            `${name} in ${now}`,
          );
      }
      const [, word = '', when = ''] = /\bnull`?,? (until|unless)\b([^.;]*)/i.exec(words) ?? [];
      for (const { members, of } of statesOf(this.#steps.resource)) {
        const states = mentioned(when, members);
        const now = of(shown);
        const isThere = now !== undefined && states.includes(now);
        if (now === undefined || states.length === 0 || (!isThere && !/unless/i.test(word))) continue;
        if ((value !== null) !== isThere)
          yield flaw(
            `${id} leaves ${name} ${show(value)} in the state ${now}`,
            isThere ? 'a value' : 'null',
            show(value),
            `${name} in ${now}`,
          );
      }
    }
  }

  /** A new record that actions have brought to a state. */
  async #goTo(path: readonly Move[], state: State, next?: Move): Promise<Place | undefined> {
    const made = await this.#steps.make(this.#probe);
    await this.#steps.records.get(this.#probe, next?.needs ?? [], made);
    const shown: JsonObject = {};
    for (const action of path) {
      const exchange = await action.apply(this.#probe, made);
      if (!isSuccess(exchange?.answer)) return undefined;
      Object.assign(shown, unwrap(exchange?.answer?.json, action.bound.binding.wrapper));
    }
    // Where nothing reads it, it is what the last answer showed.
    const isRead = this.#steps.find('read') !== undefined || this.#steps.find('list') !== undefined;
    const record = { ...(await this.#steps.look(this.#probe, made)), ...(isRead ? {} : shown) };
    const now = state.of(record);
    return now === undefined ? undefined : { made, record, state: now };
  }

  /** Tries an action in a state; the state that it leads to, where it is taken. */
  async #try(path: readonly Move[], at: string, action: Move, state: State): Promise<string | undefined> {
    const there = await this.#goTo(path, state, action);
    if (there === undefined) return undefined;
    const rules = this.#rules(action.bound, state, action);
    if (!allowsFrom(at, rules)) {
      const body = await action.usual(this.#probe);
      await this.#isRefused(action.bound, there.made, `the record is ${at}`, state, at, body);
      return undefined;
    }
    await this.#needy(path, at, action, state);
    await this.#forged(action, there.made);
    const first = await this.#apply(action, there.made, there.record);
    const after = first ?? (await this.#lacking(path, at, action, state));
    // What was taken in one of the states that the document lists is to be taken in the others.
    const isSaid = isListed(at, rules) || (rules.choice !== undefined && mayChoose(at, rules) === true);
    const { operation } = action.bound;
    const isOnly = operation.requestBody === undefined && !action.isChange && isOnlyState(at, rules);
    const isCertain = (this.#taken.has(action) && isSaid && asksNothing(at, rules)) || isOnly;
    if (after === undefined && isSaid && !isCertain) this.#refused.push({ path, at, action });
    if (after === undefined && (isCertain || isUnconditional(at, rules)))
      await action.apply(
        this.#probe,
        there.made,
        `the document lists ${at} among the states that allow it`,
        () => ({
          accept: isCertain ? successes(operation) : documented(operation).filter((status) => status !== 409),
        }),
      );
    return after && state.of(after);
  }

  /** "To be filed, a claim needs at least one document": the move is refused for a record that has none. */
  async #needy(path: readonly Move[], at: string, action: Move, state: State): Promise<void> {
    const { bound, choice } = action;
    const { records, resource } = this.#steps;
    for (const text of records.requests.wordsOf(bound.operation).split(/[.;\n]/)) {
      const [, before = '', needed = ''] =
        /^(.*?)\b(?:needs?|requires?|must have)\b[^,]*?\b(?:at least one|one or more)\b(.*)$/i.exec(text) ??
        [];
      const isMeant =
        choice === undefined ||
        [...mentioned(before, state.members), ...deedsIn(before, state.members)].includes(choice.member);
      const child = records
        .naming(resource)
        .find((one) => one.binding.role === 'create' && namesRecord(needed, one));
      if (child === undefined || !isMeant || /\b(if|unless|when)\b/i.test(text)) continue;
      const there = await this.#goTo(path, state);
      if (there === undefined || !(await hasNone(this.#steps, this.#probe, child, there.made))) continue;
      const body = await action.usual(this.#probe);
      await this.#isRefused(bound, there.made, text.trim(), state, at, body, text.trim());
    }
  }

  /** Where the document lists a move that is refused, the record may have to get something there first. */
  async #lacking(
    path: readonly Move[],
    at: string,
    action: Move,
    state: State,
  ): Promise<JsonObject | undefined> {
    const isNew = !this.#taken.has(action) && action.needs.length === 0 && path.length > 0;
    if (!isNew || mayChoose(at, this.#rules(action.bound, state, action)) !== true) return undefined;
    for (const step of this.#steps.records.givenTo(action.bound)) {
      action.needs = [step];
      const there = await this.#goTo(path, state);
      const after = there && (await this.#apply(action, there.made, there.record));
      if (after !== undefined) return after;
    }
    action.needs = [];
    return undefined;
  }

  /** What the server gave is to be shown as it is, where the document says that another one is refused. */
  async #forged({ bound }: Move, made: Made): Promise<void> {
    const proofs = this.#steps.records.proofsOf(bound);
    const first = this.#steps.records.requests
      .refusals(bound.operation, /^4/)
      .find(
        ({ text }) =>
          proofs.some((name) => new RegExp(`\\b${wordsOf(name).at(-1) ?? name}\\b`, 'i').test(text)) &&
          /\b(wrong|mismatch|not|incorrect|another|invalid|differs?)\b/i.test(text.replaceAll('_', ' ')),
      );
    if (first === undefined) return;
    await this.#steps.send(this.#probe, bound, made, first.text.trim(), {
      isForged: true,
      accept: documented(bound.operation).filter((status) => status >= 400),
      violation: first.text.trim(),
    });
  }

  /** A change or deletion that the document restricts to some states. */
  async #guarded(path: readonly Move[], at: string, bound: Bound | undefined, state: State): Promise<void> {
    if (bound === undefined) return;
    const known = { ...this.#rules(bound, state), target: undefined };
    const isAllowed = allowsFrom(at, { ...known, hasConflict: false });
    // What is refused for other reasons too may have one of those.
    const isOfStates = this.#steps.records.requests
      .refusals(bound.operation, OF_STATES)
      .every(
        ({ text }) => /\b(state|status|others)\b/i.test(text) || mentioned(text, state.members).length > 0,
      );
    const isDeleted = bound.binding.role === 'delete' && path.length > 0 && isOfStates && isListed(at, known);
    const there = isAllowed && !isDeleted ? undefined : await this.#goTo(path, state);
    if (there === undefined) return;
    if (!isAllowed) return await this.#isRefused(bound, there.made, `the record is ${at}`, state, at);
    const because = `the document lists ${at} among the states that allow it`;
    const { answer } = await this.#steps.send(this.#probe, bound, there.made, because);
    if (isSuccess(answer)) this.#steps.records.removed(there.made);
  }

  /** A change of something else leaves the state as it is. */
  async #steady(path: readonly Move[], at: string, state: State): Promise<void> {
    const merging = this.#steps.find('merge');
    const there = merging && (await this.#goTo(path, state));
    if (merging === undefined || there === undefined || there.state !== at) return;
    const { operation, binding } = merging;
    const needed = new Set<Json>(ownList(this.#steps.records.requests.schema(operation), 'required'));
    const changed = unwrap(this.#steps.other(merging, there.record), binding.bodyWrapper) ?? {};
    const text = this.#steps
      .writable(merging)
      .find(
        ({ name, schema }) =>
          typeof changed[name] === 'string' && !isRuled(name, schema) && ownList(schema, 'enum').length === 0,
      );
    if (text === undefined) return;
    const body = Object.fromEntries(
      Object.entries(changed).filter(([name]) => name === text.name || needed.has(name)),
    );
    const demand = stateDemand(function* (json) {
      const now = state.of(unwrap(json, binding.wrapper) ?? {});
      if (now !== undefined && now !== at)
        yield flaw(
          `${operation.id} changes ${state.name}`,
          at,
          now,
          `${state.name} changed with ${text.name}`,
        );
    });
    await this.#steps.send(this.#probe, merging, there.made, `only ${text.name} is changed`, {
      body: wrapped(merging, body),
      demands: [demand],
      accept: documented(operation),
    });
  }

  #rules(bound: Bound, state: State, move?: Move): Rules {
    const targets = new Map(
      [...this.#targets].map(([one, target]) => [one.bound === bound ? bound.operation.id : one.id, target]),
    );
    const choice = move?.choice?.member;
    const rules = rulesOf(this.#steps, bound, state, choice);
    const known = [...this.#targets].find(([one]) => one === move)?.[1];
    return {
      ...rules,
      target: known ?? targetOf(bound.operation, rules.description, state.members, choice),
      targets,
    };
  }

  async #isRefused(
    bound: Bound,
    made: Made,
    because: string,
    state: State,
    at: string,
    body?: Json,
    violation = `${because}, and ${bound.operation.id} needs another state`,
  ): Promise<void> {
    const statuses = documented(bound.operation).filter((status) =>
      [400, 403, 409, 422, 423].includes(status),
    );
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await this.#steps.send(this.#probe, bound, made, because, {
      body: body ?? (isChange ? this.#steps.other(bound, made.record) : undefined),
      accept: statuses.length > 0 ? statuses : [409],
      violation,
    });
    const reading = this.#steps.find('read');
    if (reading === undefined) return;
    const demand = stateDemand(function* (json) {
      const now = state.of(unwrap(json, reading.binding.wrapper) ?? {});
      if (now !== undefined && now !== at)
        yield flaw('a refused call changes the state', at, now, 'refusal changes state');
    });
    await this.#steps.send(this.#probe, reading, made, 'the call was refused', { demands: [demand] });
  }
}
