import {
  expectRefusal,
  ownString,
  type Exchange,
  type Expectation,
  type JsonObject,
  type StateExpectation,
} from 'specwright/contract';
import type { Session } from '../../tenant.ts';
import { namesOneOf } from '../../checks/missing-parameter-named.ts';
import { runName, uniqueTask } from '../../domain/bodies.ts';
import { DEFAULT_PRIORITY, type TaskState } from '../../domain/model.ts';
import { without } from '../../domain/requests.ts';
import { launchPointFor, serviceFor } from './roles.ts';
import type { QueueStep } from './step.ts';
import type { World } from './world.ts';

/** External ids of a step, made unique for the story. */
interface ExternalIds {
  readonly task?: string;
  readonly case?: string;
  readonly contact?: string;
}

/** A step with its roles cast: the body to send and what the model makes of it. */
export interface QueueCall {
  readonly body: JsonObject;
  readonly ids: ExternalIds;
  readonly step: QueueStep;
}

export function queueCall(session: Session, story: string, step: QueueStep): QueueCall {
  const name = (kind: string, part: string | null | undefined): string | undefined =>
    part === null || part === undefined
      ? undefined
      : runName(session, `${story}-${step.bareIds === true ? '' : kind}${part}`);
  const ids = compact({
    task: name('', step.as === undefined ? step.queue : step.as),
    case: name('case-', step.case),
    contact: name('contact-', step.contact),
  });
  return { ids, step, body: bodyOf(session, story, step, ids) };
}

function compact(ids: {
  task: string | undefined;
  case: string | undefined;
  contact: string | undefined;
}): ExternalIds {
  return {
    ...(ids.task !== undefined && { task: ids.task }),
    ...(ids.case !== undefined && { case: ids.case }),
    ...(ids.contact !== undefined && { contact: ids.contact }),
  };
}

function bodyOf(session: Session, story: string, step: QueueStep, ids: ExternalIds): JsonObject {
  const base = without(
    uniqueTask(session, `${story}-${step.queue}`),
    'extTaskId',
    'serviceName',
    ...(step.omit ?? []),
  );
  const service = step.service === null ? undefined : serviceFor(session.profile, step.service ?? 'first');
  const launchPoint = step.launchPoint && launchPointFor(session.profile, step.launchPoint)?.id;
  return {
    ...base,
    ...(ids.task !== undefined && { extTaskId: ids.task }),
    ...(ids.case !== undefined && { extCaseId: ids.case }),
    ...(ids.contact !== undefined && { extContactId: ids.contact }),
    ...(service !== undefined && { serviceName: service }),
    ...(launchPoint !== undefined && { taskLaunchPointId: launchPoint }),
    ...(step.priority !== undefined && { priority: step.priority }),
    ...(step.order !== undefined && { order: step.order }),
    ...step.extra,
  };
}

/** The expected answer, from what the model knows. */
export function expectQueue(session: Session, world: World, call: QueueCall): Expectation {
  return refusal(world, call) ?? acceptance(session, world, call);
}

/** Where several things are wrong with a call, no order of the checks is published: any of their codes will do. */
function refusal(world: World, call: QueueCall): Expectation | undefined {
  const [first, ...others] = refusals(world, call);
  return (
    first && {
      ...first,
      // Where the server may name another of the things that are wrong, its message may too.
      ...(others.length > 0 && { demands: [] }),
      accept: [
        ...first.accept,
        ...others.flatMap(({ accept }) =>
          accept.map((answer) => ({ ...answer, reading: 'order-of-checks' })),
        ),
      ],
    }
  );
}

/** What is wrong with a call, in the order in which our sandbox looks. */
function* refusals(world: World, { ids, step }: QueueCall): Iterable<Expectation> {
  const used = ids.task !== undefined && world.usedTaskIds.has(ids.task);
  if (used) yield expectRefusal(400, 5, 'a task with this external id was queued before');
  if (step.service === null && step.launchPoint === undefined)
    yield {
      ...expectRefusal(400, 4, 'neither a service nor a launch point is named'),
      demands: [namesOneOf('serviceName', 'taskLaunchPointId')],
    };
  if (step.service === 'unknown') yield expectRefusal(400, 6, 'there is no such service');
  if (step.service === 'not-a-task-service') yield expectRefusal(400, 6, 'the service is not of type Task');
  // The info blocks of a known task are ignored: they are not missing.
  const lacking = used ? undefined : lackingInfo(world, ids, step.omit ?? []);
  if (lacking !== undefined)
    yield {
      ...expectRefusal(400, 4, `${lacking} is missing and no known record takes its place`),
      demands: [namesOneOf(...(step.omit ?? []))],
    };
}

function lackingInfo(world: World, ids: ExternalIds, omitted: readonly string[]): string | undefined {
  const knownCase = ids.case !== undefined && world.cases.has(ids.case);
  const knownContact = knownCase || (ids.contact !== undefined && world.contacts.has(ids.contact));
  if (omitted.includes('taskInfo')) return 'taskInfo';
  if (omitted.includes('caseInfo') && !knownCase) return 'caseInfo';
  return omitted.includes('contactInfo') && !knownContact ? 'contactInfo' : undefined;
}

function acceptance({ workspace }: Session, world: World, { ids }: QueueCall): Expectation {
  const known = ids.case === undefined ? undefined : world.cases.get(ids.case);
  const contact = ids.contact === undefined ? undefined : world.contacts.get(ids.contact);
  const fields: StateExpectation['fields'] = {
    ...(known && { caseId: [{ value: known.caseId }] }),
    ...((known ?? contact) && { contactId: contactValues(known?.contactId, contact) }),
  };
  const fresh: StateExpectation['fresh'] = {
    taskId: workspace.known.taskId,
    ...(!known && { caseId: workspace.known.caseId }),
    ...(!known && contact === undefined && { contactId: workspace.known.contactId }),
  };
  return {
    accept: [{ statuses: [200] }],
    because: 'the request is complete, and the external ids say which records are known',
    state: { claim: 'linked-records', fields, fresh },
  };
}

/** The contact of a known case stays; a server that follows the other external id is observed. */
function contactValues(
  ofCase: string | undefined,
  ofId: string | undefined,
): StateExpectation['fields'][string] {
  if (ofCase === undefined) return [{ value: ofId }];
  return ofId === undefined || ofId === ofCase
    ? [{ value: ofCase }]
    : [{ value: ofCase }, { value: ofId, reading: 'case-contact' }];
}

/** Writes a successful call into the model. */
export function enter(session: Session, world: World, call: QueueCall, exchange: Exchange): boolean {
  const json = exchange.answer?.json;
  const [taskId, caseId, contactId] = [
    ownString(json, 'taskId'),
    ownString(json, 'caseId'),
    ownString(json, 'contactId'),
  ];
  if (taskId === undefined || caseId === undefined || contactId === undefined) return false;
  const { ids, step } = call;
  world.actors.set(step.queue, {
    taskId,
    caseId,
    contactId,
    state: stateOf(session, step),
    ...(ids.task !== undefined && { extTaskId: ids.task }),
  });
  if (ids.task !== undefined) world.usedTaskIds.add(ids.task);
  if (ids.case !== undefined) world.cases.set(ids.case, { caseId, contactId });
  if (ids.contact !== undefined) world.contacts.set(ids.contact, contactId);
  return true;
}

function stateOf({ profile }: Session, step: QueueStep): TaskState {
  const launchPoint = step.launchPoint && launchPointFor(profile, step.launchPoint);
  const service =
    step.service === null ? launchPoint?.serviceName : serviceFor(profile, step.service ?? 'first');
  return {
    stage: 'queued',
    serviceName: service ?? '',
    priority: step.priority ?? launchPoint?.priority ?? DEFAULT_PRIORITY,
    unheededPriorities: [launchPoint?.priority ?? DEFAULT_PRIORITY, DEFAULT_PRIORITY],
    order: step.order ?? 'fifo',
  };
}
