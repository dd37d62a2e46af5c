/**
 * What the published facts say of a tenant, written a second time and as simply as possible. It shares
 * nothing with the sandbox: where the two differ, one of them is wrong.
 */

type State = 'created' | 'queued' | 'deferred' | 'with-agent' | 'completed';

/** The ids that Queue Task answers with. */
export interface Ids {
  readonly taskId: string;
  readonly caseId: string;
  readonly contactId: string;
}

interface ModelTask {
  state: State;
  service: string;
  priority: number;
  order: string;
  /** Place in the queue: later means larger. */
  turn: number;
  disposition?: string;
  /** Unknown for a record whose queue step failed. */
  ids?: Ids;
}

/** What a request is expected to lead to; a body is compared where one is given. */
export interface Expected {
  readonly status: number;
  readonly code?: number;
  readonly body?: unknown;
}

/** Queue Task in the terms of the model. */
export interface QueueRequest {
  readonly extTaskId: string;
  readonly extCaseId?: string;
  readonly extContactId?: string;
  readonly serviceName?: string;
  readonly taskLaunchPointId?: string;
  readonly priority?: number;
  readonly order?: string;
  /** Which info blocks are sent. */
  readonly blocks: readonly string[];
}

const statusOfCode: Readonly<Record<number, number>> = {
  4: 400,
  5: 400,
  6: 400,
  7: 400,
  8: 404,
  9: 400,
  10: 400,
  11: 502,
};
const shown = {
  created: 'CREATED',
  queued: 'QUEUED',
  deferred: 'DEFERRED',
  'with-agent': 'DEFERRED',
  completed: 'COMPLETED',
};

/** Codes of Cancel Task and Update Task in each state; 0 where they are done. */
const cancelCode = { created: 8, queued: 0, deferred: 0, 'with-agent': 10, completed: 9 };
const updateCode = { created: 8, queued: 0, deferred: 9, 'with-agent': 9, completed: 9 };

export const services = ['Task Service', 'Hot Leads', 'Claims Follow-up'];
export const dispositions = ['Abandoned', 'Problem solved'];
export const launchPoints: Readonly<Record<string, { service: string; priority?: number }>> = {
  '0f3c5a9b7d1e4826a05c9e7fb2d8416370cd5ea1': { service: 'Claims Follow-up', priority: 10 },
  b1d94c7e20a65f83e94b0c6d7a15f28e3d90c4b7: { service: 'Hot Leads' },
};

/** The simple tenant. */
export class Model {
  readonly tasks = new Map<string, ModelTask>();
  readonly #cases = new Map<string, Ids>();
  readonly #contacts = new Map<string, string>();
  readonly #taken = new Set<string>();
  #turn = 0;

  /** Spent id, then launch point and service, then what is missing. */
  queue(request: QueueRequest): Expected {
    const known = this.tasks.get(request.extTaskId);
    if (known !== undefined && known.state !== 'created') return refused(5);
    const { taskLaunchPointId: launchPointId } = request;
    if (launchPointId !== undefined && launchPoints[launchPointId] === undefined) return refused(6);
    const service = serviceOf(request);
    if (service === undefined) return refused(4);
    if (!services.includes(service)) return refused(6);
    if (known !== undefined) return { status: 200, ...(known.ids && { body: known.ids }) };
    return this.#lacks(request) ? refused(4) : { status: 200 };
  }

  #lacks({ blocks, extCaseId, extContactId }: QueueRequest): boolean {
    const knowsCase = extCaseId !== undefined && this.#cases.has(extCaseId);
    const knowsContact = knowsCase || (extContactId !== undefined && this.#contacts.has(extContactId));
    return (
      !blocks.includes('taskInfo') ||
      (!knowsCase && !blocks.includes('caseInfo')) ||
      (!knowsContact && !blocks.includes('contactInfo'))
    );
  }

  /** Takes over what was granted; says what is wrong with the ids, if anything is. */
  queued(request: QueueRequest, ids: Ids): string | undefined {
    const known = this.tasks.get(request.extTaskId);
    const wrong = known === undefined ? this.#wrongIds(request, ids) : undefined;
    this.put(request, 'queued', ids);
    if (known === undefined) this.#remember(request, ids);
    for (const id of Object.values(ids)) this.#taken.add(id);
    return wrong;
  }

  /** Sets a record, queued or only created. */
  put(request: QueueRequest, state: 'queued' | 'created', ids?: Ids): void {
    this.#turn += 1;
    const launchPoint = launchPoints[request.taskLaunchPointId ?? ''];
    this.tasks.set(request.extTaskId, {
      state,
      service: serviceOf(request) ?? '',
      priority: request.priority ?? launchPoint?.priority ?? 1,
      order: request.order ?? 'fifo',
      turn: this.#turn,
      ...(ids && { ids }),
    });
  }

  #remember({ extCaseId, extContactId }: QueueRequest, ids: Ids): void {
    const isNewCase = extCaseId === undefined || !this.#cases.has(extCaseId);
    if (extCaseId !== undefined && isNewCase) this.#cases.set(extCaseId, ids);
    // The contact of a known case stays: the id that came with it names nobody.
    if (extContactId === undefined || !isNewCase || this.#contacts.has(extContactId)) return;
    this.#contacts.set(extContactId, ids.contactId);
  }

  #wrongIds({ extCaseId, extContactId }: QueueRequest, ids: Ids): string | undefined {
    const known = this.#cases.get(extCaseId ?? '');
    const contact = known?.contactId ?? this.#contacts.get(extContactId ?? '');
    const isNew = (id: string): boolean => !this.#taken.has(id);
    if (new Set(Object.values(ids)).size < 3) return 'the three ids are not different';
    if (!isNew(ids.taskId)) return 'taskId is not new';
    if (known === undefined ? !isNew(ids.caseId) : known.caseId !== ids.caseId) return 'wrong caseId';
    if (contact === undefined ? !isNew(ids.contactId) : contact !== ids.contactId) return 'wrong contactId';
    return Object.values(ids).find((id) => !/^[0-9a-f]{24}$/.test(id));
  }

  query(id: string): Expected {
    const task = this.tasks.get(id);
    if (task === undefined) return refused(8);
    const { state, service, priority, order, disposition } = task;
    const done = disposition === undefined ? {} : { dispositionName: disposition };
    return {
      status: 200,
      body: { taskStatus: shown[state], serviceName: service, priority, order, ...done },
    };
  }

  update(id: string, change: { readonly serviceName?: string; readonly priority?: number }): Expected {
    const { serviceName, priority } = change;
    if (serviceName === undefined && priority === undefined) return refused(4);
    if (priority !== undefined && !(priority >= 0.01 && priority <= 100)) return refused(4);
    const task = this.tasks.get(id);
    if (task === undefined) return refused(8);
    if (updateCode[task.state] !== 0) return refused(updateCode[task.state]);
    if (serviceName !== undefined && !services.includes(serviceName)) return refused(6);
    task.priority = priority ?? task.priority;
    if (serviceName !== undefined && serviceName !== task.service) this.#move(task, serviceName);
    return { status: 200 };
  }

  #move(task: ModelTask, service: string): void {
    this.#turn += 1;
    Object.assign(task, { service, turn: this.#turn });
  }

  cancel(id: string, dispositionName = 'Abandoned'): Expected {
    const task = this.tasks.get(id);
    if (task === undefined) return refused(8);
    if (cancelCode[task.state] !== 0) return refused(cancelCode[task.state]);
    if (!dispositions.includes(dispositionName)) return refused(7);
    this.complete(task, dispositionName);
    return { status: 204 };
  }

  complete(task: ModelTask, disposition: string): void {
    task.state = 'completed';
    task.disposition = disposition;
  }

  sweep(serviceName: string, dispositionName = 'Abandoned'): Expected & { readonly canceled?: string[] } {
    if (!services.includes(serviceName)) return refused(6);
    if (!dispositions.includes(dispositionName)) return refused(7);
    const canceled = this.waiting(serviceName);
    for (const id of canceled) this.complete(this.task(id), dispositionName);
    return { status: 200, canceled };
  }

  /** External ids of the tasks in the queue of a service: lifo, newest first; then by priority, oldest first. */
  waiting(serviceName: string): string[] {
    const key = ({ order, priority, turn }: ModelTask): number[] =>
      order === 'lifo' ? [0, -turn] : [1, -priority, turn];
    return [...this.tasks]
      .filter(([, { state, service }]) => state === 'queued' && service === serviceName)
      .sort(([, a], [, b]) => compare(key(a), key(b)))
      .map(([id]) => id);
  }

  /** A task that is there. */
  task(id: string): ModelTask {
    const task = this.tasks.get(id);
    if (task === undefined) throw new Error(`the model has no task ${id}`);
    return task;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function serviceOf({ serviceName, taskLaunchPointId }: QueueRequest): string | undefined {
  return serviceName ?? launchPoints[taskLaunchPointId ?? '']?.service;
}

function refused(code: number): Expected {
  return { status: statusOfCode[code] ?? 0, code };
}
