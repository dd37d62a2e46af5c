import type { ParameterStyle } from './operation.ts';

/*
 * Parameters and forms as text: https://spec.openapis.org/oas/v3.1.0#style-values
 */

const SEPARATORS = { comma: ',', space: ' ', pipe: '|' } as const;

type Pair = readonly [string, string];

/** A query: lists as repeated names and objects as names of their own, unless a style says otherwise. */
export function queryPairs(query: object, styles: Readonly<Record<string, ParameterStyle>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]): readonly Pair[] => {
    const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
    if (value === undefined) return [];
    if (style === 'brackets') return bracketed(name, value);
    if (style !== undefined) return [[name, parameterText(value, style)]];
    if (isPlain(value)) return Object.entries(value).map(([key, item]): Pair => [key, parameterText(item)]);
    return bracketed(name, value);
  });
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** A value as one text: `a,b` for a list, `key,value` for an object. */
export function parameterText(value: unknown, style: ParameterStyle = 'comma'): string {
  if (style === 'json') return JSON.stringify(value);
  const separator = style === 'brackets' ? ',' : SEPARATORS[style];
  if (Array.isArray(value)) return value.map((item) => textOf(item)).join(separator);
  return isPlain(value)
    ? Object.entries(value)
        .map(([key, item]) => `${key}${separator}${textOf(item)}`)
        .join(separator)
    : textOf(value);
}

/** A form: lists of texts as repeated names, everything deeper in brackets. */
export function formPairs(body: unknown): string {
  const pairs = Object.entries(Object(body)).flatMap(([name, value]) => bracketed(name, value));
  return new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
}

/** A form with files: blobs as they are, objects as JSON. */
export function multipart(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(body))) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item instanceof Blob) form.append(name, item);
      else if (item instanceof Uint8Array) form.append(name, new Blob([new Uint8Array(item)]));
      else if (item !== undefined) form.append(name, textOf(item));
    }
  }
  return form;
}

/** `a[b]=1` for objects, `a=1&a=2` for lists of texts, `a[0][b]=1` for lists of objects. */
function bracketed(name: string, value: unknown): readonly Pair[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      bracketed(typeof item === 'object' ? `${name}[${index}]` : name, item),
    );
  }
  if (!isPlain(value)) return [[name, textOf(value)]];
  return Object.entries(value).flatMap(([key, item]) => bracketed(`${name}[${key}]`, item));
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value instanceof Date
      ? value.toISOString()
      : String(value);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
