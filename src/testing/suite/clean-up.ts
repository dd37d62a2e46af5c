import { own, toSentRequest, type ApiRequest, type Exchange, type Leftover } from 'specwright/contract';
import { DEFAULT_DISPOSITION } from './domain/model.ts';
import { requireProof } from './domain/own-tasks.ts';
import { cancelServiceTasks, cancelTask, queryTask, type TaskName } from './domain/requests.ts';
import type { SentId } from './domain/workspace.ts';
import type { Session } from './tenant.ts';

/** Tasks canceled at the same time on this machine, where nobody else is kept waiting. */
const LOCAL_WIDTH = 32;
const NOT_IN_QUEUE = 9;
const WITH_AGENT = 10;

/**
 * Cancels every task that the run created and left open. Returns those that it could not cancel: every external id
 * that was sent is canceled, was never used by the target, or is among them.
 */
export async function cleanUp(session: Session): Promise<readonly Leftover[]> {
  await sweepFirst(session);
  const jobs =
    session.settings.mode === 'full' ? everything(session) : ownIds(session, [...session.workspace.sent]);
  const leftovers: Leftover[] = [];
  const worker = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      if (!(await job.settle())) leftovers.push(job.leftover);
    }
  };
  const width = session.settings.kind === 'remote' ? session.settings.concurrency : LOCAL_WIDTH;
  await Promise.all(Array.from({ length: width }, worker));
  return leftovers.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ id, externalId }: Leftover): string {
  return `${id} ${externalId ?? ''}`;
}

interface Job {
  readonly leftover: Leftover;
  settle(): Promise<boolean>;
}

/** Where the run may touch everything: tasks by their internal id, and external ids whose fate is not known. */
function everything(session: Session): Job[] {
  const { open, sent } = session.workspace;
  const unclear = [...sent].filter(([, { taskId, maybeCreated }]) => taskId === undefined && maybeCreated);
  const tasks = open.map(({ taskId, extTaskId }) => ({
    leftover: { id: taskId, ...(extTaskId !== undefined && { externalId: extTaskId }) },
    settle: () => settleById(session, taskId),
  }));
  return [...tasks, ...ownIds(session, unclear)];
}

/** By external id: the internal id that the target gave may be that of a task of somebody else. */
function ownIds(session: Session, sent: readonly (readonly [string, SentId])[]): Job[] {
  return sent
    .filter(([, { canceled }]) => !canceled)
    .map(([externalId, state]) => ({
      leftover: { id: state.taskId ?? externalId, externalId },
      settle: () => settleByExternalId(session, externalId, state),
    }));
}

/** Where whole services may be canceled, one call a service spares hundreds. Tasks it does not list are canceled one by one. */
async function sweepFirst(session: Session): Promise<void> {
  const { settings, profile, workspace } = session;
  if (settings.mode !== 'full') return;
  for (const serviceName of profile.services ?? []) {
    const exchange = await send(
      session,
      cancelServiceTasks({ serviceName, dispositionName: DEFAULT_DISPOSITION }),
    );
    // A server that does not answer one of these calls will not answer the others.
    if (exchange.answer === undefined) return;
    workspace.observe(exchange);
  }
}

function send({ settings, transport, token }: Session, request: ApiRequest): Promise<Exchange> {
  return transport(toSentRequest(request, settings.baseUrl, token), settings.timeout);
}

type CancelOutcome = 'gone' | 'unknown-id' | 'with-agent' | 'refused' | 'unclear';

/** A task that is finished is as good as canceled. */
async function cancel(session: Session, name: TaskName): Promise<CancelOutcome> {
  const first = await send(session, cancelTask(name, {}));
  // A cancellation that got no answer may be repeated: if it was carried out, the task is no longer in the queue.
  const { answer } = first.answer === undefined ? await send(session, cancelTask(name, {})) : first;
  if (answer?.status === 204) return 'gone';
  if (answer?.status === 404) return 'unknown-id';
  if (answer?.status !== 400) return 'unclear';
  const code = own(answer.json, 'errorCode');
  if (code === NOT_IN_QUEUE) return 'gone';
  return code === WITH_AGENT ? 'with-agent' : 'refused';
}

async function settleById(session: Session, taskId: string): Promise<boolean> {
  const outcome = await cancel(session, { id: taskId, external: false });
  if (outcome === 'gone' || outcome === 'unknown-id') return true;
  if (outcome === 'unclear') return false;
  return session.hooks.completeTask === undefined ? outcome === 'refused' : finish(session, taskId);
}

async function settleByExternalId(session: Session, externalId: string, state: SentId): Promise<boolean> {
  const outcome = await cancel(session, { id: externalId, external: true });
  if (outcome === 'gone') return true;
  const { taskId } = state;
  if (outcome === 'unknown-id' && taskId === undefined) return true;
  if (outcome === 'unclear') return isOver(session, externalId, taskId !== undefined);
  return taskId !== undefined && (await isProven(session, taskId)) && settleById(session, taskId);
}

/** A redirect or a failure may have canceled the task all the same. */
async function isOver(session: Session, externalId: string, wasCreated: boolean): Promise<boolean> {
  const { answer } = await send(session, queryTask({ id: externalId, external: true }));
  if (answer?.status === 404) return !wasCreated;
  return answer?.status === 200 && own(answer.json, 'taskStatus') === 'COMPLETED';
}

async function isProven(session: Session, taskId: string): Promise<boolean> {
  try {
    await requireProof(session, taskId);
    return true;
  } catch {
    // The task is listed as left over, which says all there is to say.
    return false;
  }
}

/** A task that an agent has can at most be finished by a hook. */
async function finish({ hooks, profile }: Session, taskId: string): Promise<boolean> {
  try {
    await hooks.completeTask?.({ taskId }, profile.dispositions?.[0] ?? DEFAULT_DISPOSITION);
    return true;
  } catch {
    // The task is listed as left over, which says all there is to say.
    return false;
  }
}
