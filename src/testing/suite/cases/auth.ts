import {
  expectRefusal,
  ownString,
  Skip,
  type ApiRequest,
  type Credentials,
  type Expectation,
} from 'specwright/contract';
import { runName, uniqueTask } from '../domain/bodies.ts';
import { maybe, oneOf, status } from '../domain/expect.ts';
import { admit } from '../domain/own-tasks.ts';
import {
  cancelServiceTasks,
  getAccessToken,
  NO_SERVICE,
  PROTECTED_OPERATIONS,
  queryTask,
  queueTask,
  TASK_CALLS,
  type ProtectedOperation,
} from '../domain/requests.ts';
import { all, needsHook, needsLogin, needsTasks, needsToken, needsUnprivileged } from '../needs.ts';
import type { Case, Login, Probe, Session } from '../tenant.ts';
import { makeCase, type CaseExtras } from './make-case.ts';
import { expectNothingQueued, expectUnchanged, queueOwn } from './own-task.ts';
import { keepToken, tokenFields } from './token.ts';
import { callHook } from './workflow/play.ts';

/** A way of lacking credentials. */
interface Intrusion {
  readonly id: string;
  readonly title: string;
  /** What a server that lets it pass fails to look at. */
  readonly unchecked: 'presence' | 'token' | 'scheme';
  /** The value of the Authorization header; absent: there is none. */
  readonly header?: (token: string) => string;
  /** The token is sent in the query instead. */
  readonly inQuery?: true;
}

const GARBAGE = 'contractcheck0000000000000000000000000000000000000000000garbage0';

const intrusions: readonly Intrusion[] = [
  { id: 'no-token', title: 'the token is missing', unchecked: 'presence' },
  {
    id: 'garbage-token',
    title: 'the token is unknown',
    unchecked: 'token',
    header: () => `Bearer ${GARBAGE}`,
  },
  {
    id: 'altered-token',
    title: 'the last character of the token is another one',
    unchecked: 'token',
    header: (token) => `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
  },
  {
    id: 'other-case-token',
    title: 'the letters of the token have the other case',
    unchecked: 'token',
    header: (token) => `Bearer ${swappedCase(token)}`,
  },
  {
    id: 'longer-token',
    title: 'the token has one character too many',
    unchecked: 'token',
    header: (token) => `Bearer ${token}0`,
  },
  {
    id: 'cut-token',
    title: 'the token has one character too few',
    unchecked: 'token',
    header: (token) => `Bearer ${token.slice(0, -1)}`,
  },
  { id: 'empty-token', title: 'the token is empty', unchecked: 'presence', header: () => 'Bearer' },
  {
    id: 'other-scheme',
    title: 'the scheme is Basic',
    unchecked: 'scheme',
    header: (token) => `Basic ${token}`,
  },
  {
    id: 'no-scheme',
    title: 'the token comes without a scheme',
    unchecked: 'scheme',
    header: (token) => token,
  },
  { id: 'token-in-query', title: 'the token is in the query', unchecked: 'presence', inQuery: true },
];

/** Tokens are opaque: capitals and small letters are not the same. */
function swappedCase(token: string): string {
  const swapped = token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase();
  // A token without letters has no other case; one more character makes it unknown all the same.
  return swapped === token ? `${token}x` : swapped;
}

/** Calls without valid credentials: each is complete in all other respects, and must change nothing. */
export function authCases(): readonly Case[] {
  return [
    ...PROTECTED_OPERATIONS.flatMap((operation) => [
      ...intrusions.map((intrusion) => intrusionCase(operation, intrusion)),
      unprivilegedCase(operation),
    ]),
    ...PROTECTED_OPERATIONS.map(expiredCase),
  ];
}

/** The operation that only reads can be tried everywhere; without a task of its own it asks for one that is not there. */
function authCase(
  operation: ProtectedOperation,
  id: string,
  title: string,
  run: Case['run'],
  rest: CaseExtras = {},
): Case {
  const ownTasks = operation !== 'queryTask' && operation !== 'cancelServiceTasks';
  const needed = ownTasks ? needsTasks : needsToken;
  return makeCase(`auth/${id}-${operation}`, `${operation} is refused ${title}`, run, {
    operation,
    impact: operation === 'queryTask' ? 'reads' : 'own',
    ...rest,
    missing: rest.missing === undefined ? needed : all(needed, rest.missing),
  });
}

/** A refusal that must not depend on anything but the credentials. */
function locked(statusCode: number, code: number, because: string, unchecked: string): Expectation {
  const breach = { place: 'credentials', kind: unchecked };
  return { ...expectRefusal(statusCode, code, because), intrusion: because, breach };
}

function intrusionCase(
  operation: ProtectedOperation,
  { id, title, unchecked, header, inQuery }: Intrusion,
): Case {
  return authCase(operation, id, `when ${title}`, async (probe) => {
    const { token = '', redactor } = probe.session;
    const value = header?.(token);
    redactor.add(value?.replace(/^(?:Bearer|Basic) ?/, ''));
    const credentials: Credentials = value === undefined ? { kind: 'none' } : { kind: 'header', value };
    const query = inQuery === true ? { access_token: token } : {};
    await tryOperation(probe, operation, id, { credentials, query }, locked(401, 1, title, unchecked));
  });
}

function unprivilegedCase(operation: ProtectedOperation): Case {
  return authCase(
    operation,
    'unprivileged',
    'to a user without the privilege',
    async (probe) => {
      const credentials = bearer(await unprivilegedToken(probe));
      const expectation = locked(403, 3, 'the user lacks the privilege', 'privilege');
      await tryOperation(probe, operation, 'unprivileged', { credentials }, expectation);
    },
    { missing: needsUnprivileged },
  );
}

function bearer(token: string): Credentials {
  return { kind: 'header', value: `Bearer ${token}` };
}

const unprivilegedTokens = new WeakMap<Session, Promise<string>>();

/** One token of the user without the privilege serves all cases of a run. */
function unprivilegedToken(probe: Probe): Promise<string> {
  const known =
    unprivilegedTokens.get(probe.session) ??
    freshToken(probe, probe.session.unprivileged, {
      accept: [status(200), maybe('token-refusal', 400, 401, 403)],
      because: 'a token is given to every user; the privilege is looked at when it is used',
    });
  unprivilegedTokens.set(probe.session, known);
  return known;
}

/** Ends the life of a token on purpose, and uses it. Last, because a server may know one token per user. */
function expiredCase(operation: ProtectedOperation): Case {
  const valid = oneOf('the credentials are those of the run', status(200));
  return authCase(
    operation,
    'expired-token',
    'with code 2 when the token has expired',
    async (probe) => {
      const { session } = probe;
      const prepared = await prepare(probe, operation, 'expired-token');
      await admit(session, prepared.request);
      const expired = await freshToken(probe, session.login, valid);
      await callHook('expireToken', () => session.hooks.expireToken?.(expired));
      await probe.send(
        { ...prepared.request, credentials: bearer(expired) },
        locked(401, 2, 'the token has expired', 'lifetime'),
      );
      keepToken(session, await freshToken(probe, session.login, valid));
      await prepared.afterwards();
    },
    { turn: 'last', missing: all(needsLogin, needsHook('expireToken')) },
  );
}

async function freshToken(probe: Probe, login: Login | undefined, expectation: Expectation): Promise<string> {
  const { session } = probe;
  if (login === undefined) throw new Skip('no credentials');
  const exchange = await probe.send(getAccessToken(tokenFields(session, login)), expectation);
  const token = ownString(exchange.answer?.json, 'access_token');
  if (token === undefined) throw new Skip(`${login.clientId} got no token`);
  session.redactor.add(token);
  return token;
}

async function tryOperation(
  probe: Probe,
  operation: ProtectedOperation,
  name: string,
  change: Pick<ApiRequest, 'credentials' | 'query'>,
  expectation: Expectation,
): Promise<void> {
  const { request, afterwards } = await prepare(probe, operation, name);
  const query = { ...request.query, ...change.query };
  const { answer } = await probe.send({ ...request, ...change, query }, expectation);
  if (answer === undefined || answer.status >= 300) await afterwards();
}

interface Prepared {
  readonly request: ApiRequest;
  /** Looks whether the refused call did anything all the same. */
  afterwards(): Promise<void>;
}

/** A call that is good in all respects but the credentials, and a look at what it must not change. */
async function prepare(probe: Probe, operation: ProtectedOperation, kind: string): Promise<Prepared> {
  const { session } = probe;
  const name = `auth-${kind}-${operation}`;
  const because = 'the call before was refused for its credentials';
  const harmless = (request: ApiRequest): Prepared => ({ request, afterwards: async () => {} });
  if (operation === 'queueTask')
    return {
      request: queueTask(uniqueTask(session, name)),
      afterwards: () => expectNothingQueued(probe, name, because),
    };
  if (operation === 'queryTask' && !canQueue(session))
    return harmless(queryTask({ id: runName(session, name), external: true }));
  if (operation === 'cancelServiceTasks')
    return harmless(cancelServiceTasks({ serviceName: NO_SERVICE, dispositionName: 'Abandoned' }));
  const task = await queueOwn(probe, name, { priority: 5 });
  return {
    request: TASK_CALLS[operation](task.byId),
    afterwards: () => expectUnchanged(probe, task, because),
  };
}

function canQueue({ settings, profile }: Session): boolean {
  return settings.mode !== 'read-only' && profile.services?.[0] !== undefined;
}
