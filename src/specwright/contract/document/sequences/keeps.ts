import { isObject, objectAt, own, type Json, type JsonObject } from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import { Skip, type Probe } from '../../engine/case.ts';
import { remembered, show } from '../record-demands.ts';
import { documented, type Made } from '../bound.ts';
import type { Steps } from '../steps.ts';
import { innerSchema, isOutOfWords, isRuled, successes, wrapped } from '../values.ts';
import { isCompared } from './ranges.ts';

/** Lists of a body with two entries each: what is counted over them counts both. */
export async function entries(steps: Steps, probe: Probe): Promise<void> {
  const { records, creating } = steps;
  await records.learn(probe, creating);
  const body = records.usual(creating.operation);
  const inner = unwrap(body, creating.binding.bodyWrapper) ?? body;
  const doubled = Object.entries(isObject(inner) ? inner : {}).flatMap(([name, value]): [string, Json][] => {
    const [entry] = Array.isArray(value) ? value : [];
    return isObject(entry) ? [[name, [entry, withOthers(entry)]]] : [];
  });
  const two = wrapped(creating, { ...(isObject(inner) ? inner : {}), ...Object.fromEntries(doubled) });
  if (doubled.length === 0 || records.requests.violations(creating.operation, two).length > 0) return;
  const made = await records.make(probe, steps.resource, {
    body: two,
    expectation: (sent) => ({
      ...steps.created(sent),
      accept: [{ statuses: documented(creating.operation) }],
    }),
  });
  await steps.read(probe, made, remembered(made.sent, made.record), 'it was created so');
}

/** An entry with other numbers. */
function withOthers(entry: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, Number.isInteger(value) ? Number(value) + 1 : value]),
  );
}

/** A body that the schema allows is taken, and what it says is shown later. */
export async function keeps(steps: Steps, probe: Probe, body: Json | undefined): Promise<void> {
  const known = await accepted(steps, probe, body);
  const made = known ?? (await steps.make(probe, body));
  await steps.read(probe, made, remembered(made.sent, made.record), 'it was created so');
}

/**
 * Where a valid body is refused, its values are tried one by one in a body that is taken: a rule about several of
 * them, which a schema cannot state, is not a finding.
 */
async function accepted(steps: Steps, probe: Probe, body: Json | undefined): Promise<Made | undefined> {
  const { creating, records } = steps;
  const { operation } = creating;
  const base = await records.make(probe, steps.resource);
  const place = base.place;
  let refusedWith: number | undefined;
  try {
    return await records.make(probe, steps.resource, {
      place,
      ...(body !== undefined && { body }),
      expectation: (sent) => {
        const { demands = [], because } = steps.created(sent);
        return { accept: [{ statuses: documented(operation) }], because, demands: [...demands] };
      },
    });
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    refusedWith = await records.refusalStatus(probe, creating, {
      path: await records.newPath(probe, creating, place),
    });
  }
  const inner = unwrap(body, creating.binding.bodyWrapper) ?? body;
  const schema = innerSchema(records.requests.schema(operation), creating.binding.bodyWrapper);
  if (!isObject(inner) || !isObject(base.sent))
    throw new Skip(`not exercised: ${operation.id} refuses a valid body`);
  const known = await ruledAs(steps, probe, inner, base);
  if (known !== undefined) return known;
  const names = new Set([...Object.keys(inner), ...Object.keys(base.sent)]);
  const links = new Set(records.links(inner, steps.resource).map((link) => link.place[0]));
  for (const name of names) {
    const property = own(own(schema, 'properties'), name);
    if (own(inner, name) === own(base.sent, name) || steps.isLink(name) || links.has(name)) continue;
    const { [name]: _left, ...rest } = base.sent;
    const value = own(inner, name);
    const trial = value === undefined ? rest : { ...rest, [name]: value };
    const others = documented(operation).filter(
      (status) =>
        status !== refusedWith ||
        isRuled(name, property) ||
        isCompared(steps, creating, name) ||
        steps.isSpokenOf(creating, value) ||
        isOutOfWords(property, value),
    );
    const because = `the document allows ${name} ${show(value)}`;
    const sent = records.fresh(creating, wrapped(creating, trial), 'x', name);
    const request = records.requests.request(operation, {
      path: await records.newPath(probe, creating, place),
      body: sent,
    });
    const exchange = await probe.send(request, {
      accept: [{ statuses: [...new Set([...successes(operation), 409, ...others])] }],
      because,
      demands: steps.created(sent).demands ?? [],
    });
    records.adopt(creating, exchange, place, trial);
  }
  throw new Skip('not exercised: a rule outside the schema refuses the body');
}

/** The body with the days and states of one that was taken: rules outside the schema are about those. */
async function ruledAs(
  { creating, records, resource }: Steps,
  probe: Probe,
  body: JsonObject,
  base: Made,
): Promise<Made | undefined> {
  const { operation, binding } = creating;
  const properties = objectAt(
    innerSchema(records.requests.schema(operation), binding.bodyWrapper),
    'properties',
  );
  const isLinked = new Set(records.links(body, resource).map(({ place }) => place[0]));
  const ruled = Object.keys(body).filter((name) => isRuled(name, properties[name]) && !isLinked.has(name));
  const values = ruled.flatMap((name): [string, Json][] => {
    const value = own(base.sent, name);
    return value === undefined ? [] : [[name, value]];
  });
  if (values.length === 0) return undefined;
  try {
    const other = wrapped(creating, { ...body, ...Object.fromEntries(values) });
    return await records.make(probe, resource, { place: base.place, body: other });
  } catch (error) {
    if (error instanceof Skip) return undefined;
    throw error;
  }
}
