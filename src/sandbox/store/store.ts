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
  readonly #completed = new Set<Task>();
  /** How many tasks and cases stand on a case or contact; the last one to go takes it along. */
  readonly #uses = new Map<string, number>();
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
    this.hold(record.contactId);
    return record;
  }

  addTask(task: Task): Task {
    this.tasks.set(task.id, task);
    if (task.extId !== undefined) this.tasksByExtId.set(task.extId, task);
    this.hold(task.caseId);
    if (task.state === 'completed') this.#completed.add(task);
    this.#makeRoom();
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
    this.#completed.add(task);
  }

  /** Adds a task of a snapshot, with the place in the queue that it had. */
  restoreTask(task: Task): void {
    this.addTask(task);
    if (task.state === 'queued') this.#queueOf(task.service).add(task);
    this.#turn = Math.max(this.#turn, task.turn);
  }

  /** Keeps a case or contact even when no task stands on it any more. */
  hold(id: string): void {
    this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
  }

  #queueOf(service: string): Set<Task> {
    const found = this.#queues.get(service);
    if (found !== undefined) return found;
    const made = new Set<Task>();
    this.#queues.set(service, made);
    return made;
  }

  #makeRoom(): void {
    if (this.tasks.size <= this.#maxTasks) return;
    const [oldest] = this.#completed.size > 0 ? this.#completed : this.tasks.values();
    if (oldest !== undefined) this.#forget(oldest);
  }

  #forget(task: Task): void {
    this.leaveQueue(task);
    this.#completed.delete(task);
    this.tasks.delete(task.id);
    if (task.extId !== undefined) this.tasksByExtId.delete(task.extId);
    this.#release(task.caseId);
  }

  #release(id: string): void {
    const left = (this.#uses.get(id) ?? 1) - 1;
    if (left > 0) {
      this.#uses.set(id, left);
      return;
    }
    this.#uses.delete(id);
    this.#forgetCase(id);
    this.#forgetContact(id);
  }

  #forgetCase(id: string): void {
    const record = this.cases.get(id);
    if (record === undefined) return;
    this.cases.delete(id);
    if (record.extId !== undefined) this.casesByExtId.delete(record.extId);
    this.#release(record.contactId);
  }

  #forgetContact(id: string): void {
    const contact = this.contacts.get(id);
    if (contact === undefined) return;
    this.contacts.delete(id);
    if (contact.extId !== undefined) this.contactsByExtId.delete(contact.extId);
  }
}
