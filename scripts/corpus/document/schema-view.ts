import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { list, object } from '../raw/values.ts';
import type { DocumentView } from './document-view.ts';

const branches = ['allOf', 'oneOf', 'anyOf'];

/** A schema and all the branches it is made of, references followed, each once; what is next to a reference counts. */
export function parts(
  view: DocumentView,
  schema: Json | undefined,
  seen = new Set<JsonObject>(),
): JsonObject[] {
  const own = view.follow(schema);
  const beside = object(schema) === own ? [] : [object(schema)];
  if (seen.has(own)) return beside;
  seen.add(own);
  return [
    ...beside,
    own,
    ...branches.flatMap((name) => list(own[name]).flatMap((branch) => parts(view, branch, seen))),
  ];
}

/** Property names of an object schema, over all its branches. */
export function propertyNames(view: DocumentView, schema: Json | undefined): ReadonlySet<string> {
  return new Set(parts(view, schema).flatMap((part) => Object.keys(object(part['properties']))));
}

/** Whether a schema says more than "anything": a schema that accepts all proves nothing. */
export function isUseful(view: DocumentView, schema: Json | undefined): boolean {
  return parts(view, schema).some(
    (part) =>
      Object.keys(object(part['properties'])).length > 0 ||
      typeof part['additionalProperties'] === 'object' ||
      typeof part['items'] === 'object' ||
      part['enum'] !== undefined ||
      part['const'] !== undefined ||
      (part['type'] !== undefined && part['type'] !== 'object' && part['type'] !== 'array') ||
      part['additionalProperties'] === false ||
      part['maxItems'] === 0,
  );
}

/** Every property of a name, however deep, with what makes it required. */
export interface FoundProperty {
  readonly schema: JsonObject;
  readonly required: boolean;
}

export function findProperties(view: DocumentView, root: Json | undefined, name: string): FoundProperty[] {
  const found: FoundProperty[] = [];
  const seen = new Set<JsonObject>();
  const open: JsonObject[] = [object(root)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const schema = view.follow(next);
    if (seen.has(schema)) continue;
    seen.add(schema);
    const properties = object(schema['properties']);
    const required = list(schema['required']);
    if (Object.hasOwn(properties, name)) {
      found.push({ schema: object(properties[name]), required: required.includes(name) });
    }
    const inner = [
      ...Object.values(properties),
      schema['items'],
      schema['additionalProperties'],
      ...branches.flatMap((branch) => list(schema[branch])),
    ];
    for (const value of inner) if (typeof value === 'object' && value !== null) open.push(object(value));
  }
  return found;
}
