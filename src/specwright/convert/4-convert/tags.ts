import type { JsonObject } from '../../base/json.ts';
import type { CanonicalCollection, Facts } from '../stages.ts';
import { tagName } from './minimal-collection.ts';

/** A tag per folder that holds operations or says something, in the order of the collection. */
export function tagObjects(
  { folders, operations }: CanonicalCollection,
  facts: Facts,
): readonly JsonObject[] {
  const used = new Set(operations.map((operation) => tagName(operation.folders)));
  const tags = new Map<string, JsonObject>();
  for (const { path, description } of folders) {
    const name = tagName(path);
    const text = description && (facts.descriptions.get(description.at) ?? description.text);
    if (!used.has(name) && !text) continue;
    tags.set(name, { name, ...(text && { description: text }), ...tags.get(name) });
  }
  for (const name of used) if (name !== '' && !tags.has(name)) tags.set(name, { name });
  return [...tags.values()];
}
