import assert from 'node:assert/strict';
import {
  boolean,
  constant,
  constantFrom,
  oneof,
  option,
  record,
  subarray,
  tuple,
} from '../../../fast-check.ts';
import type { AsyncCommand } from '../../../fast-check.ts';
import type { Sandbox } from '../../../../src/testing/sandbox/index.ts';
import { goodTask } from '../caller.ts';
import type { Answer, Caller } from '../caller.ts';
import { checkAgainstSpec } from '../check-against-spec.ts';
import { dispositions, launchPoints, services } from './model.ts';
import type { Expected, Ids, Model, QueueRequest } from './model.ts';

/** The sandbox under test and how to call it. */
export interface Real {
  readonly sandbox: Sandbox;
  readonly caller: Caller;
}

type Command = AsyncCommand<Model, Real>;

function matches(answer: Answer, { status, code, body }: Expected): void {
  assert.equal(answer.status, status);
  if (code !== undefined) assert.equal(errorCodeOf(answer.body), code);
  if (body !== undefined) assert.deepEqual(answer.body, body);
}

function errorCodeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'errorCode' in body ? body.errorCode : undefined;
}

class Queue implements Command {
  readonly request: QueueRequest;
  readonly fails: boolean;

  constructor(request: QueueRequest, fails: boolean) {
    // The ids of a record that was made and not queued are told to nobody: no other may share its case or contact.
    const { extCaseId: _case, extContactId: _contact, ...alone } = request;
    this.request = fails ? alone : request;
    this.fails = fails;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { caller, sandbox }: Real): Promise<void> {
    const expected = model.queue(this.request);
    const failing = this.fails && expected.status === 200 && !model.tasks.has(this.request.extTaskId);
    if (failing) sandbox.control.failNext({ operation: 'queueTask', errorCode: 11, leavesRecord: true });
    const answer = await caller.call('POST', '/taskroutingapi/v1/task/', bodyOf(this.request));
    checkAgainstSpec('queueTask', answer);
    if (failing) {
      matches(answer, { status: 502, code: 11 });
      model.put(this.request, 'created');
      return;
    }
    matches(answer, expected);
    if (answer.status === 200 && isIds(answer.body))
      assert.equal(model.queued(this.request, answer.body), undefined);
  }

  toString(): string {
    return `${this.fails ? 'failing ' : ''}queue ${JSON.stringify(this.request)}`;
  }
}

function bodyOf({ blocks, ...rest }: QueueRequest): Record<string, unknown> {
  const { contactInfo, caseInfo, taskInfo } = goodTask;
  const infos = Object.entries({ contactInfo, caseInfo, taskInfo }).filter(([name]) => blocks.includes(name));
  return { ...rest, ...Object.fromEntries(infos) };
}

function isIds(body: unknown): body is Ids {
  return typeof body === 'object' && body !== null && 'taskId' in body;
}

/** A command on one task by its external id. */
class OnTask implements Command {
  readonly name: string;
  readonly act: (model: Model, real: Real) => Promise<void>;
  readonly isPossible: (model: Readonly<Model>) => boolean;

  constructor(name: string, act: OnTask['act'], isPossible: OnTask['isPossible'] = () => true) {
    this.name = name;
    this.act = act;
    this.isPossible = isPossible;
  }

  check(model: Readonly<Model>): boolean {
    return this.isPossible(model);
  }

  run(model: Model, real: Real): Promise<void> {
    return this.act(model, real);
  }

  toString(): string {
    return this.name;
  }
}

const taskId = constantFrom('t1', 't2', 't3');
const serviceName = oneof(
  { weight: 4, arbitrary: constantFrom(...services) },
  constantFrom('No such service', 'Support Email'),
);
const disposition = option(constantFrom(...dispositions, 'No such disposition'), { nil: undefined });
const priority = constantFrom(0.01, 0.5, 1, 7, 99.99, 100);

const request = record(
  {
    extTaskId: taskId,
    extCaseId: constantFrom('c1', 'c2'),
    extContactId: constantFrom('p1', 'p2'),
    serviceName,
    taskLaunchPointId: constantFrom(...Object.keys(launchPoints), 'nonsense'),
    priority,
    order: constantFrom('fifo', 'lifo'),
    blocks: oneof(
      { weight: 3, arbitrary: constant(['contactInfo', 'caseInfo', 'taskInfo']) },
      subarray(['contactInfo', 'caseInfo', 'taskInfo']),
    ),
  },
  { requiredKeys: ['extTaskId', 'blocks'] },
);

const query = taskId.map(
  (id) =>
    new OnTask(`query ${id}`, async (model, { caller }) => {
      const answer = await caller.query(id);
      checkAgainstSpec('queryTask', answer);
      matches(answer, model.query(id));
    }),
);

const changeArbitrary = record(
  {
    serviceName,
    priority: oneof({ weight: 4, arbitrary: priority }, constantFrom(0, 0.009, 100.01, -1)),
  },
  { requiredKeys: [] },
);

const update = tuple(taskId, changeArbitrary).map(
  ([id, change]) =>
    new OnTask(`update ${id} ${JSON.stringify(change)}`, async (model, { caller }) => {
      const answer = await caller.update(id, change);
      checkAgainstSpec('updateTask', answer);
      matches(answer, model.update(id, change));
    }),
);

const cancel = tuple(taskId, disposition).map(
  ([id, name]) =>
    new OnTask(`cancel ${id} ${name}`, async (model, { caller }) => {
      const answer = await caller.cancel(id, name === undefined ? undefined : { dispositionName: name });
      checkAgainstSpec('cancelTask', answer);
      matches(answer, model.cancel(id, name));
    }),
);

const sweep = tuple(serviceName, disposition).map(
  ([service, name]) =>
    new OnTask(`sweep ${service} ${name}`, async (model, { caller }) => {
      const { canceled, ...expected } = model.sweep(service, name);
      const answer = await caller.cancelService({
        serviceName: service,
        ...(name !== undefined && { dispositionName: name }),
      });
      checkAgainstSpec('cancelServiceTasks', answer);
      matches(answer, expected);
      if (canceled === undefined) return;
      assert.equal(answer.text.includes(`"count":${canceled.length},`), true);
      assert.deepEqual(extIds(answer.body).toSorted(), canceled.toSorted());
    }),
);

function extIds(body: unknown): unknown[] {
  const listed = typeof body === 'object' && body !== null && 'taskIds' in body ? body.taskIds : [];
  return Array.isArray(listed) ? listed.map(({ extTaskId }) => extTaskId) : [];
}

const isOpen = (model: Readonly<Model>, id: string): boolean =>
  ['queued', 'deferred', 'with-agent'].includes(model.tasks.get(id)?.state ?? '');

const take = taskId.map(
  (id) =>
    new OnTask(
      `agent takes ${id}`,
      async (model, { sandbox }) => {
        sandbox.control.take(id);
        model.task(id).state = 'with-agent';
      },
      (model) => isOpen(model, id),
    ),
);

const defer = taskId.map(
  (id) =>
    new OnTask(
      `agent parks ${id}`,
      async (model, { sandbox }) => {
        sandbox.control.defer(id);
        model.task(id).state = 'deferred';
      },
      (model) => isOpen(model, id),
    ),
);

const complete = taskId.map(
  (id) =>
    new OnTask(
      `agent completes ${id}`,
      async (model, { sandbox }) => {
        sandbox.control.complete(id, 'Answer provided');
        model.complete(model.task(id), 'Answer provided');
      },
      (model) => isOpen(model, id),
    ),
);

const takeNext = constantFrom(...services).map(
  (service) =>
    new OnTask(`agent takes next of ${service}`, async (model, { sandbox }) => {
      const [next] = model.waiting(service);
      assert.equal(sandbox.control.takeNext(service)?.extId, next);
      if (next !== undefined) model.task(next).state = 'with-agent';
    }),
);

const queue = tuple(request, boolean(), boolean(), boolean()).map(
  ([sent, ...odds]) => new Queue(sent, odds.every(Boolean)),
);

/** Everything that can happen; queueing, querying and updating most of the time. */
export const allCommands = [
  queue,
  queue,
  queue,
  query,
  query,
  query,
  update,
  update,
  cancel,
  sweep,
  take,
  defer,
  complete,
  takeNext,
];
