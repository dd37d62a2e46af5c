import type { Json } from '../../base/json.ts';

/** Sentences for the problems of `2-normalise`, by code. */
export const normaliseMessages: Readonly<Record<string, (args: Readonly<Record<string, Json>>) => string>> = {
  'method-not-in-openapi': ({ method, path }) =>
    `OpenAPI 3.1 has no place for the method ${String(method)}; the request to ${String(path)} is left out.`,
  'example-of-other-request': ({ method, path }) =>
    `The saved response was recorded with another request (${String(method)} ${String(path)}); that request is not used, the response is kept.`,
  'url-missing': ({ name }) =>
    `The request "${String(name)}" has no URL; it is kept as a request to the root path "/".`,
  'auth-type-unknown': ({ type }) =>
    `The auth type "${String(type)}" is not known; what the folder around it says is used instead.`,
};
