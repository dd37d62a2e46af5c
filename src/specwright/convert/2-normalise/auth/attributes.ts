import { type JsonObject, isObject, own, ownText, textOf } from '../../../base/json.ts';
import type { Variables } from '../variables.ts';

/** Settings of one auth block by name: variables resolved, empty and unknown ones left out. */
export type Attributes = ReadonlyMap<string, string>;

/** v2.1 keeps a list of `{key, value}`, v2.0 an object, Documenter a `basicConfig` list beside either. */
export function attributesOf(auth: JsonObject, type: string, variables: Variables): Attributes {
  const out = new Map<string, string>();
  for (const source of [own(auth, 'basicConfig'), own(auth, type)]) {
    const entries = Array.isArray(source)
      ? source.filter(isObject).map((entry) => [ownText(entry, 'key') ?? '', own(entry, 'value')] as const)
      : isObject(source)
        ? Object.entries(source)
        : [];
    for (const [key, value] of entries) {
      const text = variables.resolve(textOf(value) ?? '').trim();
      if (key !== '' && text !== '') out.set(key, text);
    }
  }
  return out;
}
