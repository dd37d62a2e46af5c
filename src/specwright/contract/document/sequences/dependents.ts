import { isObject, ownNumber, type Json } from '../../../base/json.ts';
import { stemOf, unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, type Exchange } from '../../exchange/exchange.ts';
import { valueAt, withValue } from '../../schema/place.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../records.ts';
import { Steps, type Extras } from '../steps.ts';
import { plain, wrapped } from '../values.ts';
import { mentioned, refusedStates } from './life-cycle.ts';
import { bring, statesOf } from './states.ts';

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

/** A number that counts the records below one, such as `commentCount`, goes up and down with them. */
export async function counted(steps: Steps, probe: Probe): Promise<void> {
  const reading = steps.find('read');
  if (reading === undefined) return;
  for (const bound of steps.records.naming(steps.resource)) {
    const stem = plain(stemOf(bound.binding.resource.name));
    const counts = new RegExp(`^(${stem}s?(count|total)|(numberof|num|total)${stem}s?)$`);
    const name = [...steps.resource.properties.keys()].find((one) => counts.test(plain(one)));
    if (bound.binding.role !== 'create' || name === undefined) continue;
    const made = await steps.make(probe);
    const before = ownNumber(await steps.look(probe, made), name);
    const user = await use(steps, probe, bound, made, { accept: documented(bound.operation) });
    if (user.made === undefined || before === undefined) continue;
    const count = async (expected: number, because: string): Promise<void> => {
      const demand = stateDemand(function* (json) {
        const actual = ownNumber(unwrap(json, reading.binding.wrapper) ?? {}, name);
        if (actual !== expected)
          yield flaw(
            `${name} does not count`,
            `${expected}, because ${because}`,
            show(actual),
            `${name} wrong`,
          );
      });
      await steps.send(probe, reading, made, because, { demands: [demand] });
    };
    await count(before + 1, `${bound.operation.id} added one`);
    const others = new Steps(steps.api, steps.records, user.creating);
    const deleting = others.find('delete');
    if (deleting === undefined) continue;
    const { answer } = await others.send(probe, deleting, user.made, 'the record exists');
    if (!isSuccess(answer)) continue;
    steps.records.removed(user.made);
    await count(before, `${deleting.operation.id} removed one`);
  }
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
