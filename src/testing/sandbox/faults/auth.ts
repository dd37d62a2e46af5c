import type { Core } from '../core.ts';
import type { Steps } from '../steps/steps.ts';
import type { Exchange, OperationId } from '../exchange.ts';
import type { Session, User } from '../store/records.ts';
import { breaks, wrongSteps, type StepsOf } from './fault.ts';

/** A session that was never opened, for the first user with every privilege. */
function anySession({ tenant, clock }: Core): Session {
  const [user] = tenant.users.values();
  return { token: '', username: user?.username ?? '', expiresAt: clock.now() + 1000 };
}

function openTo(operationId: OperationId): StepsOf {
  return (base, core) => ({
    bearerToken: (exchange) =>
      base.bearerToken(exchange) ?? (exchange.operationId === operationId ? 'none' : undefined),
    findSession: (token) => (token === 'none' ? anySession(core) : base.findSession(token)),
  });
}

/** Looks a token up by something less than the whole of it. */
function lookUp(same: (known: string, sent: string) => boolean): StepsOf {
  return (base, { store }) => ({
    findSession: (sent) =>
      base.findSession(sent) ?? [...store.sessions.values()].find(({ token }) => same(token, sent)),
  });
}

function rawToken(read: (exchange: Exchange) => string | undefined): StepsOf {
  return (base) => ({ bearerToken: (exchange) => base.bearerToken(exchange) ?? read(exchange) });
}

const authorization = ({ request }: Exchange): string => request.header('authorization') ?? '';

function secrets(same: (known: string, sent: string) => boolean): StepsOf {
  return () => ({ secretMatches: (user: User, sent: string) => same(user.secret, sent) });
}

/** Only these operations ask for the privilege. */
function privilegeFor(...ids: readonly OperationId[]): StepsOf {
  return (base) => ({
    hasPrivilege: (user, exchange) =>
      !ids.includes(exchange.operationId) || base.hasPrivilege(user, exchange),
  });
}

const tokens = wrongSteps('auth', {
  'no-token-accepted': breaks('every task operation needs a token', (base, core) => ({
    bearerToken: (exchange) => base.bearerToken(exchange) ?? 'none',
    findSession: (token) => (token === 'none' ? anySession(core) : base.findSession(token)),
  })),
  'queue-needs-no-token': ['Queue Task needs a token', openTo('queueTask')],
  'query-needs-no-token': ['Query Task needs a token', openTo('queryTask')],
  'update-needs-no-token': ['Update Task needs a token', openTo('updateTask')],
  'cancel-needs-no-token': ['Cancel Task needs a token', openTo('cancelTask')],
  'bulk-cancel-needs-no-token': ['Cancel Service Tasks needs a token', openTo('cancelServiceTasks')],
  'any-token-accepted': breaks('a token must have been granted', (base, core) => ({
    findSession: (token) => base.findSession(token) ?? anySession(core),
  })),
  'long-token-accepted': breaks('a token must have been granted', (base, core) => ({
    findSession: (token) => base.findSession(token) ?? (token.length === 64 ? anySession(core) : undefined),
  })),
  'expired-token-accepted': breaks('a token ends with its lifetime', () => ({ isExpired: () => false })),
  'token-case-ignored': [
    'a token is compared letter by letter',
    lookUp((known, sent) => known === sent.toUpperCase()),
  ],
  'token-suffix-ignored': ['a token is compared as a whole', lookUp((known, sent) => sent.startsWith(known))],
  'token-prefix-accepted': [
    'a token is compared as a whole',
    lookUp((known, sent) => sent.length >= 8 && known.startsWith(sent)),
  ],
  'empty-bearer-accepted': breaks('an empty token counts as none', (base, core) => ({
    bearerToken: (exchange) =>
      base.bearerToken(exchange) ?? (/^Bearer\s*$/i.test(authorization(exchange)) ? 'none' : undefined),
    findSession: (token) => (token === 'none' ? anySession(core) : base.findSession(token)),
  })),
  'any-scheme-accepted': [
    'the scheme is Bearer',
    rawToken((exchange) => / ([^ ]+)$/.exec(authorization(exchange))?.[1]),
  ],
  'bare-token-accepted': [
    'the scheme is Bearer',
    rawToken((exchange) => authorization(exchange) || undefined),
  ],
  'token-in-query-accepted': [
    'a token comes in the Authorization header',
    rawToken(({ request }) => new URLSearchParams(request.query).get('access_token') ?? undefined),
  ],
  'token-used-once': breaks('a token is good for its whole lifetime', (base, { store }) => ({
    findSession: (token) => {
      const session = base.findSession(token);
      store.sessions.delete(token);
      return session;
    },
  })),
  'token-dies-early': breaks('a token is good for its whole lifetime', () => dyingTokens(25)),
  'token-born-expired': breaks('a token is good for its whole lifetime', (_base, { clock }) => ({
    isExpired: (session) => session.expiresAt - clock.now() > 60_000,
  })),
});

/** Every token stops working after so many requests. */
function dyingTokens(most: number): Partial<Steps> {
  const used = new Map<string, number>();
  return {
    isExpired: ({ token }) => {
      used.set(token, (used.get(token) ?? 0) + 1);
      return (used.get(token) ?? 0) > most;
    },
  };
}

const rights = wrongSteps('auth', {
  'privilege-not-checked': ['every task operation needs the privilege', privilegeFor()],
  'privilege-checked-for-changes-only': [
    'Query Task needs the privilege',
    privilegeFor('queueTask', 'updateTask', 'cancelTask', 'cancelServiceTasks'),
  ],
  'privilege-checked-for-queries-only': ['changes need the privilege', privilegeFor('queryTask')],
  'privilege-not-checked-for-bulk-cancel': [
    'Cancel Service Tasks needs the privilege',
    privilegeFor('queueTask', 'queryTask', 'updateTask', 'cancelTask'),
  ],
  'privilege-always-lacking': breaks('users with the privilege are let in', () => ({
    hasPrivilege: () => false,
  })),
});

const grants = wrongSteps('auth', {
  'wrong-secret-accepted': ['the secret must be right', secrets(() => true)],
  'secret-of-another-accepted': breaks('a secret belongs to one user', (base, { tenant }) => ({
    secretMatches: (_user, secret) =>
      [...tenant.users.values()].some((other) => base.secretMatches(other, secret)),
  })),
  'secret-case-ignored': [
    'the secret is compared letter by letter',
    secrets((known, sent) => known.toLowerCase() === sent.toLowerCase()),
  ],
  'secret-prefix-compared': [
    'the secret is compared as a whole',
    secrets((known, sent) => known.slice(0, 8) === sent.slice(0, 8)),
  ],
  'secret-suffix-ignored': [
    'the secret is compared as a whole',
    secrets((known, sent) => sent.startsWith(known)),
  ],
  'unknown-client-accepted': breaks('the client must exist', (base, { tenant }) => ({
    findUser: (id) => base.findUser(id) ?? [...tenant.users.values()][0],
    secretMatches: () => true,
  })),
  'any-grant-accepted': breaks('the grant type is client_credentials', () => ({ acceptsGrant: () => true })),
  'right-secret-refused': ['right credentials are granted a token', secrets(() => false)],
});

/** Callers who get in and should not, or the reverse. */
export const authFaults = [...tokens, ...rights, ...grants];
