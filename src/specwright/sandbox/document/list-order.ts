import { own, type Json, type JsonObject } from '../../base/json.ts';
import type { Resource } from '../../openapi/resources.ts';
import { compare, propertyNamed } from './list-filter.ts';

const SORT = /^(\$?order_?by|sort(_?(by|field|key))?|order)$/i;
const DIRECTION = /^(order|dir(ection)?|(sort|order)_?(order|dir(ection)?))$/i;

/** Records in the order that a request asks for: `sort=-name`, `sort=name:desc`, `sort=name,desc`, `sort_by=name&order=desc`. */
export function ordered(
  records: readonly JsonObject[],
  { properties }: Resource,
  settings: ReadonlyMap<string, Json>,
): readonly JsonObject[] {
  const isSetting = (pattern: RegExp, name: string): boolean => pattern.test(name) && !properties.has(name);
  const turned = [...settings].some(
    ([name, value]) => isSetting(DIRECTION, name) && /^desc/i.test(String(value)),
  );
  const keys = [...settings].flatMap(([name, value]) =>
    isSetting(SORT, name) ? sortKeys(Array.isArray(value) ? value.join(',') : String(value), properties) : [],
  );
  if (keys.length === 0) return records;
  return [...records].sort((one, other) => {
    for (const { property, isDescending } of keys) {
      const order = compareStored(own(one, property), own(other, property));
      if (order !== 0) return isDescending || turned ? -order : order;
    }
    return 0;
  });
}

function sortKeys(
  text: string,
  properties: ReadonlyMap<string, Json>,
): readonly { readonly property: string; readonly isDescending: boolean }[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.flatMap((part, index) => {
    const [, sign, name = '', direction = parts[index + 1] ?? ''] =
      /^([+-]?)(\w+)(?:[:. ](asc|desc)\w*)?$/i.exec(part) ?? [];
    const property = propertyNamed(properties, name);
    return property === undefined
      ? []
      : [{ property, isDescending: sign === '-' || /^desc/i.test(direction) }];
  });
}

/** What has no value comes last. */
function compareStored(one: Json | undefined, other: Json | undefined): number {
  const lacks = (value: Json | undefined): number => Number(value === undefined || value === null);
  return lacks(one) - lacks(other) || (compare(one, other) ?? compare(String(one), String(other)) ?? 0);
}
