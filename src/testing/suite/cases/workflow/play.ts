import {
  Skip,
  expectRefusal,
  matchAnswer,
  ownList,
  ownString,
  type Exchange,
  type Expectation,
  type JsonObject,
} from 'specwright/contract';
import type { Probe } from '../../tenant.ts';
import {
  DEFAULT_DISPOSITION,
  expectCancel,
  expectUpdate,
  isBulkCanceled,
  type TaskState,
} from '../../domain/model.ts';
import { requireProof } from '../../domain/own-tasks.ts';
import { cancelServiceTasks, cancelTask, queueTask, updateTask } from '../../domain/requests.ts';
import { enter, expectQueue, queueCall } from './queue-step.ts';
import { readBack } from './read-back.ts';
import { dispositionFor, serviceFor } from './roles.ts';
import type { Step } from './step.ts';
import { expectBulkCancel } from './bulk-cancel.ts';
import { nameOf, World, type Actor } from './world.ts';

/** What a step did: whether the call was carried out, and why the state is now as the model says. */
interface Outcome {
  readonly done: boolean;
  readonly because: string;
  /** False when the answer was none of those due: the model is then out of step and the story ends. */
  readonly asDue: boolean;
}

/**
 * Plays a story: each step is sent, its answer compared with what the model says, and every task of the
 * story read back, alternately by its internal and its external id.
 */
export async function play(probe: Probe, story: string, steps: readonly Step[]): Promise<void> {
  const world = new World();
  for (const [index, step] of steps.entries()) {
    if (!(await playOne(probe, world, story, step, index))) return;
  }
}

/** Plays one step and reads everything back. False when the model is out of step with the target. */
export async function playOne(
  probe: Probe,
  world: World,
  story: string,
  step: Step,
  index: number,
): Promise<boolean> {
  const outcome = await playStep(probe, world, story, step);
  if (outcome.asDue) await readAll(probe, world, outcome, index);
  return outcome.asDue;
}

async function readAll(probe: Probe, world: World, outcome: Outcome, index: number): Promise<void> {
  const claim = outcome.done ? 'state-after-call' : 'refusal-changes-nothing';
  const actors = [...world.actors.values()];
  await Promise.all(
    actors.map((actor, place) =>
      readBack(probe, actor, claim, outcome.because, (index + place) % 2 === 0 ? undefined : 'external'),
    ),
  );
}

async function playStep(probe: Probe, world: World, story: string, step: Step): Promise<Outcome> {
  if ('queue' in step) return playQueue(probe, world, story, step);
  if ('update' in step) return playUpdate(probe, world, step);
  if ('cancel' in step) return playCancel(probe, world, step);
  if ('bulkCancel' in step) return playBulkCancel(probe, world, step);
  return playAgent(probe, world, step);
}

async function playQueue(
  probe: Probe,
  world: World,
  story: string,
  step: Extract<Step, { queue: string }>,
): Promise<Outcome> {
  const call = queueCall(probe.session, story, step);
  const expectation = expectQueue(probe.session, world, call);
  const earlier = [...world.actors.values()].find(
    (actor) => actor.extTaskId !== undefined && actor.extTaskId === call.ids.task,
  );
  const exchange = await probe.send(queueTask(call.body), expectation);
  const outcome = judge(probe, exchange, expectation, `${step.queue} was queued`);
  probe.passed(`${earlier?.state.stage ?? 'none'} queueTask`);
  return outcome.done && outcome.asDue
    ? { ...outcome, asDue: enter(probe.session, world, call, exchange) }
    : outcome;
}

function judge(probe: Probe, exchange: Exchange, expectation: Expectation, done: string): Outcome {
  const { answer } = exchange;
  const exact = probe.session.settings.kind === 'sandbox';
  const asDue = answer !== undefined && matchAnswer(expectation, answer, exact) !== undefined;
  const accepted = answer !== undefined && answer.status >= 200 && answer.status < 300;
  const because = accepted ? done : `the call was refused: ${expectation.because}`;
  return { asDue, done: accepted, because };
}

async function playUpdate(
  probe: Probe,
  world: World,
  step: Extract<Step, { update: string }>,
): Promise<Outcome> {
  const actor = world.actor(step.update);
  const service = step.service === undefined ? undefined : serviceFor(probe.session.profile, step.service);
  const body: JsonObject = {
    ...(service !== undefined && { serviceName: service }),
    ...(step.priority !== undefined && { priority: step.priority }),
  };
  const bad = step.service === 'unknown' || step.service === 'not-a-task-service';
  const expectation = bad
    ? either(expectRefusal(400, 6, 'there is no such service of type Task'), actor, expectUpdate(actor.state))
    : expectUpdate(actor.state);
  const exchange = await probe.send(updateTask(nameOf(actor, step.by), body), expectation);
  probe.passed(`${actor.state.stage} updateTask`);
  const outcome = judge(probe, exchange, expectation, `${step.update} was updated`);
  if (outcome.asDue && outcome.done) actor.state = updated(actor.state, service, step.priority);
  return outcome;
}

/** Where two things are wrong with a call, a server may name either. */
function either(refusal: Expectation, { state }: Actor, other: Expectation): Expectation {
  return state.stage === 'queued' || state.stage === 'parked'
    ? refusal
    : {
        accept: [...refusal.accept, ...other.accept.filter(({ statuses }) => !statuses.includes(200))],
        because: refusal.because,
      };
}

function updated(state: TaskState, service: string | undefined, priority: number | undefined): TaskState {
  return { ...state, serviceName: service ?? state.serviceName, priority: priority ?? state.priority };
}

async function playCancel(
  probe: Probe,
  world: World,
  step: Extract<Step, { cancel: string }>,
): Promise<Outcome> {
  const actor = world.actor(step.cancel);
  const disposition = step.disposition && dispositionFor(probe.session.profile, step.disposition);
  const body: JsonObject = {
    ...(disposition !== undefined && { dispositionName: disposition }),
    ...(step.note !== undefined && { note: step.note }),
  };
  const expectation =
    step.disposition === 'unknown'
      ? expectRefusal(400, 7, 'there is no such disposition')
      : expectCancel(actor.state);
  const exchange = await probe.send(
    cancelTask(nameOf(actor, step.by), step.body === 'none' ? undefined : body),
    expectation,
  );
  probe.passed(`${actor.state.stage} cancelTask`);
  const outcome = judge(probe, exchange, expectation, `${step.cancel} was canceled`);
  if (outcome.asDue && outcome.done) actor.state = canceled(actor.state, disposition);
  return outcome;
}

function canceled(state: TaskState, disposition: string | undefined): TaskState {
  return { ...state, stage: 'canceled', dispositionName: disposition ?? DEFAULT_DISPOSITION };
}

async function playBulkCancel(
  probe: Probe,
  world: World,
  step: Extract<Step, { bulkCancel: unknown }>,
): Promise<Outcome> {
  const serviceName = serviceFor(probe.session.profile, step.bulkCancel) ?? '';
  const disposition = step.disposition && dispositionFor(probe.session.profile, step.disposition);
  const affected = [...world.actors.values()].filter(({ state }) => state.serviceName === serviceName);
  const expectation = expectBulkCancel(step, affected, [...world.actors.values()]);
  const request = cancelServiceTasks({
    serviceName,
    ...(disposition !== undefined && { dispositionName: disposition }),
    ...(step.note !== undefined && { note: step.note }),
  });
  const exchange = await probe.send(request, expectation);
  const outcome = judge(probe, exchange, expectation, `the tasks of "${serviceName}" were canceled`);
  if (!outcome.asDue || !outcome.done) return outcome;
  for (const actor of affected) {
    probe.passed(`${actor.state.stage} cancelServiceTasks`);
    if (isBulkCanceled(actor.state) === undefined && exchange.answer?.status === 204) {
      actor.state = {
        ...actor.state,
        stage: 'parked-or-canceled',
        ...(disposition !== undefined && { dispositionName: disposition }),
      };
    } else if (wasBulkCanceled(actor, exchange)) {
      actor.state = { ...canceled(actor.state, disposition), dispositionUnsure: disposition === undefined };
    }
  }
  return outcome;
}

/** Where the publication leaves it open, the list in the answer says which tasks were taken along. */
function wasBulkCanceled({ state, taskId }: Actor, { answer }: Exchange): boolean {
  return (
    isBulkCanceled(state) ??
    ownList(answer?.json, 'taskIds').some((entry) => ownString(entry, 'taskId') === taskId)
  );
}

async function playAgent(
  probe: Probe,
  world: World,
  step: Extract<Step, { take: string } | { park: string } | { complete: string }>,
): Promise<Outcome> {
  const { hooks, profile } = probe.session;
  if ('take' in step) {
    const actor = world.actor(step.take);
    await requireProof(probe.session, actor.taskId);
    await callHook('takeTask', () => hooks.takeTask?.({ taskId: actor.taskId }));
    probe.passed(`${actor.state.stage} take`);
    actor.state = { ...actor.state, stage: 'with-agent' };
    return { asDue: true, done: true, because: `an agent took ${step.take}` };
  }
  if ('park' in step) {
    const actor = world.actor(step.park);
    await requireProof(probe.session, actor.taskId);
    await callHook('deferTask', () => hooks.deferTask?.({ taskId: actor.taskId }));
    probe.passed(`${actor.state.stage} park`);
    actor.state = { ...actor.state, stage: 'parked' };
    return { asDue: true, done: true, because: `an agent parked ${step.park}` };
  }
  const actor = world.actor(step.complete);
  const dispositionName = dispositionFor(profile, step.disposition) ?? DEFAULT_DISPOSITION;
  await requireProof(probe.session, actor.taskId);
  await callHook('completeTask', () => hooks.completeTask?.({ taskId: actor.taskId }, dispositionName));
  probe.passed(`${actor.state.stage} complete`);
  actor.state = { ...actor.state, stage: 'completed', dispositionName };
  return { asDue: true, done: true, because: `an agent finished ${step.complete}` };
}

/** A hook that fails says nothing about the server: the case is skipped with its message. */
export async function callHook(name: string, call: () => Promise<void> | void): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw new Skip(`the hook ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
