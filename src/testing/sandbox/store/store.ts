import { Fifo } from './fifo.ts';
import type { Case, Contact, Session, Task } from './records.ts';

/** Most access tokens kept; the oldest go first. */
const maxSessions = 10_000;

/** Everything that requests create. Bounded: see `maxTasks`. */
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
  /** Completed tasks, the first completed first: these make room for new ones. */
  readonly #completed = new Fifo<Task>();
  /** All tasks, the oldest first: these make room where none is completed. */
  readonly #all = new Fifo<Task>();
  readonly #maxTasks: number;
  #turn = 0;

  constructor(maxTasks: number) {
    this.#maxTasks = maxTasks;
  }

  addContact(contact: Contact): Contact {
    this.contacts.set(contact.id, contact);
    if (contact.extId !== undefined) this.contactsByExtId.set(contact.extId, contact);
    return contact;
  }

  addCase(record: Case): Case {
    this.cases.set(record.id, record);
    if (record.extId !== undefined) this.casesByExtId.set(record.extId, record);
    this.#hold(this.contacts.get(record.contactId));
    return record;
  }

  addTask(task: Task): Task {
    this.tasks.set(task.id, task);
    if (task.extId !== undefined) this.tasksByExtId.set(task.extId, task);
    this.#hold(this.cases.get(task.caseId));
    this.#all.push(task);
    if (task.state === 'completed') this.#completed.push(task);
    while (this.tasks.size > this.#maxTasks) this.#forgetOne();
    return task;
  }

  addSession(session: Session): Session {
    this.sessions.set(session.token, session);
    if (this.sessions.size > maxSessions) {
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
    if (note !== undefined) task.note = note;
    task.completedAt = now;
    this.#completed.push(task);
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

  /** The task completed longest ago goes, or else the oldest; what it alone stood on goes with it. */
  #forgetOne(): void {
    if (this.#all.size > 2 * this.#maxTasks) this.#all.keep((known) => this.tasks.has(known.id));
    const task = this.#firstKnown(this.#completed) ?? this.#firstKnown(this.#all);
    if (task === undefined) return;
    this.leaveQueue(task);
    this.tasks.delete(task.id);
    if (task.extId !== undefined) this.tasksByExtId.delete(task.extId);
    this.#releaseCase(task.caseId);
  }

  #firstKnown(fifo: Fifo<Task>): Task | undefined {
    for (let task = fifo.shift(); task !== undefined; task = fifo.shift())
      if (this.tasks.has(task.id)) return task;
    return undefined;
  }

  #hold(record: { uses: number } | undefined): void {
    if (record !== undefined) record.uses += 1;
  }

  #releaseCase(id: string): void {
    const record = this.cases.get(id);
    if (record === undefined || this.#isUsed(record)) return;
    this.cases.delete(id);
    if (record.extId !== undefined) this.casesByExtId.delete(record.extId);
    this.#releaseContact(record.contactId);
  }

  #releaseContact(id: string): void {
    const contact = this.contacts.get(id);
    if (contact === undefined || this.#isUsed(contact)) return;
    this.contacts.delete(id);
    if (contact.extId !== undefined) this.contactsByExtId.delete(contact.extId);
  }

  #isUsed(record: { uses: number }): boolean {
    record.uses -= 1;
    return record.uses > 0;
  }
}
