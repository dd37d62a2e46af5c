import type { Exchange } from '../exchange.ts';
import type { Steps } from '../steps/steps.ts';
import type { Core } from '../core.ts';
import type { Task } from '../store/records.ts';
import { breaks, wrongSteps, type StepsOf } from './fault.ts';

const updates = wrongSteps('state', {
  'update-not-stored': breaks('an update lasts', () => ({
    setPriority: () => undefined,
    move: () => undefined,
  })),
  'update-priority-not-stored': breaks('an update of the priority lasts', () => ({
    setPriority: () => undefined,
  })),
  'update-service-not-stored': breaks('an update of the service lasts', () => ({ move: () => undefined })),
  'move-resets-priority': breaks('a move keeps the priority', (base) => ({
    move: (task, service) => {
      base.move(task, service);
      task.priority = 1;
    },
  })),
  'move-resets-order': breaks('a move keeps the order', (base) => ({
    move: (task, service) => {
      base.move(task, service);
      task.order = 'fifo';
    },
  })),
  'move-completes': breaks('a moved task is queued again', (base, { store, clock }) => ({
    move: (task, service) => {
      base.move(task, service);
      store.complete(task, 'No disposition', undefined, clock.now());
    },
  })),
  'move-forgets-queue': breaks('a moved task waits in its new service', (base, { store }) => ({
    move: (task, service) => {
      base.move(task, service);
      store.leaveQueue(task);
    },
  })),
  'priority-moves-service': breaks('an update of the priority keeps the service', (base) => ({
    setPriority: (task, priority) => {
      base.setPriority(task, priority);
      base.move(task, 'After Hours Back Office');
    },
  })),
  'update-hits-newest': breaks('an update changes the task that is named', (base, { store }) => ({
    setPriority: (task, priority) => base.setPriority([...store.tasks.values()].at(-1) ?? task, priority),
  })),
  'update-half-done': breaks('a refused update changes nothing', (base, core) => ({
    findService: (name, id) => {
      const found = base.findService(name, id);
      if (found === undefined && id === 'updateTask') spoilPriorities(core);
      return found;
    },
  })),
  'canceled-task-updatable': breaks('a completed task cannot be updated', (base) => ({
    refuseUpdate: (task) => (task.state === 'completed' ? undefined : base.refuseUpdate(task)),
  })),
  'routed-task-updatable': breaks('a task with an agent cannot be updated', (base) => ({
    refuseUpdate: (task) => (task.state === 'with-agent' ? undefined : base.refuseUpdate(task)),
  })),
});

/** As if priorities had been written before the service was looked up. */
function spoilPriorities({ store }: Core): void {
  for (const task of store.tasks.values()) if (task.state === 'queued') task.priority = 77;
}

const cancels = wrongSteps('state', {
  'cancel-not-done': breaks('a canceled task is completed', () => ({ cancel: () => undefined })),
  'cancel-deletes': breaks('a canceled task can be queried', (base, { store }) => ({
    cancel: (task, ...rest) => {
      base.cancel(task, ...rest);
      store.tasks.delete(task.id);
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
    },
  })),
  'cancel-twice-accepted': breaks('a task is canceled once', (base) => ({
    refuseCancel: (task) => (task.state === 'completed' ? undefined : base.refuseCancel(task)),
  })),
  'cancel-forgets-disposition': breaks('a canceled task has its disposition', (base) => ({
    cancel: (task, _disposition, note) => base.cancel(task, 'Abandoned', note),
  })),
  'cancel-shows-no-disposition': breaks('a canceled task shows its disposition', (base) => ({
    cancel: (task, disposition, note) => {
      base.cancel(task, disposition, note);
      delete task.disposition;
    },
  })),
  'canceled-shown-queued': ['a canceled task is shown as COMPLETED', showing('completed', 'QUEUED')],
  'canceled-shown-deferred': ['a canceled task is shown as COMPLETED', showing('completed', 'DEFERRED')],
  'parked-shown-queued': ['a task in a personal queue is shown as DEFERRED', showing('deferred', 'QUEUED')],
  'routed-shown-completed': ['a task with an agent is not completed', showing('with-agent', 'COMPLETED')],
  'queued-shown-created': ['a queued task is shown as QUEUED', showing('queued', 'CREATED')],
  'routed-cancel-accepted': breaks('a task with an agent cannot be canceled', (base) => ({
    refuseCancel: (task) => (task.state === 'with-agent' ? undefined : base.refuseCancel(task)),
  })),
  'parked-cancel-refused': breaks('a task in a personal queue can be canceled', (base) => ({
    refuseCancel: (task) =>
      base.refuseCancel(task.state === 'deferred' ? { ...task, state: 'with-agent' } : task),
  })),
  'refused-cancel-done': breaks('a refused cancel changes nothing', (base, core) => ({
    findDisposition: (name, id) => base.findDisposition(name, id) ?? cancelNewest(base, core),
  })),
  'cancel-hits-next': breaks('a cancel ends the task that is named', (base, { store }) => ({
    cancel: (task, ...rest) => base.cancel(neighbour(store.tasks.values(), task) ?? task, ...rest),
  })),
});

function showing(state: Task['state'], taskStatus: 'CREATED' | 'QUEUED' | 'DEFERRED' | 'COMPLETED'): StepsOf {
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

const queries = wrongSteps('state', {
  'query-forgets-task': breaks('a task can be queried again and again', (base, { store }) => ({
    status: (task) => {
      store.tasks.delete(task.id);
      if (task.extId !== undefined) store.tasksByExtId.delete(task.extId);
      return base.status(task);
    },
  })),
  'query-raises-priority': breaks('a query changes nothing', (base) => ({
    status: (task) => {
      const shown = base.status(task);
      task.priority = Math.min(100, task.priority + 1);
      return shown;
    },
  })),
  'query-stale': ['a query shows how things stand', staleQueries],
  'query-priority-constant': breaks('a query shows the priority', (base) => ({
    status: (task) => ({ ...base.status(task), priority: 1 }),
  })),
  'query-order-constant': breaks('a query shows the order', (base) => ({
    status: (task) => ({ ...base.status(task), order: 'fifo' }),
  })),
  'query-service-constant': breaks('a query shows the service', (base) => ({
    status: (task) => ({ ...base.status(task), serviceName: 'Task Service' }),
  })),
  'query-disposition-while-queued': breaks('a queued task has no disposition', (base) => ({
    status: (task) => ({ ...base.status(task), dispositionName: task.disposition ?? 'Abandoned' }),
  })),
  'external-flag-ignored': breaks('external=true finds external ids', (base) => ({
    readExternal: (exchange: Exchange) => (base.readExternal(exchange) === undefined ? undefined : false),
  })),
  'internal-flag-ignored': breaks('external=false finds internal ids alone', (base) => ({
    findTask: (id, external) => base.findTask(id, external) ?? base.findTask(id, true),
  })),
  'external-finds-internal': breaks('external=true finds external ids alone', (base) => ({
    findTask: (id, external) => base.findTask(id, external) ?? base.findTask(id, false),
  })),
  'unknown-task-invented': breaks('an unknown task is not found', (base, { store }) => ({
    findTask: (id, external) => base.findTask(id, external) ?? [...store.tasks.values()][0],
  })),
});

/** What was shown first is always shown. */
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
export const stateFaults = [...updates, ...cancels, ...queries];
