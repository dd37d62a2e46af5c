import { own, ownList, ownString, type Exchange, type Json } from 'specwright/contract';

/** A task that this run has created. */
export interface OwnTask {
  readonly taskId: string;
  readonly extTaskId?: string;
}

/** What is known of an external id that was sent. */
export interface SentId {
  /** The internal id that the target answered with; absent where it gave none. */
  taskId?: string;
  /** False where the answer refused to make a task. */
  maybeCreated: boolean;
  canceled: boolean;
}

/** Keeps account of everything a run creates, whichever case did it, so that all of it can be cleaned up. */
export class Workspace {
  readonly #open = new Map<string, OwnTask>();
  /** Every external id that was ever sent, with what is known of it. */
  readonly #sent = new Map<string, SentId>();
  readonly #claims = new Map<string, Set<string>>();
  /** Ids of all records seen in answers, by kind. */
  readonly known = { taskId: new Set<string>(), caseId: new Set<string>(), contactId: new Set<string>() };

  /** To be called before a task is queued: an answer may never come. */
  expect(extTaskId: string): void {
    const known = this.#sent.get(extTaskId);
    if (known === undefined) this.#sent.set(extTaskId, { maybeCreated: true, canceled: false });
    else known.canceled = false;
  }

  /** Reads from an exchange what was created and what is gone. */
  observe({ request, answer }: Exchange): void {
    if (request.operation === 'queueTask') this.#queued(request.body, answer?.status, answer?.json);
    if (answer === undefined || answer.status < 200 || answer.status > 299) return;
    if (request.operation === 'cancelTask') this.#canceled(request.url);
    if (request.operation === 'cancelServiceTasks') {
      for (const entry of ownList(answer.json, 'taskIds')) this.settle(ownString(entry, 'taskId') ?? '');
    }
  }

  /** Tasks that may still be open at the target. */
  get open(): readonly OwnTask[] {
    return [...this.#open.values()];
  }

  /** Every external id that was ever sent. */
  get sent(): ReadonlyMap<string, SentId> {
    return this.#sent;
  }

  /** The external ids for which the target answered with this internal id. */
  claimsOn(taskId: string): readonly string[] {
    return [...(this.#claims.get(taskId) ?? [])];
  }

  /** Says that a task needs no cleaning up any more. */
  settle(taskId: string): void {
    this.#open.delete(taskId);
    for (const extTaskId of this.claimsOn(taskId)) this.#markCanceled(extTaskId);
  }

  #markCanceled(extTaskId: string): void {
    const sent = this.#sent.get(extTaskId);
    if (sent !== undefined) sent.canceled = true;
  }

  #queued(body: string | undefined, status: number | undefined, json: Json | undefined): void {
    const extTaskId = externalId(body);
    const taskId = ownString(json, 'taskId');
    const isGood = status !== undefined && status >= 200 && status <= 299;
    if (isGood) this.#created(taskId, extTaskId, json);
    if (extTaskId === undefined) return;
    this.expect(extTaskId);
    const sent = this.#sent.get(extTaskId);
    if (sent === undefined) return;
    if (isGood && taskId !== undefined) sent.taskId = taskId;
    sent.maybeCreated = sent.taskId !== undefined || isGood || !isRefusal(status);
  }

  #created(taskId: string | undefined, extTaskId: string | undefined, json: Json | undefined): void {
    for (const kind of ['taskId', 'caseId', 'contactId'] as const) {
      const id = ownString(json, kind);
      if (id !== undefined) this.known[kind].add(id);
    }
    if (taskId === undefined) return;
    this.#open.set(taskId, { taskId, ...(extTaskId !== undefined && { extTaskId }) });
    if (extTaskId !== undefined)
      this.#claims.set(taskId, (this.#claims.get(taskId) ?? new Set<string>()).add(extTaskId));
  }

  #canceled(url: string): void {
    const { pathname, searchParams } = new URL(url);
    const id = decodeURIComponent(pathname.replace(/\/$/, '').split('/').at(-1) ?? '');
    if (searchParams.get('external') !== 'true') return this.settle(id);
    this.#markCanceled(id);
    const taskId = this.#sent.get(id)?.taskId;
    if (taskId !== undefined) this.#open.delete(taskId);
  }
}

/** 400 to 499: the target says that it did nothing. Redirects and failures say nothing of the kind. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status <= 499;
}

/** The external id in a body. */
export function externalId(body: string | undefined): string | undefined {
  try {
    const id = own(JSON.parse(body ?? ''), 'extTaskId');
    return typeof id === 'string' ? id : undefined;
  } catch {
    // A body that is not JSON names no id; it was sent on purpose.
    return undefined;
  }
}
