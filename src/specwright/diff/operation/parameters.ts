import {
  type Json,
  type JsonObject,
  isObject,
  own,
  ownList,
  ownObject,
  ownString,
  ownStrings,
} from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { resolve, resolveObject, type Document, type ObjectPart } from '../document.ts';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly part: ObjectPart;
  readonly style: string;
  readonly explode: boolean;
}

/** Header names know no case; the others do. */
export function keyOf(parameter: Pick<Parameter, 'name' | 'in'>): string {
  return `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
}

/** Parameters of an operation with those of its path item, exploded objects taken apart. */
export function parametersOf(
  document: Document,
  item: ObjectPart,
  operation: ObjectPart,
): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const owner of [item, operation]) {
    ownList(owner.value, 'parameters').forEach((value, index) => {
      const part = resolveObject(document, {
        value,
        pointer: appendPointer(owner.pointer, 'parameters', index),
      });
      if (part === undefined) return;
      for (const parameter of exploded(document, parameterOf(part))) {
        if (!isDescribedElsewhere(parameter)) found.set(keyOf(parameter), parameter);
      }
    });
  }
  return found;
}

/** OpenAPI ignores header parameters of these names. */
function isDescribedElsewhere(parameter: Parameter): boolean {
  return (
    parameter.in === 'header' &&
    ['accept', 'content-type', 'authorization'].includes(parameter.name.toLowerCase())
  );
}

function parameterOf(part: ObjectPart): Parameter {
  const where = ownString(part.value, 'in') ?? 'query';
  const style =
    ownString(part.value, 'style') ?? (where === 'query' || where === 'cookie' ? 'form' : 'simple');
  const explode = own(part.value, 'explode');
  return {
    name: ownString(part.value, 'name') ?? '',
    in: where,
    required: where === 'path' || isTrue(part.value, 'required'),
    part,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
  };
}

/** `?page=1&size=2` is one exploded object or two parameters: the wire does not tell. */
function exploded(document: Document, parameter: Parameter): readonly Parameter[] {
  const isForm = parameter.in === 'query' && parameter.style === 'form' && parameter.explode;
  const schema = isForm ? schemaOf(document, parameter.part) : undefined;
  const properties = schema === undefined ? undefined : ownObject(schema.value, 'properties');
  if (schema === undefined || properties === undefined || ownString(schema.value, 'type') !== 'object')
    return [parameter];
  const names = Object.keys(properties);
  if (names.length === 0 || hasMore(schema.value)) return [parameter];
  const required = new Set(parameter.required ? ownStrings(schema.value, 'required') : []);
  return names.map((name) => member(parameter, schema, name, properties[name] ?? null, required.has(name)));
}

/** More than named properties: taken apart, something would be lost. */
function hasMore(schema: JsonObject): boolean {
  return ['allOf', 'oneOf', 'anyOf', 'additionalProperties', 'patternProperties'].some(
    (key) => own(schema, key) !== undefined,
  );
}

function schemaOf(document: Document, part: ObjectPart): ObjectPart | undefined {
  const value = own(part.value, 'schema');
  return value === undefined
    ? undefined
    : resolveObject(document, { value, pointer: appendPointer(part.pointer, 'schema') });
}

function member(
  whole: Parameter,
  schema: ObjectPart,
  name: string,
  value: Json,
  required: boolean,
): Parameter {
  const pointer = appendPointer(schema.pointer, 'properties', name);
  return {
    ...whole,
    name,
    required,
    part: { value: { name, in: whole.in, schema: value }, pointer, schemaPointer: pointer } as ObjectPart,
  };
}

/** The schema of a parameter: its own, or that of its only media type. */
export function parameterSchema(
  document: Document,
  parameter: Parameter,
): { value: Json; pointer: string; mediaType?: string } | undefined {
  const { value, pointer } = parameter.part;
  const schema = own(value, 'schema');
  if (schema !== undefined) {
    const exact = 'schemaPointer' in parameter.part ? pointer : appendPointer(pointer, 'schema');
    return { value: schema, pointer: exact };
  }
  const content = ownObject(value, 'content');
  const [mediaType] = content === undefined ? [] : Object.keys(content);
  if (content === undefined || mediaType === undefined) return undefined;
  const media = resolve(document, {
    value: content[mediaType] ?? null,
    pointer: appendPointer(pointer, 'content', mediaType),
  });
  const inner = isObject(media.value) ? own(media.value, 'schema') : undefined;
  return inner === undefined
    ? undefined
    : { value: inner, pointer: appendPointer(media.pointer, 'schema'), mediaType };
}
