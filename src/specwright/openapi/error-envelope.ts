import { objectAt, ownList, type Json, type JsonObject } from '../base/json.ts';
import { CODE_PROPERTY } from './error-codes.ts';
import { describeOpenApi } from './describe.ts';
import { lookUp, resolve } from './reference.ts';

/** Error shapes nest a little, never deeply. */
const DEEPEST = 3;

/**
 * Where the error replies of a document hold the API's own code: the path that most of them share, for example
 * `['error', 'code']`; `undefined` where none shows one.
 */
export function errorCodePath(document: JsonObject): readonly string[] | undefined {
  const counts = new Map<string, { readonly path: readonly string[]; count: number }>();
  for (const { responses } of describeOpenApi(document)) {
    for (const { status, content } of responses) {
      if (/^[123]/.test(status)) continue;
      for (const { schema } of content) {
        const path = schema && pathIn(document, lookUp(document, `#${schema}`), DEEPEST);
        if (!path) continue;
        const key = JSON.stringify(path);
        const known = counts.get(key) ?? { path, count: 0 };
        known.count += 1;
        counts.set(key, known);
      }
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.path;
}

function pathIn(
  document: JsonObject,
  schema: Json | undefined,
  depth: number,
): readonly string[] | undefined {
  const { value } = resolve(document, schema, '');
  const properties = objectAt(value, 'properties');
  const names = Object.keys(properties);
  const direct = names.find((name) => CODE_PROPERTY.test(name));
  if (direct !== undefined) return [direct];
  if (depth === 0) return undefined;
  for (const name of names) {
    const below = pathIn(document, properties[name], depth - 1);
    if (below) return [name, ...below];
  }
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => ownList(value, key));
  return parts.map((part) => pathIn(document, part, depth - 1)).find((path) => path !== undefined);
}
