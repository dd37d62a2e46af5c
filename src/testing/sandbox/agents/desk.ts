import type { State } from '../state.ts';
import { sandboxError } from '../sandbox-error.ts';
import { nextInLine, queueOrder } from '../store/queue-order.ts';
import type { Task } from '../store/records.ts';

const NO_AGENT = 'Agent';

/** What agents do with tasks on their desktops. */
export class Desk {
  readonly #core: State;

  constructor(core: State) {
    this.#core = core;
  }

  /** By internal id, else by external id. */
  find(taskId: string): Task | undefined {
    return this.#core.store.tasks.get(taskId) ?? this.#core.store.tasksByExtId.get(taskId);
  }

  takeNext(serviceName: string, agent?: string): Task | undefined {
    if (!this.#core.tenant.services.has(serviceName)) {
      const known = [...this.#core.tenant.services.keys()].join(', ');
      throw sandboxError(
        'unknown-service',
        `There is no service ${JSON.stringify(serviceName)}. Services: ${known}.`,
      );
    }
    const order = queueOrder(this.#core.settings.rules, this.#core.clock.now());
    const task = nextInLine(this.#core.store.queue(serviceName), order);
    return task === undefined ? undefined : this.#give(task, 'with-agent', agent);
  }

  open(taskId: string, agent?: string): Task {
    return this.#give(this.#unfinished(taskId), 'with-agent', agent);
  }

  defer(taskId: string, agent?: string): Task {
    return this.#give(this.#unfinished(taskId), 'deferred', agent);
  }

  complete(taskId: string, disposition = 'No disposition', note?: string): Task {
    const task = this.#unfinished(taskId);
    this.#core.store.complete(task, disposition, note, this.#core.clock.now());
    return task;
  }

  #unfinished(taskId: string): Task {
    const task = this.find(taskId);
    if (task === undefined) {
      throw sandboxError('unknown-task', `There is no task ${JSON.stringify(taskId.slice(0, 80))}.`);
    }
    if (task.state !== 'created' && task.state !== 'completed') return task;
    throw sandboxError(
      'wrong-state',
      `Task ${task.extId ?? task.id} is ${task.state}: no agent can work on it.`,
    );
  }

  #give(task: Task, state: 'with-agent' | 'deferred', agent: string | undefined): Task {
    this.#core.store.leaveQueue(task);
    task.state = state;
    task.agent = agent ?? task.agent ?? this.#core.tenant.agents[0]?.name ?? NO_AGENT;
    return task;
  }
}
