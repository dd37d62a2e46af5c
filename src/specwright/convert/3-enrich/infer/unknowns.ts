import { type Json, isObject, own, setKey } from '../../../base/json.ts';
import { parsePointer } from '../../../base/pointer.ts';
import type { CanonicalJson } from '../../canonical-collection.ts';
import { BLANK, UNKNOWN } from './shape.ts';

/** A sample with the places marked where no value stood; the sample itself is left as it is. */
export function markUnknowns({ json, bare = [], blank = [] }: CanonicalJson): Json {
  const marked = bare.reduce((value, place) => markAt(value, UNKNOWN, parsePointer(place), 0), json);
  return blank.reduce((value, place) => markAt(value, BLANK, parsePointer(place), 0), marked);
}

function markAt(value: Json, mark: string, path: readonly string[], depth: number): Json {
  const token = path[depth];
  if (token === undefined) return mark;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === token ? markAt(item, mark, path, depth + 1) : item));
  if (!isObject(value)) return value;
  const known = own(value, token);
  if (known === undefined) return value;
  const copy = { ...value };
  setKey(copy, token, markAt(known, mark, path, depth + 1));
  return copy;
}
