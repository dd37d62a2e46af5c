import type { JsonObject } from '../../../src/json.ts';
import type { NamedExample } from '../stages.ts';

/** `examples` of a media type, parameter or header; nothing where there are none. */
export function examplesObject(examples: readonly NamedExample[]): JsonObject {
  if (examples.length === 0) return {};
  const entries = examples.map(({ key, summary, value }): [string, JsonObject] => [
    key,
    summary === '' ? { value } : { summary, value },
  ]);
  return { examples: Object.fromEntries(entries) };
}
