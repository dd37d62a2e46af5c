import { type JsonObject, objectAt, ownText } from '../../../base/json.ts';
import { serverOf } from '../url/server.ts';
import { splitUrl } from '../url/split.ts';
import type { Attributes } from './attributes.ts';

/** The first address that is stated; a variable without a value becomes a name under `.example`, as in servers. */
function urlOf(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  const text = keys
    .map((key) => attributes.get(key))
    .find((value) => value !== undefined && value.trim() !== '');
  if (text === undefined) return undefined;
  if (/^https?:/i.test(text) && URL.canParse(text) && !/[{}<>]/.test(text)) return text;
  const split = splitUrl(text);
  const { url, variables } = serverOf(split, split.segments, { value: () => undefined });
  const concrete = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => variables[name]?.default ?? '');
  return /^https?:/i.test(concrete) && URL.canParse(concrete) ? concrete : undefined;
}

export function scopesOf(attributes: Attributes): readonly string[] {
  const scopes = (attributes.get('scope') ?? '').split(/[\s,]+/);
  return [...new Set(scopes)].filter((scope) => scope !== '' && !/[{}<>]/.test(scope));
}

interface Flow {
  readonly name: string;
  readonly needs: readonly ('authorizationUrl' | 'tokenUrl')[];
}

const AUTHORIZATION_CODE: Flow = { name: 'authorizationCode', needs: ['authorizationUrl', 'tokenUrl'] };
const CLIENT_CREDENTIALS: Flow = { name: 'clientCredentials', needs: ['tokenUrl'] };
const PASSWORD: Flow = { name: 'password', needs: ['tokenUrl'] };

const FLOWS: Readonly<Record<string, Flow>> = {
  authorization_code: AUTHORIZATION_CODE,
  authorization_code_with_pkce: AUTHORIZATION_CODE,
  client_credentials: CLIENT_CREDENTIALS,
  password_credentials: PASSWORD,
  password: PASSWORD,
  implicit: { name: 'implicit', needs: ['authorizationUrl'] },
};

/** Addresses under the reserved top-level domain: they say that the host is yet to be named. */
const ANYWHERE = {
  authorizationUrl: 'https://authorization.example/authorize',
  tokenUrl: 'https://authorization.example/token',
};

/** The grant type as stated; where its addresses are missing, the one that the known addresses allow. */
function flowOf(attributes: Attributes, known: JsonObject): Flow {
  const grant = attributes.get('grant_type') ?? attributes.get('grantType');
  const stated = grant === undefined || !Object.hasOwn(FLOWS, grant) ? undefined : FLOWS[grant];
  const guess = Object.hasOwn(known, 'authorizationUrl') ? AUTHORIZATION_CODE : CLIENT_CREDENTIALS;
  const isComplete = (flow: Flow): boolean => flow.needs.every((need) => Object.hasOwn(known, need));
  if (stated !== undefined && (isComplete(stated) || !isComplete(guess))) return stated;
  return guess;
}

/** OAuth2 with the flow that is configured. OpenAPI needs every address of a flow: those that nobody states are placeholders. */
export function oauth2Scheme(attributes: Attributes): JsonObject {
  const authorizationUrl = urlOf(attributes, 'authUrl', 'authorizationUrl', 'auth_url');
  const tokenUrl = urlOf(attributes, 'accessTokenUrl', 'tokenUrl', 'access_token_url');
  const refreshUrl = urlOf(attributes, 'refreshTokenUrl');
  const known: JsonObject = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
  };
  const flow = flowOf(attributes, known);
  const scopes = Object.fromEntries(scopesOf(attributes).map((scope) => [scope, '']));
  const urls = Object.fromEntries(flow.needs.map((need) => [need, known[need] ?? ANYWHERE[need]]));
  return {
    type: 'oauth2',
    flows: { [flow.name]: { ...urls, ...(refreshUrl === undefined ? {} : { refreshUrl }), scopes } },
  };
}

/** Addresses of the flows that the collection does not state, such as those of variables without a value. */
export function madeUpAddresses(scheme: JsonObject, attributes: Attributes): readonly string[] {
  const stated = new Set(attributes.values());
  const urls = Object.values(objectAt(scheme, 'flows')).flatMap((flow) =>
    ['authorizationUrl', 'tokenUrl', 'refreshUrl'].flatMap((key) => ownText(flow, key) ?? []),
  );
  return urls.filter((url) => !stated.has(url));
}
