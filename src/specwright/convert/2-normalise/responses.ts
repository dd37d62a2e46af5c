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
import { cleanMediaType, mediaTypeOf } from './body/media-type.ts';
import { jsonParts, parseTolerantJson } from '../text-json/tolerant-json.ts';
import { headerValue, isResponseHeader, readHeaders } from './headers.ts';
import type { ParameterContext } from './parameters.ts';
import type { ProblemLog } from './problem-log.ts';
import { normaliseProblem } from './problems.ts';

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

const ERROR_KEY = /^(?:errors?|error_?(?:code|message|description)|message|fault|exception|detail)$/i;

/**
 * The status that a response is named after (`200 OK`), where its code says that it failed and its body that it did
 * not, or the other way round: the code comes with the tool, the name from a person.
 */
function namedStatus(name: string, code: number | undefined, json: Json | undefined): number | undefined {
  const named = codeIn(name);
  if (named === undefined || code === undefined || statusNamed(name.replace(/^\s*\d{3}\s*/, '')) !== named)
    return undefined;
  const isRefusal = (status: number): boolean => status >= 400;
  if (isRefusal(named) === isRefusal(code) || !isObject(json)) return undefined;
  const saysError = Object.entries(json).some(([key, value]) => ERROR_KEY.test(key) && Boolean(value));
  return saysError === isRefusal(named) ? named : undefined;
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
  const stated = cleanMediaType(contentType);
  if (text === undefined) return stated === undefined ? {} : { mediaType: stated };
  const language = ownText(response, '_postman_previewlanguage');
  const parsed = parseTolerantJson(text, variables);
  const mediaType = mediaTypeOf({ header: contentType, language, text, json: parsed?.value });
  return { text, mediaType, ...jsonParts(parsed) };
}

/** A saved response, without the request it was saved with. */
export function readResponse(
  value: Json,
  at: JsonPointer,
  context: ParameterContext & { readonly log: ProblemLog },
): Omit<CanonicalResponse, 'request'> | undefined {
  if (!isObject(value)) return undefined;
  const headers = readHeaders(
    own(value, 'header') ?? own(value, 'headers'),
    appendPointer(at, 'header'),
    context,
  );
  const code = statusOf(value);
  const statusText = ownText(value, 'status');
  const name = ownText(value, 'name') ?? statusText ?? 'Response';
  const body = bodyOf(value, headerValue(headers, 'content-type'), context);
  const named = namedStatus(name, code, body.json);
  const status = named ?? code;
  if (named !== undefined && code !== undefined)
    context.log.add(normaliseProblem('status-contradicts-name', at, { name, code, taken: named }));
  return {
    name,
    ...(status === undefined ? {} : { status }),
    ...(statusText === undefined || named !== undefined ? {} : { statusText }),
    ...body,
    headers: headers.filter(isResponseHeader),
    at,
  };
}
