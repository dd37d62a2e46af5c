import { vi } from 'vitest';
import {
  createTaskRoutingClient,
  type TaskChange,
  type TaskStatus,
  type TaskWatch,
} from '../../src/client/index.ts';
import { credentials } from './fixtures.ts';
import { grant, refusal } from './hostile-server.ts';

/**
 * What loads in the background of the import must be there before the clock is a fake one. A fault of the client fails
 * the tests that are about it, not this.
 */
export async function loaded(): Promise<void> {
  try {
    const fetch = async (): Promise<Response> => refusal(403, 3);
    const client = createTaskRoutingClient({ tenantUrl: 'https://x.example', ...credentials, fetch });
    await client.request('GET', '/');
  } catch {
    // It is loaded by now.
  }
}

/** A client of a service whose tasks have the status that `statusOf` says, on a clock that tests move. */
export function watched(statusOf: (id: string) => TaskStatus | Response) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const queries: number[] = [];
  const asked: string[] = [];
  const client = createTaskRoutingClient({
    tenantUrl: 'https://x.example',
    ...credentials,
    fetch: async (url) => {
      if (url.includes('/oauth/')) return grant('t', 10 * 86_400);
      queries.push(performance.now());
      const id = decodeURIComponent(new URL(url).pathname.split('/').at(-2) ?? '');
      asked.push(id);
      const status = statusOf(id);
      if (status instanceof Response) return status;
      return Response.json({ taskStatus: status, serviceName: 's', priority: 1, order: 'fifo' });
    },
  });
  return { client, queries, asked };
}

/** Moves the clock until the work is done. */
export async function onward<T>(work: Promise<T>, step: number): Promise<T> {
  const clock = { runs: true };
  const end = work.finally(() => {
    clock.runs = false;
  });
  end.catch(() => {});
  while (clock.runs) await vi.advanceTimersByTimeAsync(step);
  return end;
}

/** Every change of a watch, once it is over; the clock is moved by others. */
export async function changesOf(watch: TaskWatch): Promise<TaskChange[]> {
  const changes: TaskChange[] = [];
  for await (const change of watch) changes.push(change);
  return changes;
}

/** Every change of a watch, while the clock moves. */
export const allOf = (watch: TaskWatch): Promise<TaskChange[]> => onward(changesOf(watch), 1000);

export const short = ({ task, from, to }: TaskChange): unknown[] => [
  typeof task === 'string' ? task : task.extTaskId,
  from,
  to,
];
