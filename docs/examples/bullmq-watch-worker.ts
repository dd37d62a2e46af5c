import { DelayedError, Worker, type WorkerOptions } from 'bullmq';
import type { TaskReference, TaskRoutingClient, WatchState } from '../../src/client/index.ts';

/** The queue of shares: one job watches the tasks of one share until the last of them is done. */
export const WATCH_QUEUE = 'bpcc-watch';

/** What is used of the `redis` package. */
export interface RedisLike {
  hGet(key: string, field: string): Promise<string | null>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** Some of the tasks; small enough that its state is cheap to save with each change. */
export interface Share {
  readonly name: string;
  readonly tasks: readonly TaskReference[];
}

/**
 * Saves the state and reports the change in one step, so that a crash loses and repeats nothing. A worker that only
 * seemed dead, and whose share another one watches by now, has an old version: it saves and reports nothing more.
 */
const SAVE = `
  if (redis.call('hget', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
  redis.call('hset', KEYS[1], 'version', ARGV[1] + 1, 'state', ARGV[2])
  redis.call('rpush', KEYS[2], ARGV[3])
  return 1`;

/**
 * Watches shares of tasks. Run it in any number of processes; `requestsPerMinute` is for one share.
 *
 * @param changes - the Redis list that gets every change as JSON, each exactly once
 * @param stop - releases the shares: other workers continue with them
 */
export function startWatchWorker(
  client: TaskRoutingClient,
  redis: RedisLike,
  changes: string,
  { requestsPerMinute, stop, ...options }: WorkerOptions & { requestsPerMinute: number; stop?: AbortSignal },
): Worker<Share> {
  const worker = new Worker<Share>(
    WATCH_QUEUE,
    async (job, token) => {
      const { name, tasks } = job.data;
      const key = `${WATCH_QUEUE}:share:${name}`;
      let version = Number((await redis.hGet(key, 'version')) ?? 0);
      const saved = await redis.hGet(key, 'state');
      const state: WatchState | undefined = saved === null ? undefined : JSON.parse(saved);
      const watch = client.watchTasks(state ? [] : tasks, {
        requestsPerMinute,
        ...(state && { state }),
        ...(stop && { signal: stop }),
      });
      for await (const { task, from, to, at } of watch) {
        const values = [
          String(version),
          JSON.stringify(watch.state()),
          JSON.stringify({ task, from, to, at }),
        ];
        if ((await redis.eval(SAVE, { keys: [key, changes], arguments: values })) !== 1) return;
        version += 1;
      }
      if (!stop?.aborted) return;
      await job.moveToDelayed(Date.now(), token);
      throw new DelayedError();
    },
    { concurrency: 16, maxStalledCount: 100, ...options },
  );
  worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
  return worker;
}
