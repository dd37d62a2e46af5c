import { isObject, type Json, type JsonObject } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, type Exchange } from '../../exchange/exchange.ts';
import { valueAt, withValue } from '../../schema/place.ts';
import type { Bound, Made } from '../bound.ts';
import { Steps, type Extras } from '../steps.ts';
import { wrapped } from '../values.ts';
import { ready } from './states.ts';

interface User {
  /** The record that names the other one; absent where the call was refused. */
  readonly made: Made | undefined;
  readonly creating: Bound;
}

/** A record that others are to name: of plain values where they cannot use the fullest one. */
export async function usable(steps: Steps, probe: Probe, bound: Bound): Promise<Made> {
  if (bound.binding.role === 'create') await steps.records.learn(probe, bound);
  const isPlain = await steps.records.isPlain(bound);
  return await steps.make(
    probe,
    isPlain ? steps.records.requests.plain(steps.creating.operation) : undefined,
  );
}

/** Creates or moves a record that names this one, in its path or its body. */
export async function use(
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
