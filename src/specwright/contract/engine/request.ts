import type { Json } from '../../base/json.ts';
import type { SentRequest } from '../exchange/exchange.ts';

/** Which credentials go with a request. */
export type Credentials =
  | { readonly kind: 'token' }
  | { readonly kind: 'none' }
  | { readonly kind: 'header'; readonly value: string };

export type Query = Readonly<Record<string, string | readonly string[]>>;

/** A request as a case asks for it. */
export interface ApiRequest {
  readonly operation?: string;
  /** Where `operation` is absent: the operation whose answers show what a refusal with a status of success looks like. */
  readonly envelope?: string;
  readonly method: string;
  /** Path with its variables filled in and percent-encoded; a whole address for what is elsewhere, such as tokens. */
  readonly path: string;
  /** Several values of one name are written one after the other. */
  readonly query?: Query;
  /** Default: the token of the run. */
  readonly credentials?: Credentials;
  /** A body to be sent as JSON. */
  readonly body?: Json;
  /** A body to be sent as it stands, instead of `body`. */
  readonly text?: string;
  /** Default `application/json`; `null` sends no content type. */
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** `wire` sends it over a raw socket and looks at the bytes. */
  readonly via?: 'fetch' | 'wire';
}

/** Puts a request into the form in which it goes out. */
export function toSentRequest(request: ApiRequest, baseUrl: string, token: string | undefined): SentRequest {
  const body = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  return {
    ...(request.operation !== undefined && { operation: request.operation }),
    method: request.method,
    url: (URL.canParse(request.path) ? '' : baseUrl) + request.path + queryString(request.query),
    headers: { ...typeOfBody(request), ...authorization(request.credentials, token), ...request.headers },
    ...(body !== undefined && { body }),
  };
}

function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}

function typeOfBody({ contentType }: ApiRequest): Record<string, string> {
  return contentType === null ? {} : { 'content-type': contentType ?? 'application/json' };
}

function authorization(
  credentials: Credentials | undefined,
  token: string | undefined,
): Record<string, string> {
  if (credentials?.kind === 'none') return {};
  if (credentials?.kind === 'header') return { authorization: credentials.value };
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
