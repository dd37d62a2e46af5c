import { isObject, objectAt, own, ownList, ownNumber, type Json } from '../../../base/json.ts';
import { typeName } from '../../../openapi/sample.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, type Exchange } from '../../exchange/exchange.ts';
import { valueAt, withValue } from '../../schema/place.ts';
import { flaw, show, shows, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../records.ts';
import { Steps, type Extras } from '../steps.ts';
import { plain, wrapped } from '../values.ts';
import { mentioned, refusedStates } from './life-cycle.ts';
import { movesOf } from './move.ts';
import { bring, ready, statesOf } from './states.ts';

/** A record in use is not deleted, and one in the wrong state is not used, where the document says so. */
export async function occupied(steps: Steps, probe: Probe): Promise<void> {
  const deleting = steps.find('delete');
  if (deleting === undefined) return;
  for (const { text } of steps.records.requests.refusals(deleting.operation, /^409$/))
    for (const bound of steps.records.naming(steps.resource)) {
      const isGeneral = /not empty|still|in use|contains|holds|children|referenced/i.test(text);
      if (!names(text, bound) && !(isGeneral && bound.binding.role === 'create')) continue;
      const made = await steps.make(probe);
      const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
      if (user.made === undefined) continue;
      const others = new Steps(steps.api, steps.records, user.creating);
      const isMeant = statesOf(others.resource).every((state) => {
        const states = mentioned(text, state.members);
        return states.length === 0 || states.includes(state.of(user.made?.record ?? {}) ?? '');
      });
      if (isMeant)
        await steps.send(probe, deleting, made, text.trim(), { accept: [409], violation: text.trim() });
    }
}

/** A record in a state in which the document says that it is not used. */
export async function barred(steps: Steps, probe: Probe): Promise<void> {
  for (const bound of steps.records.naming(steps.resource))
    for (const { text, status } of steps.records.requests.refusals(bound.operation, /^4(00|03|09|22|23)$/)) {
      if (!plain(text).includes(plain(stemOf(steps.resource.name)))) continue;
      for (const state of statesOf(steps.resource))
        for (const member of refusedStates(text, state.members)) {
          const made = await bring(steps, probe, state, member);
          const because = `${steps.resource.name} ${made?.id ?? ''} is ${member} (${text.trim()})`;
          if (made !== undefined)
            await use(steps, probe, bound, made, { accept: [Number(status)], violation: because });
        }
    }
}

/** What a record shows of those below it, such as `commentCount` or a list of them, follows them, and so does its tag. */
export async function counted(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  for (const bound of steps.records.naming(steps.resource)) {
    const { resource } = bound.binding;
    const stem = plain(stemOf(resource.name));
    const counts = new RegExp(`^(${stem}s?(count|total)|(numberof|num|total)${stem}s?)$`);
    const name = [...steps.resource.properties.keys()].find((one) => counts.test(plain(one)));
    const list = [...steps.resource.properties].find(([, schema]) => isListOf(schema, resource))?.[0];
    if (bound.binding.role !== 'create' || (name ?? list) === undefined) continue;
    const made = await steps.make(probe);
    const first = await steps.send(probe, reading, made, 'the record exists');
    const before = unwrap(first.answer?.json, reading.binding.wrapper);
    const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
    if (user.made === undefined || before === undefined) continue;
    const child = user.made;
    const follow = async (change: 0 | 1, because: string, last: Exchange): Promise<Exchange> => {
      const demand = stateDemand(function* (json, { headers, text }) {
        const record = unwrap(json, reading.binding.wrapper) ?? {};
        const [was, is] = name === undefined ? [] : [ownNumber(before, name), ownNumber(record, name)];
        if (was !== undefined && is !== was + change)
          yield flaw(
            `${name} does not count`,
            `${was + change}, because ${because}`,
            show(is),
            `${name} wrong`,
          );
        const ids = ownList(record, list ?? '').map((entry) => own(entry, resource.idProperty));
        if (list !== undefined && ids.map(String).includes(child.id) !== (change === 1))
          yield flaw(
            `${list} does not follow what is below`,
            `${change === 1 ? '' : 'no '}${child.id}, because ${because}`,
            show(own(record, list)),
            `${list} wrong`,
          );
        const tag = headers['etag'];
        if (
          tag?.startsWith('"') === true &&
          tag === last.answer?.headers['etag'] &&
          text !== last.answer.text
        )
          yield flaw(
            `${reading.operation.id} has the same ETag for another body`,
            `another ETag, because ${because}`,
            tag,
            'tag of another body',
          );
      });
      const demands = [demand, shows(reading, {}, because)];
      return await steps.send(probe, reading, made, because, { demands });
    };
    const added = await follow(1, `${bound.operation.id} added one`, first);
    const others = new Steps(steps.api, steps.records, user.creating);
    const deleting = others.find('delete');
    if (deleting === undefined) continue;
    await ready(others, probe, child, deleting);
    const { answer } = await others.send(probe, deleting, child, 'the record exists');
    if (!isSuccess(answer)) continue;
    steps.records.removed(child);
    await follow(0, `${deleting.operation.id} removed one`, added);
  }
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
    const made = await steps.make(probe);
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

/** What an action is refused for: a record without entries in a list of its own. */
export async function lacking(steps: Steps, probe: Probe): Promise<void> {
  const { creating, records } = steps;
  const lists = steps.writable(creating).filter(({ schema }) => typeName(schema) === 'array');
  for (const action of records.ofRecord(steps.resource).filter(({ binding }) => binding.role === 'act'))
    for (const { text, status } of records.requests.refusals(action.operation, /^4(09|22)$/)) {
      const lacked = /\b(?:without|has no|have no|with no|needs at least one)\s+(?:any\s+)?`?(\w+)/i.exec(
        text,
      )?.[1];
      const list = lists.find(({ name }) => lacked !== undefined && stemOf(name) === stemOf(lacked));
      const ground = records.requests.ground(creating.operation);
      const inner = unwrap(ground, creating.binding.bodyWrapper);
      if (list === undefined || inner === undefined) continue;
      const body = wrapped(creating, { ...inner, [list.name]: [] });
      if (records.requests.violations(creating.operation, body).length > 0) continue;
      const made = await steps.make(probe, body);
      await steps.send(probe, action, made, text.trim(), {
        accept: [Number(status)],
        violation: text.trim(),
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

/** Creates or moves a record that names this one, in its path or its body. */
async function use(steps: Steps, probe: Probe, bound: Bound, made: Made, extras: Extras): Promise<User> {
  const { records } = steps;
  const { operation, binding } = bound;
  const isNew = binding.role === 'create';
  const creating = isNew ? bound : (records.find(binding.resource, 'create') ?? bound);
  const others = new Steps(steps.api, records, creating);
  const isThis = ({ collection }: Made['resource']): boolean => collection === steps.resource.collection;
  const variable = [...records.parents(operation)].find(([, parent]) => isThis(parent))?.[0];
  const self = isNew ? binding.resource : undefined;
  let body: Json | undefined = isNew ? records.requests.ground(operation) : await others.ground(probe, bound);
  if (isNew) body = records.fresh(bound, await records.linked(probe, bound, body), 'u');
  const inner = unwrap(body, binding.bodyWrapper) ?? body;
  const id = made.record[steps.resource.idProperty] ?? made.id;
  const linked = records
    .links(inner, self)
    .filter((link) => isThis(link.resource))
    .reduce<Json | undefined>(
      (value, { place }) => withValue(value ?? {}, place, Array.isArray(valueAt(value, place)) ? [id] : id),
      inner,
    );
  const place =
    variable !== undefined && isNew
      ? new Map([...made.place, [variable, made.id] as const])
      : await records.place(probe, operation);
  const target: Made = isNew ? { ...made, place, record: {}, id: '' } : await others.make(probe);
  const exchange: Exchange = await others.send(probe, bound, target, 'the record exists', {
    ...(isObject(linked) && { body: isNew ? wrapped(bound, linked) : linked }),
    ...extras,
  });
  if (!isSuccess(exchange.answer)) return { made: undefined, creating };
  if (isNew) return { made: records.adopt(bound, exchange, place, linked), creating };
  return { made: { ...target, record: await others.look(probe, target) }, creating };
}
