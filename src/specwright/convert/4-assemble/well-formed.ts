import { type Json, type JsonObject, isObject } from '../../base/json.ts';

/** As `JSON.stringify` writes a surrogate without its other half. */
const LONE = /\\ud[89a-f]/;

/**
 * The document with every lone surrogate, in keys and values alike, replaced by U+FFFD: UTF-8 cannot
 * carry one, and no validator or compiler takes it.
 */
export function wellFormed(document: JsonObject): JsonObject {
  return LONE.test(JSON.stringify(document)) ? entriesOf(document) : document;
}

function entriesOf(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [textOf(key), valueOf(value)]));
}

function valueOf(value: Json): Json {
  if (typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) return value.map(valueOf);
  return isObject(value) ? entriesOf(value) : value;
}

function textOf(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
