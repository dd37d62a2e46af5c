import { isObject, SandboxError, type Json } from 'specwright/sandbox';
import type { State } from '../state.ts';
import type { Case, Contact, Session, Task, User } from '../store/records.ts';

/** Records, tokens, users and time as plain data. */
export interface Snapshot {
  readonly format: 'bpcc-task-routing-sandbox';
  readonly version: 1;
  /** Sandbox time, milliseconds since 1970. */
  readonly now: number;
  readonly featureEnabled: boolean;
  readonly users: readonly Omit<User, 'secret'>[];
  readonly contacts: readonly Contact[];
  readonly cases: readonly Case[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
}

/** Takes a snapshot that shares nothing with the sandbox. */
export function takeSnapshot({ clock, tenant, store }: State): Snapshot {
  return structuredClone({
    format: 'bpcc-task-routing-sandbox',
    version: 1,
    now: clock.now(),
    featureEnabled: tenant.featureEnabled,
    users: [...tenant.users.values()].map(({ secret: _secret, ...user }) => user),
    contacts: [...store.contacts.values()],
    cases: [...store.cases.values()],
    tasks: [...store.tasks.values()],
    sessions: [...store.sessions.values()],
  });
}

/**
 * Goes back to a snapshot.
 *
 * @param clear forgets every record and token.
 * @throws {SandboxError} `bad-snapshot` where it is not one of ours; nothing is changed then.
 */
export function restoreSnapshot(state: State, snapshot: unknown, clear: () => void): void {
  const { now, featureEnabled, users, contacts, cases, tasks, sessions } = structuredClone(
    checkSnapshot(snapshot),
  );
  clear();
  const { clock, tenant, store } = state;
  clock.set(now);
  tenant.featureEnabled = featureEnabled;
  for (const { username, ...rights } of users) Object.assign(tenant.users.get(username) ?? {}, rights);
  for (const contact of contacts) store.addContact({ ...contact, uses: 1 });
  for (const record of cases) store.addCase({ ...record, uses: 0 });
  for (const task of tasks) store.restoreTask(task);
  for (const session of sessions) store.addSession(session);
}

/** Fields that every entry of a list must have as text. */
const TEXTS = {
  users: ['username'],
  contacts: ['id'],
  cases: ['id', 'contactId'],
  tasks: ['id', 'caseId', 'contactId', 'service', 'order'],
  sessions: ['token', 'username'],
} as const;

const STATES = new Set<unknown>(['created', 'queued', 'deferred', 'with-agent', 'completed']);

/**
 * Makes sure that something, perhaps read from a file, can be restored.
 *
 * @throws {SandboxError} `bad-snapshot`
 */
export function checkSnapshot(value: unknown): Snapshot {
  if (isSnapshot(value)) return value;
  throw new SandboxError(
    'bad-snapshot',
    'This is not a snapshot of the sandbox: expected the format bpcc-task-routing-sandbox, version 1, as GET /_sandbox/snapshot gives it.',
  );
}

function isSnapshot(value: unknown): value is Snapshot {
  const snapshot = new Map<string, Json>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  return (
    snapshot.get('format') === 'bpcc-task-routing-sandbox' &&
    snapshot.get('version') === 1 &&
    Number.isFinite(snapshot.get('now')) &&
    typeof snapshot.get('featureEnabled') === 'boolean' &&
    Object.entries(TEXTS).every(([name, fields]) => isListOf(snapshot.get(name), fields)) &&
    tasksAreSound(snapshot.get('tasks'))
  );
}

function isListOf(value: Json | undefined, fields: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((entry) => isObject(entry) && fields.every((field) => typeof entry[field] === 'string'))
  );
}

function tasksAreSound(tasks: Json | undefined): boolean {
  return (
    Array.isArray(tasks) &&
    tasks.every(
      (task) =>
        isObject(task) &&
        STATES.has(task['state']) &&
        Number.isFinite(task['priority']) &&
        isObject(task['info']),
    )
  );
}
