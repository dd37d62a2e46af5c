import type { Json, JsonObject } from '../../../src/specwright/base/json.ts';
import { Counter, faults, type Tally } from '../figure.ts';
import { object } from '../raw/values.ts';
import type { FigureContext } from './context.ts';

const emptyStatuses = new Set(['204', '205', '304']);

/** Statuses that carry no body by definition, documented with one. */
export function bodiesWhereNone({ view }: FigureContext): Tally {
  return faults(
    view.operations.flatMap(({ operation, pointer }) =>
      Object.entries(object(operation['responses']))
        .filter(([status]) => emptyStatuses.has(status) || /^1\d\d$/.test(status))
        .filter(([, response]) => Object.keys(object(view.follow(response)['content'])).length > 0)
        .map(([status]) => `${pointer}/responses/${status}`),
    ),
  );
}

/** Path templates that differ only in the names of their variables. */
export function twinPaths({ view }: FigureContext): Tally {
  const seen = new Map<string, string>();
  const twins: string[] = [];
  for (const path of Object.keys(object(view.json['paths']))) {
    const shape = path.replace(/\{[^{}]*\}/g, '{}').replace(/(?<=.)\/+$/, '');
    const first = seen.get(shape);
    if (first === undefined) seen.set(shape, path);
    else twins.push(`${first} and ${path}`);
  }
  return faults(twins);
}

/** Two properties at least: smaller shapes recur by chance. */
function shapeOf(schema: JsonObject): string | undefined {
  const properties = object(schema['properties']);
  if (schema['type'] !== 'object' || Object.keys(properties).length < 2) return undefined;
  return JSON.stringify(schema, (key, value: Json) =>
    key === 'description' || key === 'example' || key === 'examples' ? undefined : value,
  );
}

/** What a shape says of its fields, by their place in it; only the words, without markup. */
function wordsOf(value: Json, at = '', found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const [key, inner] of Object.entries(typeof value === 'object' && value !== null ? value : {})) {
    if (key === 'description' && typeof inner === 'string' && at !== '')
      found.set(at, (inner.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' '));
    else if (inner !== undefined) wordsOf(inner, `${at}/${key}`, found);
  }
  return found;
}

/** Equal shapes whose fields are described as different things are different things. */
function areTold(schemas: readonly JsonObject[]): boolean {
  const words = schemas.map((schema) => wordsOf(schema));
  return words.every((one, index) =>
    words
      .slice(index + 1)
      .every((other) => [...one].some(([at, text]) => other.has(at) && other.get(at) !== text)),
  );
}

/** Object shapes that appear in more than one place: each should be one component. */
export function shapesShared({ view }: FigureContext): Tally {
  const places = new Map<string, { readonly at: string; readonly schema: JsonObject }[]>();
  const open: { readonly value: Json; readonly at: string }[] = [{ value: view.json, at: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      const shape = shapeOf(value);
      if (shape !== undefined) places.set(shape, [...(places.get(shape) ?? []), { at, schema: value }]);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!['example', 'examples', 'default', 'enum'].includes(key))
        open.push({ value: inner, at: `${at}/${key}` });
    }
  }
  const counter = new Counter();
  for (const uses of places.values())
    counter.count(
      uses.length === 1 || areTold(uses.map(({ schema }) => schema)),
      () => `${String(uses.length)} times: ${uses[0]?.at ?? ''}`,
    );
  return counter;
}
