import { retryAfterHeader, type Reply } from 'specwright/sandbox';
import type { Core } from '../core.ts';
import { Refusal } from '../error-codes.ts';
import type { Exchange } from '../exchange.ts';
import { refuse } from './replies.ts';

/** Whether a task operation may continue: token, feature, privilege, limit, in this order. */
export function guard(core: Core, exchange: Exchange): Reply | undefined {
  const refusal = reasonAgainst(core, exchange);
  if (refusal === undefined) return undefined;
  const reply = refuse(core, refusal);
  const { rateLimit } = core.settings;
  if (refusal.code !== 12 || rateLimit === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, ...retryAfterHeader(rateLimit, core.clock.now()) } };
}

function reasonAgainst({ steps }: Core, exchange: Exchange): Refusal | undefined {
  const token = steps.bearerToken(exchange);
  if (token === undefined) return new Refusal(1, [], 'no bearer token');
  const session = steps.findSession(token);
  if (session === undefined) return new Refusal(1, [], 'unknown token');
  if (steps.isExpired(session)) return new Refusal(2);
  const user = steps.userOf(session);
  if (user === undefined) return new Refusal(1, [], 'the user is locked');
  if (!steps.featureEnabled()) return new Refusal(14);
  if (!steps.hasPrivilege(user, exchange)) return new Refusal(3);
  return steps.withinLimit(session) ? undefined : new Refusal(12);
}
