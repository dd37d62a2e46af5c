import { DEFAULT_DISPOSITION } from '../../../testing/suite/domain/model.ts';
import { cancelServiceTasks, cancelTask } from '../../../testing/suite/domain/requests.ts';
import type { OwnTask } from '../../../testing/suite/domain/workspace.ts';
import { toSentRequest } from './request.ts';
import type { Session } from './session.ts';

/** Tasks canceled at once on this machine, where nobody else is kept waiting. */
const LOCAL_WIDTH = 32;

/** Cancels every task that the run created and left open. Returns those that could not be canceled. `maySweep`: whole services may be canceled for it. */
export async function cleanUp(session: Session, maySweep = true): Promise<readonly OwnTask[]> {
  if (maySweep) await sweepFirst(session);
  const rest = [...session.workspace.open];
  const leftovers: OwnTask[] = [];
  const worker = async (): Promise<void> => {
    for (let task = rest.shift(); task !== undefined; task = rest.shift()) {
      if (!(await settle(session, task))) leftovers.push(task);
    }
  };
  await Promise.all(
    Array.from(
      { length: session.settings.kind === 'remote' ? session.settings.concurrency : LOCAL_WIDTH },
      worker,
    ),
  );
  return leftovers.sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
}

/** Where whole services may be canceled, one call a service spares hundreds. Tasks it does not list are canceled one by one. */
async function sweepFirst({ settings, profile, token, transport, workspace }: Session): Promise<void> {
  if (settings.mode !== 'full') return;
  for (const serviceName of profile.services ?? []) {
    const request = cancelServiceTasks({ serviceName, dispositionName: DEFAULT_DISPOSITION });
    workspace.observe(await transport(toSentRequest(request, settings.baseUrl, token), settings.timeout));
  }
}

/** A task that is gone or finished is as good as canceled; one that an agent has can at most be finished by a hook. */
async function settle(session: Session, { taskId }: OwnTask): Promise<boolean> {
  const { settings, transport, token, hooks } = session;
  const request = toSentRequest(cancelTask({ id: taskId, external: false }, {}), settings.baseUrl, token);
  const { answer } = await transport(request, settings.timeout);
  if (answer?.status === 204 || answer?.status === 404) return true;
  if (answer?.status !== 400) return false;
  if (answer.text.includes('"errorCode":9') || !hooks.completeTask)
    return !/"errorCode":\s*10/.test(answer.text);
  return Promise.resolve(
    hooks.completeTask({ taskId }, session.profile.dispositions?.[0] ?? DEFAULT_DISPOSITION),
  ).then(
    () => true,
    () => false,
  );
}
