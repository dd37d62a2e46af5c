import type { components } from '../../../../../generated/types.ts';
import type { Core } from '../../core.ts';
import type { Session, Task } from '../../store/records.ts';
import type { Refusal } from '../error-codes.ts';

type Schemas = components['schemas'];

/** The bodies of answers. */
export interface ShapeSteps {
  token(session: Session, scope: string): Schemas['GetAccessTokenResponse'];
  queued(task: Task): Schemas['QueueTaskResponse'];
  status(task: Task): Schemas['QueryTaskResponse'];
  canceled(tasks: readonly Task[]): Schemas['CancelServiceTasksResponse'];
  refused(refusal: Refusal): { errorCode: number; errorMessage: string };
}

export function shapeSteps(core: Core): ShapeSteps {
  return {
    token: ({ token }, scope) => ({
      access_token: token,
      token_type: 'Bearer',
      expires_in:
        core.settings.rules.expiresIn === 'text' ? `${core.steps.lifetime()}` : core.steps.lifetime(),
      scope,
    }),
    queued: ({ id, caseId, contactId }) => ({ taskId: id, caseId, contactId }),
    status: (task) => ({
      taskStatus: publishedStatus(core, task),
      serviceName: task.service,
      priority: task.priority,
      order: task.order,
      ...disposition(core, task),
    }),
    canceled: (tasks) => ({ count: tasks.length, taskIds: tasks.map(canceledTask) }),
    refused: (refusal) => ({ errorCode: refusal.code, errorMessage: refusal.message }),
  };
}

function publishedStatus({ settings }: Core, { state }: Task): Schemas['TaskStatus'] {
  if (state === 'with-agent') return settings.rules.withAgentStatus;
  return ({ created: 'CREATED', queued: 'QUEUED', deferred: 'DEFERRED', completed: 'COMPLETED' } as const)[
    state
  ];
}

function disposition({ settings }: Core, task: Task): { dispositionName?: string | null } {
  if (task.disposition !== undefined) return { dispositionName: task.disposition };
  const rule = settings.rules.dispositionUntilDone;
  if (rule === 'absent') return {};
  return { dispositionName: rule === 'empty' ? '' : null };
}

function canceledTask({ id, extId }: Task): Schemas['CanceledTask'] {
  return extId === undefined ? { taskId: id } : { extTaskId: extId, taskId: id };
}
