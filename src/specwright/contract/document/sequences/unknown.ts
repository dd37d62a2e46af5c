import { isObject, own, ownString } from '../../../base/json.ts';
import { stemOf, unwrap, type Resource } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { placeName, valueAt, withValue } from '../../schema/place.ts';
import { unknownId, type Bound, type Made } from '../records.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { hasStatus, isUpsert, plain, wrapped } from '../values.ts';

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
    const isKnown = hasStatus(bound.operation, '404', '410') || steps.refusalWords(bound) !== '';
    if (!isKnown || isUpsert(bound) || bound.binding.id?.in === 'query') continue;
    const isChange = bound.binding.role === 'merge' || bound.binding.role === 'replace';
    await steps.send(probe, bound, ghost, 'no record has this id', {
      gone: true,
      ...(isChange && { body: steps.other(bound, made.record) }),
    });
  }
  const parents = steps.records.parents(steps.creating.operation);
  const strangers = new Map(
    [...made.place].map(([name, value]) => [name, unknownId(value, parents.get(name))]),
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
  /unknown|no such|no \w+ has|names no|not.?found|there is no|(do(es)?|must|that) (not )?exist|existing/i;

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
        : await steps.ground(probe, bound);
    const inner = unwrap(known, bodyWrapper) ?? known;
    for (const { place, resource: other } of records.linksOf(bound, inner)) {
      const [name] = place;
      if (!isObject(inner) || !demandsLink(steps, bound, String(place.at(-1)), other)) continue;
      // What the other names refer to may be taken once.
      const linked = isChange ? inner : await records.linked(probe, bound, inner);
      const value = valueAt(linked, place);
      const because = `${placeName(place)} names a record that does not exist`;
      const one = Array.isArray(value) ? value[0] : value;
      const stranger = typeof one === 'number' ? 987_654_321 : unknownId(String(one), other);
      const broken = withValue(linked ?? {}, place, Array.isArray(value) ? [stranger] : stranger);
      const body = wrapped(bound, isObject(broken) ? broken : {});
      const exchange = await steps.send(probe, bound, made, because, {
        body: isNew ? records.fresh(bound, body, 'x', String(name)) : body,
        accept: CLIENT_ERRORS,
        violation: because,
      });
      if (isNew) records.adopt(creating, exchange, made.place, inner);
    }
  }
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
