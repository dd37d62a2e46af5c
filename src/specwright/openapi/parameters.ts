import { type Json, type JsonObject, objectAt, own, ownList, ownString } from '../base/json.ts';
import type { ParameterDescriptor, ParameterStyle } from './operation.ts';
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
  const style = place === 'path' ? pathStyle(value) : styleOf(value, place);
  const schema = inlineSchema(document, schemaOf(value));
  return { name, in: place, required, schema, ...(style !== undefined && { style }) };
}

/** https://spec.openapis.org/oas/v3.1.0#style-values */
function styleOf(
  parameter: JsonObject,
  place: Exclude<ParameterDescriptor['in'], 'path'>,
): ParameterStyle | undefined {
  if (Object.keys(objectAt(parameter, 'content')).some((type) => /[/+]json\b/i.test(type))) return 'json';
  if (place !== 'query') return undefined;
  const style = ownString(parameter, 'style') ?? 'form';
  if (style === 'deepObject') return 'brackets';
  const explode = own(parameter, 'explode') ?? style === 'form';
  if (explode === true) return own(parameter, 'allowReserved') === true ? 'reserved' : undefined;
  return { spaceDelimited: 'space' as const, pipeDelimited: 'pipe' as const }[style] ?? 'comma';
}

function pathStyle(parameter: JsonObject): ParameterStyle | undefined {
  const explodes = own(parameter, 'explode') === true;
  const style = ownString(parameter, 'style');
  if (style === 'label') return explodes ? '.*' : '.';
  if (style === 'matrix') return explodes ? ';*' : ';';
  return explodes ? '*' : undefined;
}

/** A parameter states its schema directly or under its one media type. */
function schemaOf(parameter: JsonObject): Json | undefined {
  const [content] = Object.values(objectAt(parameter, 'content'));
  return own(parameter, 'schema') ?? own(content, 'schema');
}

function isPlace(place: string | undefined): place is ParameterDescriptor['in'] {
  return place === 'path' || place === 'query' || place === 'header' || place === 'cookie';
}
