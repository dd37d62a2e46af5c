import type { JsonObject } from '../../base/json.ts';
import type { CanonicalCollection, CanonicalOperation } from '../canonical-collection.ts';
import type { Facts } from '../facts.ts';

/** Name of the tag of a folder: OpenAPI 3.1 tags do not nest, so the path is in the name. */
export function tagName(folders: readonly string[]): string {
  return folders.map((name) => name.trim() || 'Untitled').join(' / ');
}

/** Names of the tags of an operation: of every folder that one of its requests lies in. */
export function tagsOf({ folders, alsoIn = [] }: CanonicalOperation): string[] {
  return [folders, ...alsoIn].filter((path) => path.length > 0).map(tagName);
}

/** A tag per folder that has operations or a description, in the order of the collection. */
export function tagObjects(
  { folders, operations }: CanonicalCollection,
  facts: Facts,
): readonly JsonObject[] {
  const used = new Set(operations.flatMap(tagsOf));
  const tags = new Map<string, JsonObject>();
  for (const { path, description } of folders) {
    const name = tagName(path);
    const text = description && (facts.descriptions.get(description.at) ?? description.text);
    if (!used.has(name) && !text) continue;
    tags.set(name, { name, ...(text && { description: text }), ...tags.get(name) });
  }
  for (const name of used) if (!tags.has(name)) tags.set(name, { name });
  return [...tags.values()];
}
