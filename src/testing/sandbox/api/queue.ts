import type { Core } from '../core.ts';
import type { Case, Contact, Task } from '../store/records.ts';
import type { QueueTaskInput } from './body-validators.ts';
import { Refusal } from '../error-codes.ts';
import { resolveRecords } from './resolve-records.ts';
import type { NewCase, NewContact, Records } from './resolve-records.ts';
import { chooseRouting } from './routing.ts';
import type { Routing } from './routing.ts';

/** Queues a task, new or known. Checked in this order: spent id, service and launch point, what is missing, names. */
export function queue(core: Core, input: QueueTaskInput): Task | Refusal {
  const known = input.extTaskId ? core.steps.taskByExtId(input.extTaskId) : undefined;
  if (known !== undefined && core.steps.isSpent(known)) return new Refusal(5);
  const routing = chooseRouting(core, input);
  if (routing instanceof Refusal) return routing;
  if (known !== undefined) return queueKnown(core, known, routing);
  const records = resolveRecords(core, input);
  return records instanceof Refusal ? records : queueNew(core, input, routing, records);
}

/** A record that was never queued: its info blocks stand, and so do its case and contact. */
function queueKnown(core: Core, task: Task, routing: Routing): Task {
  if (core.settings.rules.createdHit === 'apply') Object.assign(task, routing);
  core.steps.enqueue(task);
  return task;
}

function queueNew(core: Core, input: QueueTaskInput, routing: Routing, records: Records): Task {
  const contact = 'id' in records.contact ? records.contact : addContact(core, records.contact);
  const record = 'id' in records.case ? records.case : addCase(core, records.case, contact);
  const task = core.store.addTask({
    id: core.steps.newId(),
    ...(input.extTaskId && { extId: input.extTaskId }),
    caseId: record.id,
    contactId: contact.id,
    info: records.info,
    state: 'created',
    ...routing,
    queuedAt: core.clock.now(),
    turn: 0,
  });
  core.steps.enqueue(task);
  return task;
}

function addContact({ store, steps }: Core, contact: NewContact): Contact {
  return store.addContact({ id: steps.newId(), ...contact, uses: 0 });
}

function addCase({ store, steps }: Core, record: NewCase, contact: Contact): Case {
  return store.addCase({ id: steps.newId(), contactId: contact.id, ...record, uses: 0 });
}
