import type { Core } from '../core.ts';
import type { Exchange, Reply } from '../exchange.ts';
import type { Session } from '../store/records.ts';
import { Refusal } from './error-codes.ts';
import { refuse } from './replies.ts';

/** Whether a task operation may go on: token, feature, privilege, limit, in this order. */
export function guard(core: Core, exchange: Exchange): Reply | undefined {
  const refusal = reasonAgainst(core, exchange);
  if (refusal === undefined) return undefined;
  const reply = refuse(core, refusal);
  return refusal.code === 12 ? withRetryAfter(core, reply) : reply;
}

/** A bucket regains its next request after `1 / perSecond`. */
function withRetryAfter({ settings, clock }: Core, reply: Reply): Reply {
  const { retryAfter, perSecond = 1 } = settings.rateLimit ?? {};
  if (retryAfter === undefined) return reply;
  const seconds = Math.ceil(1 / perSecond);
  const value = retryAfter === 'date' ? new Date(clock.now() + seconds * 1000).toUTCString() : `${seconds}`;
  return { ...reply, headers: { ...reply.headers, 'Retry-After': value } };
}

function reasonAgainst(core: Core, exchange: Exchange): Refusal | undefined {
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
