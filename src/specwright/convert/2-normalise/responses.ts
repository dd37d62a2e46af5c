import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownText,
  textOf,
} from '../../base/json.ts';
import { statusNamed } from '../../base/http.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { CanonicalJson, CanonicalResponse } from '../canonical-collection.ts';
import { mediaTypeOf } from './body/media-type.ts';
import { jsonParts, parseTolerantJson } from './body/tolerant-json.ts';
import { headerValue, isResponseHeader, readHeaders } from './headers.ts';
import type { ParameterContext } from './parameters.ts';

function codeIn(value: Json | undefined): number | undefined {
  const code = Number(/^\s*([1-5]\d\d)(?!\d)/.exec(textOf(value) ?? '')?.[1]);
  return Number.isNaN(code) ? undefined : code;
}

/** The code; failing that, one at the start of the status text or of the name. */
function statusOf(response: JsonObject): number | undefined {
  const status = own(response, 'status');
  const name = own(response, 'name');
  return (
    codeIn(own(response, 'code')) ??
    codeIn(status) ??
    statusNamed(textOf(status) ?? '') ??
    codeIn(name) ??
    statusNamed(textOf(name) ?? '')
  );
}

function bodyText(value: Json | undefined): string | undefined {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);
  return text === undefined || text.trim() === '' ? undefined : text;
}

type Body = Partial<CanonicalJson> & Pick<CanonicalResponse, 'text' | 'mediaType'>;

function bodyOf(
  response: JsonObject,
  contentType: string | undefined,
  { variables }: ParameterContext,
): Body {
  const text = bodyText(own(response, 'body'));
  if (text === undefined) return {};
  const language = ownText(response, '_postman_previewlanguage');
  const parsed = parseTolerantJson(text, variables);
  const mediaType = mediaTypeOf({ header: contentType, language, text, json: parsed?.value });
  return { text, mediaType, ...jsonParts(parsed) };
}

/** A saved response, without the request it was saved with. */
export function readResponse(
  value: Json,
  at: JsonPointer,
  context: ParameterContext,
): Omit<CanonicalResponse, 'request'> | undefined {
  if (!isObject(value)) return undefined;
  const headers = readHeaders(
    own(value, 'header') ?? own(value, 'headers'),
    appendPointer(at, 'header'),
    context,
  );
  const status = statusOf(value);
  const statusText = ownText(value, 'status');
  return {
    name: ownText(value, 'name') ?? statusText ?? 'Response',
    ...(status === undefined ? {} : { status }),
    ...(statusText === undefined ? {} : { statusText }),
    ...bodyOf(value, headerValue(headers, 'content-type'), context),
    headers: headers.filter(isResponseHeader),
    at,
  };
}
