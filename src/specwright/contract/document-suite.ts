import type { JsonObject } from '../base/json.ts';
import { ApiDocument } from '../openapi/api-document.ts';
import { inferActions, inferResources } from '../openapi/resources.ts';
import { findOperation } from './api/find.ts';
import { allowHeader } from './checks/allow-header.ts';
import { documentApi } from './api/document-api.ts';
import { Authenticator } from './document/authenticator.ts';
import {
  documentReadings,
  methodCases,
  operationCases,
  saysAllow,
  tokenCases,
  unknownPathCase,
} from './document/operation-cases.ts';
import type { Knowledge } from './document/knowledge.ts';
import { withUpserts, type Bound } from './document/bound.ts';
import { Records } from './document/records.ts';
import { RequestMaker } from './document/request-maker.ts';
import { resourceCases, singletonCases } from './document/resource-cases.ts';
import { uploadCases } from './document/sequences/uploads.ts';
import type { ApiRequest } from './engine/request.ts';
import type { SessionCore } from './engine/session.ts';
import type { RunOptions } from './options.ts';
import type { Suite } from './suite.ts';

/**
 * The suite that a document gives: sequences over each resource, documented examples, valid bodies, requests with
 * one violation, calls with wrong credentials or none.
 *
 * @param document - a parsed OpenAPI 3 document
 * @param options - `target`: an address with a path of its own takes the place of the path in `servers`;
 * `auth` and `headers`: what lets the run in; `hooks` and `profile`: what people know of the target
 * @throws SpecError when it is not an OpenAPI 3 document or has no operation
 * @throws SetupError when `auth` names a security scheme that the document does not have
 */
export function documentSuite(
  document: JsonObject,
  options: Partial<Pick<RunOptions, 'target'>> & Knowledge = {},
): Suite {
  const api = documentApi(document, options.target);
  const read = new ApiDocument(document);
  const auth = new Authenticator(read, options);
  const bindings = inferResources(read);
  const actions = inferActions(read, bindings);
  const bound = withUpserts(
    api.operations.flatMap((operation): Bound[] => {
      const binding = bindings.get(operation.id) ?? actions.get(operation.id);
      return binding === undefined || operation.deprecated ? [] : [{ operation, binding }];
    }),
  );
  const { hooks = {} } = options;
  const prepare = async (request: ApiRequest): Promise<ApiRequest> =>
    (await hooks.before?.(request.operation ?? '', request)) ?? request;
  const runs = new WeakMap<SessionCore, Records>();
  const recordsOf = (session: SessionCore): Records => {
    const known =
      runs.get(session) ??
      new Records(new RequestMaker(api, read, auth, session.settings.seed, options.profile?.bodies), bound);
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
    setUp: async (session) => {
      await hooks.setup?.({ target: session.settings.baseUrl });
      await auth.open(session);
      const { known } = recordsOf(session).requests;
      const names = api.operations.flatMap(({ parameters }) =>
        parameters.filter(({ in: place, required }) => place === 'path' || required).map(({ name }) => name),
      );
      for (const name of new Set(names)) {
        const value = await hooks.fixture?.(name);
        if (value !== undefined) known.set(name, value);
      }
      for (const [name, value] of Object.entries(options.profile?.values ?? {})) known.set(name, value);
    },
    prepare,
    cleanUp: (session) => recordsOf(session).cleanUp(session, prepare),
    tearDown: () => hooks.teardown?.(),
    soften: ({ operation, api: { operations }, exchange }, check) => {
      if (check !== allowHeader.id || operation !== undefined) return undefined;
      // What allows the method that it refuses is wrong whatever the document says.
      const allowed = (exchange.answer?.headers['allow'] ?? '').toUpperCase().split(/[\s,]+/);
      if (allowed.includes(exchange.request.method)) return undefined;
      const { pathname } = new URL(exchange.request.url);
      const isDocumented = operations.some(
        ({ method, responses }) =>
          findOperation(api, method, pathname) !== undefined &&
          responses.some(({ status }) => status === '405'),
      );
      return isDocumented || saysAllow(api) ? undefined : { severity: 'info', reading: 'allow' };
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
        ...uploadCases(api, records),
        ...api.operations
          .filter(({ deprecated }) => !deprecated)
          .flatMap((operation) =>
            operationCases({
              api,
              records,
              operation,
              creates: mode !== 'read-only',
              isSequenced: bindings.get(operation.id)?.role === 'create',
              admission: auth.admission(operation),
              intruders: auth.isGuarded(operation) ? auth.intruders(operation) : [],
              isLocal,
            }),
          ),
        ...tokenCases(auth, baseUrl),
        ...methodCases(api, records, isLocal),
        unknownPathCase(api),
      ];
    },
  };
}
