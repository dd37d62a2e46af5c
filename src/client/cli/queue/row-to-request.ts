import { type Json, type JsonObject, isObject } from '../../../specwright/base/json.ts';
import type { Column } from './columns.ts';

/** A row as a request: `contactInfo.firstName` becomes a nested field, an empty cell is left out. */
export function rowToRequest(columns: readonly Column[], cells: readonly string[]): JsonObject {
  if (cells.length > columns.length)
    throw new Error(`has ${cells.length} cells, the header ${columns.length}`);
  const request: JsonObject = {};
  for (const [index, column] of columns.entries()) {
    const text = cells[index] ?? '';
    if (text !== '') put(request, column.path, toValue(column, text));
  }
  return request;
}

function toValue({ type }: Column, text: string): Json {
  if (type === 'number' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** The keys come from the document, never from the file. */
function put(target: JsonObject, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) target[key] = value;
  else {
    const known = target[key];
    const inner: JsonObject = isObject(known) ? known : {};
    target[key] = inner;
    put(inner, rest, value);
  }
}
