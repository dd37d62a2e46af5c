import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownObject,
  ownText,
  textOf,
} from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalBody, CanonicalParameter } from '../../canonical-collection.ts';
import { readParameter, type ParameterContext } from '../parameters.ts';
import { queryOfText } from '../url/query.ts';
import { cleanMediaType, mediaTypeOf } from './media-type.ts';
import { jsonParts, parseTolerantJson } from '../../text-json/tolerant-json.ts';

interface BodyContext extends ParameterContext {
  readonly at: JsonPointer;
  /** The Content-Type header of the request. */
  readonly contentType: string | undefined;
  readonly disabled: boolean;
}

const modes = ['raw', 'urlencoded', 'formdata', 'graphql', 'file'] as const;
type Mode = (typeof modes)[number];

/** The stated mode, or the one whose key is filled: hand-written collections forget `mode`. */
function modeOf(body: JsonObject): Mode | undefined {
  const stated = own(body, 'mode');
  if (stated === 'params') return 'formdata';
  if (stated === 'binary') return 'file';
  return modes.find((mode) => mode === stated) ?? modes.find((mode) => isFilled(own(body, mode)));
}

function isFilled(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function languageOf(body: JsonObject): string | undefined {
  const options = ownObject(body, 'options');
  const inner = options === undefined ? undefined : ownObject(options, 'raw');
  return inner === undefined ? ownText(body, 'language') : ownText(inner, 'language');
}

/** A form typed as text, with the header that says so. */
function formOfText(text: string, context: BodyContext): CanonicalBody | undefined {
  if (cleanMediaType(context.contentType) !== 'application/x-www-form-urlencoded') return undefined;
  if (!/^[^=&\s<{["]+=/.test(text.trim())) return undefined;
  const fields = queryOfText(text.trim().replace(/\s*\n\s*/g, ''), [], context.at, context);
  return form('urlencoded', fields, context);
}

function raw(body: JsonObject, context: BodyContext): CanonicalBody | undefined {
  const value = own(body, 'raw');
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : (textOf(value) ?? '');
  if (text.trim() === '') return undefined;
  const language = languageOf(body);
  const parsed = parseTolerantJson(text, context.variables);
  const mediaType = mediaTypeOf({ header: context.contentType, language, text, json: parsed?.value });
  const asForm = parsed === undefined ? formOfText(text, context) : undefined;
  if (asForm !== undefined) return asForm;
  return { mode: 'raw', mediaType, text, ...jsonParts(parsed), disabled: context.disabled, at: context.at };
}

function graphql(body: JsonObject, context: BodyContext): CanonicalBody | undefined {
  const value = own(body, 'graphql');
  const inner = isObject(value) ? value : { query: textOf(value) ?? '' };
  const query = ownText(inner, 'query');
  if (query === undefined) return undefined;
  const declared = own(inner, 'variables');
  const variables =
    typeof declared === 'string' ? parseTolerantJson(declared, context.variables)?.value : declared;
  const operationName = ownText(inner, 'operationName');
  const json: JsonObject = {
    query,
    ...(isObject(variables) ? { variables } : {}),
    ...(operationName === undefined ? {} : { operationName }),
  };
  return {
    mode: 'graphql',
    mediaType: 'application/json',
    text: query,
    json,
    disabled: context.disabled,
    at: context.at,
  };
}

function file(context: BodyContext): CanonicalBody {
  const mediaType = cleanMediaType(context.contentType) ?? 'application/octet-stream';
  return { mode: 'file', mediaType, disabled: context.disabled, at: context.at };
}

function form(
  mode: 'urlencoded' | 'formdata',
  fields: readonly CanonicalParameter[],
  context: BodyContext,
): CanonicalBody | undefined {
  if (fields.length === 0) return undefined;
  const mediaType = mode === 'urlencoded' ? 'application/x-www-form-urlencoded' : 'multipart/form-data';
  return { mode, mediaType, fields, disabled: context.disabled, at: context.at };
}

/** Form fields as a list, as a map of name to value, or as `a=1&b=2`. */
function fieldsOf(value: Json | undefined, context: BodyContext): CanonicalParameter[] {
  if (typeof value === 'string') return queryOfText(value, [], context.at, context);
  const entries: readonly Json[] = Array.isArray(value)
    ? value
    : isObject(value)
      ? Object.entries(value).map(([key, text]) => ({ key, value: text }))
      : [];
  return entries
    .map((entry, index) => readParameter(entry, appendPointer(context.at, index), context))
    .filter((field) => field !== undefined);
}

function read(mode: Mode, body: JsonObject, context: BodyContext): CanonicalBody | undefined {
  const inner = { ...context, at: appendPointer(context.at, mode) };
  switch (mode) {
    case 'raw':
      return raw(body, inner);
    case 'graphql':
      return graphql(body, inner);
    case 'file':
      return file(inner);
    case 'urlencoded':
    case 'formdata':
      return form(mode, fieldsOf(own(body, mode), inner), inner);
  }
}

/** A request body in any mode; absent where none is saved, or an empty one. */
export function readBody(
  value: Json | undefined,
  at: JsonPointer,
  contentType: string | undefined,
  context: ParameterContext,
): CanonicalBody | undefined {
  const body: Json | undefined = typeof value === 'string' ? { mode: 'raw', raw: value } : value;
  if (!isObject(body)) return undefined;
  const mode = modeOf(body);
  if (mode === undefined) return undefined;
  return read(mode, body, { ...context, at, contentType, disabled: own(body, 'disabled') === true });
}
