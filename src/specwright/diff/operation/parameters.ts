import { own, ownList, ownObject, ownString } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { buildView } from '../schema/build-view.ts';
import { siteOf } from '../schema/site.ts';
import type { View } from '../schema/view.ts';
import { resolve, resolveObject, type Document, type ObjectPart, type Part } from '../document.ts';

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

/** `?page=1&size=2` is one exploded object or two parameters: the wire does not show which. */
function exploded(document: Document, parameter: Parameter): readonly Parameter[] {
  const schema = own(parameter.part.value, 'schema');
  if (parameter.in !== 'query' || parameter.style !== 'form' || !parameter.explode || schema === undefined)
    return [parameter];
  const at = appendPointer(parameter.part.pointer, 'schema');
  const named = resolve(document, { value: schema, pointer: at }).value;
  if (!['properties', 'allOf', 'oneOf', 'anyOf', '$ref'].some((key) => own(named, key) !== undefined))
    return [parameter];
  const view = buildView(siteOf(document, [{ value: schema, pointer: at }]));
  if (view.types?.size !== 1 || !view.types.has('object') || !isListed(view)) return [parameter];
  const members = [...view.properties].map(([name, site]) => ({ name, parts: site.parts }));
  if (members.length === 0 || members.some(({ parts }) => parts.length !== 1)) return [parameter];
  return members.flatMap(({ name, parts: [part] }) =>
    part === undefined ? [] : [member(parameter, name, part, parameter.required && view.required.has(name))],
  );
}

/** Its properties are all named: taken apart, nothing would be lost. */
function isListed({ groups, additional, patternProperties }: View): boolean {
  return groups.length === 0 && additional === undefined && patternProperties.size === 0;
}

function member(whole: Parameter, name: string, { value, pointer }: Part, required: boolean): Parameter {
  return {
    ...whole,
    name,
    required,
    part: { value: { name, in: whole.in, schema: value }, pointer, schemaPointer: pointer } as ObjectPart,
  };
}

/** The schema of a parameter: its own, or that of its only media type. */
export function parameterSchema(document: Document, { part }: Parameter): ContentSchema | undefined {
  return 'schemaPointer' in part
    ? { value: own(part.value, 'schema') ?? null, pointer: part.pointer }
    : contentSchema(document, part);
}

export interface ContentSchema extends Part {
  /** In which form the value is written; absent where a style says it. */
  readonly mediaType?: string;
}

/** The schema of a parameter or a header: its own, or that of its only media type. */
export function contentSchema(document: Document, { value, pointer }: ObjectPart): ContentSchema | undefined {
  const schema = own(value, 'schema');
  if (schema !== undefined) return { value: schema, pointer: appendPointer(pointer, 'schema') };
  const content = ownObject(value, 'content') ?? {};
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined) return undefined;
  const media = resolve(document, {
    value: content[mediaType] ?? null,
    pointer: appendPointer(pointer, 'content', mediaType),
  });
  const inner = own(media.value, 'schema');
  return inner === undefined
    ? undefined
    : { value: inner, pointer: appendPointer(media.pointer, 'schema'), mediaType };
}
