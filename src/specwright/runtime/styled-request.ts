import { createFinalURL, defaultBodySerializer, defaultPathSerializer } from 'openapi-fetch';
import type { WireRequest } from './exchange.ts';
import type { Operation, Parameters, Styles } from './operation.ts';
import type { Failure } from './outcome.ts';
import { formPairs, multipart, parameterText, queryPairs } from './styles.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Any request as it goes over the wire: path, query and body as openapi-fetch writes them, or as the operation says.
 * It is written once for all tries; what cannot be written (a circle, a BigInt) is a failure.
 */
export function writeStyledRequest(
  baseUrl: string,
  operation: Operation,
  parameters: Parameters,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  mediaType = operation.form ? FORM_TYPE : (operation.media?.[0] ?? JSON_TYPE),
): WireRequest | Failure {
  const { method, styles } = operation;
  try {
    const url = writeUrl(baseUrl, operation, parameters);
    const sent = { ...headers, ...headersOf(parameters, styles) };
    if (body === undefined) return { method, url, headers: sent, body: null };
    // fetch names the boundary of multipart itself.
    const type: Record<string, string> = mediaType.startsWith('multipart/')
      ? {}
      : { 'content-type': mediaType };
    return { method, url, headers: { ...sent, ...type }, body: writeBody(body, mediaType, styles?.body) };
  } catch (cause) {
    return { failure: 'body', cause };
  }
}

function writeUrl(
  baseUrl: string,
  { path, styles }: Operation,
  { path: values = {}, query = {} }: Parameters,
): string {
  return createFinalURL(path, {
    baseUrl,
    params: { path: values, query },
    querySerializer: (given) => queryPairs(given, styles?.query),
    pathSerializer: defaultPathSerializer,
  });
}

function headersOf({ header, cookie }: Parameters, styles: Operation['styles']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(header ?? {}))
    if (value !== undefined) headers[headerName(name)] = parameterText(value, styles?.header?.[name]);
  const cookies = Object.entries(cookie ?? {}).filter(([, value]) => value !== undefined);
  if (cookies.length > 0)
    headers['cookie'] = cookies
      .map(([name, value]) => `${name}=${encodeURIComponent(parameterText(value, styles?.cookie?.[name]))}`)
      .join('; ');
  return headers;
}

/** @throws TypeError for a name that `fetch` would refuse */
function headerName(name: string): string {
  const [lower = name] = new Headers([[name, '']]).keys();
  return lower;
}

function writeBody(
  body: unknown,
  mediaType: string,
  styles: Styles | undefined,
): NonNullable<WireRequest['body']> {
  if (/^[^;]*[/+]json\s*(;|$)/i.test(mediaType)) return defaultBodySerializer(body);
  if (typeof body === 'string' || isRaw(body)) return body;
  if (mediaType.startsWith(FORM_TYPE)) return formPairs(body, styles);
  if (mediaType.startsWith('multipart/')) return multipart(body);
  return defaultBodySerializer(body);
}

/** What fetch sends as it is. */
function isRaw(
  body: unknown,
): body is Blob | FormData | URLSearchParams | ArrayBuffer | Uint8Array<ArrayBuffer> {
  return [Blob, FormData, URLSearchParams, ArrayBuffer, Uint8Array].some((kind) => body instanceof kind);
}
