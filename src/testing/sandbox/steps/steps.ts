import type { components } from '../../../../generated/types.ts';
import { Refusal } from '../error-codes.ts';
import type { Session, Task } from '../store/records.ts';
import { InputSteps } from './input-steps.ts';

type Schemas = components['schemas'];

const PUBLISHED = {
  created: 'CREATED',
  queued: 'QUEUED',
  deferred: 'DEFERRED',
  completed: 'COMPLETED',
} as const;

/**
 * What the server does, one decision a method: the life of a task, and the bodies of answers. Named faults
 * override single methods.
 */
export class Steps extends InputSteps {
  /** Whether a task with this external id cannot be queued again (code 5). */
  isSpent(task: Task): boolean {
    return task.state !== 'created';
  }

  refuseUpdate(task: Task): Refusal | undefined {
    const { rules } = this.state.settings;
    if (task.state === 'queued') return undefined;
    if (task.state === 'created') return this.neverQueued();
    if (task.state === 'completed') return new Refusal(9, [], 'the task is completed');
    if (task.state === 'deferred') {
      return rules.updateInPersonalQueue === 'allow'
        ? undefined
        : new Refusal(9, [], 'the task is in a personal queue');
    }
    return new Refusal(rules.updateWithAgent === '9' ? 9 : 10, [], 'an agent works on the task');
  }

  refuseCancel(task: Task): Refusal | undefined {
    if (task.state === 'queued' || task.state === 'deferred') return undefined;
    if (task.state === 'created') return this.neverQueued();
    return task.state === 'with-agent'
      ? new Refusal(10, [], 'an agent works on the task')
      : new Refusal(9, [], 'the task is completed');
  }

  protected neverQueued(): Refusal {
    return new Refusal(
      this.state.settings.rules.neverQueued === '8' ? 8 : 9,
      [],
      'the task was never queued',
    );
  }

  enqueue(task: Task): void {
    this.state.store.enqueue(task, this.state.clock.now());
  }

  /** Another service means another queue, and a new place at its end; the same service means nothing. */
  move(task: Task, service: string): void {
    if (service === task.service) return;
    this.state.store.leaveQueue(task);
    task.service = service;
    this.state.store.enqueue(task, this.state.clock.now());
  }

  setPriority(task: Task, priority: number): void {
    task.priority = priority;
  }

  cancel(task: Task, disposition: string, note: string | undefined): void {
    this.state.store.complete(task, disposition, note, this.state.clock.now());
  }

  /** The tasks that Cancel Service Tasks cancels. */
  queuedIn(service: string): readonly Task[] {
    const { store, settings } = this.state;
    const waiting = [...store.queue(service)];
    if (settings.rules.sweepPersonalQueues === 'no') return waiting;
    const parked = [...store.tasks.values()].filter(
      (task) => task.state === 'deferred' && task.service === service,
    );
    return [...waiting, ...parked];
  }

  /** Internal ids for new records. */
  newId(): string {
    return this.state.ids.next(this.state.clock.now());
  }

  token({ token }: Session, scope: string): Schemas['GetAccessTokenResponse'] {
    const seconds = this.lifetime();
    const isText = this.state.settings.rules.expiresIn === 'text';
    return { access_token: token, token_type: 'Bearer', expires_in: isText ? `${seconds}` : seconds, scope };
  }

  queued({ id, caseId, contactId }: Task): Schemas['QueueTaskResponse'] {
    return { taskId: id, caseId, contactId };
  }

  status(task: Task): Schemas['QueryTaskResponse'] {
    const { withAgentStatus, dispositionUntilDone } = this.state.settings.rules;
    const until = { absent: undefined, empty: '', null: null }[dispositionUntilDone];
    const dispositionName = task.disposition ?? until;
    return {
      taskStatus: task.state === 'with-agent' ? withAgentStatus : PUBLISHED[task.state],
      serviceName: task.service,
      priority: task.priority,
      order: task.order,
      ...(dispositionName !== undefined && { dispositionName }),
    };
  }

  canceled(tasks: readonly Task[]): Schemas['CancelServiceTasksResponse'] {
    return {
      count: tasks.length,
      taskIds: tasks.map(({ id, extId }) => ({
        ...(extId !== undefined && { extTaskId: extId }),
        taskId: id,
      })),
    };
  }

  refused(refusal: Refusal): { errorCode: number; errorMessage: string } {
    return { errorCode: refusal.code, errorMessage: refusal.message };
  }
}
