import { info, problemsOf, warning, type CodesOf } from '../../base/problem.ts';

export const normaliseProblem = problemsOf({
  'method-not-in-openapi': warning(
    ({ method, path }: Route) =>
      `OpenAPI 3.1 has no place for the method ${method}; the request to ${path} is left out.`,
  ),
  'example-of-other-request': info(
    ({ method, path }: Route) =>
      `The saved response was recorded with another request (${method} ${path}); that request is not used, the response is kept.`,
  ),
  'url-missing': warning(
    ({ name }: { name: string }) =>
      `The request "${name}" has no URL; it is kept as a request to the root path "/".`,
  ),
  'trailing-slash-differs': info(
    ({ path }: { path: string }) =>
      `Some requests write ${path} with a slash at the end and some without; it is left out.`,
  ),
  'status-contradicts-name': warning(
    ({ name, code, taken }: { name: string; code: number; taken: number }) =>
      `The saved response "${name}" has the status ${String(code)}, but its name and its body are those of a ${String(taken)}; ${String(taken)} was taken.`,
  ),
  'oauth-address-missing': warning(
    ({ addresses }: { addresses: readonly string[] }) =>
      `The OAuth 2 settings do not state every address of their flow; ${addresses.join(' and ')} is in the document instead. Give the variables of the collection a value, or correct the address with an overlay.`,
  ),
  'auth-type-unknown': warning(
    ({ type }: { type: string }) =>
      `The auth type "${type}" is not known; the auth of the folder around it is used instead.`,
  ),
});

export type NormaliseCode = CodesOf<typeof normaliseProblem>;

type Route = Readonly<{ method: string; path: string }>;
