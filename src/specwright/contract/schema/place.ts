import { type Json, type JsonObject, isObject, own } from '../../base/json.ts';

/** Steps from the root of a value to a place in it. */
export type Place = readonly (string | number)[];

/** `contactInfo.emails.0.type` */
export function placeName(place: Place): string {
  return place.join('.');
}

export function valueAt(value: Json | undefined, place: Place): Json | undefined {
  return place.reduce<Json | undefined>(
    (current, step) => (Array.isArray(current) ? current[Number(step)] : own(current, String(step))),
    value,
  );
}

/** A copy with another value at a place; `undefined` removes what is there. */
export function withValue(value: Json, place: Place, replacement: Json | undefined): Json {
  const [step, ...rest] = place;
  if (step === undefined) return replacement ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => {
      if (index !== Number(step)) return [entry];
      return rest.length === 0 && replacement === undefined ? [] : [withValue(entry, rest, replacement)];
    });
  }
  return isObject(value) ? withProperty(value, String(step), rest, replacement) : value;
}

function withProperty(
  value: JsonObject,
  name: string,
  rest: Place,
  replacement: Json | undefined,
): JsonObject {
  const others = Object.entries(value).filter(([key]) => key !== name);
  if (rest.length === 0 && replacement === undefined) return Object.fromEntries(others);
  return Object.fromEntries([...others, [name, withValue(own(value, name) ?? {}, rest, replacement)]]);
}
