import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownText,
  textOf,
} from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { CanonicalResponse } from '../stages.ts';
import { mediaTypeOf } from './body/media-type.ts';
import { parseTolerantJson } from './body/tolerant-json.ts';
import { headerValue, isResponseHeader, readHeaders } from './headers.ts';
import type { ParameterContext } from './parameters.ts';

const reasonPhrases: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  'no content': 204,
  'bad request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not found': 404,
  'method not allowed': 405,
  conflict: 409,
  gone: 410,
  'unprocessable entity': 422,
  'too many requests': 429,
  'internal server error': 500,
  'bad gateway': 502,
  'service unavailable': 503,
};

function codeIn(value: Json | undefined): number | undefined {
  const code = Number(/^\s*([1-5]\d\d)(?!\d)/.exec(textOf(value) ?? '')?.[1]);
  return Number.isNaN(code) ? undefined : code;
}

function phraseIn(value: Json | undefined): number | undefined {
  const phrase = (textOf(value) ?? '').trim().toLowerCase();
  return Object.hasOwn(reasonPhrases, phrase) ? reasonPhrases[phrase] : undefined;
}

/** The code; failing that, one at the start of the status text or of the name. */
function statusOf(response: JsonObject): number | undefined {
  const status = own(response, 'status');
  const name = own(response, 'name');
  return (
    codeIn(own(response, 'code')) ?? codeIn(status) ?? phraseIn(status) ?? codeIn(name) ?? phraseIn(name)
  );
}

function bodyText(value: Json | undefined): string | undefined {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);
  return text === undefined || text.trim() === '' ? undefined : text;
}

type Body = Pick<CanonicalResponse, 'text' | 'json' | 'mediaType'>;

function bodyOf(response: JsonObject, contentType: string | undefined): Body {
  const text = bodyText(own(response, 'body'));
  if (text === undefined) return {};
  const language = ownText(response, '_postman_previewlanguage');
  const json = parseTolerantJson(text)?.value;
  const mediaType = mediaTypeOf({ header: contentType, language, text, json });
  return { text, mediaType, ...(json === undefined ? {} : { json }) };
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
    ...bodyOf(value, headerValue(headers, 'content-type')),
    headers: headers.filter(isResponseHeader),
    at,
  };
}
