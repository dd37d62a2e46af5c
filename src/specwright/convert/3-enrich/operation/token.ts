import { type JsonObject, isObject, own } from '../../../base/json.ts';
import type { CanonicalOperation, CanonicalServer } from '../../canonical-collection.ts';
import { everyRequest } from './samples.ts';

const TOKEN_PATH = /(?:^|[/_.-])(?:access_?)?tokens?(?:\.\w{2,4})?$/i;

/** The grant type that an operation asks a token with, if it is a token request. */
export function grantTypeOf(operation: CanonicalOperation): string | undefined {
  if (operation.method !== 'POST' || !TOKEN_PATH.test(operation.path)) return undefined;
  for (const { request } of everyRequest(operation)) {
    const field = [...(request.body?.fields ?? []), ...request.queryParameters].find(
      ({ name }) => name === 'grant_type',
    );
    const json = request.body?.json;
    const value = field?.value ?? (isObject(json) ? own(json, 'grant_type') : undefined);
    if (field === undefined && value === undefined) continue;
    return grantIn(`${typeof value === 'string' ? value : ''} ${field?.description ?? ''}`);
  }
  return undefined;
}

function grantIn(text: string): string {
  return (
    /client_credentials|password|authorization_code|refresh_token/.exec(text)?.[0] ?? 'client_credentials'
  );
}

/** The OAuth 2.0 scheme that a token request shows. */
export function oauthScheme(
  operation: CanonicalOperation,
  grant: string,
  servers: readonly CanonicalServer[],
): JsonObject | undefined {
  const tokenUrl = tokenUrlOf(operation, servers);
  if (grant === 'client_credentials')
    return { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } };
  return grant === 'password' ? { type: 'oauth2', flows: { password: { tokenUrl, scopes: {} } } } : undefined;
}

/** A server URL with variables is not a URL: the token's place is then given relative to the server. */
function tokenUrlOf(operation: CanonicalOperation, servers: readonly CanonicalServer[]): string {
  const server = servers[operation.requests[0]?.server ?? 0]?.url ?? '';
  return /^https?:\/\/[^{}]+$/.test(server)
    ? `${server}${operation.path}`
    : operation.path.replaceAll(/[{}]/g, '');
}
