import { type JsonObject, isObject, ownObject } from '../../base/json.ts';
import type { CanonicalCollection, CanonicalOperation, OpenApiDocument } from '../stages.ts';
import { groupBy } from './group-by.ts';
import { convertByLibrary } from './library.ts';
import { minimalCollection, tagName } from './minimal-collection.ts';

/** Operations are handed to the library in portions: it spreads whole folders into argument lists. */
const PORTION = 2000;

/**
 * The skeleton of the document: every operation of the collection by path and method, as OpenAPI 3.1.
 *
 * The library's answer is held against the canonical list: what it dropped or renamed (dot segments, paths
 * that end up alike) is put in, and what the list does not hold stays out.
 */
export async function createSkeleton(collection: CanonicalCollection): Promise<OpenApiDocument> {
  const byLibrary = await convertInPortions(collection.operations);
  const byPath = groupBy(collection.operations, ({ path }) => path);
  const paths = [...byPath].map(([path, operations]): [string, JsonObject] => [
    path,
    pathItem(byLibrary.get(path), operations),
  ]);
  return { openapi: '3.1.0', paths: Object.fromEntries(paths) };
}

/** Path items by path. Different portions may hold methods of one path. */
async function convertInPortions(
  operations: readonly CanonicalOperation[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const paths = new Map<string, JsonObject>();
  for (let start = 0; start < operations.length; start += PORTION) {
    const document = await convertByLibrary(minimalCollection(operations.slice(start, start + PORTION)));
    for (const [path, item] of Object.entries(ownObject(document, 'paths') ?? {})) {
      if (isObject(item)) paths.set(path, { ...paths.get(path), ...item });
    }
  }
  return paths;
}

function pathItem(item: JsonObject | undefined, operations: readonly CanonicalOperation[]): JsonObject {
  const entries = operations.map((operation): [string, JsonObject] => {
    const method = operation.method.toLowerCase();
    return [method, { ...bareOperation(operation), ...upgrade(ownObject(item ?? {}, method) ?? {}) }];
  });
  return Object.fromEntries(entries);
}

function bareOperation({ folders, requests }: CanonicalOperation): JsonObject {
  const tags = folders.length === 0 ? {} : { tags: [tagName(folders)] };
  return { ...tags, summary: requests[0]?.name ?? '' };
}

/** 3.0 -> 3.1 for what the library makes of minimal input; the default tag it adds for the top level goes. */
function upgrade(operation: JsonObject): JsonObject {
  const { tags, summary } = operation;
  const named = Array.isArray(tags) ? tags.filter((tag) => tag !== '') : [];
  return { ...(named.length > 0 && { tags: named }), ...(summary !== undefined && { summary }) };
}
