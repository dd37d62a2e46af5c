import { type Json, type JsonObject, isObject, own, ownList, ownText, textOf } from '../../../base/json.ts';
import { authOfV1 } from './helper-auth.ts';

const present = (key: string, value: Json | undefined): JsonObject =>
  value === undefined || value === null ? {} : { [key]: value };

/** The list where it is filled, else the text or map that v1 kept before. */
function listOr(list: Json | undefined, other: Json | undefined): Json | undefined {
  return Array.isArray(list) && list.length > 0 ? list : other;
}

function pathVariables(request: JsonObject): Json[] {
  const list = ownList(request, 'pathVariableData');
  if (list.length > 0) return [...list];
  const map = own(request, 'pathVariables');
  return isObject(map) ? Object.entries(map).map(([key, value]) => ({ key, value })) : [];
}

function urlOf(request: JsonObject): Json {
  const query = ownList(request, 'queryParams');
  return {
    raw: textOf(own(request, 'url')) ?? '',
    ...(query.length === 0 ? {} : { query: [...query] }),
    variable: pathVariables(request),
  };
}

/** v1 keeps raw text as text, or as a list with one text. */
function rawText(request: JsonObject): Json | undefined {
  const raw = own(request, 'rawModeData');
  if (Array.isArray(raw)) return raw.map((part) => textOf(part) ?? '').join('');
  const data = own(request, 'data');
  return textOf(raw) ?? textOf(data);
}

function bodyOf(request: JsonObject): JsonObject | undefined {
  const mode = ownText(request, 'dataMode');
  const options = own(request, 'dataOptions');
  const fields = own(request, 'data');
  switch (mode) {
    case 'raw':
      return { mode: 'raw', raw: rawText(request) ?? '', ...present('options', options) };
    case 'params':
      return { mode: 'formdata', formdata: Array.isArray(fields) ? fields : [] };
    case 'urlencoded':
      return { mode: 'urlencoded', urlencoded: Array.isArray(fields) ? fields : [] };
    case 'graphql':
      return { mode: 'graphql', ...present('graphql', own(request, 'graphqlModeData')) };
    case 'binary':
      return isObject(own(request, 'rawModeData')) ||
        rawText(request) === undefined ||
        rawText(request) === ''
        ? undefined
        : { mode: 'file', file: { src: rawText(request) ?? '' } };
    default:
      return undefined;
  }
}

/** v1 marks descriptions as HTML even where they are plain text; the text itself tells. */
export function requestOfV1(request: JsonObject): JsonObject {
  return {
    method: textOf(own(request, 'method')) ?? 'GET',
    url: urlOf(request),
    ...present('header', listOr(own(request, 'headerData'), own(request, 'headers'))),
    ...present('body', bodyOf(request)),
    ...present('description', own(request, 'description')),
    ...present('auth', authOfV1(request)),
  };
}

function originalOf(response: JsonObject): JsonObject {
  const saved = own(response, 'requestObject') ?? own(response, 'request');
  const parsed = typeof saved === 'string' ? parse(saved) : saved;
  return isObject(parsed) && ownText(parsed, 'url') !== undefined
    ? { originalRequest: requestOfV1(parsed) }
    : {};
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** A saved response of v1: the code lies in `responseCode`, the body in `text`. */
export function responseOfV1(value: Json): Json {
  if (!isObject(value)) return value;
  const code = own(value, 'responseCode');
  return {
    ...present('name', own(value, 'name')),
    ...(isObject(code)
      ? { ...present('code', own(code, 'code')), ...present('status', own(code, 'name')) }
      : present('status', own(value, 'status'))),
    ...present('header', own(value, 'headers')),
    ...present('body', own(value, 'text')),
    ...present('_postman_previewlanguage', own(value, 'language')),
    ...originalOf(value),
  };
}
