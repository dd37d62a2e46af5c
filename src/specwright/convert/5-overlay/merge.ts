import { type Json, isObject } from '../../base/json.ts';

/** Two values that an update cannot bring together, and where. */
export class MergeConflict extends Error {
  override readonly name = 'MergeConflict';
}

/**
 * What an update makes of a value (Overlay Specification, Action Object): objects are merged by key, lists
 * are joined, a plain value takes the place of a plain value, and nothing else goes together.
 */
export function merge(target: Json, update: Json, place = ''): Json {
  if (isObject(target) && isObject(update)) {
    const merged = Object.entries(update).map(([key, value]): [string, Json] => {
      const present = Object.hasOwn(target, key) ? target[key] : undefined;
      return [key, present === undefined ? value : merge(present, value, `${place}/${key}`)];
    });
    return { ...target, ...Object.fromEntries(merged) };
  }
  if (Array.isArray(target) && Array.isArray(update)) return [...target, ...update];
  if (isPlain(target) && isPlain(update)) return update;
  throw new MergeConflict(place);
}

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}
