import type { JsonObject } from '../base/json.ts';
import { ApiDocument } from '../openapi/api-document.ts';
import { inferActions, inferResources } from '../openapi/resources.ts';
import { findOperation } from './api/find.ts';
import { allowHeader } from './checks/allow-header.ts';
import { documentApi } from './api/document-api.ts';
import { Authenticator, type Access } from './document/authenticator.ts';
import { documentReadings, methodCases, operationCases, tokenCases } from './document/operation-cases.ts';
import { Records, type Bound } from './document/records.ts';
import { RequestMaker } from './document/request-maker.ts';
import { resourceCases, singletonCases } from './document/resource-cases.ts';
import type { SessionCore } from './engine/session.ts';
import type { RunOptions } from './options.ts';
import type { Suite } from './suite.ts';

/**
 * The suite that a document gives: sequences over each resource, documented examples, valid bodies, requests with
 * one violation, calls with wrong credentials or none.
 *
 * @param document - a parsed OpenAPI 3 document
 * @param options - `target`: an address with a path of its own takes the place of the path in `servers`;
 * `auth` and `headers`: what lets the run in
 * @throws SpecError when it is not an OpenAPI 3 document or has no operation
 * @throws SetupError when `auth` names a security scheme that the document does not have
 */
export function documentSuite(
  document: JsonObject,
  options: Partial<Pick<RunOptions, 'target'>> & Access = {},
): Suite {
  const api = documentApi(document, options.target);
  const read = new ApiDocument(document);
  const auth = new Authenticator(read, options);
  const bindings = inferResources(read);
  const actions = inferActions(read, bindings);
  const bound = api.operations.flatMap((operation): Bound[] => {
    const binding = bindings.get(operation.id) ?? actions.get(operation.id);
    return binding === undefined || operation.deprecated ? [] : [{ operation, binding }];
  });
  const runs = new WeakMap<SessionCore, Records>();
  const recordsOf = (session: SessionCore): Records => {
    const known =
      runs.get(session) ?? new Records(new RequestMaker(api, read, auth, session.settings.seed), bound);
    runs.set(session, known);
    return known;
  };
  return {
    api,
    checks: [],
    readings: documentReadings,
    transitions: [],
    secrets: auth.secrets,
    open: () => ({}),
    setUp: (session) => auth.open(session),
    cleanUp: (session) => recordsOf(session).cleanUp(session),
    soften: ({ operation, api: { operations }, exchange }, check) => {
      if (check !== allowHeader.id || operation !== undefined) return undefined;
      const { pathname } = new URL(exchange.request.url);
      const isDocumented = operations.some(
        ({ method, responses }) =>
          findOperation(api, method, pathname) !== undefined &&
          responses.some(({ status }) => status === '405'),
      );
      return isDocumented ? undefined : { severity: 'info', reading: 'allow' };
    },
    cases: (session) => {
      const records = recordsOf(session);
      const { mode, kind, baseUrl } = session.settings;
      const isLocal = kind !== 'remote';
      return [
        ...bound
          .filter(({ binding }) => binding.role === 'create')
          .flatMap((creating) => resourceCases(api, records, creating)),
        ...singletonCases(api, records, bound, isLocal),
        ...api.operations
          .filter(({ deprecated }) => !deprecated)
          .flatMap((operation) =>
            operationCases({
              api,
              records,
              operation,
              creates: mode !== 'read-only',
              isSequenced: bindings.get(operation.id)?.role === 'create',
              intruders: auth.isGuarded(operation) ? auth.intruders(operation) : [],
              isLocal,
            }),
          ),
        ...tokenCases(auth, baseUrl),
        ...methodCases(api, records, isLocal),
      ];
    },
  };
}
