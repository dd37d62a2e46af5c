import { type Json, type JsonObject, objectAt, own, ownList, ownString } from '../base/json.ts';
import type { ParameterDescriptor } from './operation.ts';
import { inlineSchema } from './inline.ts';
import { resolve } from './reference.ts';

/** Parameters of an operation; its own win over those of the path item with the same name and place. */
export function describeParameters(
  document: JsonObject,
  pathItem: JsonObject,
  operation: JsonObject,
): readonly ParameterDescriptor[] {
  const all = [...ownList(pathItem, 'parameters'), ...ownList(operation, 'parameters')];
  const byPlace = new Map<string, ParameterDescriptor>();
  for (const parameter of all) {
    const described = describeParameter(document, parameter);
    if (described) byPlace.set(`${described.in} ${described.name}`, described);
  }
  return [...byPlace.values()];
}

function describeParameter(document: JsonObject, parameter: Json): ParameterDescriptor | undefined {
  const { value } = resolve(document, parameter, '');
  const name = ownString(value, 'name');
  const place = ownString(value, 'in');
  if (name === undefined || !isPlace(place)) return undefined;
  const required = place === 'path' || own(value, 'required') === true;
  return { name, in: place, required, schema: inlineSchema(document, schemaOf(value)) };
}

/** A parameter states its schema directly or under its one media type. */
function schemaOf(parameter: JsonObject): Json | undefined {
  const [content] = Object.values(objectAt(parameter, 'content'));
  return own(parameter, 'schema') ?? own(content, 'schema');
}

function isPlace(place: string | undefined): place is ParameterDescriptor['in'] {
  return place === 'path' || place === 'query' || place === 'header' || place === 'cookie';
}
