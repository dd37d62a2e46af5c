import { isObject, type Json } from '../base/json.ts';

/*
 * What a document says, and what it quotes: a `$ref` in a quoted value is not a reference.
 */

/** The key of a document under which the files it refers to are kept, by their paths. */
export const FILES_KEY = 'x-referenced-files';

/** Keys whose value is data and not a part of the description. */
const DATA = new Set(['example', 'default', 'enum', 'const', 'value']);

/** Keys whose value is a map: its keys are names, even where they read like the keys above. */
const MAPS =
  /^(properties|patternProperties|dependentSchemas|\$defs|definitions|responses|schemas|parameters|headers|requestBodies|securitySchemes|links|callbacks|pathItems|paths|webhooks|content|mapping|encoding|examples)$/;

/** Whether the value of a key, of anything but a map, is data. The examples of a schema are a list. */
export function isData(key: string, value: Json): boolean {
  if (key === 'examples') return !isObject(value);
  return DATA.has(key) || (key.startsWith('x-') && key !== FILES_KEY);
}

/** Whether the value of a key, of anything but a map, is a map. */
export function isMapKey(key: string): boolean {
  return key === FILES_KEY || MAPS.test(key);
}
