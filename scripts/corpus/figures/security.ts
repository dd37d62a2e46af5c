import type { JsonObject } from '../../../src/specwright/base/json.ts';
import type { DocumentOperation, DocumentView } from '../document/document-view.ts';
import { Counter, type Tally } from '../figure.ts';
import { object } from '../raw/values.ts';
import type { RawRequest } from '../raw/raw-request.ts';
import { label, type FigureContext } from './context.ts';

type Test = (scheme: JsonObject, request: RawRequest) => boolean;

const http =
  (...names: readonly string[]): Test =>
  (scheme) =>
    scheme['type'] === 'http' && names.includes(String(scheme['scheme']).toLowerCase());

const apiKey: Test = (scheme, { apiKeyName }) =>
  scheme['type'] === 'apiKey' && (apiKeyName === undefined || scheme['name'] === apiKeyName);

/** What each of Postman's auth types must come out as. */
const expected: Readonly<Record<string, Test>> = {
  bearer: http('bearer'),
  basic: http('basic'),
  digest: http('digest'),
  oauth2: (scheme) => scheme['type'] === 'oauth2',
  apikey: apiKey,
  jwt: (scheme) => http('bearer')(scheme, NO_REQUEST) || scheme['type'] === 'apiKey',
  asap: http('bearer'),
  oauth1: (scheme) => scheme['type'] === 'http' || scheme['type'] === 'apiKey',
  hawk: (scheme) => scheme['type'] === 'http' || scheme['type'] === 'apiKey',
  ntlm: (scheme) => scheme['type'] === 'http' || scheme['type'] === 'apiKey',
  awsv4: (scheme) => scheme['type'] === 'http' || scheme['type'] === 'apiKey',
  edgegrid: (scheme) => scheme['type'] === 'http' || scheme['type'] === 'apiKey',
};

const NO_REQUEST: RawRequest = {
  name: '',
  method: '',
  segments: [],
  resolved: [],
  query: [],
  headers: [],
  form: [],
  json: undefined,
  strictJson: false,
  auth: undefined,
  apiKeyName: undefined,
  authorization: undefined,
  description: '',
  responses: [],
  source: {},
};

function schemes(view: DocumentView, operation: DocumentOperation): JsonObject[] {
  const all = object(object(view.json['components'])['securitySchemes']);
  return operation.security.flatMap((requirement) =>
    Object.keys(requirement).map((name) => view.follow(all[name])),
  );
}

function isOpen(operation: DocumentOperation): boolean {
  return (
    operation.security.length === 0 ||
    operation.security.some((requirement) => Object.keys(requirement).length === 0)
  );
}

/** Requests that an auth block or an Authorization header protects. */
export function securityRight({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    const { auth, authorization } = pair.request;
    if (pair.operation === undefined || auth === 'noauth') continue;
    const found = schemes(view, pair.operation);
    const test = auth === undefined ? undefined : expected[auth];
    if (test !== undefined)
      counter.count(
        found.some((scheme) => test(scheme, pair.request)),
        () => `${label(pair)} ${auth ?? ''}`,
      );
    else if (authorization !== undefined)
      counter.count(found.length > 0, () => `${label(pair)} Authorization header`);
    else counter.count(isOpen(pair.operation) || sendsKey(pair.request), () => `${label(pair)} says nothing`);
  }
  return counter;
}

function sendsKey({ headers, query }: RawRequest): boolean {
  return [...headers, ...query].some((name) => /(key|token)$/i.test(name));
}

export function noauthOpen({ pairs }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    if (pair.operation === undefined || pair.request.auth !== 'noauth') continue;
    counter.count(isOpen(pair.operation), () => label(pair));
  }
  return counter;
}
