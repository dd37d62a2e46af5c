import { createHash } from 'node:crypto';
import type { TaskChange } from '../../index.ts';

/** A change as it is printed and sent. */
export interface WatchEvent {
  /** The same for the same change of the same task, so that one that is delivered twice can be dropped. */
  readonly id: string;
  readonly extTaskId?: string;
  readonly taskId?: string;
  readonly from: string | null;
  /** `null` where the server does not know the task. */
  readonly to: string | null;
  /** When it was seen. */
  readonly at: string;
}

export function eventOf({ task, from, to, at }: TaskChange): WatchEvent {
  const named = typeof task === 'string' ? { taskId: task } : { extTaskId: task.extTaskId };
  const change = { ...named, from: from ?? null, to: to ?? null };
  const id = createHash('sha256').update(JSON.stringify(change)).digest('hex').slice(0, 32);
  return { id, ...change, at: new Date(at).toISOString() };
}
