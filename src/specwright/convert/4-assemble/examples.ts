import { type Json, type JsonObject, isObject, own } from '../../base/json.ts';
import type { NamedExample } from '../facts.ts';

/** `examples` of a media type, parameter or header; nothing where there are none. */
export function examplesObject(examples: readonly NamedExample[]): JsonObject {
  if (examples.length === 0) return {};
  const entries = examples.map(({ key, summary, value }): [string, JsonObject] => [
    key,
    { ...(summary !== '' && { summary }), ...sampleOf(value) },
  ]);
  return { examples: Object.fromEntries(entries) };
}

/**
 * Readers of OpenAPI follow every `$ref`, also one that is part of a sample and leads nowhere in this
 * document: such a sample is shown as text.
 */
function sampleOf(value: Json): JsonObject {
  return holdsReference(value) ? { description: fenced(JSON.stringify(value, null, 2)) } : { value };
}

function holdsReference(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsReference);
  if (!isObject(value)) return false;
  return typeof own(value, '$ref') === 'string' || Object.values(value).some(holdsReference);
}

function fenced(text: string): string {
  return `\`\`\`json\n${text}\n\`\`\``;
}
