import type { Core } from '../core.ts';
import type { Reply } from '../exchange.ts';

/** Takes the task that an answer names out of its queue again: created, never queued. */
export function leaveUnqueued({ store }: Core, reply: Reply): void {
  if (reply.status !== 200 || reply.body === undefined) return;
  const body: unknown = JSON.parse(reply.body);
  if (typeof body !== 'object' || body === null || !('taskId' in body)) return;
  const task = typeof body.taskId === 'string' ? store.tasks.get(body.taskId) : undefined;
  if (task === undefined) return;
  store.leaveQueue(task);
  task.state = 'created';
}
