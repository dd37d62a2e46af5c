import type { Core } from '../../core.ts';
import type { Exchange } from '../../exchange.ts';
import { taskRoutingPrivilege } from '../../store/records.ts';
import type { Session, User } from '../../store/records.ts';

/** Who calls, and may they. */
export interface AuthSteps {
  /** The token that a request carries. */
  bearerToken(exchange: Exchange): string | undefined;
  findSession(token: string): Session | undefined;
  isExpired(session: Session): boolean;
  /** The user that a session acts as, unless locked by now. */
  userOf(session: Session): User | undefined;
  featureEnabled(): boolean;
  hasPrivilege(user: User, exchange: Exchange): boolean;
  /** Takes one request out of the bucket of the rate limit; false where it is empty. */
  withinLimit(session: Session): boolean;
}

const bearer = /^Bearer +([^ ]+) *$/i;

export function authSteps(core: Core): AuthSteps {
  return {
    bearerToken: ({ request }) => bearer.exec(request.header('authorization') ?? '')?.[1],
    findSession: (token) => core.store.sessions.get(token),
    isExpired: (session) => core.clock.now() >= session.expiresAt,
    userOf: (session) => activeUser(core, session),
    featureEnabled: () => core.tenant.featureEnabled,
    hasPrivilege: (user) => user.privileges.includes(taskRoutingPrivilege),
    withinLimit: (session) => takeFromBucket(core, session),
  };
}

function activeUser(core: Core, session: Session): User | undefined {
  const user = core.tenant.users.get(session.username);
  return user?.locked === false ? user : undefined;
}

function takeFromBucket(core: Core, session: Session): boolean {
  const limit = core.settings.rateLimit;
  if (limit === undefined) return true;
  const now = core.clock.now();
  const bucket = session.allowance ?? { left: limit.burst, at: now };
  const regained = ((now - bucket.at) / 1000) * limit.perSecond;
  const left = Math.min(limit.burst, bucket.left + regained);
  session.allowance = { left: left >= 1 ? left - 1 : left, at: now };
  return left >= 1;
}
