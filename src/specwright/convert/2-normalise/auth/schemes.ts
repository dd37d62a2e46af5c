import type { JsonObject } from '../../../base/json.ts';
import type { Attributes } from './attributes.ts';
import { oauth2Scheme, scopesOf } from './oauth2.ts';

/** A security scheme with the name it would like to have. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: JsonObject;
  readonly scopes: readonly string[];
}

function named(name: string, scheme: JsonObject, scopes: readonly string[] = []): NamedScheme {
  return { name, scheme, scopes };
}

/** `scheme` is a name of the HTTP Authentication Scheme registry, or the one that goes over the wire. */
function http(name: string, scheme: string, description?: string): NamedScheme {
  return named(name, { type: 'http', scheme, ...(description === undefined ? {} : { description }) });
}

export function apiKey(place: string | undefined, key: string | undefined): NamedScheme {
  const usable = key !== undefined && !/[{}<>\s]/.test(key) ? key : undefined;
  if (place === 'query')
    return named('apiKeyQuery', { type: 'apiKey', in: 'query', name: usable ?? 'api_key' });
  return named('apiKeyAuth', { type: 'apiKey', in: 'header', name: usable ?? 'X-API-Key' });
}

export const bearer = named('bearerAuth', { type: 'http', scheme: 'bearer' });
export const basic = named('basicAuth', { type: 'http', scheme: 'basic' });

function jwt(attributes: Attributes): NamedScheme {
  if (attributes.get('addTokenTo') === 'queryParam')
    return apiKey('query', attributes.get('queryParamKey') ?? 'token');
  const prefix = attributes.get('headerPrefix') ?? 'Bearer';
  if (prefix.toLowerCase() !== 'bearer') return apiKey('header', 'Authorization');
  return named('jwtAuth', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
}

const byType: Readonly<Record<string, (attributes: Attributes) => NamedScheme>> = {
  bearer: () => bearer,
  basic: () => basic,
  apikey: (attributes) => apiKey(attributes.get('in'), attributes.get('key')),
  oauth2: (attributes) => named('oauth2', oauth2Scheme(attributes), scopesOf(attributes)),
  oauth1: () => http('oauth1', 'oauth', 'OAuth 1.0a signed requests.'),
  digest: () => http('digestAuth', 'digest'),
  hawk: () => http('hawkAuth', 'hawk', 'Hawk request signing.'),
  ntlm: () => http('ntlmAuth', 'ntlm', 'Windows NTLM authentication.'),
  awsv4: () => http('awsSignature', 'aws4-hmac-sha256', 'AWS Signature Version 4.'),
  edgegrid: () => http('edgeGrid', 'eg1-hmac-sha256', 'Akamai EdgeGrid request signing.'),
  akamai: () => http('edgeGrid', 'eg1-hmac-sha256', 'Akamai EdgeGrid request signing.'),
  jwt,
  asap: () => named('asapAuth', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
};

/** The scheme of one of Postman's auth types; absent for a type that is not known. */
export function schemeOfType(type: string, attributes: Attributes): NamedScheme | undefined {
  return Object.hasOwn(byType, type) ? byType[type]?.(attributes) : undefined;
}
