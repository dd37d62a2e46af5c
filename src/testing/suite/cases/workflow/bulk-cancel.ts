import { expectRefusal, type Expectation } from 'specwright/contract';
import { isBulkCanceled } from '../../domain/model.ts';
import { listsTheCanceled } from '../../checks/bulk-cancel-list.ts';
import type { Step } from './step.ts';
import type { Actor } from './world.ts';

/** The answer to Cancel Service Tasks, given the tasks of the story in that service and all of them. */
export function expectBulkCancel(
  step: Extract<Step, { bulkCancel: unknown }>,
  affected: readonly Actor[],
  all: readonly Actor[],
): Expectation {
  if (step.bulkCancel === 'unknown') return expectRefusal(400, 6, 'there is no such service');
  if (step.bulkCancel === 'not-a-task-service')
    return expectRefusal(400, 6, 'the service is not of type Task');
  if (step.disposition === 'unknown') return expectRefusal(400, 7, 'there is no such disposition');
  const due = affected.filter(({ state }) => isBulkCanceled(state) === true);
  const open = new Set(
    affected.filter(({ state }) => isBulkCanceled(state) === undefined).map(({ taskId }) => taskId),
  );
  return {
    accept: [
      { statuses: [200] },
      { statuses: [204], reading: 'bulk-cancel-without-body' },
      ...(step.disposition === undefined
        ? [{ statuses: [400], code: 4, reading: 'bulk-cancel-disposition' }]
        : []),
    ],
    because: `${due.length} task(s) of the story wait in the queue of this service`,
    demands: [
      listsTheCanceled({
        listed: due.map(({ taskId, extTaskId }) => ({
          taskId,
          ...(extTaskId !== undefined && { extTaskId }),
        })),
        spared: all
          .map(({ taskId }) => taskId)
          .filter((id) => !open.has(id) && !due.some(({ taskId }) => taskId === id)),
      }),
    ],
  };
}
