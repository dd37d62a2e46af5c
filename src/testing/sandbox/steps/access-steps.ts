import { type ApiRequest, decodeParameter, PathRouter, type Route, takeOne } from 'specwright/sandbox';
import { operations } from '../../../../generated/operations.ts';
import type { Exchange, OperationId } from '../exchange.ts';
import type { State } from '../state.ts';
import { taskRoutingPrivilege, type Session, type User } from '../store/records.ts';

const router = new PathRouter<OperationId>();
for (const { id, method, path } of Object.values(operations)) router.add(method, path, id);

const BEARER = /^Bearer +([^ ]+) *$/i;

/** Which operation a request asks for, who calls, and whether they may. */
export class AccessSteps {
  protected readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  matchPath(path: string): Route<OperationId> | undefined {
    return router.find(path);
  }

  matchMethod(
    request: ApiRequest,
    { methods, params: [taskId = ''] }: Route<OperationId>,
  ): Exchange | undefined {
    const operationId = methods.get(request.method === 'HEAD' ? 'GET' : request.method);
    return operationId && { request, operationId, taskId: decodeParameter(taskId) };
  }

  /** The token that a request carries. */
  bearerToken({ request }: Exchange): string | undefined {
    return BEARER.exec(request.header('authorization') ?? '')?.[1];
  }

  findSession(token: string): Session | undefined {
    return this.state.store.sessions.get(token);
  }

  isExpired(session: Session): boolean {
    return this.state.clock.now() >= session.expiresAt;
  }

  /** The user that a session acts as, unless locked by now. */
  userOf(session: Session): User | undefined {
    const user = this.state.tenant.users.get(session.username);
    return user?.locked === false ? user : undefined;
  }

  featureEnabled(): boolean {
    return this.state.tenant.featureEnabled;
  }

  hasPrivilege(user: User, _exchange: Exchange): boolean {
    return user.privileges.includes(taskRoutingPrivilege);
  }

  /** Takes one request out of the bucket of the rate limit; false where it is empty. */
  withinLimit(session: Session): boolean {
    const { rateLimit } = this.state.settings;
    if (rateLimit === undefined) return true;
    const { allowed, allowance } = takeOne(rateLimit, session.allowance, this.state.clock.now());
    session.allowance = allowance;
    return allowed;
  }

  acceptsGrant(grantType: string): boolean {
    return grantType === 'client_credentials';
  }

  acceptsScope(scope: string | undefined): boolean {
    return this.state.settings.rules.tokenScope === 'ignore' || scope === this.state.tenant.host;
  }

  findUser(clientId: string): User | undefined {
    return this.state.tenant.users.get(clientId);
  }

  secretMatches(user: User, secret: string): boolean {
    return user.secret === secret;
  }

  isLocked(user: User): boolean {
    return user.locked;
  }

  makeToken(): string {
    return this.state.random.hex(64);
  }

  openSession({ username }: User, token: string): Session {
    const { clock, settings, store } = this.state;
    if (settings.rules.newTokenRevokesOld === 'yes') {
      for (const session of store.sessions.values())
        if (session.username === username) store.sessions.delete(session.token);
    }
    return store.addSession({ token, username, expiresAt: clock.now() + settings.tokenLifetime });
  }

  /** What `expires_in` says, in seconds. */
  lifetime(): number {
    return Math.floor(this.state.settings.tokenLifetime / 1000);
  }
}
