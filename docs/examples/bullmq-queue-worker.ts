import { Queue, UnrecoverableError, Worker, type WorkerOptions } from 'bullmq';
import type { QueueTaskRequest, TaskRoutingClient } from '../../src/client/index.ts';

/** The queue that producers fill: one job for each task. */
export const TASK_QUEUE = 'bpcc-tasks';

/**
 * Queues tasks that wait in BullMQ. Run it in any number of processes.
 *
 * A job is delivered again after a crash: `onDuplicate: 'alreadyQueued'` makes that harmless, as long as every task has
 * an `extTaskId`. After 429 all workers pause together, and the job goes back without counting as a failure.
 */
export function startQueueWorker(
  client: TaskRoutingClient,
  options: WorkerOptions,
): Worker<QueueTaskRequest, string> {
  const queue = new Queue(TASK_QUEUE, { connection: options.connection });
  const worker = new Worker<QueueTaskRequest, string>(
    TASK_QUEUE,
    async ({ data }) => {
      // One try: BullMQ repeats, and knows how fast all workers together may be.
      const result = await client.safe.queueTask(data, { maxAttempts: 1, onDuplicate: 'alreadyQueued' });
      if (result.ok) return result.data.status;
      const { error } = result;
      if (error.code === 'rate-limited') {
        await queue.rateLimit(error.retryAfterMs ?? 1000);
        throw Worker.RateLimitError();
      }
      // A task that is refused for what it is will be refused again.
      throw error.retryable ? error : new UnrecoverableError(error.message);
    },
    // A killed worker's jobs go to another one; how often that happened is not their fault.
    { concurrency: 16, limiter: { max: 1000, duration: 1000 }, maxStalledCount: 100, ...options },
  );
  worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
  worker.on('closed', () => void queue.close());
  return worker;
}
