import type { Json, JsonObject } from '../../../specwright/base/json.ts';

const numbers = new Set(['priority', 'caseInfo.priority']);
const booleans = new Set(['webScreenpopShowInTab', 'screenpopShowUponAnswer']);
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/** What a header names: keys from the outside in. Lists (emails, addresses, screen pops) need JSON lines. */
export function readColumns(header: readonly string[]): readonly (readonly string[])[] {
  return header.map((name) => {
    const path = name
      .replace(/^\uFEFF/, '')
      .trim()
      .split('.');
    if (path.some((key) => key === '' || unsafe.has(key))) {
      throw new Error(`"${name}" is not a column; write serviceName, contactInfo.firstName and so on`);
    }
    return path;
  });
}

function toValue(name: string, text: string): Json {
  if (numbers.has(name) && Number.isFinite(Number(text))) return Number(text);
  if (booleans.has(name) && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

function put(target: JsonObject, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) target[key] = value;
  else {
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    const inner: JsonObject =
      typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {};
    target[key] = inner;
    put(inner, rest, value);
  }
}

/** A row as a request: `contactInfo.firstName` becomes a nested field, an empty cell is left out. */
export function rowToRequest(columns: readonly (readonly string[])[], cells: readonly string[]): JsonObject {
  if (cells.length > columns.length)
    throw new Error(`has ${cells.length} cells, the header ${columns.length}`);
  const request: JsonObject = {};
  for (const [index, path] of columns.entries()) {
    const text = cells[index] ?? '';
    if (text !== '') put(request, path, toValue(path.join('.'), text));
  }
  return request;
}
