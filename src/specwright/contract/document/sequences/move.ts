import { isObject, own, ownList, type Json, type JsonObject } from '../../../base/json.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, outcomeOf, type Exchange } from '../../exchange/exchange.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import type { Preparation } from '../preparations.ts';
import type { Extras, Steps } from '../steps.ts';
import { choiceIn, wrapped } from '../values.ts';

/** What a move chooses by its body: `cancel` as the `action`. */
interface Choice {
  readonly name: string;
  readonly member: string;
}

/** An action on a record; one whose body chooses among several is as many moves. */
export class Move {
  readonly #steps: Steps;
  readonly bound: Bound;
  readonly choice: Choice | undefined;
  /** What a record must get before the move, as far as it is known. */
  needs: readonly Preparation[] = [];
  /** Which of the bodies was taken, once one has been. */
  #taken: number | undefined;

  constructor(steps: Steps, bound: Bound, choice?: Choice) {
    this.#steps = steps;
    this.bound = bound;
    this.choice = choice;
  }

  /** Whether it changes a state as any other property, by a PATCH. */
  get isChange(): boolean {
    return this.bound.binding.role === 'merge';
  }

  get id(): string {
    const { operation } = this.bound;
    return this.choice === undefined ? operation.id : `${operation.id} ${this.choice.member}`;
  }

  /** Bodies that may be taken: with all that the document allows, and with what it demands. */
  async bodies(probe: Probe): Promise<readonly (Json | undefined)[]> {
    const { requests } = this.#steps.records;
    if (this.isChange && this.choice !== undefined)
      return [wrapped(this.bound, { [this.choice.name]: this.choice.member })];
    const ground = await this.#steps.ground(probe, this.bound);
    if (!isObject(ground)) return [ground];
    const { name = '', member } = this.choice ?? {};
    const { operation } = this.bound;
    const changed: JsonObject = { ...ground, ...(member !== undefined && { [name]: member }) };
    const chosen = requests.choosing(operation, changed, name) ?? changed;
    if (chosen !== changed) return [await this.#steps.records.linked(probe, this.bound, chosen)];
    const full = requests.tied(operation, chosen);
    const needed = new Set<Json>([...ownList(requests.schema(operation), 'required'), name]);
    const least = requests.tied(
      operation,
      Object.fromEntries(Object.entries(full).filter(([key]) => needed.has(key))),
    );
    const valid = [full, ...(Object.keys(least).length < Object.keys(full).length ? [least] : [])].filter(
      (body) => requests.violations(operation, body).length === 0,
    );
    return valid.length === 0 ? [full] : valid;
  }

  /** The body that was taken, or the one with the least in it. */
  async usual(probe: Probe): Promise<Json | undefined> {
    const bodies = await this.bodies(probe);
    return bodies[this.#taken ?? bodies.length - 1];
  }

  /** As {@link apply}; where the move is refused, once more with what it needs from other records. */
  async carryOut(probe: Probe, made: Made): Promise<Exchange | undefined> {
    const first = await this.apply(probe, made);
    if (isSuccess(first?.answer) || this.needs.length > 0) return first;
    await this.ask(probe);
    return this.needs.length === 0 ? first : await this.apply(probe, made);
  }

  /** Finds out what a record must get before the move. */
  async ask(probe: Probe): Promise<void> {
    const chosen = this.choice === undefined ? undefined : await this.usual(probe);
    this.needs = await this.#steps.records.needsOf(probe, this.bound, this.id, chosen);
  }

  /** Carries the move out; where a rule about the body refuses it, with another body. */
  async apply(
    probe: Probe,
    made: Made,
    because = 'the state may allow it',
    extrasOf: (sent: JsonObject) => Extras = () => ({}),
  ): Promise<Exchange | undefined> {
    let last: Exchange | undefined;
    await this.#steps.records.get(probe, this.needs, made);
    for (const [index, body] of (await this.bodies(probe)).entries()) {
      if (this.#taken !== undefined && this.#taken !== index) continue;
      last = await this.#steps.send(probe, this.bound, made, because, {
        body,
        accept: documented(this.bound.operation),
        ...extrasOf(isObject(body) ? body : {}),
      });
      const { answer } = last;
      if (isSuccess(answer)) this.#taken = index;
      if (answer === undefined || ![400, 422].includes(outcomeOf(answer))) break;
    }
    return last;
  }
}

/** All moves of the records of a resource. */
export function movesOf(steps: Steps): readonly Move[] {
  const { records } = steps;
  const actions = records.ofRecord(steps.resource).filter(({ binding }) => binding.role === 'act');
  const acts = actions.flatMap((bound) => {
    const choice = choiceIn(records.requests.schema(bound.operation));
    return choice === undefined
      ? [new Move(steps, bound)]
      : choice.members.map((member) => new Move(steps, bound, { name: choice.name, member }));
  });
  return [...acts, ...changesOf(steps)];
}

/** The changes of a state that callers make but do not choose for a new record. */
function changesOf(steps: Steps): readonly Move[] {
  const { records, creating } = steps;
  const merging = steps.find('merge');
  if (merging === undefined) return [];
  const chosen = records.requests.properties(creating.operation, creating.binding.bodyWrapper);
  return steps.writable(merging).flatMap(({ name, schema }) => {
    const members = ownList(schema, 'enum').filter((member) => typeof member === 'string');
    // A new record may begin in some of the states.
    const first = ownList(own(chosen, name), 'enum');
    const isState =
      members.length > 1 &&
      (own(chosen, name) === undefined || (first.length > 0 && first.length < members.length));
    return isState ? members.map((member) => new Move(steps, merging, { name, member })) : [];
  });
}
