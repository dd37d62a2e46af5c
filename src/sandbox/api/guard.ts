import type { Core } from '../core.ts';
import type { Exchange } from '../exchange.ts';
import type { Session } from '../store/records.ts';
import { Refusal } from './error-codes.ts';

/** Whether a task operation may go on: token, feature, privilege, limit, in this order. */
export function guard(core: Core, exchange: Exchange): Refusal | undefined {
  const { steps } = core;
  const token = steps.bearerToken(exchange);
  const session = token === undefined ? undefined : steps.findSession(token);
  if (session === undefined)
    return new Refusal(1, [], token === undefined ? 'no bearer token' : 'unknown token');
  return guardSession(core, exchange, session);
}

function guardSession({ steps }: Core, exchange: Exchange, session: Session): Refusal | undefined {
  if (steps.isExpired(session)) return new Refusal(2);
  const user = steps.userOf(session);
  if (user === undefined) return new Refusal(1, [], 'the user is locked');
  if (!steps.featureEnabled()) return new Refusal(14);
  if (!steps.hasPrivilege(user, exchange)) return new Refusal(3);
  return steps.withinLimit(session) ? undefined : new Refusal(12);
}
