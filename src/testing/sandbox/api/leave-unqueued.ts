import { own, type Json, type Reply } from 'specwright/sandbox';
import type { Core } from '../core.ts';

/** Takes the task that an answer names out of its queue again: created, never queued. */
export function leaveUnqueued({ store }: Core, reply: Reply): void {
  if (reply.status !== 200 || reply.body === undefined) return;
  const body: Json = JSON.parse(reply.body);
  const id = own(body, 'taskId');
  const task = typeof id === 'string' ? store.tasks.get(id) : undefined;
  if (task === undefined) return;
  store.leaveQueue(task);
  task.state = 'created';
}
