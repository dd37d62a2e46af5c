import type { JsonObject } from '../../base/json.ts';
import type { CanonicalCollection } from '../canonical-collection.ts';
import type { Facts } from '../facts.ts';
import type { Settings } from '../settings.ts';

export function infoObject(
  { name, version, description }: CanonicalCollection,
  facts: Facts,
  settings: Settings,
): JsonObject {
  const text = description && (facts.descriptions.get(description.at) ?? description.text);
  return {
    title: name.trim() === '' ? 'Untitled API' : name,
    version: version ?? settings.version ?? '1.0.0',
    ...(text && { description: text }),
  };
}
