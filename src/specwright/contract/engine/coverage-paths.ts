import { type Json, type JsonSchema, isObject, objectAt, ownList } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import type { Api } from '../api/api.ts';

/** Deeper than this a schema is taken to turn in circles. */
const DEEPEST = 8;

/** Names of all documented properties: `createPet > owner.name` sent, `createPet < id` received. */
export function describeBodies(api: Api, operation: OperationDescriptor): readonly string[] {
  const sent = (operation.requestBody?.content ?? []).flatMap((media) =>
    schemaPaths(api.schemaOf(media) ?? {}, '', 0),
  );
  const received = operation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.flatMap((media) => schemaPaths(api.schemaOf(media) ?? {}, '', 0)));
  return [
    ...sent.map((path) => `${operation.id} > ${path}`),
    ...received.map((path) => `${operation.id} < ${path}`),
  ];
}

function schemaPaths(schema: JsonSchema, prefix: string, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  const parts = [schema, ...ownList(schema, 'allOf')].filter(isObject);
  const named = parts.flatMap((part) => Object.entries(objectAt(part, 'properties')));
  const own = named.flatMap(([name, value]) => [
    `${prefix}${name}`,
    ...(isObject(value) ? schemaPaths(value, `${prefix}${name}.`, depth + 1) : []),
  ]);
  const items = schema['items'];
  return isObject(items) ? [...own, ...schemaPaths(items, prefix, depth + 1)] : own;
}

/** The same names for a value. Elements of an array share the name of the array. */
export function propertyPaths(value: Json | undefined, prefix = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => propertyPaths(entry, prefix));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => [
    `${prefix}${name}`,
    ...propertyPaths(entry, `${prefix}${name}.`),
  ]);
}
