import type { Json, JsonType } from '../../../base/json.ts';

const NUMBER = /^[+-]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})$/;

/** A printed value as a value of one of the types, or nothing where it is none of them. */
export function coerce(printed: string, types: ReadonlySet<JsonType>): Json | undefined {
  const text = unquote(printed.trim());
  if (types.has('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (types.has('null') && text === 'null') return null;
  if (types.has('number') && NUMBER.test(text)) return Number(text);
  if (types.has('integer') && NUMBER.test(text) && Number.isInteger(Number(text))) return Number(text);
  if (types.has('string')) return text;
  return types.size === 0 ? guess(text) : container(text, types);
}

function guess(text: string): Json {
  if (/^(true|false)$/.test(text)) return text === 'true';
  return NUMBER.test(text) ? Number(text) : text;
}

function container(text: string, types: ReadonlySet<JsonType>): Json | undefined {
  if (types.has('array') && text === '[]') return [];
  return types.has('object') && text === '{}' ? {} : undefined;
}

function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match?.[2] ?? text;
}
