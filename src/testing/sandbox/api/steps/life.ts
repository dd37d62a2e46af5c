import type { Core } from '../../core.ts';
import type { Task } from '../../store/records.ts';
import { Refusal } from '../error-codes.ts';

/** The life of a task: what may be done to it in which state, and what doing it changes. */
export interface LifeSteps {
  /** Whether a task with this external id cannot be queued again (code 5). */
  isSpent(task: Task): boolean;
  refuseUpdate(task: Task): Refusal | undefined;
  refuseCancel(task: Task): Refusal | undefined;
  enqueue(task: Task): void;
  move(task: Task, service: string): void;
  setPriority(task: Task, priority: number): void;
  cancel(task: Task, disposition: string, note: string | undefined): void;
  /** The tasks that Cancel Service Tasks cancels. */
  queuedIn(service: string): readonly Task[];
  /** Internal ids for new records. */
  newId(): string;
}

export function lifeSteps(core: Core): LifeSteps {
  return {
    isSpent: (task) => task.state !== 'created',
    refuseUpdate: (task) => refuseUpdate(core, task),
    refuseCancel: (task) => refuseCancel(core, task),
    enqueue: (task) => core.store.enqueue(task, core.clock.now()),
    move: (task, service) => move(core, task, service),
    setPriority: (task, priority) => {
      task.priority = priority;
    },
    cancel: (task, disposition, note) => core.store.complete(task, disposition, note, core.clock.now()),
    queuedIn: (service) => queuedIn(core, service),
    newId: () => core.ids.next(core.clock.now()),
  };
}

function neverQueued({ settings }: Core): Refusal {
  return new Refusal(settings.rules.neverQueued === '8' ? 8 : 9, [], 'the task was never queued');
}

function refuseUpdate(core: Core, task: Task): Refusal | undefined {
  const { rules } = core.settings;
  if (task.state === 'queued') return undefined;
  if (task.state === 'created') return neverQueued(core);
  if (task.state === 'completed') return new Refusal(9, [], 'the task is completed');
  if (task.state === 'deferred') {
    return rules.updateInPersonalQueue === 'allow'
      ? undefined
      : new Refusal(9, [], 'the task is in a personal queue');
  }
  return new Refusal(rules.updateWithAgent === '9' ? 9 : 10, [], 'an agent works on the task');
}

function refuseCancel(core: Core, task: Task): Refusal | undefined {
  if (task.state === 'queued' || task.state === 'deferred') return undefined;
  if (task.state === 'created') return neverQueued(core);
  return task.state === 'with-agent'
    ? new Refusal(10, [], 'an agent works on the task')
    : new Refusal(9, [], 'the task is completed');
}

/** Another service means another queue, and a new place at its end; the same service means nothing. */
function move(core: Core, task: Task, service: string): void {
  if (service === task.service) return;
  core.store.leaveQueue(task);
  task.service = service;
  core.store.enqueue(task, core.clock.now());
}

function queuedIn({ store, settings }: Core, service: string): Task[] {
  const waiting = [...store.queue(service)];
  if (settings.rules.sweepPersonalQueues === 'no') return waiting;
  const parked = [...store.tasks.values()].filter(
    (task) => task.state === 'deferred' && task.service === service,
  );
  return [...waiting, ...parked];
}
