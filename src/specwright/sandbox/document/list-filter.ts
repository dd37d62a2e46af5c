import { own, type Json, type JsonObject } from '../../base/json.ts';
import type { Resource } from '../../openapi/resources.ts';

/** A parameter that searches the texts of a record. */
const SEARCH = /^(q|query|search|search_?(term|text|query)|keywords?)$/i;

/** `minPrice`, `price_max`, `price[gte]`, `created_after`: bounds of a property. */
const BOUNDS: readonly (readonly [RegExp, (order: number) => boolean])[] = [
  [/^min_?(.+)$|^(.+?)_?(?:min|from|since)$|^(.+?)(?:_?gte|\[gte\])$/i, (order) => order >= 0],
  [/^max_?(.+)$|^(.+?)_?(?:max|to|until)$|^(.+?)(?:_?lte|\[lte\])$/i, (order) => order <= 0],
  [/^(.+?)_?after$|^(.+?)(?:_gt|\[gt\])$/i, (order) => order > 0],
  [/^(.+?)_?before$|^(.+?)(?:_lt|\[lt\])$/i, (order) => order < 0],
];

/** Whether a record is among those that a parameter asks for; one that names nothing of it asks for all. */
export function passes(record: JsonObject, { properties }: Resource, name: string, value: Json): boolean {
  const property = propertyNamed(properties, name);
  const wanted = Array.isArray(value) ? value : [value];
  if (property !== undefined) {
    const stored = own(record, property);
    const held = Array.isArray(stored) ? stored : [stored];
    return wanted.some((one) => held.some((other) => other !== undefined && String(other) === String(one)));
  }
  if (SEARCH.test(name)) {
    const texts = Object.values(record).filter((one) => typeof one === 'string');
    return texts.some((text) => text.toLowerCase().includes(String(value).toLowerCase()));
  }
  for (const [pattern, holds] of BOUNDS) {
    const bounded = (pattern.exec(name) ?? []).slice(1).find((part) => part !== undefined);
    if (bounded === undefined) continue;
    const ends = ['', 'at', 'on', 'date'].map((end) => propertyNamed(properties, bounded + end));
    const found = ends.find((one) => one !== undefined);
    if (found === undefined) continue;
    const order = compare(own(record, found), value);
    return order !== undefined && holds(order);
  }
  return true;
}

/** The property that a parameter names, in whatever way it joins words; of a list, an entry may be named. */
export function propertyNamed(properties: ReadonlyMap<string, Json>, name: string): string | undefined {
  if (properties.has(name)) return name;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
  const wanted = plain(name);
  if (wanted === '') return undefined;
  const keys = [...properties.keys()];
  return (
    keys.find((key) => plain(key) === wanted) ??
    keys.find((key) => own(properties.get(key), 'type') === 'array' && plain(key) === `${wanted}s`)
  );
}

/** Below, at or above zero, as numbers, moments or texts compare; `undefined` where they do not. */
export function compare(stored: Json | undefined, other: Json | undefined): number | undefined {
  if (typeof stored === 'number') return stored - Number(other);
  if (typeof stored !== 'string' || (typeof other !== 'string' && typeof other !== 'number'))
    return undefined;
  const [one, two] = [Date.parse(stored), Date.parse(String(other))];
  if (/^\d{4}-\d\d/.test(stored) && Number.isFinite(one) && Number.isFinite(two)) return one - two;
  return stored < String(other) ? -1 : Number(stored > String(other));
}
