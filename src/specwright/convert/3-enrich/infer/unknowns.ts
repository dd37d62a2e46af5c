import { type Json, type JsonPointer, isObject, own, setKey } from '../../../base/json.ts';
import { parsePointer } from '../../../base/pointer.ts';
import { UNKNOWN } from './shape.ts';

/** A sample with the places marked where a variable stood without quotes; the sample itself is left as it is. */
export function markUnknowns(sample: Json, places: readonly JsonPointer[]): Json {
  return places.reduce((marked, place) => markAt(marked, parsePointer(place), 0), sample);
}

function markAt(value: Json, path: readonly string[], depth: number): Json {
  const token = path[depth];
  if (token === undefined) return UNKNOWN;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === token ? markAt(item, path, depth + 1) : item));
  if (!isObject(value)) return value;
  const known = own(value, token);
  if (known === undefined) return value;
  const copy = { ...value };
  setKey(copy, token, markAt(known, path, depth + 1));
  return copy;
}
