import type { Core } from '../../core.ts';
import type { Session, User } from '../../store/records.ts';

/** How access tokens are granted. */
export interface TokenSteps {
  acceptsGrant(grantType: string): boolean;
  acceptsScope(scope: string | undefined): boolean;
  findUser(clientId: string): User | undefined;
  secretMatches(user: User, secret: string): boolean;
  isLocked(user: User): boolean;
  makeToken(): string;
  openSession(user: User, token: string): Session;
  /** What `expires_in` says, in seconds. */
  lifetime(): number;
}

export function tokenSteps(core: Core): TokenSteps {
  return {
    acceptsGrant: (grantType) => grantType === 'client_credentials',
    acceptsScope: (scope) => core.settings.rules.tokenScope === 'ignore' || scope === core.tenant.host,
    findUser: (clientId) => core.tenant.users.get(clientId),
    secretMatches: (user, secret) => user.secret === secret,
    isLocked: (user) => user.locked,
    makeToken: () => core.random.hex(64),
    openSession: (user, token) => openSession(core, user, token),
    lifetime: () => Math.floor(core.settings.tokenLifetime / 1000),
  };
}

function openSession(core: Core, { username }: User, token: string): Session {
  const { sessions } = core.store;
  if (core.settings.rules.newTokenRevokesOld === 'yes') {
    for (const session of sessions.values())
      if (session.username === username) sessions.delete(session.token);
  }
  const expiresAt = core.clock.now() + core.settings.tokenLifetime;
  return core.store.addSession({ token, username, expiresAt });
}
