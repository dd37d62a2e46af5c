import type { Exchange } from '../exchange.ts';
import type { Steps } from '../api/steps/steps.ts';
import type { Core } from '../core.ts';
import type { Task } from '../store/records.ts';
import { wrongSteps } from './change.ts';
import type { Fault } from './fault.ts';

const wrong = wrongSteps('state');

const updates: readonly Fault[] = [
  wrong('update-not-stored', 'an update lasts', () => ({
    setPriority: () => undefined,
    move: () => undefined,
  })),
  wrong('update-priority-not-stored', 'an update of the priority lasts', () => ({
    setPriority: () => undefined,
  })),
  wrong('update-service-not-stored', 'an update of the service lasts', () => ({ move: () => undefined })),
  wrong('move-resets-priority', 'a move keeps the priority', (base) => ({
    move: (task, service) => {
      base.move(task, service);
      task.priority = 1;
    },
  })),
  wrong('move-resets-order', 'a move keeps the order', (base) => ({
    move: (task, service) => {
      base.move(task, service);
      task.order = 'fifo';
    },
  })),
  wrong('move-completes', 'a moved task is queued again', (base, { store, clock }) => ({
    move: (task, service) => {
      base.move(task, service);
      store.complete(task, 'No disposition', undefined, clock.now());
    },
  })),
  wrong('move-forgets-queue', 'a moved task waits in its new service', (base, { store }) => ({
    move: (task, service) => {
      base.move(task, service);
      store.leaveQueue(task);
    },
  })),
  wrong('priority-moves-service', 'an update of the priority keeps the service', (base) => ({
    setPriority: (task, priority) => {
      base.setPriority(task, priority);
      base.move(task, 'After Hours Back Office');
    },
  })),
  wrong('update-hits-newest', 'an update changes the task that is named', (base, { store }) => ({
    setPriority: (task, priority) => base.setPriority([...store.tasks.values()].at(-1) ?? task, priority),
  })),
  wrong('update-half-done', 'a refused update changes nothing', (base, core) => ({
    findService: (name, id) => {
      const found = base.findService(name, id);
      if (found === undefined && id === 'updateTask') spoilPriorities(core);
      return found;
    },
  })),
  wrong('canceled-task-updatable', 'a completed task cannot be updated', (base) => ({
    refuseUpdate: (task) => (task.state === 'completed' ? undefined : base.refuseUpdate(task)),
  })),
  wrong('routed-task-updatable', 'a task with an agent cannot be updated', (base) => ({
    refuseUpdate: (task) => (task.state === 'with-agent' ? undefined : base.refuseUpdate(task)),
  })),
];

/** As if priorities had been written before the service was looked up. */
function spoilPriorities({ store }: Core): void {
  for (const task of store.tasks.values()) if (task.state === 'queued') task.priority = 77;
}

const cancels: readonly Fault[] = [
  wrong('cancel-not-done', 'a canceled task is completed', () => ({ cancel: () => undefined })),
  wrong('cancel-deletes', 'a canceled task can be queried', (base, { store }) => ({
    cancel: (task, ...rest) => {
      base.cancel(task, ...rest);
      store.tasks.delete(task.id);
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
    },
  })),
  wrong('cancel-twice-accepted', 'a task is canceled once', (base) => ({
    refuseCancel: (task) => (task.state === 'completed' ? undefined : base.refuseCancel(task)),
  })),
  wrong('cancel-forgets-disposition', 'a canceled task has its disposition', (base) => ({
    cancel: (task, _disposition, note) => base.cancel(task, 'Abandoned', note),
  })),
  wrong('cancel-shows-no-disposition', 'a canceled task shows its disposition', (base) => ({
    cancel: (task, disposition, note) => {
      base.cancel(task, disposition, note);
      delete task.disposition;
    },
  })),
  wrong('canceled-shown-queued', 'a canceled task is shown as COMPLETED', showing('completed', 'QUEUED')),
  wrong('canceled-shown-deferred', 'a canceled task is shown as COMPLETED', showing('completed', 'DEFERRED')),
  wrong(
    'parked-shown-queued',
    'a task in a personal queue is shown as DEFERRED',
    showing('deferred', 'QUEUED'),
  ),
  wrong(
    'routed-shown-completed',
    'a task with an agent is not completed',
    showing('with-agent', 'COMPLETED'),
  ),
  wrong('queued-shown-created', 'a queued task is shown as QUEUED', showing('queued', 'CREATED')),
  wrong('routed-cancel-accepted', 'a task with an agent cannot be canceled', (base) => ({
    refuseCancel: (task) => (task.state === 'with-agent' ? undefined : base.refuseCancel(task)),
  })),
  wrong('parked-cancel-refused', 'a task in a personal queue can be canceled', (base) => ({
    refuseCancel: (task) =>
      base.refuseCancel(task.state === 'deferred' ? { ...task, state: 'with-agent' } : task),
  })),
  wrong('refused-cancel-done', 'a refused cancel changes nothing', (base, core) => ({
    findDisposition: (name, id) => base.findDisposition(name, id) ?? cancelNewest(base, core),
  })),
  wrong('cancel-hits-next', 'a cancel ends the task that is named', (base, { store }) => ({
    cancel: (task, ...rest) => base.cancel(neighbour(store.tasks.values(), task) ?? task, ...rest),
  })),
];

function showing(
  state: Task['state'],
  taskStatus: 'CREATED' | 'QUEUED' | 'DEFERRED' | 'COMPLETED',
): NonNullable<Fault['steps']> {
  return (base) => ({
    status: (task) => (task.state === state ? { ...base.status(task), taskStatus } : base.status(task)),
  });
}

/** The task is gone before its disposition turns out to be unknown. */
function cancelNewest(base: Steps, { store }: Core): undefined {
  const newest = [...store.tasks.values()].findLast((task) => task.state === 'queued');
  if (newest !== undefined) base.cancel(newest, 'Abandoned', undefined);
  return undefined;
}

function neighbour(tasks: Iterable<Task>, task: Task): Task | undefined {
  return [...tasks].find((other) => other !== task && other.state === 'queued');
}

const queries: readonly Fault[] = [
  wrong('query-forgets-task', 'a task can be queried again and again', (base, { store }) => ({
    status: (task) => {
      store.tasks.delete(task.id);
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
      return base.status(task);
    },
  })),
  wrong('query-raises-priority', 'a query changes nothing', (base) => ({
    status: (task) => {
      const shown = base.status(task);
      task.priority = Math.min(100, task.priority + 1);
      return shown;
    },
  })),
  wrong('query-stale', 'a query shows how things stand', staleQueries),
  wrong('query-priority-constant', 'a query shows the priority', (base) => ({
    status: (task) => ({ ...base.status(task), priority: 1 }),
  })),
  wrong('query-order-constant', 'a query shows the order', (base) => ({
    status: (task) => ({ ...base.status(task), order: 'fifo' }),
  })),
  wrong('query-service-constant', 'a query shows the service', (base) => ({
    status: (task) => ({ ...base.status(task), serviceName: 'Task Service' }),
  })),
  wrong('query-disposition-while-queued', 'a queued task has no disposition', (base) => ({
    status: (task) => ({ ...base.status(task), dispositionName: task.disposition ?? 'Abandoned' }),
  })),
  wrong('external-flag-ignored', 'external=true finds external ids', (base) => ({
    readExternal: (exchange: Exchange) => (base.readExternal(exchange) === undefined ? undefined : false),
  })),
  wrong('internal-flag-ignored', 'external=false finds internal ids alone', (base) => ({
    findTask: (id, external) => base.findTask(id, external) ?? base.findTask(id, true),
  })),
  wrong('external-finds-internal', 'external=true finds external ids alone', (base) => ({
    findTask: (id, external) => base.findTask(id, external) ?? base.findTask(id, false),
  })),
  wrong('unknown-task-invented', 'an unknown task is not found', (base, { store }) => ({
    findTask: (id, external) => base.findTask(id, external) ?? [...store.tasks.values()][0],
  })),
];

/** What was shown first is shown for ever. */
function staleQueries(base: Steps): Partial<Steps> {
  const first = new Map<string, ReturnType<Steps['status']>>();
  return {
    status: (task) => {
      const shown = first.get(task.id) ?? base.status(task);
      first.set(task.id, shown);
      return shown;
    },
  };
}

/** Operations on one task that forget, mix up or half do their work. */
export const stateFaults: readonly Fault[] = [...updates, ...cancels, ...queries];
