import {
  createTaskRoutingClient,
  type ErrorCode,
  type QueueTaskRequest,
  type SafeResult,
  type TaskNotFoundError,
} from '../../../src/client/index.ts';

/*
 * What consumers may and may not write. Compiled by several versions of TypeScript; an expectation
 * that does not fail is an error.
 */

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<T extends true>(): T | undefined {
  return undefined;
}

const client = createTaskRoutingClient({ tenantUrl: 'x', clientId: 'u', clientSecret: 's' });
const contactInfo = { firstName: 'A' };

// @ts-expect-error a service or a launch point is demanded
void client.queueTask({ extTaskId: 'x' });
void client.queueTask({ serviceName: 'Task Service' });
void client.queueTask({ taskLaunchPointId: '952e' });
void client.queueTask({ serviceName: 'x', taskLaunchPointId: 'y' });
// @ts-expect-error misspelt
void client.queueTask({ serviceName: 'x', extTaskID: 'y' });
// @ts-expect-error misspelt inside
void client.queueTask({ serviceName: 'x', contactInfo: { firstName: 'A', lastname: 'B' } });
void client.queueTask({
  serviceName: 'x',
  contactInfo: { ...contactInfo, custom_tier: 'gold', custom_n: 5 },
});
// @ts-expect-error custom fields hold plain values
void client.queueTask({ serviceName: 'x', contactInfo: { ...contactInfo, custom_tier: ['gold'] } });
// @ts-expect-error no such order
void client.queueTask({ serviceName: 'x', order: 'random' });
// @ts-expect-error external is nobody's to set
void client.queryTask({ extTaskId: 'x', external: true });
// @ts-expect-error ids are text
void client.queryTask(5);
// @ts-expect-error a change has known keys
void client.updateTask('1', { status: 'COMPLETED' });
// @ts-expect-error the service is demanded
void client.cancelServiceTasks({});

export async function results(request: QueueTaskRequest): Promise<void> {
  const queued = await client.queueTask(request);
  if (queued.status === 'queued') same<Equal<typeof queued.taskId, string>>();
  else same<Equal<typeof queued.extTaskId, string>>();
  const state = await client.queryTask('1');
  same<Equal<typeof state.taskStatus, 'CREATED' | 'QUEUED' | 'DEFERRED' | 'COMPLETED'>>();
  const { data } = await client.queryTask('1').withMeta();
  same<Equal<typeof data, typeof state>>();
  const canceled = await client.cancelServiceTasks({ serviceName: 'x' });
  // @ts-expect-error there may be no list
  void canceled.count;
  void canceled?.count.toFixed();
}

export async function safely(): Promise<void> {
  const result: SafeResult<'queryTask'> = await client.safe.queryTask('1');
  // @ts-expect-error not before ok was looked at
  void result.data.taskStatus;
  if (result.ok) {
    same<Equal<typeof result.status, 200>>();
    void result.data.taskStatus;
    return;
  }
  if (result.errorCode === 8) {
    same<Equal<typeof result.error, TaskNotFoundError>>();
    same<Equal<typeof result.status, 404>>();
  }
  if (result.status === 404) same<Equal<typeof result.errorCode, 8 | 'unknown' | undefined>>();
  if (result.status === 401) same<Equal<typeof result.errorCode, 1 | 2 | 'unknown' | undefined>>();
  same<Equal<typeof result.errorCode, ErrorCode | 'unknown' | undefined>>();
}

export async function many(tasks: AsyncIterable<QueueTaskRequest>): Promise<void> {
  for await (const { status, index } of client.queueTasks(tasks, { concurrency: 4 })) {
    same<Equal<typeof status, 'queued' | 'alreadyQueued' | 'failed' | 'unknown' | 'notSent'>>();
    same<Equal<typeof index, number>>();
  }
}
