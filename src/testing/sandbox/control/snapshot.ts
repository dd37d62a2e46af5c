import type { Core } from '../core.ts';
import type { SandboxOptions } from '../options.ts';
import { isSnapshot } from './check-snapshot.ts';
import { resetRecords } from '../build-core.ts';
import { SandboxError } from '../../../specwright/sandbox/sandbox-error.ts';
import type { Seed } from '../seed/seed.ts';
import type { Case, Contact, Session, Task } from '../store/records.ts';

/** Records, tokens, users and time as plain data. */
export interface Snapshot {
  readonly format: 'bpcc-task-routing-sandbox';
  readonly version: 1;
  /** Sandbox time, milliseconds since 1970. */
  readonly now: number;
  readonly featureEnabled: boolean;
  readonly users: readonly {
    readonly username: string;
    readonly privileges: readonly string[];
    readonly locked: boolean;
  }[];
  readonly contacts: readonly Contact[];
  readonly cases: readonly Case[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
}

/** Takes a snapshot that shares nothing with the sandbox. */
export function takeSnapshot({ clock, tenant, store }: Core): Snapshot {
  return structuredClone({
    format: 'bpcc-task-routing-sandbox',
    version: 1,
    now: clock.now(),
    featureEnabled: tenant.featureEnabled,
    users: [...tenant.users.values()].map(({ username, privileges, locked }) => ({
      username,
      privileges,
      locked,
    })),
    contacts: [...store.contacts.values()],
    cases: [...store.cases.values()],
    tasks: [...store.tasks.values()],
    sessions: [...store.sessions.values()],
  });
}

/**
 * Goes back to a snapshot.
 *
 * @throws {SandboxError} `bad-snapshot` where it is none of ours; nothing is changed then.
 */
export function restoreSnapshot(core: Core, snapshot: unknown, seed: Seed, options: SandboxOptions): void {
  if (!isSnapshot(snapshot)) {
    throw new SandboxError('bad-snapshot', 'This is no snapshot of the sandbox (format, version 1).');
  }
  const { now, featureEnabled, users, contacts, cases, tasks, sessions } = structuredClone(snapshot);
  resetRecords(core, options, seed);
  core.clock.set(now);
  core.tenant.featureEnabled = featureEnabled;
  for (const { username, ...rights } of users) Object.assign(core.tenant.users.get(username) ?? {}, rights);
  for (const contact of contacts) core.store.addContact({ ...contact, uses: 1 });
  for (const record of cases) core.store.addCase({ ...record, uses: 0 });
  for (const task of tasks) core.store.restoreTask(task);
  for (const session of sessions) core.store.addSession(session);
}
