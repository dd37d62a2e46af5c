import {
  isObject,
  objectAt,
  own,
  ownList,
  ownString,
  type Json,
  type JsonObject,
} from '../../../base/json.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess } from '../../exchange/exchange.ts';
import { mutate } from '../../schema/mutations.ts';
import { flaw, show, shows, stateDemand } from '../record-demands.ts';
import { documented, type Bound, type Made } from '../bound.ts';
import { REVISION } from '../request-maker.ts';
import { CLIENT_ERRORS, type Asked, type Steps } from '../steps.ts';
import { innerSchema, MOST_VALUES, isRuled, moment, otherValue, wrapped } from '../values.ts';
import { mentions, readable } from '../sentences.ts';
import { isCompared } from './ranges.ts';

const CHANGED = /^(updated|modified|changed|last_?(modified|updated|changed))_?(at|on|time|date)?$/i;

export async function change(steps: Steps, probe: Probe, made: Made, known: JsonObject): Promise<JsonObject> {
  const merging = steps.find('merge');
  const schema =
    merging && innerSchema(steps.records.requests.schema(merging.operation), merging.binding.bodyWrapper);
  if (merging === undefined || schema === undefined) return known;
  const isOwnCall = merging.binding.id?.in === 'body' ? merging.binding.id.name : undefined;
  const filled = new Set<Json | undefined>([isOwnCall, steps.records.revisionOf(merging)?.name]);
  if (ownList(schema, 'required').some((name) => !filled.has(name))) return known;
  let state = known;
  // "Follows from the role: visitor 1, student 2"
  const followsFrom = (other: string, name: string): boolean =>
    mentions(readable(ownString(steps.resource.properties.get(other), 'description')), name);
  const properties = steps.writable(merging).slice(0, MOST_VALUES);
  const set = new Set([
    ...Object.keys(isObject(made.sent) ? made.sent : {}),
    ...properties.map(({ name }) => name),
  ]);
  const { creating } = steps;
  const settable = steps.records.requests.properties(creating.operation, creating.binding.bodyWrapper);
  // A change that sets what it leaves out back to its default shows once that is something else.
  const isMoved = ({ name }: Asked): boolean => {
    const standard = own(settable[name] ?? steps.resource.properties.get(name), 'default');
    return standard !== undefined && show(own(state, name)) !== show(standard);
  };
  const isWords = ({ name, schema: property }: Asked): boolean =>
    typeof own(known, name) === 'string' &&
    ownList(property, 'enum').length === 0 &&
    !isRuled(name, property);
  const again = properties.filter(isWords).slice(0, 1);
  for (const [turn, { name, schema: property }] of [...properties, ...again].entries()) {
    const isAgain = turn >= properties.length;
    if (isAgain && !properties.some((one) => one.name !== name && isMoved(one))) continue;
    const value = isAgain ? own(known, name) : otherValue(property, own(known, name));
    if (value === undefined) continue;
    const because = `${name} was changed`;
    // What the server works out may change with what it is made of.
    const isText = typeof value !== 'number' && !isRuled(name, property);
    const steady = Object.entries(state).filter(
      ([other]) =>
        set.has(other) ||
        steps.isLink(other) ||
        /^(created|inserted|registered|joined)/i.test(other) ||
        (isText &&
          ownList(steps.resource.properties.get(other), 'enum').length > 0 &&
          !followsFrom(other, name)),
    );
    const next = { ...Object.fromEntries(steady), [name]: value };
    const before = await steps.look(probe, made);
    await passing(before);
    const { answer } = await steps.send(probe, merging, made, because, {
      body: wrapped(merging, { [name]: value }),
      demands: [shows(merging, next, because), moved(before, merging)],
      ...(isRuled(name, property) ||
      isCompared(steps, merging, name) ||
      !steps.records.requests.follows(merging.operation, { ...before, [name]: value })
        ? { accept: documented(merging.operation) }
        : { mayRefuse: true }),
    });
    if (!isSuccess(answer)) continue;
    state = next;
    await steps.read(probe, made, state, because);
  }
  return await mergedInside(steps, probe, merging, made, state);
}

/** RFC 7396: what a merge patch leaves out stays, inside objects too. */
async function mergedInside(
  steps: Steps,
  probe: Probe,
  merging: Bound,
  made: Made,
  known: JsonObject,
): Promise<JsonObject> {
  if (steps.records.requests.media(merging.operation)?.mediaType !== 'application/merge-patch+json')
    return known;
  const state = { ...known };
  for (const { name, schema } of steps.writable(merging)) {
    const forms = [schema, ...ownList(schema, 'anyOf'), ...ownList(schema, 'oneOf')];
    const properties = Object.fromEntries(
      forms.flatMap((form) => Object.entries(objectAt(form, 'properties'))),
    );
    const present = own(await steps.look(probe, made), name);
    // What is empty gets a value first, so that it shows whether it stays.
    const keys = Object.entries(isObject(present) ? present : {})
      .sort(([, a], [, b]) => Number(b === null) - Number(a === null))
      .map(([key]) => key)
      .filter((key) => !isRuled(key, properties[key]));
    for (const key of keys.slice(0, 2)) {
      const before = own(await steps.look(probe, made), name);
      const value = otherValue(properties[key], own(before, key));
      if (!isObject(before) || value === undefined || Object.keys(before).length < 2) continue;
      const because = `a merge patch named only ${name}.${key}`;
      const next = { [name]: { ...before, [key]: value } };
      const body = wrapped(merging, { [name]: { [key]: value } });
      if (steps.records.requests.violations(merging.operation, body).length > 0) continue;
      const { answer } = await steps.send(probe, merging, made, because, {
        body,
        demands: [shows(merging, next, because)],
      });
      if (isSuccess(answer)) Object.assign(state, next);
    }
  }
  return state;
}

/** Time passes, so that a record shows a later one. */
async function passing(before: JsonObject): Promise<void> {
  const stamp = Object.entries(before).find(
    ([name, value]) => CHANGED.test(name) && typeof value === 'string',
  );
  if (stamp !== undefined && /\.\d{3}/.test(String(stamp[1]))) await moment();
}

/** A change raises the revision and moves the time of the last change. */
function moved(before: JsonObject, { binding: { wrapper } }: Bound) {
  return stateDemand(function* (json) {
    const after = unwrap(json, wrapper);
    for (const [name, old] of Object.entries(before)) {
      const value = own(after, name);
      const isRaised = REVISION.test(name) && typeof old === 'number';
      const isLater = CHANGED.test(name) && typeof old === 'string' && /T.*\.\d{3}/.test(old);
      if ((isRaised || isLater) && value !== undefined && value === old)
        yield flaw(
          `a change leaves ${name} as it was`,
          `another ${name} than before`,
          show(value),
          `${name} not moved`,
        );
    }
  });
}

export async function replace(
  steps: Steps,
  probe: Probe,
  made: Made,
  known: JsonObject,
): Promise<JsonObject> {
  const replacing = steps.find('replace');
  if (replacing === undefined) return known;
  const body = steps.other(replacing, known);
  const because = 'the record was replaced';
  const inner = unwrap(body, replacing.binding.bodyWrapper) ?? body;
  const { answer } = await steps.send(probe, replacing, made, because, {
    body,
    demands: [shows(replacing, { ...inner, ...idOf(steps, made) }, because)],
    mayRefuse: true,
  });
  if (!isSuccess(answer)) return known;
  await steps.read(probe, made, inner, because);
  const least = await leave(steps, probe, replacing, made, inner);
  return least ?? inner;
}

function idOf({ resource }: Steps, made: Made): JsonObject {
  const id = own(made.record, resource.idProperty);
  return id === undefined ? {} : { [resource.idProperty]: id };
}

/** A replacement without the optional properties takes them away, or sets them to their defaults. */
async function leave(
  steps: Steps,
  probe: Probe,
  replacing: Bound,
  made: Made,
  known: JsonObject,
): Promise<JsonObject | undefined> {
  const schema = innerSchema(
    steps.records.requests.schema(replacing.operation),
    replacing.binding.bodyWrapper,
  );
  const required = new Set(ownList(schema, 'required'));
  const left = steps.writable(replacing).filter(({ name, schema: property }) => {
    const value = own(known, name);
    // The default of a creation may hold for a replacement too.
    const standards = [property, steps.resource.properties.get(name)].map((one) => own(one, 'default'));
    return !required.has(name) && value !== undefined && value !== null && !standards.includes(value);
  });
  if (left.length === 0) return undefined;
  const least = Object.fromEntries(
    Object.entries(known).filter(([name]) => left.every((one) => one.name !== name)),
  );
  const { answer } = await steps.send(probe, replacing, made, 'optional properties may be left out', {
    body: wrapped(replacing, least),
    mayRefuse: true,
  });
  if (!isSuccess(answer)) return undefined;
  const reading = steps.find('read') ?? replacing;
  const because = 'the record was replaced by one without it';
  const demand = stateDemand(function* (json) {
    const record = unwrap(json, reading.binding.wrapper);
    for (const { name, schema: property } of left) {
      const value = own(record, name);
      if (value !== undefined && show(value) === show(own(known, name)))
        yield flaw(
          `${replacing.operation.id} keeps ${name}, which the new record does not have`,
          `${show(own(property, 'default'))}, because ${because}`,
          show(value),
          'replace merges',
        );
      const standard = own(property, 'default');
      if (
        standard !== undefined &&
        record !== undefined &&
        show(value) !== show(standard) &&
        show(value) !== show(own(known, name))
      )
        yield flaw(
          `${replacing.operation.id} does not apply the default of ${name}`,
          show(standard),
          show(value),
          `default ${name}`,
        );
    }
  });
  if (reading !== replacing) await steps.send(probe, reading, made, because, { demands: [demand] });
  return least;
}

/** A change that violates the document is refused, and changes nothing. */
export async function refused(steps: Steps, probe: Probe, made: Made, known: JsonObject): Promise<void> {
  const changing = steps.find('merge', 'replace');
  if (changing === undefined) return;
  const body = steps.other(changing, known);
  const broken = steps.records.requests
    .mutations(changing.operation, body)
    .find(({ kind, place }) => kind === 'wrong-type' && place[0] !== changing.binding.id?.name);
  if (broken === undefined) return;
  await steps.send(probe, changing, made, broken.title, {
    body: mutate(body, broken),
    accept: CLIENT_ERRORS,
    violation: broken.title,
  });
  await steps.read(probe, made, known, 'the change was refused');
}
