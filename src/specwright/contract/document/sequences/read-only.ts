import { isObject, own, ownNumber, type Json, type JsonObject } from '../../../base/json.ts';
import { typeName } from '../../../openapi/sample.ts';
import { unwrap } from '../../../openapi/resources.ts';
import type { Probe } from '../../engine/case.ts';
import { isSuccess, outcomeOf } from '../../exchange/exchange.ts';
import { flaw, show, stateDemand } from '../record-demands.ts';
import type { Bound, Made } from '../bound.ts';
import { unknownId } from '../ids.ts';
import { YEARS_APART } from '../records.ts';
import { later } from '../request-maker.ts';
import { CLIENT_ERRORS, type Steps } from '../steps.ts';
import { innerSchema, otherValue, successes, wrapped } from '../values.ts';

/** What only the server sets is not taken from callers, whether it refuses such a request or not. */
export async function readOnly(steps: Steps, probe: Probe): Promise<void> {
  const made = await steps.make(probe);
  const before = await steps.look(probe, made);
  for (const bound of [steps.creating, steps.find('merge'), steps.find('replace')]) {
    if (bound === undefined) continue;
    const all = forgeries(steps, bound, before, made);
    const isTaken = Object.keys(all).length === 0 || (await forge(steps, probe, bound, made, before, all));
    // What is refused together may be taken one by one.
    for (const [name, value] of isTaken ? [] : Object.entries(all))
      await forge(steps, probe, bound, made, before, { [name]: value });
    for (const state of unlisted(steps, bound, before)) await forge(steps, probe, bound, made, before, state);
  }
}

/** Sends what only the server sets; whether the request was taken. */
async function forge(
  steps: Steps,
  probe: Probe,
  bound: Bound,
  made: Made,
  before: JsonObject,
  forged: JsonObject,
  years = 0,
): Promise<boolean> {
  const isNew = bound === steps.creating;
  const sent = later(made.sent ?? {}, years);
  const body = isNew
    ? steps.records.fresh(bound, wrapped(bound, isObject(sent) ? sent : {}), 'own')
    : steps.other(bound, before);
  const inner = unwrap(body, bound.binding.bodyWrapper) ?? (isObject(body) ? body : {});
  const because = `only the server sets ${Object.keys(forged).join(', ')}`;
  const untouched = (reader: Bound) =>
    stateDemand(function* (json) {
      const record = unwrap(json, reader.binding.wrapper);
      for (const [name, value] of Object.entries(forged))
        if (show(own(record, name)) === show(value))
          yield flaw(
            `${bound.operation.id} lets callers set ${name}`,
            `a ${name} of the server`,
            show(value),
            `${name} overwritten`,
          );
    });
  const exchange = await steps.send(probe, bound, made, because, {
    body: wrapped(bound, { ...inner, ...forged }),
    accept: [...successes(bound.operation), ...CLIENT_ERRORS],
    demands: [untouched(bound)],
  });
  // Another record may have these days.
  const { answer } = exchange;
  if (isNew && years === 0 && answer !== undefined && outcomeOf(answer) === 409)
    return await forge(steps, probe, bound, made, before, forged, YEARS_APART);
  const target = isNew ? steps.records.adopt(bound, exchange, made.place, inner) : made;
  const reading = steps.find('read');
  if (isSuccess(answer) && target !== undefined && reading !== undefined)
    await steps.send(probe, reading, target, because, { demands: [untouched(reading)] });
  return isSuccess(answer);
}

/** What only the server sets and a closed body does not have, each alone: a server that refuses one may take another. */
function unlisted(steps: Steps, bound: Bound, before: JsonObject): readonly JsonObject[] {
  const media = steps.records.requests.media(bound.operation);
  const schema = innerSchema(media && steps.api.schemaOf(media), bound.binding.bodyWrapper);
  if (schema['additionalProperties'] !== false) return [];
  return [...steps.resource.properties].flatMap(([name, property]) => {
    const value = steps.isLink(name) ? undefined : otherOf(property, own(before, name));
    const isListed = own(own(schema, 'properties'), name) !== undefined;
    return isListed || value === undefined || value === own(before, name) ? [] : [{ [name]: value }];
  });
}

/** Other values for what only the server sets. */
function forgeries(steps: Steps, bound: Bound, before: JsonObject, made: Made): JsonObject {
  const media = steps.records.requests.media(bound.operation);
  const schema = innerSchema(media && steps.api.schemaOf(media), bound.binding.bodyWrapper);
  const requested = isObject(schema['properties']) ? schema['properties'] : {};
  const isClosed = schema['additionalProperties'] === false;
  const forged: JsonObject = {};
  for (const [name, property] of steps.resource.properties) {
    // A server may let callers choose an id that the document does not reserve for it.
    // The schema of the body decides where it has the property: all of a record may be called read-only.
    const isOfServer = own(own(requested, name) ?? property, 'readOnly') === true;
    if (!isOfServer || (isClosed && own(requested, name) === undefined)) continue;
    const value =
      name === steps.resource.idProperty
        ? otherId(own(before, name), made)
        : otherOf(property, own(before, name));
    if (value !== undefined && value !== own(before, name)) forged[name] = value;
  }
  return forged;
}

function otherId(id: Json | undefined, made: Made): Json {
  return typeof id === 'number' ? 987_654_321 : unknownId(made.id, made.resource);
}

function otherOf(property: Json, known: Json | undefined): Json | undefined {
  if (typeof known === 'boolean') return !known;
  const schema = isObject(property) ? { ...property, readOnly: false } : {};
  if (typeof known === 'number')
    return known + 1000 <= (ownNumber(schema, 'maximum') ?? Infinity)
      ? known + 1000
      : otherValue(schema, known);
  if (own(property, 'format') === 'date-time') return '2001-02-03T04:05:06.000Z';
  return typeName(schema) === 'string' ? otherValue(schema, known) : undefined;
}
