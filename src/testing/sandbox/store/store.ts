import { bytesOf } from './bytes-of.ts';
import { Fifo } from './fifo.ts';
import type { Case, Contact, Session, Task } from './records.ts';

/** Most access tokens kept; the oldest go first. */
const MAX_SESSIONS = 10_000;

/** How much is kept. */
export interface StoreBounds {
  readonly maxTasks: number;
  /** Bytes of contacts, cases and tasks in memory, roughly. */
  readonly maxBytes: number;
}

/** Everything that requests create, within bounds. */
export class Store {
  readonly contacts = new Map<string, Contact>();
  readonly contactsByExtId = new Map<string, Contact>();
  readonly cases = new Map<string, Case>();
  readonly casesByExtId = new Map<string, Case>();
  readonly tasks = new Map<string, Task>();
  readonly tasksByExtId = new Map<string, Task>();
  readonly sessions = new Map<string, Session>();
  /** Tasks waiting in the queue of each service. */
  readonly #queues = new Map<string, Set<Task>>();
  /** Ids of completed tasks, the first completed first: these make room for new ones. */
  readonly #completed = new Fifo<string>();
  /** Ids of all tasks, the oldest first: these make room where none is completed. */
  readonly #all = new Fifo<string>();
  readonly #bounds: StoreBounds;
  #bytes = 0;
  #turn = 0;

  constructor(bounds: StoreBounds) {
    this.#bounds = bounds;
  }

  addContact(contact: Contact): Contact {
    this.contacts.set(contact.id, contact);
    this.#bytes += bytesOf(contact);
    if (contact.extId !== undefined) this.contactsByExtId.set(contact.extId, contact);
    return contact;
  }

  addCase(record: Case): Case {
    this.cases.set(record.id, record);
    this.#bytes += bytesOf(record);
    if (record.extId !== undefined) this.casesByExtId.set(record.extId, record);
    this.#hold(this.contacts.get(record.contactId));
    return record;
  }

  addTask(task: Task): Task {
    this.tasks.set(task.id, task);
    this.#bytes += bytesOf(task);
    if (task.extId !== undefined) this.tasksByExtId.set(task.extId, task);
    this.#hold(this.cases.get(task.caseId));
    this.#all.push(task.id);
    if (task.state === 'completed') this.#completed.push(task.id);
    this.#makeRoom();
    return task;
  }

  addSession(session: Session): Session {
    this.sessions.set(session.token, session);
    if (this.sessions.size > MAX_SESSIONS) {
      const [oldest] = this.sessions.keys();
      if (oldest !== undefined) this.sessions.delete(oldest);
    }
    return session;
  }

  /** Tasks waiting in the queue of a service, in the order in which they came. */
  queue(service: string): ReadonlySet<Task> {
    return this.#queueOf(service);
  }

  /** Puts a task at its place in the queue of its service. */
  enqueue(task: Task, now: number): void {
    task.state = 'queued';
    task.queuedAt = now;
    this.#turn += 1;
    task.turn = this.#turn;
    this.#queueOf(task.service).add(task);
  }

  /** Takes a task out of the queue that it waits in, if it does. */
  leaveQueue(task: Task): void {
    this.#queueOf(task.service).delete(task);
  }

  complete(task: Task, disposition: string, note: string | undefined, now: number): void {
    this.leaveQueue(task);
    task.state = 'completed';
    task.disposition = disposition;
    this.#completed.push(task.id);
    task.completedAt = now;
    if (note === undefined) return;
    task.note = note;
    this.#bytes += bytesOf(note);
    this.#makeRoom();
  }

  /** Adds a task of a snapshot, with the place in the queue that it had. */
  restoreTask(task: Task): void {
    this.addTask(task);
    if (task.state === 'queued') this.#queueOf(task.service).add(task);
    this.#turn = Math.max(this.#turn, task.turn);
  }

  #queueOf(service: string): Set<Task> {
    const found = this.#queues.get(service);
    if (found !== undefined) return found;
    const made = new Set<Task>();
    this.#queues.set(service, made);
    return made;
  }

  #makeRoom(): void {
    const { maxTasks, maxBytes } = this.#bounds;
    while (this.tasks.size > maxTasks || (this.#bytes > maxBytes && this.tasks.size > 1)) this.#forgetOne();
  }

  /** The task completed longest ago goes, or else the oldest; records of no other task go with it. */
  #forgetOne(): void {
    if (this.#all.size > 2 * this.#bounds.maxTasks) this.#all.keep((id) => this.tasks.has(id));
    const task = this.#firstKnown(this.#completed) ?? this.#firstKnown(this.#all);
    if (task === undefined) return;
    this.leaveQueue(task);
    this.tasks.delete(task.id);
    this.#bytes -= bytesOf(task);
    if (task.extId !== undefined) this.tasksByExtId.delete(task.extId);
    this.#releaseCase(task.caseId);
  }

  #firstKnown(fifo: Fifo<string>): Task | undefined {
    for (let id = fifo.shift(); id !== undefined; id = fifo.shift()) {
      const task = this.tasks.get(id);
      if (task !== undefined) return task;
    }
    return undefined;
  }

  #hold(record: { uses: number } | undefined): void {
    if (record !== undefined) record.uses += 1;
  }

  #releaseCase(id: string): void {
    const record = this.cases.get(id);
    if (record === undefined || this.#isUsed(record)) return;
    this.cases.delete(id);
    this.#bytes -= bytesOf(record);
    if (record.extId !== undefined) this.casesByExtId.delete(record.extId);
    this.#releaseContact(record.contactId);
  }

  #releaseContact(id: string): void {
    const contact = this.contacts.get(id);
    if (contact === undefined || this.#isUsed(contact)) return;
    this.contacts.delete(id);
    this.#bytes -= bytesOf(contact);
    if (contact.extId !== undefined) this.contactsByExtId.delete(contact.extId);
  }

  #isUsed(record: { uses: number }): boolean {
    record.uses -= 1;
    return record.uses > 0;
  }
}
