import { own, toSentRequest, type Leftover } from 'specwright/contract';
import { DEFAULT_DISPOSITION } from './domain/model.ts';
import { cancelServiceTasks, cancelTask } from './domain/requests.ts';
import type { OwnTask } from './domain/workspace.ts';
import type { Session } from './tenant.ts';

/** Tasks canceled at once on this machine, where nobody else is kept waiting. */
const LOCAL_WIDTH = 32;
const NOT_IN_QUEUE = 9;
const WITH_AGENT = 10;

/** Cancels every task that the run created and left open. Returns those that it could not cancel. */
export async function cleanUp(session: Session): Promise<readonly Leftover[]> {
  await sweepFirst(session);
  const { settings, workspace } = session;
  const rest = [...workspace.open];
  const leftovers: OwnTask[] = [];
  const worker = async (): Promise<void> => {
    for (let task = rest.shift(); task !== undefined; task = rest.shift()) {
      if (!(await settle(session, task))) leftovers.push(task);
    }
  };
  const width = settings.kind === 'remote' ? settings.concurrency : LOCAL_WIDTH;
  await Promise.all(Array.from({ length: width }, worker));
  return leftovers
    .sort((a, b) => (a.taskId < b.taskId ? -1 : 1))
    .map(({ taskId, extTaskId }) => ({
      id: taskId,
      ...(extTaskId !== undefined && { externalId: extTaskId }),
    }));
}

/** Where whole services may be canceled, one call a service spares hundreds. Tasks it does not list are canceled one by one. */
async function sweepFirst({ settings, profile, token, transport, workspace }: Session): Promise<void> {
  if (settings.mode !== 'full') return;
  for (const serviceName of profile.services ?? []) {
    const request = cancelServiceTasks({ serviceName, dispositionName: DEFAULT_DISPOSITION });
    const exchange = await transport(toSentRequest(request, settings.baseUrl, token), settings.timeout);
    // A server that does not answer one of these calls will not answer the others.
    if (exchange.answer === undefined) return;
    workspace.observe(exchange);
  }
}

/** A task that is gone or finished is as good as canceled; one that an agent has can at most be finished by a hook. */
async function settle(session: Session, { taskId }: OwnTask): Promise<boolean> {
  const { settings, transport, token, hooks, profile } = session;
  const request = toSentRequest(cancelTask({ id: taskId, external: false }, {}), settings.baseUrl, token);
  const first = await transport(request, settings.timeout);
  // A cancellation that got no answer may be repeated: if it was carried out, the task is no longer in the queue.
  const { answer } = first.answer === undefined ? await transport(request, settings.timeout) : first;
  if (answer?.status === 204 || answer?.status === 404) return true;
  if (answer?.status !== 400) return false;
  const code = own(answer.json, 'errorCode');
  if (code === NOT_IN_QUEUE) return true;
  if (hooks.completeTask === undefined) return code !== WITH_AGENT;
  try {
    await hooks.completeTask({ taskId }, profile.dispositions?.[0] ?? DEFAULT_DISPOSITION);
    return true;
  } catch {
    // The task is listed as left over, which says all there is to say.
    return false;
  }
}
