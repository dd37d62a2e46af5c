import {
  type Json,
  type JsonObject,
  type JsonPointer,
  isObject,
  own,
  ownList,
  ownText,
} from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { CanonicalParameter, CanonicalRequest, CanonicalServer } from '../canonical-collection.ts';
import { readAuth, securityOf, type SchemeRegistry } from './auth/security.ts';
import { readBody } from './body/read-body.ts';
import { cookiesOf, headerValue, isRequestParameter, readHeaders } from './headers.ts';
import type { ProblemLog } from './problem-log.ts';
import { readResponse } from './responses.ts';
import { expectedStatuses } from './test-statuses.ts';
import { markdownOf } from './text/description.ts';
import type { SavedItem } from './tree.ts';
import { readUrl, type ReadUrl } from './url/read-url.ts';
import { type Segment } from './url/template.ts';
import type { Variables } from './variables.ts';

/** A request whose path is understood but not yet named: requests for one path choose names together. */
export interface RoutedRequest {
  readonly method: string;
  readonly segments: readonly Segment[];
  /** The path ends in a slash. */
  readonly slash: boolean;
  readonly server: CanonicalServer;
  readonly folders: readonly string[];
  readonly declared: readonly CanonicalParameter[];
  readonly variables: Variables;
  readonly missingUrl: boolean;
  readonly request: Omit<CanonicalRequest, 'pathParameters' | 'server' | 'responses'>;
  readonly responses: readonly RoutedResponse[];
}

export interface RoutedResponse {
  readonly response: Omit<CanonicalRequest['responses'][number], 'request'>;
  readonly original?: RoutedRequest;
}

interface Shared {
  readonly log: ProblemLog;
  readonly registry: SchemeRegistry;
}

function methodOf(request: JsonObject): string {
  const method = ownText(request, 'method')?.trim().toUpperCase() ?? '';
  return method === '' ? 'GET' : method;
}

/** Documenter keeps the text in `url` and the parts in `urlObject`. */
function urlOf(request: JsonObject): { readonly value: Json | undefined; readonly key: string } {
  const parts = own(request, 'urlObject');
  if (!isObject(parts)) return { value: own(request, 'url'), key: 'url' };
  const raw = ownText(request, 'url');
  return { value: raw === undefined ? parts : { raw, ...parts }, key: 'urlObject' };
}

function queryList(url: Json | undefined): Json | undefined {
  return isObject(url) ? own(url, 'query') : undefined;
}

class RequestReader {
  readonly #shared: Shared;
  readonly #saved: SavedItem;

  constructor(saved: SavedItem, shared: Shared) {
    this.#saved = saved;
    this.#shared = shared;
  }

  read(request: JsonObject, at: JsonPointer, name: string): RoutedRequest {
    const context = { variables: this.#saved.scope.variables };
    const { value, key } = urlOf(request);
    const url = readUrl(value, appendPointer(at, key), context);
    const headers = readHeaders(own(request, 'header'), appendPointer(at, 'header'), context);
    const body = readBody(
      own(request, 'body'),
      appendPointer(at, 'body'),
      headerValue(headers, 'content-type'),
      context,
    );
    const accept = headerValue(headers, 'accept');
    return {
      ...this.#route(request, url),
      request: {
        name,
        queryParameters: url.query,
        headers: headers.filter(isRequestParameter),
        cookies: cookiesOf(headers),
        ...(accept === undefined ? {} : { accept }),
        ...(body === undefined ? {} : { body }),
        ...this.#security(request, value, at),
        at,
      },
      responses: [],
    };
  }

  #route(request: JsonObject, url: ReadUrl): Omit<RoutedRequest, 'request' | 'responses'> {
    return {
      method: methodOf(request),
      segments: url.segments,
      slash: url.slash,
      server: url.server,
      folders: this.#saved.scope.path,
      declared: url.variables,
      variables: this.#saved.scope.variables,
      missingUrl: url.missing,
    };
  }

  #security(request: JsonObject, url: Json | undefined, at: JsonPointer): Pick<CanonicalRequest, 'security'> {
    const { scope, item } = this.#saved;
    const { log, registry } = this.#shared;
    const auth =
      readAuth(own(request, 'auth'), appendPointer(at, 'auth'), scope.variables, log) ??
      readAuth(own(item, 'auth'), appendPointer(this.#saved.at, 'auth'), scope.variables, log) ??
      scope.auth;
    const sent = { headers: own(request, 'header'), query: queryList(url) };
    const security = securityOf(auth, sent, registry);
    return security === undefined ? {} : { security };
  }

  /** The request that a response was saved with; the same request again, often with other values. */
  original(value: Json, at: JsonPointer): RoutedRequest | undefined {
    const request = typeof value === 'string' ? { url: value } : value;
    if (
      !isObject(request) ||
      (own(request, 'url') === undefined && own(request, 'urlObject') === undefined)
    ) {
      return undefined;
    }
    const routed = this.read(request, at, ownText(this.#saved.item, 'name') ?? '');
    const { security: _, ...plain } = routed.request;
    return { ...routed, request: plain };
  }

  response(value: Json, at: JsonPointer): RoutedResponse | undefined {
    const context = { variables: this.#saved.scope.variables, log: this.#shared.log };
    let original: RoutedRequest | undefined;
    const response = readResponse(value, at, context);
    const saved = isObject(value) ? own(value, 'originalRequest') : undefined;
    if (saved !== undefined && saved !== null)
      original = this.original(saved, appendPointer(at, 'originalRequest'));
    if (response === undefined) return undefined;
    return { response, ...(original === undefined ? {} : { original }) };
  }
}

function nameOf({ item, request }: SavedItem): string {
  return ownText(item, 'name')?.trim() ?? ownText(request, 'name')?.trim() ?? '';
}

/** One saved request with its responses, brought to one form. */
export function readRequest(saved: SavedItem, shared: Shared): RoutedRequest {
  const reader = new RequestReader(saved, shared);
  const { item, request, at } = saved;
  const routed = reader.read(request, appendPointer(at, 'request'), nameOf(saved));
  const description = markdownOf(own(request, 'description')) ?? markdownOf(own(item, 'description'));
  const id = ownText(item, '_postman_id') ?? ownText(item, 'id');
  const expected = expectedStatuses(item, at);
  const responses = [...ownList(item, 'response'), ...ownList(item, 'responses')];
  return {
    ...routed,
    request: {
      ...routed.request,
      ...(description === undefined ? {} : { description }),
      ...(id === undefined ? {} : { id }),
      ...(expected.length === 0 ? {} : { expected }),
      at,
    },
    responses: responses
      .map((response, index) => reader.response(response, appendPointer(at, 'response', index)))
      .filter((response) => response !== undefined),
  };
}
