import { own, ownList, ownString, type Exchange, type Json } from 'specwright/contract';

/** A task that this run has created. */
export interface OwnTask {
  readonly taskId: string;
  readonly extTaskId?: string;
}

/** Keeps account of everything a run creates, whichever case did it, so that all of it can be cleaned up. */
export class Workspace {
  readonly #open = new Map<string, OwnTask>();
  readonly #idsByExternal = new Map<string, string>();
  /** Ids of all records seen in answers, by kind. */
  readonly known = { taskId: new Set<string>(), caseId: new Set<string>(), contactId: new Set<string>() };

  /** Reads from an exchange what was created and what is gone. */
  observe({ request, answer }: Exchange): void {
    if (answer === undefined || answer.status < 200 || answer.status > 299) return;
    if (request.operation === 'queueTask') this.#created(request.body, answer.json);
    if (request.operation === 'cancelTask') this.#canceled(request.url);
    if (request.operation === 'cancelServiceTasks') {
      for (const entry of ownList(answer.json, 'taskIds'))
        this.#open.delete(ownString(entry, 'taskId') ?? '');
    }
  }

  /** Tasks that may still be open at the target. */
  get open(): readonly OwnTask[] {
    return [...this.#open.values()];
  }

  /** Says that a task needs no cleaning up any more. */
  settle(taskId: string): void {
    this.#open.delete(taskId);
  }

  #created(body: string | undefined, json: Json | undefined): void {
    for (const kind of ['taskId', 'caseId', 'contactId'] as const) {
      const id = ownString(json, kind);
      if (id !== undefined) this.known[kind].add(id);
    }
    const taskId = ownString(json, 'taskId');
    if (taskId === undefined) return;
    const extTaskId = externalId(body);
    this.#open.set(taskId, { taskId, ...(extTaskId !== undefined && { extTaskId }) });
    if (extTaskId !== undefined) this.#idsByExternal.set(extTaskId, taskId);
  }

  #canceled(url: string): void {
    const { pathname, searchParams } = new URL(url);
    const id = decodeURIComponent(pathname.replace(/\/$/, '').split('/').at(-1) ?? '');
    const taskId = searchParams.get('external') === 'true' ? this.#idsByExternal.get(id) : id;
    if (taskId !== undefined) this.#open.delete(taskId);
  }
}

function externalId(body: string | undefined): string | undefined {
  try {
    const id = own(JSON.parse(body ?? ''), 'extTaskId');
    return typeof id === 'string' ? id : undefined;
  } catch {
    // A body that is not JSON has no id in it; it was sent on purpose.
    return undefined;
  }
}
