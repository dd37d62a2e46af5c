import { isObject, own, ownString, type Json } from '../../../base/json.ts';
import { stemOf, unwrap, type Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { placeName, valueAt, withValue } from '../../schema/place.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { unknownId } from '../ids.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { hasStatus, isUpsert, plain, speaksOf, valuesOf, wrapped } from '../values.ts';

/** Ids of records that do not exist, in the place of the record, of what it is below, and of what it names. */
export async function unknown(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  const id = unknownId(made.id, steps.resource);
  const ghost: Made = {
    ...made,
    id,
    record: {
      ...made.record,
      [steps.resource.idProperty]:
        typeof own(made.record, steps.resource.idProperty) === 'number' ? Number(id) : id,
    },
  };
  for (const bound of steps.records.ofRecord(steps.resource)) {
    if (!steps.refusesUnknown(bound) || isUpsert(bound)) continue;
    // A query that names nothing may be answered with nothing, unless the document says otherwise.
    const isTold = steps.records.requests.refusals(bound.operation, /^4(04|10)$/).length > 0;
    if (bound.binding.id?.in === 'query' && !isTold) continue;
    const { role } = bound.binding;
    const isChange = role === 'merge' || role === 'replace';
    // A rule may refuse what an action may also take.
    const least = role === 'act' ? steps.records.requests.least(bound.operation) : {};
    const linked =
      Object.keys(least).length === 0 ? undefined : await steps.records.linked(probe, bound, least);
    await steps.send(probe, bound, ghost, 'no record has this id', {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
      ...(linked !== undefined && { body: linked }),
    });
  }
  const parents = steps.records.parents(steps.creating.operation);
  const strangers = new Map(
    [...made.place].map(([name, value]) => [
      name,
      unknownId(value, parents.get(name) ?? steps.records.linkOf(name, undefined, value)),
    ]),
  );
  const below: Made = { ...made, place: strangers };
  for (const bound of [steps.creating, steps.find('list')])
    if (
      bound !== undefined &&
      [...strangers.keys()].some((name) => bound.operation.path.includes(`{${name}}`)) &&
      hasStatus(bound.operation, '404', '410')
    ) {
      const isNew = bound === steps.creating;
      await steps.send(probe, bound, below, 'no record of this id is there to be above it', {
        gone: true,
        ...(isNew && { body: wrapped(bound, isObject(made.sent) ? made.sent : {}) }),
      });
    }
  await unknownLinks(steps, probe, made);
}

/** What a document says where what a body names must be there. */
const MISSING =
  /must (name|identify|refer to|point to) |unknown|no such|no \w+ has|names no|not.?found|there is no|(do(es)?|must|that) (not )?exist|existing/i;

/** A call whose body names a record that is not there. */
async function unknownLinks(steps: Steps, probe: Probe, made: Made): Promise<void> {
  const { creating, records, resource } = steps;
  for (const bound of [creating, ...records.ofRecord(resource)]) {
    const { role, bodyWrapper } = bound.binding;
    const isNew = bound === creating;
    const isChange = role === 'merge' || role === 'replace';
    if (!isNew && !isChange && role !== 'act') continue;
    const known = isNew
      ? made.sent
      : isChange
        ? steps.other(bound, made.record)
        : await steps.ground(probe, bound, made);
    const given = unwrap(known, bodyWrapper) ?? known;
    const inner = isNew ? withLinks(steps, bound, given) : given;
    for (const { place, resource: other } of records.linksOf(bound, inner)) {
      const [name] = place;
      const isId = bound.binding.id?.in === 'body' && bound.binding.id.name === name;
      if (isId || !isObject(inner) || !demandsLink(steps, bound, String(place.at(-1)), other)) continue;
      // What the other names refer to may be taken once.
      const linked = isChange ? inner : await records.linked(probe, bound, inner);
      const value = valueAt(linked, place);
      const because = `${placeName(place)} names a record that does not exist`;
      const one = Array.isArray(value) ? value[0] : value;
      const stranger = typeof one === 'number' ? 987_654_321 : unknownId(String(one), other);
      const broken = withValue(linked ?? {}, place, Array.isArray(value) ? [stranger] : stranger);
      const body = wrapped(bound, isObject(broken) ? broken : {});
      const isAbove = made.place.has(String(name));
      const stray = new Map(
        isAbove ? [...made.place, [String(name), String(stranger)] as const] : made.place,
      );
      const exchange = await steps.send(probe, bound, { ...made, place: stray }, because, {
        body: isNew ? records.fresh(bound, body, 'x', String(name)) : body,
        accept: statusesOf(steps, bound, String(name), other),
        violation: because,
      });
      if (isNew) records.adopt(creating, exchange, made.place, inner);
      // A record that is there, but below another one.
      const isSame = /\b(same|its own|that)\b/i.test(words(steps, bound, String(name)));
      const above = records.find(other, 'create');
      const parents = above === undefined ? [] : [...records.parents(above.operation).values()];
      const isBeside = records
        .linksOf(bound, inner)
        .some((link) => parents.some(({ collection }) => collection === link.resource.collection));
      if (!isSame || !isNew || isAbove || (made.place.size === 0 && !isBeside) || place.length > 1) continue;
      const foreign = await records.make(probe, other);
      if (foreign.place.size === 0) continue;
      const elsewhere = `${placeName(place)} names a record below another one`;
      const mixed = { ...(isObject(linked) ? linked : {}), [String(name)]: foreign.id };
      const taken = await steps.send(probe, bound, made, elsewhere, {
        body: records.fresh(bound, wrapped(bound, mixed), 'y', String(name)),
        accept: CLIENT_ERRORS,
        violation: elsewhere,
      });
      records.adopt(creating, taken, made.place, inner);
    }
  }
}

/** The statuses with which a call refuses what names no record: the one that the words say, else those that are documented. */
function statusesOf(
  { records }: Steps,
  { operation }: Bound,
  name: string,
  { name: noun }: Resource,
): readonly number[] {
  const said = records.requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter((text) => MISSING.test(text) && (speaksOf(text, name) || plain(text).includes(stemOf(noun))))
    .flatMap((text) => text.match(/\b4\d\d\b/g) ?? []);
  const [status, ...others] = new Set(said);
  if (status !== undefined && others.length === 0) return [Number(status)];
  const stated = documented(operation).filter((one) => one >= 400);
  return stated.some((one) => [400, 404, 409, 422].includes(one)) ? stated : CLIENT_ERRORS;
}

/** A body with the optional properties that name records of others too. */
function withLinks({ records, resource }: Steps, { operation, binding }: Bound, body: Json | undefined) {
  if (!isObject(body)) return body;
  const properties = Object.entries(records.requests.properties(operation, binding.bodyWrapper));
  const missing = properties.flatMap(([name, property]): [string, Json][] => {
    const [value] = own(body, name) === undefined && isObject(property) ? valuesOf(property) : [];
    return value === undefined || records.linkOf(name, resource, value) === undefined ? [] : [[name, value]];
  });
  return { ...body, ...Object.fromEntries(missing) };
}

/** What the document says of a property of a body: in its description, and in sentences that name it. */
function words({ records: { requests } }: Steps, { operation, binding }: Bound, name: string): string {
  const property = own(requests.properties(operation, binding.bodyWrapper), name);
  const sentences = requests
    .wordsOf(operation)
    .split(/[.;\n]/)
    .filter((text) => plain(text).includes(plain(name)));
  return [ownString(property, 'description') ?? '', ...sentences].join(' ');
}

/** Whether the document says that a call is refused where a record that its body names is not there. */
function demandsLink(steps: Steps, bound: Bound, name: string, { name: kind }: Resource): boolean {
  const { operation, binding } = bound;
  const property = own(own(steps.records.requests.schema(operation), 'properties'), name);
  const isBelow = operation.path.includes('{') || (binding.role !== 'create' && binding.id !== undefined);
  const refusals = steps.records.requests.refusals(operation, /^4(00|04|09|22)$/);
  const isSaid = refusals.some(({ status, text }) => {
    const isNamed = plain(text).includes(plain(stemOf(kind)));
    // Where the path names a record, a 404 may be about that one.
    if (status === '404' && !isBelow) return true;
    return MISSING.test(text) && (isNamed || status !== '404');
  });
  return isSaid || MISSING.test(`${ownString(property, 'description') ?? ''} ${steps.refusalWords(bound)}`);
}
