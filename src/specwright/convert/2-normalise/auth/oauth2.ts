import type { JsonObject } from '../../../base/json.ts';
import type { Attributes } from './attributes.ts';

function urlOf(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  const url = keys.map((key) => attributes.get(key)).find((value) => value !== undefined);
  return url !== undefined && /^https?:/i.test(url) && URL.canParse(url) && !/[{}<>]/.test(url)
    ? url
    : undefined;
}

export function scopesOf(attributes: Attributes): readonly string[] {
  const scopes = (attributes.get('scope') ?? '').split(/[\s,]+/);
  return [...new Set(scopes)].filter((scope) => scope !== '' && !/[{}<>]/.test(scope));
}

interface Flow {
  readonly name: string;
  readonly needs: readonly ('authorizationUrl' | 'tokenUrl')[];
}

const flows: Readonly<Record<string, Flow>> = {
  authorization_code: { name: 'authorizationCode', needs: ['authorizationUrl', 'tokenUrl'] },
  authorization_code_with_pkce: { name: 'authorizationCode', needs: ['authorizationUrl', 'tokenUrl'] },
  client_credentials: { name: 'clientCredentials', needs: ['tokenUrl'] },
  password_credentials: { name: 'password', needs: ['tokenUrl'] },
  password: { name: 'password', needs: ['tokenUrl'] },
  implicit: { name: 'implicit', needs: ['authorizationUrl'] },
};

/** The grant type as stated; failing that, the one that the known addresses allow. */
function flowOf(attributes: Attributes, known: JsonObject): Flow | undefined {
  const grant = attributes.get('grant_type') ?? attributes.get('grantType');
  const stated = grant === undefined || !Object.hasOwn(flows, grant) ? undefined : flows[grant];
  const guess = Object.hasOwn(known, 'authorizationUrl')
    ? flows['authorization_code']
    : flows['client_credentials'];
  return [stated, guess].find((flow) => flow?.needs.every((need) => Object.hasOwn(known, need)) === true);
}

/** OAuth2 with the flow that is configured; without addresses there is none to state, which OpenAPI allows. */
export function oauth2Scheme(attributes: Attributes): JsonObject {
  const authorizationUrl = urlOf(attributes, 'authUrl', 'authorizationUrl', 'auth_url');
  const tokenUrl = urlOf(attributes, 'accessTokenUrl', 'tokenUrl', 'access_token_url');
  const refreshUrl = urlOf(attributes, 'refreshTokenUrl');
  const known: JsonObject = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
  };
  const flow = flowOf(attributes, known);
  if (flow === undefined) return { type: 'oauth2', flows: {} };
  const scopes = Object.fromEntries(scopesOf(attributes).map((scope) => [scope, '']));
  const urls = Object.fromEntries(flow.needs.map((need) => [need, known[need] ?? '']));
  return {
    type: 'oauth2',
    flows: { [flow.name]: { ...urls, ...(refreshUrl === undefined ? {} : { refreshUrl }), scopes } },
  };
}
