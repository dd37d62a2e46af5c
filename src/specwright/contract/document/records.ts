import { isObject, own, ownList, type Json } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { keyOf, unwrap, type Resource } from '../../openapi/resources.ts';
import { Skip, type Probe } from '../engine/case.ts';
import type { Expectation } from '../engine/expectation.ts';
import type { Leftover } from '../engine/report.ts';
import type { Session } from '../engine/session.ts';
import { toSentRequest, type ApiRequest } from '../engine/request.ts';
import { isSuccess, outcomeOf, type Exchange } from '../exchange/exchange.ts';
import { mutate } from '../schema/mutations.ts';
import { valueAt, withValue } from '../schema/place.ts';
import { neutral, type Bound, type Made } from './bound.ts';
import { lastSegment } from './ids.ts';
import { NOTHING, stepsOn, type Preparation, type Way } from './preparations.ts';
import { distinct, Relations } from './relations.ts';
import { asText, later, type Filling } from './request-maker.ts';

/** Records that records are made of: deeper is a circle. */
const DEEPEST = 4;

/** Records that may not overlap are so many years apart. */
export const YEARS_APART = 2;

/** Times that a conflict is answered by another body. */
const MOST_CONFLICTS = 2;

/** Ways that are tried to bring a record to where an action is allowed. */
const MOST_WAYS = 8;
/** Ways of two steps, and of more, that are tried before a creation is given up. */
const MOST_PAIRS = 12;
const LONGEST_WAY = 4;

/** The id of the record that a call names. */
function namedBy({ id }: Bound['binding'], { path, query, body }: Filling): Json | undefined {
  const asked = query?.[id?.name ?? ''];
  const [first] = [asked].flat();
  return id && { path: path?.get(id.name), query: first, body: own(body, id.name) }[id.in];
}

/** Creates the records that cases need, each its own, and removes them. */
export class Records extends Relations {
  readonly #open = new Set<Made>();
  readonly #shared = new Map<string, Promise<Filling>>();
  /** Which of the bodies that could make a record the server takes, by operation. */
  readonly #taken = new Map<string, number>();
  /** How often each operation has refused a body for the values of another record. */
  readonly #conflicts = new Map<string, number>();
  /** The actions that a record needs before another one, by operation. */
  readonly #ways = new Map<string, Promise<readonly Preparation[]>>();
  readonly #refusals = new Map<string, number | undefined>();
  /** What has to be done before a record can be created, by operation. */
  readonly #preparations = new Map<string, Promise<Way>>();
  /** The creations that name what the record before them at the same place names, by operation. */
  readonly #shares = new Set<string>();
  /** Which value of a list each property takes. */
  readonly #turns = new Map<string, number>();
  /** Steps that were taken, each for one record. */
  readonly #prepared = new Set<string>();
  /** Creations that were tried so that they are known. */
  readonly #learned = new Map<string, Promise<boolean>>();

  /** Creates a record; what it depends on is created first, and brought to where the document allows the creation. */
  async make(probe: Probe, resource: Resource, wanted: Wanted = {}, above: Chain = []): Promise<Made> {
    const creating = this.find(resource, 'create');
    if (creating === undefined || above.length > DEEPEST) throw new Skip(`nothing creates ${resource.name}`);
    const { id } = creating.operation;
    // What is made for itself would wait for itself.
    const isOwn = above.some(({ collection }) => collection === resource.collection);
    const way = (isOwn ? undefined : await this.#preparations.get(id)) ?? NOTHING;
    // What is prepared first may not be possible any more where a record was made before: it names the same ones.
    const near = wanted.near === undefined ? this.#named(creating, wanted, way) : [];
    const isShared = this.#shares.has(id);
    const hasOther = near.length > 0;
    const first = isShared && hasOther ? { ...wanted, near } : wanted;
    let made = await this.#made(probe, creating, first, above, way, hasOther && !isShared);
    if (made instanceof Map && hasOther && !isShared) {
      made = await this.#made(probe, creating, { ...wanted, near }, above, way);
      if (!(made instanceof Map)) this.#shares.add(id);
    }
    if (!(made instanceof Map)) return made;
    const statuses = [...made.values()];
    const isRuled = statuses.some((status) => RULED.has(status));
    if (isRuled && !isOwn && way === NOTHING && wanted.body === undefined && wanted.asIs !== true) {
      const search = this.#preparations.get(id) ?? this.#search(probe, creating, above);
      this.#preparations.set(id, search);
      const found = await search;
      const prepared = found === NOTHING ? made : await this.#made(probe, creating, wanted, above, found);
      if (!(prepared instanceof Map)) return prepared;
    }
    const status = statuses.at(-1) ?? 0;
    // What a body names may be free for one record only.
    const { place, ...others } = wanted;
    const scope = this.scope(creating);
    const rest = new Map([...(place ?? [])].filter(([name]) => !scope.has(name)));
    if (place !== undefined && status === 409 && rest.size < place.size)
      return await this.make(probe, resource, { ...others, ...(rest.size > 0 && { place: rest }) }, above);
    throw new Skip(
      status >= 200 && status < 300
        ? `the answer of ${id} does not show an id`
        : `${id} answers ${status === 0 ? 'nothing' : status} to a valid request`,
    );
  }

  /** What the last record at the same place names, where creations need other records there. */
  #named({ binding: { resource } }: Bound, { place }: Wanted, { steps }: Way): readonly Made[] {
    if (place === undefined || !steps.some(({ bound }) => bound.binding.role === 'create')) return [];
    const last = [...this.#open].findLast(
      (made) =>
        made.resource.collection === resource.collection &&
        [...place].every(([name, value]) => made.place.get(name) === value),
    );
    return last === undefined ? [] : this.around(last);
  }

  /** Tries the bodies that may make a record, what they name prepared; how each was refused where none does. */
  async #made(
    probe: Probe,
    creating: Bound,
    wanted: Wanted,
    above: Chain,
    way: Way,
    hasOther = false,
  ): Promise<Made | Refused> {
    const { operation, binding } = creating;
    const { resource } = binding;
    const place =
      wanted.place ?? (await this.place(probe, operation, [...above, resource], creating.names, wanted.near));
    const plainest = wanted.isPlain === true ? this.requests.plain(operation) : undefined;
    const stated = wanted.body ?? plainest;
    const bodies = stated === undefined ? this.requests.candidates(operation) : [stated];
    const known = stated === undefined ? this.#taken.get(operation.id) : undefined;
    const refused = new Map<number, number>();
    const attempts = [...bodies.entries()].filter(([index]) => known === undefined || index === known);
    let isRepeated = false;
    for (let attempt = attempts.shift(), conflicts = 0; attempt !== undefined; attempt = attempts.shift()) {
      const [index, body] = attempt;
      const path = await this.newPath(probe, creating, place, [...above, resource], wanted.near);
      const below = isObject(body) ? this.within({ place }, body) : body;
      const linked = await this.linked(probe, creating, below, above, place, wanted.near, way.isPlain);
      await this.#prepare(probe, creating, way.steps, place, linked, above, isRepeated, way.taken);
      const texts =
        wanted.asIs === true ? linked : this.fresh(creating, linked, probe.session.settings.runId.slice(3));
      const chosen = path.get(creating.names ?? '');
      const isNamed = chosen !== undefined && own(texts, resource.idProperty) !== undefined;
      const sent = isNamed ? withValue(texts ?? {}, [resource.idProperty], chosen) : texts;
      const wish = wanted.expectation?.(sent) ?? neutral(operation);
      // Rules outside the schema may refuse a body: as long as there is another one, that is not a finding.
      const isSure = (stated !== undefined || known !== undefined) && !hasOther;
      const exchange = await probe.send(
        this.requests.request(operation, {
          path,
          body: sent,
          ...(wanted.headers && { headers: wanted.headers }),
        }),
        isSure ? wish : { ...wish, accept: neutral(operation).accept },
      );
      const made = this.adopt(creating, exchange, place, sent);
      if (made !== undefined) {
        if (stated === undefined) this.#taken.set(operation.id, index);
        return made;
      }
      const status = exchange.answer === undefined ? 0 : outcomeOf(exchange.answer);
      refused.set(index, status);
      // What a creation uses up has to be there for each.
      if (RULED.has(status) && way.steps.length > 0 && !isRepeated) {
        isRepeated = true;
        attempts.unshift([index, body]);
        continue;
      }
      // Another record may have these values, or these days: the next body has others than all before.
      if (status === 409 && wanted.asIs !== true && (conflicts += 1) <= MOST_CONFLICTS) {
        const before = (this.#conflicts.get(operation.id) ?? 0) + 1;
        this.#conflicts.set(operation.id, before);
        const original = bodies[index];
        attempts.unshift([index, original && later(original, YEARS_APART * before)]);
      }
    }
    return refused;
  }

  /** What has to be done before a record can be created; nothing where nothing that was tried helps. */
  async #search(probe: Probe, creating: Bound, above: Chain): Promise<Way> {
    const single = this.#preparing(creating, above).slice(0, MOST_WAYS);
    const alone = single.flatMap((step): Preparation[] =>
      step.bound.binding.role === 'create' && this.named(step.bound).length > 1
        ? [{ ...step, isAlone: true }]
        : [],
    );
    // What was refused for one record may need nothing for another; the fullest records may ask for too much.
    for (const isPlain of [false, true]) {
      const paths: (readonly Preparation[])[] = [
        [],
        ...[...single, ...alone].map((step) => [step]),
        ...pairsOf(single),
      ];
      const possible = new Set<Preparation>();
      let longer = MOST_PAIRS;
      for (const steps of paths) {
        const taken = new Set<Preparation>();
        const way = { steps, isPlain };
        const made = await this.#made(probe, creating, {}, above, { ...way, taken });
        if (!(made instanceof Map)) return steps.length === 0 && !isPlain ? NOTHING : way;
        const last = steps.at(-1);
        if (last === undefined || !taken.has(last)) continue;
        // What another step has made possible may lead further.
        if (steps.length > 1 && steps.length < LONGEST_WAY && !possible.has(last)) {
          const next = single.filter((step) => !steps.includes(step)).slice(0, longer);
          longer -= next.length;
          paths.push(...next.map((step) => [...steps, step]));
        }
        if (steps.length === 1) possible.add(last);
      }
    }
    return NOTHING;
  }

  /** Calls that may help before a creation: steps on what it names. */
  #preparing(creating: Bound, above: Chain): readonly Preparation[] {
    const chain = [...above, creating.binding.resource];
    const named = this.named(creating);
    // What a record names may itself be below something: an entry of a list, a list of a project.
    const around = named.flatMap((of) => {
      const making = this.find(of, 'create');
      return making === undefined ? [] : this.named(making);
    });
    return distinct([...named, ...around]).flatMap((of) => stepsOn(this, of, creating.operation, chain));
  }

  /** Whether what a creation names is to be made of plain values, as far as it is known. */
  async isPlain({ operation }: Bound): Promise<boolean> {
    return (await this.#preparations.get(operation.id))?.isPlain === true;
  }

  /** Whether what a creation names has to be prepared, as far as it is known. */
  async isPrepared({ operation }: Bound): Promise<boolean> {
    return ((await this.#preparations.get(operation.id))?.steps.length ?? 0) > 0;
  }

  /** Prepares what a creation names, as far as it is known what that needs. @param left a record that stays as it is */
  async prepare(
    probe: Probe,
    creating: Bound,
    place: ReadonlyMap<string, string>,
    body: Json | undefined,
    left?: Made,
  ): Promise<void> {
    const { steps } = (await this.#preparations.get(creating.operation.id)) ?? NOTHING;
    const others = steps.filter(({ of }) => of.collection !== left?.resource.collection);
    await this.#prepare(probe, creating, others, place, body, []);
  }

  /** Takes the steps that a creation needs, each once for each record. */
  async #prepare(
    probe: Probe,
    { operation, binding, names }: Bound,
    way: readonly Preparation[],
    place: ReadonlyMap<string, string>,
    body: Json | undefined,
    above: Chain,
    isRepeated = false,
    taken?: Set<Preparation>,
  ): Promise<void> {
    if (way.length === 0) return;
    const inner = unwrap(body, binding.bodyWrapper) ?? body;
    const named = [
      ...[...this.parents(operation, names)].map(([name, resource]) => ({ resource, id: place.get(name) })),
      ...this.links(inner, binding.resource).map((link) => {
        const value = valueAt(inner, link.place);
        const [id] = Array.isArray(value) ? value : [value];
        return { resource: link.resource, id: id === undefined ? undefined : String(id) };
      }),
    ];
    const direct = [...this.#open].filter((made) =>
      named.some(({ resource, id }) => made.id === id && made.resource.collection === resource.collection),
    );
    const near = [...new Set([...direct, ...direct.flatMap((made) => this.around(made))])];
    for (const step of way)
      for (const made of near.filter(({ resource }) => resource.collection === step.of.collection)) {
        const key = JSON.stringify([step.bound.operation.id, step.body ?? null, made.id]);
        if (
          (isRepeated || !this.#prepared.has(key)) &&
          (await this.#take(probe, step, made, near, [...above, binding.resource]))
        ) {
          this.#prepared.add(key);
          taken?.add(step);
        }
      }
  }

  /** Takes a step for a record; whether it was allowed. */
  async #take(
    probe: Probe,
    { bound, body, isAlone }: Preparation,
    made: Made,
    near: readonly Made[],
    above: Chain,
  ): Promise<boolean> {
    const { role, resource } = bound.binding;
    if (role === 'create')
      return await this.make(
        probe,
        resource,
        { body, near: isAlone === true ? [made] : [made, ...near] },
        above,
      ).then(() => true, unlessSkipped);
    const filling = this.on(bound, made, await this.linked(probe, bound, body, [], made.place));
    const headers = await this.tags(probe, bound, filling);
    const request = this.requests.request(bound.operation, { ...filling, ...(headers && { headers }) });
    const { answer } = await probe.send(request, neutral(bound.operation));
    return isSuccess(answer);
  }

  /** The path of a call that creates a record: one that is named like a record of another kind takes one of those. */
  async newPath(
    probe: Probe,
    creating: Bound,
    place: ReadonlyMap<string, string>,
    above: Chain = [],
    near: readonly Made[] = [],
  ): Promise<ReadonlyMap<string, string>> {
    const { names, binding } = creating;
    const other = names === undefined ? undefined : this.linkOf(names, binding.resource);
    const isOwn = other === undefined || above.some(({ collection }) => collection === other.collection);
    if (names === undefined || isOwn || this.requests.known.has(names)) return this.at(creating, place);
    const there = near.find((made) => made.resource.collection === other.collection);
    const { id } = there ?? (await this.make(probe, other, {}, above));
    return new Map([...place, [names, id]]);
  }

  /** Takes charge of what a call created; `undefined` where it created nothing, or does not show what. */
  adopt(
    { operation, binding }: Bound,
    exchange: Exchange,
    place: ReadonlyMap<string, string>,
    sent: Json | undefined,
  ): Made | undefined {
    const { answer } = exchange;
    if (answer === undefined || !isSuccess(answer)) return undefined;
    const { resource } = binding;
    const record = unwrap(answer.json, binding.wrapper) ?? {};
    const id = keyOf(record, resource.idProperty) || lastSegment(answer.headers['location']);
    if (id === '') return undefined;
    const inner = unwrap(sent, binding.bodyWrapper) ?? sent;
    const scope = [...this.scope({ operation, binding })].flatMap((name): [string, string][] => {
      const value = own(inner, name);
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
    });
    const made: Made = { resource, id, sent: inner, record, place: new Map([...place, ...scope]), exchange };
    this.#open.add(made);
    return made;
  }

  /** Values for the path of an operation, its records created. */
  async place(
    probe: Probe,
    operation: OperationDescriptor,
    above: Chain = [],
    names?: string,
    near: readonly Made[] = [],
  ): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for (const [name, resource] of this.parents(operation, names)) {
      // What exists at the target is not created.
      if (this.requests.known.has(name)) continue;
      const there = near.find((made) => made.resource.collection === resource.collection);
      if (there !== undefined) {
        for (const entry of there.place) values.set(...entry);
        values.set(name, there.id);
        continue;
      }
      const creating = this.find(resource, 'create');
      const isPlaced =
        creating !== undefined &&
        [...this.parents(creating.operation, creating.names).keys()].every((one) => values.has(one));
      const made = await this.make(probe, resource, isPlaced ? { place: new Map(values) } : {}, above);
      for (const entry of made.place) values.set(...entry);
      values.set(name, made.id);
    }
    return values;
  }

  /** As `place`, for requests that change nothing: they share their records. */
  shared(probe: Probe, operation: OperationDescriptor): Promise<Filling> {
    const known = this.#shared.get(operation.id) ?? this.fill(probe, operation);
    this.#shared.set(operation.id, known);
    return known;
  }

  /** What makes an operation work on a record of its own, which actions bring to where it is allowed. */
  async fill(
    probe: Probe,
    operation: OperationDescriptor,
    given: Json | undefined = this.usual(operation),
  ): Promise<Filling> {
    const bound = this.bound(operation);
    const filling = await this.#filled(probe, operation, given);
    if (bound?.binding.role !== 'act' && bound?.binding.role !== 'delete') return filling;
    const known = this.#ways.get(operation.id) ?? this.#wayTo(probe, bound);
    this.#ways.set(operation.id, known);
    return await this.#act(probe, bound, await known, filling);
  }

  /** The body of a usual request: one that was taken; what a list may be asked for beside that may have a meaning of its own. */
  usual(operation: OperationDescriptor): Json | undefined {
    const taken = this.#taken.get(operation.id);
    if (taken !== undefined) return this.requests.candidates(operation)[taken];
    const isAsked =
      this.bound(operation)?.binding.role === 'list' && this.requests.media(operation) !== undefined;
    return isAsked ? this.requests.least(operation) : this.requests.ground(operation);
  }

  /** What a record needs before a call; nothing where that helps nothing. */
  async #wayTo(
    probe: Probe,
    bound: Bound,
    usual = this.requests.ground(bound.operation),
  ): Promise<readonly Preparation[]> {
    const { resource } = bound.binding;
    const creating = this.find(resource, 'create');
    // What the record is below may have to get something too: a room its first member.
    const above = creating === undefined ? [] : this.named(creating).filter((one) => one !== resource);
    const steps = [
      ...stepsOn(this, resource, bound.operation, [resource]),
      ...above
        .flatMap((one) => stepsOn(this, one, bound.operation, [resource]))
        .filter((step) => step.bound.binding.role === 'create'),
    ].filter((step) => step.bound !== bound);
    const single = steps.slice(0, MOST_WAYS).map((step) => [step]);
    const ways = [[], ...single, ...pairsOf(steps)];
    for (const way of ways) {
      // Others may have the same values: each try has its own.
      const filling = await this.#filled(probe, bound.operation, this.fresh(bound, usual, 'w'));
      const ready = await this.#act(probe, bound, way, filling);
      const request = this.requests.request(bound.operation, ready);
      const { answer } = await probe.send(request, neutral(bound.operation));
      if (isSuccess(answer)) return way;
      // The code of a refusal that comes with a success need not say that it is one of state.
      if (answer === undefined || (!OF_STATE.has(outcomeOf(answer)) && answer.refused === undefined)) break;
      // What costs more than it has may be paid by several.
      if (way.length === 0 && outcomeOf(answer) === PAYMENT_REQUIRED)
        ways.push(
          ...steps.filter((step) => step.bound.binding.role === 'create').map((step) => [step, step, step]),
        );
    }
    return [];
  }

  /** What a record can get from other resources before a call. */
  givenTo({ operation, binding: { resource } }: Bound): readonly Preparation[] {
    return stepsOn(this, resource, operation, [resource]).filter(
      (step) => step.bound.binding.role === 'create',
    );
  }

  /**
   * What a record must get from other resources before a call is allowed, as far as that helps.
   * @param chosen the body of the call, where it chooses among several; each has needs of its own
   */
  async needsOf(probe: Probe, bound: Bound, id: string, chosen?: Json): Promise<readonly Preparation[]> {
    const known = this.#ways.get(id) ?? this.#wayTo(probe, bound, chosen);
    this.#ways.set(id, known);
    const creations = (await known).filter((step) => step.bound.binding.role === 'create');
    const ways = await Promise.all(creations.map((step) => this.#preparations.get(step.bound.operation.id)));
    // What brings the record itself to another state first is not what it lacks.
    const isMoved = ({ steps }: Way): boolean =>
      steps.some(
        (step) =>
          step.bound.binding.role !== 'create' && step.of.collection === bound.binding.resource.collection,
      );
    return creations.filter((_, index) => !isMoved(ways[index] ?? NOTHING));
  }

  /** Gives a record what it needs, each once. */
  async get(probe: Probe, needs: readonly Preparation[], made: Made): Promise<void> {
    for (const [index, step] of needs.entries()) {
      const target = this.#targetOf(step, made);
      const key = JSON.stringify([step.bound.operation.id, index, target?.id ?? null]);
      if (target === undefined || this.#prepared.has(key)) continue;
      if (await this.#take(probe, step, target, [], [made.resource])) this.#prepared.add(key);
    }
  }

  /** The record that a step is taken for: the one that a call is about, or one that it is below. */
  #targetOf({ of }: Preparation, made: Made): Made | undefined {
    if (of.collection === made.resource.collection) return made;
    return this.around(made).find(({ resource }) => resource.collection === of.collection);
  }

  /** The records that a record is below, or names. */
  around({ place, record, resource }: Made): readonly Made[] {
    const names = new Set([...place.values(), ...scalarsIn(record).map(String)]);
    return [...this.#open].filter((other) => names.has(other.id) && other.resource !== resource);
  }

  /** Takes steps for the record that a request is for; the request names the state that it is in then. */
  async #act(probe: Probe, bound: Bound, way: readonly Preparation[], filling: Filling): Promise<Filling> {
    const { resource } = bound.binding;
    const named = namedBy(bound.binding, filling);
    const made = [...this.#open].find(
      (one) => one.resource.collection === resource.collection && one.id === String(named),
    );
    if (named === undefined || made === undefined || way.length === 0) return filling;
    for (const step of way) {
      const target = this.#targetOf(step, made);
      if (target !== undefined) await this.#take(probe, step, target, [], [resource]);
    }
    const headers = await this.tags(probe, bound, filling);
    return { ...filling, ...(headers && { headers }) };
  }

  /** Creates one record, so that it is known how, and what that needs. */
  async learn(probe: Probe, { operation, binding }: Bound): Promise<void> {
    if (this.#taken.has(operation.id)) return;
    const learning =
      this.#learned.get(operation.id) ?? this.make(probe, binding.resource).then(() => true, unlessSkipped);
    this.#learned.set(operation.id, learning);
    await learning;
  }

  async #filled(probe: Probe, operation: OperationDescriptor, given: Json | undefined): Promise<Filling> {
    const bound = this.bound(operation);
    const { binding } = bound ?? {};
    const isCall = binding !== undefined && this.isCall(operation, binding);
    if (
      bound !== undefined &&
      binding !== undefined &&
      isCall &&
      this.find(binding.resource, 'create') !== undefined
    ) {
      const made = await this.make(probe, binding.resource);
      return this.on(bound, made, await this.linked(probe, bound, given, [], made.place));
    }
    if (bound?.binding.role === 'create') await this.learn(probe, bound);
    const path = await this.place(probe, operation);
    const usual = given === this.requests.ground(operation) ? this.usual(operation) : given;
    const { isPlain } = (await this.#preparations.get(operation.id)) ?? NOTHING;
    const body = await this.linked(probe, bound ?? { operation }, usual, [], path, [], isPlain);
    if (bound?.binding.role === 'create') await this.prepare(probe, bound, path, body);
    const headers = bound && (await this.tags(probe, bound, { path }));
    const query = await this.#asked(probe, operation);
    return { path, body, ...(query && { query }), ...(headers && { headers }) };
  }

  /** The parameters of a query that must name records, each with the id of one. */
  async #asked(probe: Probe, operation: OperationDescriptor): Promise<Filling['query']> {
    const self = this.bound(operation)?.binding.resource;
    const query: Record<string, string> = {};
    for (const { in: where, name, required } of operation.parameters) {
      const resource = where === 'query' && required ? this.linkOf(name, self) : undefined;
      if (resource !== undefined && !this.requests.known.has(name))
        query[name] = (await this.make(probe, resource)).id;
    }
    return Object.keys(query).length === 0 ? undefined : query;
  }

  /** The header field that names the present state of a record, where an operation wants it. */
  async tags(
    probe: Probe,
    { operation, binding }: Bound,
    given: Filling,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    const reading = this.needsTag(operation) ? this.find(binding.resource, 'read') : undefined;
    if (reading === undefined) return undefined;
    const { path = new Map<string, string>(), query } = given;
    const named = namedBy(binding, given);
    const at = reading.binding.id;
    const filling: Filling =
      at === undefined || named === undefined
        ? { path, ...(query && { query }) }
        : {
            path: at.in === 'path' ? new Map([...path, [at.name, asText(named)]]) : path,
            query: { ...query, ...(at.in === 'query' && { [at.name]: asText(named) }) },
            ...(at.in === 'body' && {
              body: withValue(this.requests.ground(reading.operation) ?? {}, [at.name], named),
            }),
          };
    const request = this.requests.request(reading.operation, filling);
    const { answer } = await probe.send(request, neutral(reading.operation));
    return { 'if-match': answer?.headers['etag'] ?? '"no-such-tag"' };
  }

  /** The status that a server gives to bodies that the schema does not allow; `undefined` where it takes them. */
  async refusalStatus(probe: Probe, bound: Bound, filling: Filling): Promise<number | undefined> {
    const { operation } = bound;
    const ground = this.requests.ground(operation);
    if (ground === undefined) return undefined;
    if (!this.#refusals.has(operation.id)) {
      const broken = this.requests
        .mutations(operation, ground)
        .find(({ kind, place }) => kind === 'wrong-type' && place[0] !== bound.binding.id?.name);
      const body = broken && mutate(ground, broken);
      const request = this.requests.request(operation, { ...filling, body });
      const { answer } = body === undefined ? {} : await probe.send(request, neutral(operation));
      // Where refusals come with a success, rules of other kinds are refused alike.
      const isClear =
        answer !== undefined && !isSuccess(answer) && !this.requests.hasOtherRules(operation, answer);
      this.#refusals.set(operation.id, isClear ? outcomeOf(answer) : undefined);
    }
    return this.#refusals.get(operation.id);
  }

  /** Forgets a record that a case has removed itself. */
  removed(made: Made): void {
    this.#open.delete(made);
  }

  /** Removes what is left, the newest first. Returns what could not be removed. */
  async cleanUp(
    { transport, settings, token }: Session,
    prepare: (request: ApiRequest) => Promise<ApiRequest> = async (request) => request,
  ): Promise<readonly Leftover[]> {
    const leftovers: Leftover[] = [];
    const statusOf = async (bound: Bound | undefined, made: Made, headers: Filling['headers'] = {}) => {
      const request = bound && this.requests.request(bound.operation, { ...this.on(bound, made), headers });
      const { answer } =
        request === undefined
          ? {}
          : await transport(toSentRequest(await prepare(request), settings.baseUrl, token), settings.timeout);
      return { status: answer?.status ?? 0, tag: answer?.headers['etag'] };
    };
    for (const made of [...this.#open].reverse()) {
      const deleting = this.find(made.resource, 'delete');
      const reading = this.find(made.resource, 'read');
      const isTagged = deleting !== undefined && this.needsTag(deleting.operation);
      const { tag } = isTagged ? await statusOf(reading, made) : {};
      // What cannot be deleted may be gone all the same, with the record that it belongs to.
      const { status } = await statusOf(
        deleting ?? reading,
        made,
        tag === undefined ? {} : { 'if-match': tag },
      );
      const isDeleted = deleting !== undefined && status >= 200 && status < 300;
      if (!isDeleted && status !== 404 && status !== 410)
        leftovers.push({ id: `${made.resource.name} ${made.id}` });
      this.#open.delete(made);
    }
    return leftovers;
  }

  /**
   * Fills the properties that name records with ids of records that exist, wherever they stand; what is being made
   * names nothing of the kinds that it is made for. What is known to be above stays.
   */
  async linked(
    probe: Probe,
    bound: Pick<Bound, 'operation'> & Partial<Bound>,
    body: Json | undefined,
    above: Chain = [],
    around: ReadonlyMap<string, string> = new Map(),
    near: readonly Made[] = [],
    isPlain = false,
  ) {
    const { operation, binding } = bound;
    const known = this.left(bound, around);
    const chain = binding?.role === 'create' ? [...above, binding.resource] : above;
    let linked = body;
    // What a body names first may be what the next one must be below.
    const named = new Map(known);
    const links = [...this.linksOf(bound, body)].sort(
      (a, b) => this.above(a.resource).length - this.above(b.resource).length,
    );
    for (const { place, resource } of links) {
      const isKnown = this.requests.known.has(String(place.at(-1))) || known.has(String(place[0]));
      if (linked === undefined || isKnown) continue;
      const there = near.find((made) => made.resource.collection === resource.collection);
      if (there !== undefined) {
        if (place.length === 1) named.set(String(place[0]), there.id);
        const link = own(there.record, resource.idProperty) ?? there.id;
        linked = withValue(linked, place, Array.isArray(valueAt(linked, place)) ? [link] : link);
        continue;
      }
      const without = above.some(({ collection }) => collection === resource.collection)
        ? this.requests.without(operation, linked, place)
        : undefined;
      if (without !== undefined) {
        linked = without;
        continue;
      }
      // A card is one of the account that the money comes from: `account_id` of what `from_account_id` names.
      const beside = (name: string): string | undefined => {
        const holder = this.linkOf(name, resource)?.collection;
        const other = links.find(
          (link) => link.resource.collection === holder && named.has(String(link.place[0])),
        );
        return other && named.get(String(other.place[0]));
      };
      const needs = this.above(resource).map((name) => [name, named.get(name) ?? beside(name)] as const);
      const below = needs.filter((entry): entry is [string, string] => entry[1] !== undefined);
      const isBelow = needs.length > 0 && below.length === needs.length;
      const { record, id } = await this.make(
        probe,
        resource,
        { ...(isBelow && { place: new Map(below) }), ...(isPlain && { isPlain }) },
        chain,
      );
      if (place.length === 1) named.set(String(place[0]), id);
      const link = own(record, resource.idProperty) ?? id;
      linked = withValue(linked, place, Array.isArray(valueAt(linked, place)) ? [link] : link);
    }
    return await this.#withDrawn(probe, bound, linked, named, chain);
  }

  /** The body with values that the records above it hold; each property takes another one. */
  async #withDrawn(
    probe: Probe,
    { operation, binding }: Pick<Bound, 'operation'> & Partial<Bound>,
    body: Json | undefined,
    named: ReadonlyMap<string, string>,
    chain: Chain,
  ): Promise<Json | undefined> {
    const drawn = binding === undefined ? [] : this.drawn({ operation, binding });
    const ids = new Set(named.values());
    const direct = drawn.length === 0 ? [] : [...this.#open].filter(({ id }) => ids.has(id));
    const near = [...direct, ...direct.flatMap((made) => this.around(made))];
    let result = body;
    for (const { name, of, list, key } of drawn) {
      const place = binding?.bodyWrapper === undefined ? [name] : [binding.bodyWrapper, name];
      if (valueAt(result, place) === undefined || this.requests.known.has(name)) continue;
      const isMade = chain.some(({ collection }) => collection === of.collection);
      const holder =
        near.find(({ resource }) => resource.collection === of.collection) ??
        (key === undefined || isMade ? undefined : await this.make(probe, of, {}, chain));
      const values = ownList(holder?.record, list).flatMap((entry) =>
        key === undefined ? [entry] : (own(entry, key) ?? []),
      );
      if (values.length === 0) continue;
      const turn = `${of.collection} ${list} ${name}`;
      const at = this.#turns.get(turn) ?? this.#turns.size;
      this.#turns.set(turn, at);
      result = withValue(result ?? {}, place, values[at % values.length] ?? null);
    }
    return result;
  }
}

/** Two steps one after the other; what a record gets before what is done to it comes first. */
function pairsOf(steps: readonly Preparation[]): readonly (readonly Preparation[])[] {
  const isMade = ({ bound }: Preparation): boolean => bound.binding.role === 'create';
  return steps
    .flatMap((first) => steps.filter((next) => next !== first).map((next) => [first, next] as const))
    .sort(([a, b], [c, d]) => Number(isMade(c) && !isMade(d)) - Number(isMade(a) && !isMade(b)))
    .slice(0, MOST_PAIRS);
}

/** All values of a record that are neither objects nor lists, wherever they stand. */
function scalarsIn(value: Json): readonly Json[] {
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(scalarsIn) : [value];
}

/** How bodies that might have made a record were refused: the status of each. */
type Refused = Map<number, number>;

const PAYMENT_REQUIRED = 402;

/** How a call is refused for what its record lacks, or for the state that it is in. */
const OF_STATE: ReadonlySet<number> = new Set([PAYMENT_REQUIRED, 409, 423]);

/** How rules outside the schema refuse. */
const RULED: ReadonlySet<number> = new Set([400, PAYMENT_REQUIRED, 403, 409, 422, 423]);

function unlessSkipped(error: unknown): false {
  if (error instanceof Skip) return false;
  throw error;
}

/** Kinds of records that are being made, each for the one before it. */
type Chain = readonly Resource[];

/** How a record is to be made. */
export interface Wanted {
  readonly body?: Json | undefined;
  readonly place?: ReadonlyMap<string, string>;
  /** Set where the documented examples, or the plainest values, are to be sent. */
  readonly isPlain?: boolean;
  /** Records that it is to name, in place of new ones. */
  readonly near?: readonly Made[];
  /** Set where the body must go out as it is. */
  readonly asIs?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expectation?: (sent: Json | undefined) => Expectation;
}
