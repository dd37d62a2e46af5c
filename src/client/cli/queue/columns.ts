import openapi from '../../../../generated/openapi.json' with { type: 'json' };
import {
  type Json,
  type JsonObject,
  isObject,
  objectAt,
  own,
  ownString,
} from '../../../specwright/base/json.ts';
import { valueAt } from '../../../specwright/base/pointer.ts';
import { closest } from '../../../specwright/base/closest.ts';

/** A column of a CSV file: where its cells go in a request, and how they are read. */
export interface Column {
  /** Keys from the outside in. */
  readonly path: readonly string[];
  readonly type: 'string' | 'number' | 'boolean';
}

/** The fields of a task that one cell can fill, by their dotted name, and the patterns of further ones. */
interface Fields {
  readonly types: ReadonlyMap<string, Column['type']>;
  readonly patterns: readonly { readonly prefix: string; readonly pattern: RegExp }[];
}

const DOCUMENT: JsonObject = openapi;
const FIELDS = fieldsOf('#/components/schemas/QueueTaskRequest');

/**
 * What a header names. Lists (emails, addresses, screen pops) need JSON lines.
 *
 * @throws Error naming every column that is not a field of a task
 */
export function readColumns(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the header names the column ${JSON.stringify(twice)} twice`);
  const unknown = names.filter((name) => typeOf(name) === undefined);
  if (unknown.length > 0) throw new Error(unknownColumns(unknown));
  return names.map((name) => ({ path: name.split('.'), type: typeOf(name) ?? 'string' }));
}

function typeOf(name: string): Column['type'] | undefined {
  const known = FIELDS.types.get(name);
  if (known !== undefined) return known;
  const matches = FIELDS.patterns.some(
    ({ prefix, pattern }) => name.startsWith(prefix) && pattern.test(name.slice(prefix.length)),
  );
  return matches ? 'string' : undefined;
}

/** The nearest name; within an object of the request only its own fields. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const object = name.slice(0, name.lastIndexOf('.') + 1);
  const own = known.filter((other) => object !== '' && other.startsWith(object));
  if (own.length === 0) return closest(name, known)[0];
  const fields = own.map((other) => other.slice(object.length));
  const [field] = closest(name.slice(object.length), fields);
  return field === undefined ? undefined : object + field;
}

function unknownColumns(names: readonly string[]): string {
  const known = [...FIELDS.types.keys()];
  const shown = names.slice(0, 10).map((name) => {
    const meant = meantBy(name, known);
    return JSON.stringify(name) + (meant === undefined ? '' : ` (did you mean ${meant}?)`);
  });
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  const [which, what] =
    names.length === 1 ? ['the column', 'is not a field'] : ['the columns', 'are not fields'];
  return `${which} ${shown.join(', ')}${more} ${what} of a task. Known are ${known.join(', ')}, and custom fields such as taskInfo.custom_notes`;
}

function fieldsOf(reference: string, prefix = ''): Fields {
  const schema = valueAt(DOCUMENT, reference.slice(1));
  const inner = Object.entries(objectAt(schema, 'properties')).map(([name, property]) =>
    fieldOf(`${prefix}${name}`, property),
  );
  const patterns = Object.keys(objectAt(schema, 'patternProperties')).map((pattern) => ({
    prefix,
    pattern: new RegExp(`${pattern}\\w+$`),
  }));
  return {
    types: new Map(inner.flatMap(({ types }) => [...types])),
    patterns: [...patterns, ...inner.flatMap((fields) => fields.patterns)],
  };
}

function fieldOf(name: string, property: Json): Fields {
  const reference = ownString(property, '$ref');
  const schema = reference === undefined ? property : valueAt(DOCUMENT, reference.slice(1));
  if (reference !== undefined && isObject(own(schema, 'properties'))) return fieldsOf(reference, `${name}.`);
  const type = ownString(schema, 'type') ?? 'string';
  const isList = type === 'array';
  const read = type === 'number' || type === 'boolean' ? type : 'string';
  return { types: new Map(isList ? [] : [[name, read]]), patterns: [] };
}
