import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownList,
  ownText,
  textOf,
} from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalParameter, CanonicalServer } from '../../canonical-collection.ts';
import { readParameter, type ParameterContext } from '../parameters.ts';
import type { Variables } from '../variables.ts';
import { queryOfList, queryOfText } from './query.ts';
import { serverOf } from './server.ts';
import { splitUrl, type SplitUrl } from './split.ts';
import { segmentOf, type Segment } from './template.ts';
import { unshield } from './tokens.ts';

/** A URL in any spelling, understood. */
export interface ReadUrl {
  readonly server: CanonicalServer;
  readonly segments: readonly Segment[];
  /** The path ends in a slash. */
  readonly slash: boolean;
  readonly query: readonly CanonicalParameter[];
  /** Declared path variables: samples and descriptions for those in `segments`. */
  readonly variables: readonly CanonicalParameter[];
  /** Nothing was written where a URL should be. */
  readonly missing: boolean;
}

function partText(part: Json): string {
  return isObject(part) ? (ownText(part, 'value') ?? '') : (textOf(part) ?? '');
}

function joined(value: Json | undefined, separator: string): string {
  return Array.isArray(value) ? value.map(partText).join(separator) : (textOf(value) ?? '');
}

/** What Postman sends: the parts where there are any, else the text. */
function textOfUrl(url: JsonObject): string {
  const host = joined(own(url, 'host'), '.');
  const path = joined(own(url, 'path'), '/');
  const raw = ownText(url, 'raw') ?? ownText(url, 'url') ?? '';
  if (host === '' && path === '') return raw;
  if ((host === '' || /^https?$/i.test(host)) && raw !== '') return raw;
  const scheme = /:\/\//.test(host) ? '' : schemeText(ownText(url, 'protocol'));
  const port = ownText(url, 'port');
  const origin = host === '' ? '' : `${scheme}${host}${port === undefined ? '' : `:${port}`}`;
  const hidden = path === '' && raw !== '' ? pathInRaw(raw) : path;
  return hidden === '' ? origin : `${origin}/${hidden.replace(/^\//, '')}`;
}

/** `https`, `https:`, `https://`, `{{scheme}}`; anything else is a mistake of a parser. */
function schemeText(protocol: string | undefined): string {
  const scheme = protocol?.trim().replace(/:?\/*$/, '') ?? '';
  return /^([a-z][a-z0-9+.-]*|\{\{.*\}\})$/i.test(scheme) ? `${scheme}://` : '';
}

/** Some writers keep host and raw in step but leave the path out of the parts. */
function pathInRaw(raw: string): string {
  const split = splitUrl(raw);
  return split.segments.map((segment) => unshield(segment, split.names)).join('/');
}

/** Leading variables that hold several segments belong to the base URL: no path parameter holds a slash. */
function leadingBase(split: SplitUrl, variables: Variables): number {
  let count = 0;
  for (const segment of split.segments) {
    const name = /^[\ue000-\uf8ff]$/.test(segment) ? unshield(segment, split.names).slice(2, -2) : undefined;
    const value = name === undefined ? undefined : variables.value(name);
    if (value === undefined || !value.replace(/^\/+|\/+$/g, '').includes('/')) return count;
    count += 1;
  }
  return count;
}

interface Base {
  readonly split: SplitUrl;
  readonly path: readonly string[];
}

/** Variables in the host are resolved where they are declared; their value may bring scheme and path along. */
function baseOf(split: SplitUrl, variables: Variables): Base {
  const written = unshield(
    `${split.scheme === '' ? '' : `${split.scheme}://`}${split.authority}`,
    split.names,
  );
  const resolved = variables.resolve(written);
  if (resolved === written || /\s/.test(resolved)) return { split, path: [] };
  const again = splitUrl(resolved);
  return { split: again, path: again.segments };
}

/** Requests of one scope go to few servers. */
const serversOf = new WeakMap<Variables, Map<string, CanonicalServer>>();

function serverFor(split: SplitUrl, lead: number, variables: Variables): CanonicalServer {
  const known = serversOf.get(variables) ?? new Map<string, CanonicalServer>();
  serversOf.set(variables, known);
  const key = JSON.stringify([split.scheme, split.authority, split.names, split.segments.slice(0, lead)]);
  const server = known.get(key) ?? readServer(split, lead, variables);
  known.set(key, server);
  return server;
}

function readServer(split: SplitUrl, lead: number, variables: Variables): CanonicalServer {
  const base = baseOf(split, variables);
  const leading = split.segments.slice(0, lead).map((segment) => unshield(segment, split.names));
  if (leading.length === 0) return serverOf(base.split, base.path, variables);
  const text = splitUrl(`x://x/${leading.join('/')}`);
  const names = [...base.split.names, ...text.names];
  const shifted = text.segments.map((segment) =>
    segment.replace(/[\ue000-\uf8ff]/g, (token) =>
      String.fromCharCode(token.charCodeAt(0) + base.split.names.length),
    ),
  );
  return serverOf({ ...base.split, names }, [...base.path, ...shifted], variables);
}

function mergeQuery(
  listed: readonly CanonicalParameter[],
  written: readonly CanonicalParameter[],
): CanonicalParameter[] {
  const known = new Set(listed.map((parameter) => parameter.name));
  return [...listed, ...written.filter((parameter) => !known.has(parameter.name))];
}

function declaredVariables(
  url: JsonObject,
  at: JsonPointer,
  context: ParameterContext,
): CanonicalParameter[] {
  return ownList(url, 'variable')
    .map((entry, index) => readParameter(entry, appendPointer(at, 'variable', index), context))
    .filter((parameter) => parameter !== undefined);
}

function understand(
  text: string,
  query: readonly CanonicalParameter[],
  declared: readonly CanonicalParameter[],
  at: JsonPointer,
  context: ParameterContext,
): ReadUrl {
  const split = splitUrl(text);
  const lead = leadingBase(split, context.variables);
  const names = new Set(declared.map((parameter) => parameter.name));
  return {
    server: serverFor(split, lead, context.variables),
    segments: split.segments.slice(lead).map((segment) => segmentOf(segment, split.names, names)),
    slash: split.slash,
    query: mergeQuery(query, queryOfText(split.query, split.names, at, context)),
    variables: declared,
    missing: text.trim() === '',
  };
}

/** A URL object, a text, or nothing at all -> server, path template, query. */
export function readUrl(value: Json | undefined, at: JsonPointer, context: ParameterContext): ReadUrl {
  if (!isObject(value)) return understand(textOf(value) ?? '', [], [], at, context);
  const listed = queryOfList(own(value, 'query'), appendPointer(at, 'query'), context);
  const text = textOfUrl(value);
  const raw = ownText(value, 'raw') ?? '';
  const url = understand(text, listed, declaredVariables(value, at, context), at, context);
  const split = splitUrl(raw);
  return {
    ...url,
    query: mergeQuery(url.query, queryOfText(split.query, split.names, appendPointer(at, 'raw'), context)),
  };
}
