import { type Json, type JsonObject, type JsonPointer, isObject } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { CanonicalParameter } from '../canonical-collection.ts';
import { readParameter, type ParameterContext } from './parameters.ts';

/** `Name: value` lines, as v1 and some v2.0 files write headers; a line that starts with `//` is switched off. */
export function headersOfText(text: string): JsonObject[] {
  return text
    .split(/\r?\n/)
    .map((line) => {
      const colon = line.indexOf(':');
      const name = (colon < 0 ? line : line.slice(0, colon)).trim();
      const disabled = name.startsWith('//');
      return {
        key: name.replace(/^\/+\s*/, ''),
        value: colon < 0 ? '' : line.slice(colon + 1).trim(),
        disabled,
      };
    })
    .filter((header) => header.key !== '');
}

function entriesOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value))
    return value.flatMap((entry) => (typeof entry === 'string' ? headersOfText(entry) : [entry]));
  if (typeof value === 'string') return headersOfText(value);
  return isObject(value) ? Object.entries(value).map(([key, text]) => ({ key, value: text })) : [];
}

/** Every header in any of its forms: a list, a text, a map. */
export function readHeaders(
  value: Json | undefined,
  at: JsonPointer,
  context: ParameterContext,
): CanonicalParameter[] {
  return entriesOf(value)
    .map((entry, index) => readParameter(entry, appendPointer(at, index), context))
    .filter((header) => header !== undefined);
}

export function headerValue(headers: readonly CanonicalParameter[], name: string): string | undefined {
  const matches = headers.filter((header) => header.name.toLowerCase() === name);
  return (matches.find((header) => !header.disabled) ?? undefined)?.value;
}

/** OpenAPI says these by other means, and ignores parameters of these names. */
const saidElsewhere: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization', 'cookie']);

/** Postman and the HTTP client work these out for each request; nobody documents a value for them. */
const setByClient: ReadonlySet<string> = new Set(['content-length', 'postman-token', 'transfer-encoding']);

/** What Postman adds to every request, with the values that it gives them. */
const ADDED_BY_POSTMAN: Readonly<Record<string, RegExp>> = {
  'user-agent': /^PostmanRuntime\b/i,
  'accept-encoding': /^gzip, ?deflate(?:, ?br)?$/i,
  connection: /^keep-alive$/i,
  'cache-control': /^no-cache$/i,
  host: /^<calculated\b/i,
};

export function isRequestParameter(header: CanonicalParameter): boolean {
  const name = header.name.toLowerCase();
  const added = Object.hasOwn(ADDED_BY_POSTMAN, name) ? ADDED_BY_POSTMAN[name] : undefined;
  return !saidElsewhere.has(name) && !setByClient.has(name) && added?.test(header.value ?? '') !== true;
}

/** What proxies, servers and browsers add to any response; it does not belong to the API. */
const responseNoise =
  /^(date|server|via|vary|connection|keep-alive|content-(type|length|encoding|security-policy.*)|transfer-encoding|age|pragma|expires|cache-control|set-cookie2?|p3p|alt-svc|nel|report-to|reporting-endpoints|server-timing|strict-transport-security|referrer-policy|permissions-policy|feature-policy|expect-ct|status|x-(powered-by|frame-options|content-type-options|xss-protection|runtime|aspnet.*|cache.*|served-by|timer|envoy.*|amz.*|amzn.*|download-options|permitted-cross-domain-policies|dns-prefetch-control|robots-tag|ua-compatible|varnish|proxy-cache|backend.*|via|google.*|cloud.*|azure.*|ms-.*|debug.*)|cf-.*|fly-.*|access-control-.*|accept-ranges|cross-origin-.*|origin-agent-cluster|rndr-id|alternate-protocol|proxy-connection|upgrade|x-guploader.*|surrogate.*|timing-allow-origin|apigw-.*|:status)$/i;

export function isResponseHeader(header: CanonicalParameter): boolean {
  return !responseNoise.test(header.name);
}

/** A cookie of such a name lets its bearer in: its value is not an example. */
const session = /sess|sid$|auth|token|csrf|xsrf|jwt|login|remember|^(connect\.sid|laravel|ci_)/i;

/** `Cookie: a=1; b=2` -> parameters. */
export function cookiesOf(headers: readonly CanonicalParameter[]): CanonicalParameter[] {
  return headers
    .filter((header) => header.name.toLowerCase() === 'cookie')
    .flatMap((header) =>
      (header.value ?? '').split(';').flatMap((pair): CanonicalParameter[] => {
        const equals = pair.indexOf('=');
        const name = (equals < 0 ? '' : pair.slice(0, equals)).trim();
        if (name === '' || /[^\w!#$%&'*+.^`|~-]/.test(name)) return [];
        const { value: _header, ...rest } = header;
        return [
          session.test(name) ? { ...rest, name } : { ...rest, name, value: pair.slice(equals + 1).trim() },
        ];
      }),
    );
}
