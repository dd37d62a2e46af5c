import type { Core } from '../../core.ts';
import type { Exchange, Reply } from '../../exchange.ts';
import type { Case, Contact, Task } from '../../store/records.ts';
import type { QueueTaskInput } from '../body-validators.ts';
import { Refusal } from '../error-codes.ts';
import { readBody } from '../read-body.ts';
import { json, refuse } from '../replies.ts';
import { chooseRouting } from '../routing.ts';
import type { Routing } from '../routing.ts';
import { resolveRecords } from '../resolve-records.ts';

/** `POST /taskroutingapi/v1/task`: creates or finds contact, case and task, and queues the task. */
export function queueTask(core: Core, exchange: Exchange): Reply {
  const reading = readBody(core, exchange, 'queueTask');
  const queued = reading instanceof Refusal ? reading : queue(core, reading.input);
  return queued instanceof Refusal ? refuse(core, queued) : json(200, core.steps.queued(queued));
}

/** The order of checks is that of the facts: spent id, service and launch point, case and contact, what is missing. */
function queue(core: Core, input: QueueTaskInput): Task | Refusal {
  const known = input.extTaskId ? core.steps.taskByExtId(input.extTaskId) : undefined;
  if (known !== undefined && core.steps.isSpent(known)) return new Refusal(5);
  const routing = chooseRouting(core, input);
  if (routing instanceof Refusal) return routing;
  return known === undefined ? queueNew(core, input, routing) : queueKnown(core, known, routing);
}

/** A record that was never queued: its info blocks stand, and so do its case and contact. */
function queueKnown(core: Core, task: Task, routing: Routing): Task {
  if (core.settings.rules.createdHit === 'apply') Object.assign(task, routing);
  core.steps.enqueue(task);
  return task;
}

function queueNew(core: Core, input: QueueTaskInput, routing: Routing): Task | Refusal {
  const records = resolveRecords(core, input);
  if (records instanceof Refusal) return records;
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

function addContact({ store, steps }: Core, contact: Omit<Contact, 'id'>): Contact {
  return store.addContact({ id: steps.newId(), ...contact });
}

function addCase({ store, steps }: Core, record: Omit<Case, 'id' | 'contactId'>, contact: Contact): Case {
  return store.addCase({ id: steps.newId(), contactId: contact.id, ...record });
}
