import type { ParameterStyle } from '../openapi/operation.ts';
import type { Styles } from './operation.ts';

/*
 * Parameters and forms as text: https://spec.openapis.org/oas/v3.1.0#style-values
 */

const SEPARATORS = { space: ' ', pipe: '|' } as const;

type Pair = readonly [string, string];

/** A query: lists as repeated names and objects as names of their own, unless a style says otherwise. */
export function queryPairs(query: object, styles: Styles = {}): string {
  const written = Object.entries(query).flatMap(([name, value]): readonly string[] => {
    const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
    if (value === undefined || value === null) return [];
    if (style === 'reserved')
      return bracketed(name, value).map(([key, text]) => `${encode(key)}=${reserved(text)}`);
    if (style === 'brackets') return encoded(bracketed(name, value, true));
    if (style !== undefined) return [`${encode(name)}=${parameterText(value, style, encode)}`];
    if (!isPlain(value)) return encoded(bracketed(name, value));
    return encoded(Object.entries(value).map(([key, item]): Pair => [key, parameterText(item)]));
  });
  return written.join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text);
}

/** What is not part of the syntax of a query stays as it is. */
function reserved(text: string): string {
  return encodeURI(text).replaceAll(/[#&+]/g, encode);
}

function encoded(pairs: readonly Pair[]): readonly string[] {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`);
}

/** A value as one text: `a,b` for a list, `key,value` for an object; `write` gets each part, and not the commas. */
export function parameterText(
  value: unknown,
  style: ParameterStyle = 'comma',
  write: (text: string) => string = String,
): string {
  if (style === 'json') return write(JSON.stringify(value));
  const separator = style === 'space' || style === 'pipe' ? write(SEPARATORS[style]) : ',';
  if (Array.isArray(value)) return value.map((item) => write(textOf(item))).join(separator);
  return isPlain(value)
    ? Object.entries(value)
        .map(([key, item]) => write(key) + separator + write(textOf(item)))
        .join(separator)
    : write(textOf(value));
}

/** A form: lists of texts as repeated names, everything deeper in brackets; lists too where a style asks for it. */
export function formPairs(body: unknown, styles: Styles = {}): string {
  const written = Object.entries(Object(body)).flatMap(([name, value]): readonly Pair[] => {
    const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
    if (value === undefined || value === null) return [];
    if (style !== undefined && style !== 'brackets') return [[name, parameterText(value, style)]];
    return bracketed(name, value, style === 'brackets');
  });
  return new URLSearchParams(written.map(([name, value]) => [name, value])).toString();
}

/** A form with files: blobs as they are, objects as JSON. */
export function multipart(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(body))) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item instanceof Blob) form.append(name, item);
      else if (item instanceof Uint8Array) form.append(name, new Blob([new Uint8Array(item)]));
      else if (item !== undefined && item !== null) form.append(name, textOf(item));
    }
  }
  return form;
}

/**
 * `a[b]=1` for objects, `a=1&a=2` for lists of texts, `a[0][b]=1` for lists of objects.
 *
 * @param numbered - `a[0]=1&a[1]=2` for lists of texts too
 */
function bracketed(name: string, value: unknown, numbered = false): readonly Pair[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      bracketed(numbered || typeof item === 'object' ? `${name}[${index}]` : name, item, numbered),
    );
  }
  if (!isPlain(value)) return [[name, textOf(value)]];
  return Object.entries(value).flatMap(([key, item]) => bracketed(`${name}[${key}]`, item, numbered));
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
