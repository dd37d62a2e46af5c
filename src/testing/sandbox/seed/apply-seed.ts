import type { Ids } from '../store/ids.ts';
import type { Case, Contact, Task, TaskState } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Seed, SeedCase, SeedContact, SeedTask, SeedTaskStatus } from './seed.ts';

const states: Readonly<Record<SeedTaskStatus, TaskState>> = {
  CREATED: 'created',
  QUEUED: 'queued',
  DEFERRED: 'deferred',
  'with-agent': 'with-agent',
  COMPLETED: 'completed',
};

/** Where seeded records go. */
export interface SeedTarget {
  readonly store: Store;
  readonly ids: Ids;
  readonly now: number;
}

/** Fills a store with the contacts, cases and tasks of a seed. */
export function applySeed(seed: Seed, target: SeedTarget): void {
  for (const contact of seed.contacts ?? []) addContact(contact, target);
  for (const record of seed.cases ?? []) addCase(record, target);
  for (const task of seed.tasks ?? []) addTask(task, seed, target);
}

function addContact(seeded: SeedContact, { store, ids, now }: SeedTarget): Contact {
  const { extContactId, ...info } = seeded;
  return store.addContact({ id: ids.next(now), extId: extContactId, info, uses: 1 });
}

function addCase(seeded: SeedCase, target: SeedTarget): Case {
  const { extCaseId, extContactId, ...info } = seeded;
  const contact =
    target.store.contactsByExtId.get(extContactId) ??
    addContact({ extContactId, firstName: 'Unknown' }, target);
  return target.store.addCase({
    id: target.ids.next(target.now),
    extId: extCaseId,
    contactId: contact.id,
    info,
    uses: 1,
  });
}

function addTask(seeded: SeedTask, seed: Seed, target: SeedTarget): void {
  const record = caseOf(seeded, seed, target);
  const task: Task = {
    id: target.ids.next(target.now),
    extId: seeded.extTaskId,
    caseId: record.id,
    contactId: record.contactId,
    info: { subject: seeded.subject ?? seeded.extTaskId },
    state: states[seeded.status],
    service: seeded.service,
    priority: seeded.priority ?? 1,
    order: seeded.order ?? 'fifo',
    screenPops: [],
    queuedAt: target.now,
    turn: 0,
    ...(seeded.note !== undefined && { note: seeded.note }),
  };
  target.store.addTask(task);
  settle(task, seeded, seed, target);
}

function settle(task: Task, seeded: SeedTask, seed: Seed, { store, now }: SeedTarget): void {
  if (task.state === 'queued') store.enqueue(task, now);
  if (task.state === 'completed')
    store.complete(task, seeded.dispositionName ?? 'Abandoned', seeded.note, now);
  const agent = seed.agents?.[0]?.name;
  if (agent !== undefined && (task.state === 'deferred' || task.state === 'with-agent')) task.agent = agent;
}

function caseOf(seeded: SeedTask, seed: Seed, target: SeedTarget): Case {
  const { store, ids, now } = target;
  const known = seeded.extCaseId === undefined ? undefined : store.casesByExtId.get(seeded.extCaseId);
  if (known !== undefined) return known;
  const contact = contactOf(seeded, target);
  const extId = seeded.extCaseId === undefined ? {} : { extId: seeded.extCaseId };
  const info = { category: seed.caseCategories[0] ?? 'General' };
  return store.addCase({ id: ids.next(now), ...extId, contactId: contact.id, info, uses: 0 });
}

function contactOf(seeded: SeedTask, { store, ids, now }: SeedTarget): Contact {
  const extId = seeded.extContactId;
  if (extId === undefined)
    return store.addContact({ id: ids.next(now), info: { firstName: 'Unknown' }, uses: 0 });
  return (
    store.contactsByExtId.get(extId) ??
    store.addContact({ id: ids.next(now), extId, info: { firstName: 'Unknown' }, uses: 0 })
  );
}
