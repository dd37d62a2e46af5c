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

/** Object shapes that appear in more than one place: each should be one component. */
export function shapesShared({ view }: FigureContext): Tally {
  const places = new Map<string, string[]>();
  const open: { readonly value: Json; readonly at: string }[] = [{ value: view.json, at: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value !== 'object' || value === null) continue;
    const shape = Array.isArray(value) ? undefined : shapeOf(value);
    if (shape !== undefined) places.set(shape, [...(places.get(shape) ?? []), at]);
    for (const [key, inner] of Object.entries(value)) {
      if (!['example', 'examples', 'default', 'enum'].includes(key))
        open.push({ value: inner, at: `${at}/${key}` });
    }
  }
  const counter = new Counter();
  for (const at of places.values())
    counter.count(at.length === 1, () => `${String(at.length)} times: ${at[0] ?? ''}`);
  return counter;
}
