import {
  createFinalURL,
  createQuerySerializer,
  defaultBodySerializer,
  defaultPathSerializer,
} from 'openapi-fetch';
import type { WireRequest } from './exchange.ts';
import type { Operation, Parameters } from './operation.ts';
import type { Failure } from './outcome.ts';

const querySerializer = createQuerySerializer();
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * A request as it goes over the wire: path, query and body as openapi-fetch writes them. It is written once
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
    const params = { path: values, query };
    const url = createFinalURL(path, {
      baseUrl,
      params,
      querySerializer,
      pathSerializer: defaultPathSerializer,
    });
    if (body === undefined) return { method, url, headers: { ...headers }, body: null };
    const text = form
      ? new URLSearchParams(Object.entries(Object(body))).toString()
      : defaultBodySerializer(body);
    return { method, url, headers: { ...headers, 'content-type': form ? FORM_TYPE : JSON_TYPE }, body: text };
  } catch (cause) {
    return { failure: 'body', cause };
  }
}
