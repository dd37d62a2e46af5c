import type { Json } from '../../base/json.ts';
import { isJsonType } from '../../openapi/content.ts';
import type { Answer } from './exchange.ts';

/** Reads the bytes of a body as strictly as the standards ask: UTF-8 without a mark, JSON to the letter. */
export function readBody(
  bytes: Uint8Array,
  contentType: string | undefined,
): Pick<Answer, 'text' | 'json' | 'defect'> {
  const text = decode(bytes);
  if (text === undefined)
    return { text: new TextDecoder().decode(bytes), defect: 'the body is not valid UTF-8' };
  if (text === '') return { text };
  return { text, ...parse(text, contentType !== undefined && isJsonType(contentType)) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string, claimsJson: boolean): Pick<Answer, 'json' | 'defect'> {
  try {
    const json: Json = JSON.parse(text);
    return { json };
  } catch (error) {
    return claimsJson
      ? { defect: `the body is not JSON: ${error instanceof Error ? error.message : ''}` }
      : {};
  }
}
