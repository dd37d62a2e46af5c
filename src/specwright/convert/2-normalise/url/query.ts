import { type Json, type JsonPointer, isObject, own, ownText, textOf } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalParameter } from '../../canonical-collection.ts';
import { readParameter, type ParameterContext } from '../parameters.ts';
import { unshield } from './tokens.ts';

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    if (cause instanceof URIError) return text;
    throw cause;
  }
}

/** `a=1&b` as text -> parameters; nameless ones say nothing. */
export function queryOfText(
  query: string,
  names: readonly string[],
  at: JsonPointer,
  context: ParameterContext,
): CanonicalParameter[] {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const key = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : decode(unshield(pair.slice(equals + 1), names));
      return readParameter({ key: decode(unshield(key, names)).trim(), value }, at, context);
    })
    .filter((parameter) => parameter !== undefined);
}

/** Query parameters of a URL object; the text of the URL adds those that the list has not. */
export function queryOfList(
  list: Json | undefined,
  at: JsonPointer,
  context: ParameterContext,
): CanonicalParameter[] {
  if (typeof list === 'string') return queryOfText(list.replace(/^\?/, ''), [], at, context);
  const entries = Array.isArray(list) ? list.map((entry) => namedBy(entry)) : [];
  return entries
    .map((entry, index) => readParameter(entry, appendPointer(at, index), context))
    .filter((parameter) => parameter !== undefined);
}

/** `?flag` is kept by Postman as a value without key in some versions. */
function namedBy(entry: Json): Json {
  if (!isObject(entry) || ownText(entry, 'key') !== undefined || own(entry, 'key') !== null) return entry;
  const value = textOf(own(entry, 'value'));
  return value === undefined || value === '' ? entry : { ...entry, key: value, value: null };
}
