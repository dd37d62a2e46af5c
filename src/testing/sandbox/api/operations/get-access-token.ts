import type { Core } from '../../core.ts';
import type { Reply } from 'specwright/sandbox';
import type { Exchange } from '../../exchange.ts';
import { getAccessTokenRequestBody } from '../../../../../generated/validators.js';
import { tokenError, tokenGranted } from '../replies.ts';

const documented = new Set(['grant_type', 'client_id', 'client_secret', 'scope']);

/** `POST /configapi/v2/oauth/token`: client credentials for a bearer token. */
export function getAccessToken(core: Core, exchange: Exchange): Reply {
  const form = readForm(core, exchange);
  if (form === undefined)
    return tokenError(400, 'invalid_request', 'The body must be a form (application/x-www-form-urlencoded).');
  const wrong = formError(core, form);
  return wrong ?? grant(core, form);
}

function readForm({ steps }: Core, exchange: Exchange): URLSearchParams | undefined {
  const text = steps.text(exchange);
  if (text === undefined || !steps.acceptsMediaType(exchange, 'application/x-www-form-urlencoded'))
    return undefined;
  return new URLSearchParams(text);
}

function formError(core: Core, form: URLSearchParams): Reply | undefined {
  const missing = ['grant_type', 'client_id', 'client_secret'].filter((name) => !form.get(name));
  if (missing.length > 0) return tokenError(400, 'invalid_request', `Missing: ${missing.join(', ')}.`);
  if (hasRepeats(form)) return tokenError(400, 'invalid_request', 'A parameter is sent more than once.');
  if (!core.steps.acceptsGrant(form.get('grant_type') ?? '')) {
    return tokenError(400, 'unsupported_grant_type', 'The grant type must be client_credentials.');
  }
  if (
    core.settings.rules.tokenExtraFields === 'refuse' &&
    !getAccessTokenRequestBody(Object.fromEntries(form))
  ) {
    return tokenError(400, 'invalid_request', 'A parameter is not documented.');
  }
  return undefined;
}

function hasRepeats(form: URLSearchParams): boolean {
  return [...documented].some((name) => form.getAll(name).length > 1);
}

function grant(core: Core, form: URLSearchParams): Reply {
  const { steps } = core;
  const user = steps.findUser(form.get('client_id') ?? '');
  // One answer for all three: whether a user exists is not to be guessed.
  if (
    user === undefined ||
    !steps.secretMatches(user, form.get('client_secret') ?? '') ||
    steps.isLocked(user)
  ) {
    return tokenError(401, 'invalid_client', 'The client id or the client secret is wrong.');
  }
  const scope = form.get('scope') ?? undefined;
  if (!steps.acceptsScope(scope))
    return tokenError(400, 'invalid_scope', 'The scope must be the host of the tenant.');
  const session = steps.openSession(user, steps.makeToken());
  return tokenGranted(steps.token(session, scope ?? core.tenant.host));
}
