import type { WireRequest } from './exchange.ts';
import type { Operation, Parameters } from './operation.ts';
import type { Failure } from './outcome.ts';

/** What a copy begins with that names come to: V8 takes a microsecond for each where it begins with what it copies. */
export const FRESH: object = {};

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/*
 * Most requests hold texts, numbers and booleans in path and query, and JSON: what writes lists, objects, styles and
 * other media types weighs half as much as everything that such a request needs, and is not part of the core.
 */

/** Whether {@link writeRequest} can write it; otherwise `writeStyledRequest` does. */
export function isPlain(
  { styles, media }: Operation,
  { path = {}, query = {}, header, cookie }: Parameters,
  mediaType: string | undefined,
): boolean {
  const styled = styles ?? media ?? header ?? cookie ?? mediaType;
  return styled === undefined && holdsTexts(path) && holdsTexts(query);
}

/** A loop, as every call comes through here. */
function holdsTexts(values: Readonly<Record<string, unknown>>): boolean {
  for (const name in values) if (typeof values[name] === 'object') return false;
  return true;
}

/** What is encoded holds neither a brace nor a dollar sign. */
function pathSerializer(path: string, values: Readonly<Record<string, unknown>>): string {
  let written = path;
  for (const [name, value] of Object.entries(values))
    written = written.replaceAll(`{${name}}`, encodeURIComponent(String(value)));
  return written;
}

function querySerializer(query: Readonly<Record<string, unknown>>): string {
  let search = '';
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    search += `${search && '&'}${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`;
  }
  return search;
}

/**
 * A plain request as it goes over the wire: path, query and body as openapi-fetch would write them. It is written once
 * for all tries; what cannot be written (a circle, a BigInt) is a failure.
 */
export function writeRequest(
  baseUrl: string,
  { method, path, form }: Operation,
  { path: values = {}, query = {} }: Parameters,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): WireRequest | Failure {
  try {
    const search = querySerializer(query);
    const url = baseUrl + pathSerializer(path, values) + (search && `?${search}`);
    const sent: Record<string, string> = { ...FRESH, ...headers };
    if (body === undefined) return { method, url, headers: sent, body: null };
    const text = form ? new URLSearchParams(Object.entries(Object(body))).toString() : JSON.stringify(body);
    sent['content-type'] = form ? FORM_TYPE : JSON_TYPE;
    return { method, url, headers: sent, body: text };
  } catch (cause) {
    return { failure: 'body', cause };
  }
}
