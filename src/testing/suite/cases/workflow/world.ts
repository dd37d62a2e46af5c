import type { TaskName } from '../../domain/requests.ts';
import type { TaskState } from '../../domain/model.ts';

/** A task of the story. */
export interface Actor {
  readonly taskId: string;
  readonly extTaskId?: string;
  readonly caseId: string;
  readonly contactId: string;
  state: TaskState;
}

/** What the model knows of the target, as far as the story has touched it. */
export class World {
  /** Tasks by their name in the story. */
  readonly actors = new Map<string, Actor>();
  /** External task ids that were used. */
  readonly usedTaskIds = new Set<string>();
  /** Cases by external id. */
  readonly cases = new Map<string, { readonly caseId: string; readonly contactId: string }>();
  /** Contacts by external id. */
  readonly contacts = new Map<string, string>();

  actor(name: string): Actor {
    const actor = this.actors.get(name);
    if (actor === undefined) throw new RangeError(`The workflow speaks of "${name}" before it queues it.`);
    return actor;
  }
}

/** How a call names a task. */
export function nameOf(actor: Actor, by: 'external' | undefined): TaskName {
  return by === 'external' && actor.extTaskId !== undefined
    ? { id: actor.extTaskId, external: true }
    : { id: actor.taskId, external: false };
}
