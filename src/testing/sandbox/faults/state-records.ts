import { own } from 'specwright/sandbox';
import type { Steps } from '../steps/steps.ts';
import type { Core } from '../core.ts';
import type { Task } from '../store/records.ts';
import { breaks, wrongSteps } from './fault.ts';

const duplicates = wrongSteps('state', {
  'duplicate-accepted': breaks('a task is queued once', () => ({ isSpent: () => false })),
  'duplicate-makes-second': breaks('a task is queued once', () => ({ taskByExtId: () => undefined })),
  'duplicate-after-end-accepted': breaks('the id of a completed task is spent', (base) => ({
    isSpent: (task) => task.state !== 'completed' && base.isSpent(task),
  })),
  'duplicate-while-routed-accepted': breaks('the id of a task with an agent is spent', (base) => ({
    isSpent: (task) => task.state !== 'with-agent' && base.isSpent(task),
  })),
  'refused-id-spent': breaks('a refused task leaves no id behind', (base) => refusedIds(base)),
  'invalid-id-spent': breaks('a refused task leaves no id behind', (base) => invalidIds(base)),
  'ids-compared-as-numbers': breaks('external ids are texts', (base, { store }) => ({
    taskByExtId: (id) => base.taskByExtId(id) ?? asNumber(store.tasksByExtId, id),
    findTask: (id, external) =>
      base.findTask(id, external) ?? (external ? asNumber(store.tasksByExtId, id) : undefined),
  })),
  'contact-not-reused': breaks('a known contact is reused', () => ({ contactByExtId: () => undefined })),
  'case-not-reused': breaks('a known case is reused', () => ({ caseByExtId: () => undefined })),
  'known-case-loses-contact': breaks('a known case keeps its contact', (base, { store }) => ({
    caseByExtId: (id) => {
      const known = base.caseByExtId(id);
      const [contactId] = store.contacts.keys();
      return known === undefined || contactId === undefined ? known : { ...known, contactId };
    },
  })),
  'contacts-merged-by-name': ['contacts without an external id are new each time', mergedContacts],
  'ids-case-ignored': breaks('external ids are compared letter by letter', (base, { store }) => ({
    taskByExtId: (id) => base.taskByExtId(id) ?? inAnyCase(store.tasksByExtId, id),
    findTask: (id, external) =>
      base.findTask(id, external) ?? (external ? inAnyCase(store.tasksByExtId, id) : undefined),
  })),
});

function inAnyCase<Item>(items: ReadonlyMap<string, Item>, id: string): Item | undefined {
  for (const [known, item] of items) if (known.toLowerCase() === id.toLowerCase()) return item;
  return undefined;
}

function asNumber<Item>(items: ReadonlyMap<string, Item>, id: string): Item | undefined {
  const number = Number(id);
  if (Number.isNaN(number)) return undefined;
  for (const [known, item] of items) if (Number(known) === number) return item;
  return undefined;
}

/** Represents a task of which nothing is left but its id. */
const ghost: Task = {
  id: '',
  caseId: '',
  contactId: '',
  info: { subject: '' },
  state: 'queued',
  service: '',
  priority: 1,
  order: 'fifo',
  screenPops: [],
  queuedAt: 0,
  turn: 0,
};

/** The id is noted before the body is looked at. */
function invalidIds(base: Steps): Partial<Steps> {
  const spent = new Set<string>();
  return {
    violations: (operation, value) => {
      const found = base.violations(operation, value);
      const id = operation === 'queueTask' ? own(value, 'extTaskId') : undefined;
      if (found.length > 0 && typeof id === 'string') spent.add(id);
      return found;
    },
    taskByExtId: (id) => base.taskByExtId(id) ?? (spent.has(id) ? ghost : undefined),
  };
}

/** The id is noted before the service is looked up. */
function refusedIds(base: Steps): Partial<Steps> {
  const seen = new Set<string>();
  let asked = '';
  return {
    taskByExtId: (id) => {
      asked = id;
      return base.taskByExtId(id) ?? (seen.has(id) ? ghost : undefined);
    },
    findService: (name, id) => {
      if (id === 'queueTask' && asked !== '') seen.add(asked);
      return base.findService(name, id);
    },
  };
}

/** Contacts are distinguished by their names. */
function mergedContacts(_base: Steps, { store }: Core): Partial<Steps> {
  return {
    queued: ({ id, caseId, contactId }) => {
      const contact = store.contacts.get(contactId);
      const twin = [...store.contacts.values()].find(
        ({ extId, info }) =>
          extId === undefined && contact?.extId === undefined && info.firstName === contact?.info.firstName,
      );
      return { taskId: id, caseId, contactId: twin?.id ?? contactId };
    },
  };
}

const sweeps = wrongSteps('state', {
  'bulk-cancel-takes-all-services': breaks('a bulk cancel keeps to its service', (_base, { store }) => ({
    queuedIn: () => [...store.tasks.values()].filter(({ state }) => state === 'queued'),
  })),
  'bulk-cancel-does-nothing': breaks('a bulk cancel cancels what is queued', () => ({ queuedIn: () => [] })),
  'bulk-cancel-leaves-one': breaks('a bulk cancel cancels all that is queued', (base) => ({
    queuedIn: (service) => base.queuedIn(service).slice(1),
  })),
  'bulk-cancel-takes-one': breaks('a bulk cancel cancels all that is queued', (base) => ({
    queuedIn: (service) => base.queuedIn(service).slice(0, 1),
  })),
  'bulk-cancel-count-off': breaks('count is the number of canceled tasks', (base) => ({
    canceled: (tasks) => ({ ...base.canceled(tasks), count: tasks.length + 1 }),
  })),
  'bulk-cancel-count-zero': breaks('count is the number of canceled tasks', (base) => ({
    canceled: (tasks) => ({ ...base.canceled(tasks), count: 0 }),
  })),
  'bulk-cancel-lists-nothing': breaks('taskIds lists every canceled task', (base) => ({
    canceled: (tasks) => ({ ...base.canceled(tasks), taskIds: [] }),
  })),
  'bulk-cancel-lists-wrong-ids': breaks('taskIds holds internal ids', (base, { random }) => ({
    canceled: (tasks) => {
      const told = base.canceled(tasks);
      return {
        ...told,
        taskIds: told.taskIds.map((entry) => ({ ...entry, taskId: random.hex(24).toLowerCase() })),
      };
    },
  })),
  'bulk-cancel-lists-no-external-ids': breaks('taskIds holds the external ids that there are', (base) => ({
    canceled: (tasks) => {
      const told = base.canceled(tasks);
      return { ...told, taskIds: told.taskIds.map(({ taskId }) => ({ taskId })) };
    },
  })),
  'bulk-cancel-forgets-disposition': breaks('a bulk cancel sets the disposition that was sent', (base) => ({
    findDisposition: (name, id) => {
      const found = base.findDisposition(name, id);
      return found !== undefined && id === 'cancelServiceTasks'
        ? base.findDisposition('No disposition', id)
        : found;
    },
  })),
  'bulk-cancel-takes-routed': breaks('a bulk cancel cancels only what is queued', (base, { store }) => ({
    queuedIn: (service) => [
      ...base.queuedIn(service),
      ...[...store.tasks.values()].filter((task) => task.state === 'with-agent' && task.service === service),
    ],
  })),
  'bulk-cancel-counts-without-canceling': breaks('what a bulk cancel counts is canceled', (base, core) =>
    sweepsWithoutEffect(base, core),
  ),
});

/** Canceled tasks are put back immediately. */
function sweepsWithoutEffect(base: Steps, { store, clock }: Core): Partial<Steps> {
  return {
    canceled: (tasks) => {
      for (const task of tasks) {
        delete task.disposition;
        store.enqueue(task, clock.now());
      }
      return base.canceled(tasks);
    },
  };
}

const records = wrongSteps('state', {
  'queued-task-lost': breaks('a queued task can be found', (base, { store }) => ({
    queued: (task) => {
      store.tasks.delete(task.id);
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
      return base.queued(task);
    },
  })),
  'external-id-not-stored': breaks('a task can be found by its external id', (base, { store }) => ({
    queued: (task) => {
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
      return base.queued(task);
    },
  })),
  'queue-leaves-created': breaks('a new task is queued', () => ({ enqueue: () => undefined })),
  'queue-tells-case-as-task': breaks('taskId is the id of the task', (base) => ({
    queued: (task) => ({ ...base.queued(task), taskId: task.caseId }),
  })),
  'queue-tells-external-id': breaks('taskId is the internal id', (base) => ({
    queued: (task) => ({ ...base.queued(task), taskId: task.extId ?? task.id }),
  })),
  'queue-tells-one-id': breaks('the three ids differ', (base) => ({
    queued: (task) => ({ ...base.queued(task), caseId: task.id, contactId: task.id }),
  })),
  'queue-tells-other-task': breaks('taskId is the id of the task', (base, { store }) => ({
    queued: (task) => base.queued([...store.tasks.values()].at(-2) ?? task),
  })),
  'priority-not-stored': breaks('the priority sent is kept', (base) => ({
    priority: (_input, launchPoint) => base.priority({}, launchPoint),
  })),
  'order-not-stored': breaks('the order sent is kept', () => ({ order: () => 'fifo' })),
});

/** Wrong de-duplication, wrong bulk cancels and lost records. */
export const recordFaults = [...duplicates, ...sweeps, ...records];
