import type { JsonObject } from '../base/json.ts';
import { ApiDocument } from '../openapi/api-document.ts';
import { inferResources } from '../openapi/resources.ts';
import { documentApi } from './api/document-api.ts';
import { Authenticator, type Access } from './document/authenticator.ts';
import { documentReadings, methodCases, operationCases } from './document/operation-cases.ts';
import { Records, type Bound } from './document/records.ts';
import { RequestMaker } from './document/request-maker.ts';
import { resourceCases } from './document/resource-cases.ts';
import type { Mode } from './engine/session.ts';
import type { RunOptions } from './options.ts';
import type { Suite } from './suite.ts';

/** What a run keeps while it lasts. */
interface DocumentRun {
  readonly records: Records;
}

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
  const bound = api.operations.flatMap((operation): Bound[] => {
    const binding = bindings.get(operation.id);
    return binding === undefined || operation.deprecated ? [] : [{ operation, binding }];
  });
  const suite: Suite<DocumentRun> = {
    api,
    checks: [],
    readings: documentReadings,
    transitions: [],
    secrets: auth.secrets,
    open: ({ settings }) => ({
      records: new Records(new RequestMaker(api, read, auth, settings.seed), bound),
    }),
    setUp: (session) => auth.open(session),
    cleanUp: (session) => session.records.cleanUp(session),
    cases: ({ settings, records }) => [
      ...bound
        .filter(({ binding }) => binding.role === 'create')
        .flatMap((creating) => resourceCases(api, records, creating)),
      ...api.operations
        .filter(({ deprecated }) => !deprecated)
        .flatMap((operation) =>
          operationCases({
            api,
            records,
            operation,
            creates: mayCreate(settings.mode, records, operation),
            isGuarded: auth.isGuarded(operation),
            isSequenced: bindings.get(operation.id)?.role === 'create',
            withCredentials: (request, kind) => records.requests.withCredentials(operation, request, kind),
          }),
        ),
      ...methodCases(api, records),
    ],
  };
  return suite;
}

/** Whether the mode lets a run create what an operation needs, and leave it behind where it cannot be removed. */
function mayCreate(mode: Mode, records: Records, operation: Bound['operation']): boolean {
  if (mode !== 'own-tasks') return mode === 'full';
  return records.needs(operation).every((resource) => records.isRemovable(resource));
}
