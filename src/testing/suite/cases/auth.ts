import { Skip, ownString, type ApiRequest, type Credentials, type Expectation } from 'specwright/contract';
import type { Case, Probe, Session } from '../tenant.ts';
import {
  all,
  needsHook,
  needsLogin,
  needsService,
  needsToken,
  needsUnprivileged,
  type Need,
} from '../needs.ts';
import { runName, uniqueTask } from '../domain/bodies.ts';
import {
  cancelServiceTasks,
  cancelTask,
  getAccessToken,
  queryTask,
  queueTask,
  updateTask,
} from '../domain/requests.ts';
import { expectAbsent, expectUnchanged, expectUnused, queueOwn } from './own-task.ts';
import { keepToken, tokenFields } from './token.ts';
import { callHook } from './workflow/play.ts';

/** A way of lacking credentials. */
interface Intrusion {
  readonly id: string;
  readonly title: string;
  readonly credentials: (token: string) => Credentials;
  /** Sent in the query instead of a header. */
  readonly inQuery?: true;
}

const header = (value: string): Credentials => ({ kind: 'header', value });
const GARBAGE = 'contractcheck0000000000000000000000000000000000000000000garbage0';

const intrusions: readonly Intrusion[] = [
  { id: 'no-token', title: 'there is no token', credentials: () => ({ kind: 'none' }) },
  { id: 'garbage-token', title: 'the token is unknown', credentials: () => header(`Bearer ${GARBAGE}`) },
  {
    id: 'altered-token',
    title: 'the last character of the token is another one',
    credentials: (token) => header(`Bearer ${altered(token)}`),
  },
  {
    id: 'other-case-token',
    title: 'the letters of the token have the other case',
    credentials: (token) => header(`Bearer ${swappedCase(token)}`),
  },
  {
    id: 'longer-token',
    title: 'the token has one character too many',
    credentials: (token) => header(`Bearer ${token}0`),
  },
  {
    id: 'cut-token',
    title: 'the token has one character too few',
    credentials: (token) => header(`Bearer ${token.slice(0, -1)}`),
  },
  { id: 'empty-token', title: 'the token is empty', credentials: () => header('Bearer') },
  {
    id: 'other-scheme',
    title: 'the scheme is Basic',
    credentials: (token) => header(`Basic ${token}`),
  },
  {
    id: 'no-scheme',
    title: 'the token comes without a scheme',
    credentials: (token) => header(token),
  },
  {
    id: 'token-in-query',
    title: 'the token is in the query',
    credentials: () => ({ kind: 'none' }),
    inQuery: true,
  },
];

/** Tokens are opaque: capitals and small letters are not the same. */
function swappedCase(token: string): string {
  const swapped = token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase();
  // A token without letters has no other case; one more character makes it unknown all the same.
  return swapped === token ? `${token}x` : swapped;
}

function altered(token: string): string {
  return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}

const protectedOperations = [
  'queueTask',
  'queryTask',
  'updateTask',
  'cancelTask',
  'cancelServiceTasks',
] as const;
type ProtectedOperation = (typeof protectedOperations)[number];

/** Calls without valid credentials: each is complete in all other respects, and must change nothing. */
export function authCases(): readonly Case[] {
  return [
    ...protectedOperations.flatMap((operation) => [
      ...intrusions.map((intrusion) => intrusionCase(operation, intrusion)),
      unprivilegedCase(operation),
    ]),
    ...protectedOperations.map(expiredCase),
  ];
}

/** The operation that only reads can be tried everywhere; without a task of its own it asks for one that is not there. */
const impactOf = (operation: ProtectedOperation): Case['impact'] =>
  operation === 'queryTask' ? 'reads' : 'own-tasks';

function needsOf(operation: ProtectedOperation): Need {
  return operation === 'queryTask' || operation === 'cancelServiceTasks'
    ? needsToken
    : all(needsToken, needsService);
}

function intrusionCase(operation: ProtectedOperation, intrusion: Intrusion): Case {
  return {
    id: `auth/${intrusion.id}-${operation}`,
    source: 'auth',
    title: `${operation} is refused when ${intrusion.title}`,
    operation,
    impact: impactOf(operation),
    turn: 'together',
    missing: needsOf(operation),
    run: async (probe) => {
      const token = probe.session.token ?? '';
      const credentials = intrusion.credentials(token);
      if (credentials.kind === 'header') probe.session.redactor.add(secretPart(credentials.value));
      const query = intrusion.inQuery === true ? { access_token: token } : {};
      await tryOperation(
        probe,
        operation,
        intrusion.id,
        { credentials, query },
        {
          accept: [{ statuses: [401], code: 1 }],
          because: intrusion.title,
          intrusion: intrusion.title,
        },
      );
    },
  };
}

function secretPart(value: string): string {
  return value.replace(/^(?:Bearer|Basic) ?/, '');
}

function unprivilegedCase(operation: ProtectedOperation): Case {
  return {
    id: `auth/unprivileged-${operation}`,
    source: 'auth',
    title: `${operation} is refused to a user without the privilege`,
    operation,
    impact: impactOf(operation),
    turn: 'together',
    missing: all(needsOf(operation), needsUnprivileged),
    run: async (probe) => {
      const token = await unprivilegedToken(probe);
      await tryOperation(
        probe,
        operation,
        'unprivileged',
        { credentials: header(`Bearer ${token}`) },
        {
          accept: [{ statuses: [403], code: 3 }],
          because: 'the user lacks the privilege',
          intrusion: 'the user lacks the privilege',
        },
      );
    },
  };
}

const unprivilegedTokens = new WeakMap<Session, Promise<string>>();

/** One token of the user without the privilege serves all cases of a run. */
function unprivilegedToken(probe: Probe): Promise<string> {
  const known = unprivilegedTokens.get(probe.session) ?? fetchUnprivileged(probe);
  unprivilegedTokens.set(probe.session, known);
  return known;
}

async function fetchUnprivileged(probe: Probe): Promise<string> {
  const { session } = probe;
  if (session.unprivileged === undefined) throw new Skip('there is no user without the privilege');
  const exchange = await probe.send(getAccessToken(tokenFields(session, session.unprivileged)), {
    accept: [{ statuses: [200] }, { statuses: [400, 401, 403], reading: 'token-refusal' }],
    because: 'a token is given to every user; the privilege is looked at when it is used',
  });
  const token = ownString(exchange.answer?.json, 'access_token');
  if (token === undefined) throw new Skip('the user without the privilege got no token');
  session.redactor.add(token);
  return token;
}

/** Ends the life of a token on purpose, and uses it. Last, because a server may know one token per user. */
function expiredCase(operation: ProtectedOperation): Case {
  return {
    id: `auth/expired-token-${operation}`,
    source: 'auth',
    title: `${operation} is refused with code 2 when the token has expired`,
    operation,
    impact: impactOf(operation),
    turn: 'last',
    missing: all(needsLogin, needsOf(operation), needsHook('expireToken')),
    run: async (probe) => {
      const { session } = probe;
      const prepared = await prepare(probe, operation, 'expired-token');
      const expired = await freshToken(probe);
      await callHook('expireToken', () => session.hooks.expireToken?.(expired));
      await probe.send(
        { ...prepared.request, credentials: header(`Bearer ${expired}`) },
        {
          accept: [{ statuses: [401], code: 2 }],
          because: 'the token has expired',
          intrusion: 'the token has expired',
        },
      );
      keepToken(session, await freshToken(probe));
      await prepared.afterwards();
    },
  };
}

async function freshToken(probe: Probe): Promise<string> {
  const { session } = probe;
  if (session.login === undefined) throw new Skip('no credentials');
  const exchange = await probe.send(getAccessToken(tokenFields(session, session.login)), {
    accept: [{ statuses: [200] }],
    because: 'the credentials are those of the run',
  });
  const token = ownString(exchange.answer?.json, 'access_token');
  if (token === undefined) throw new Skip('no token could be obtained');
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

/** A call that is good in all respects but the credentials, and a look at what it must leave alone. */
async function prepare(probe: Probe, operation: ProtectedOperation, kind: string): Promise<Prepared> {
  const { session } = probe;
  const name = `auth-${kind}-${operation}`;
  const because = 'the call before was refused for its credentials';
  if (operation === 'queueTask') {
    return {
      request: queueTask(uniqueTask(session, name)),
      afterwards: async () => {
        await expectAbsent(probe, runName(session, name), because);
        await expectUnused(probe, name, because);
      },
    };
  }
  if (operation === 'queryTask' && !canQueue(session)) {
    return { request: queryTask({ id: runName(session, name), external: true }), afterwards: async () => {} };
  }
  if (operation === 'cancelServiceTasks') {
    return {
      request: cancelServiceTasks({ serviceName: HARMLESS_SERVICE, dispositionName: 'Abandoned' }),
      afterwards: async () => {},
    };
  }
  const task = await queueOwn(probe, name, { priority: 5 });
  const named = { id: task.taskId, external: false };
  const requests = {
    queryTask: queryTask(named),
    updateTask: updateTask(named, { priority: 9 }),
    cancelTask: cancelTask(named, {}),
  };
  return { request: requests[operation], afterwards: () => expectUnchanged(probe, task, because) };
}

function canQueue({ settings, profile }: Session): boolean {
  return settings.mode !== 'read-only' && profile.services?.[0] !== undefined;
}

/** A service whose cancellation does no harm if the server lets the call pass: it does not exist. */
const HARMLESS_SERVICE = 'No such service (contract check)';
