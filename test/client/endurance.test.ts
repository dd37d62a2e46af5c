import { afterEach, describe, expect, it } from 'vitest';
import { createTaskRoutingClient, type QueueTaskRequest } from '../../src/client/index.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';
import { startHostileServer, type HostileServer, type Mishap } from './hostile-server.ts';

const ways: readonly Mishap[] = [
  'drop-mid-body',
  'stall-mid-body',
  'stall-before-headers',
  'html-502',
  'too-long-length',
  'too-short-length',
  'truncated-json',
  'empty-200',
  'drop-before-work',
  '429',
  '503-before-work',
];

/** Those that come one by one and at once. */
const quick = ways.filter((way) => way !== '429' && !way.startsWith('stall'));

function* tasks(count: number, prefix: string): Generator<QueueTaskRequest> {
  for (let index = 0; index < count; index += 1) {
    yield {
      extTaskId: `${prefix}-${index}`,
      serviceName: 'Task Service',
      contactInfo: { firstName: 'Amara' },
      caseInfo: { category: 'Incident' },
      taskInfo: { subject: `Task ${index}` },
    };
  }
}

/** Deterministic chance, so that a failure can be seen again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

let server: HostileServer | undefined;
afterEach(async () => server?.close());

interface Load {
  readonly count: number;
  readonly attemptTimeoutMs: number;
  mishapOf(index: number): Mishap | 'revoke' | undefined;
}

/** Queues tasks through a hostile server in front of a sandbox; tells what either side believes. */
async function queueThrough({ count, attemptTimeoutMs, mishapOf }: Load) {
  await using sandbox = createSandbox({ maxTasks: 100_000, seed: { ...createSandbox().seed, tasks: [] } });
  server = await startHostileServer(
    (path, init) => sandbox.fetch(path, init),
    (hit, index) => {
      const mishap = hit.isToken ? undefined : mishapOf(index);
      if (mishap !== 'revoke') return mishap;
      sandbox.control.revokeToken();
      return undefined;
    },
  );
  const client = createTaskRoutingClient({ tenantUrl: server.url, ...sandbox.credentials, attemptTimeoutMs });
  const run = client.queueTasks(tasks(count, 'load'), { concurrency: 24 });
  const indexes: number[] = [];
  let next = await run.next();
  for (; !next.done; next = await run.next()) indexes.push(next.value.index);
  const stored = sandbox.control.snapshot().tasks.map(({ extId }) => extId);
  return { summary: next.value, indexes, stored };
}

/** Everything was queued once, in the eyes of the client and of the sandbox. */
function verdict({ summary, indexes, stored }: Awaited<ReturnType<typeof queueThrough>>) {
  const { read, queued, alreadyQueued, failed, unknown, notSent, stopped } = summary;
  return {
    read,
    landed: queued + alreadyQueued,
    lost: failed + unknown + notSent,
    stopped,
    outcomes: indexes.length,
    distinctOutcomes: new Set(indexes).size,
    stored: stored.length,
    distinctStored: new Set(stored).size,
  };
}

function exactly(count: number): ReturnType<typeof verdict> {
  const counts = { read: count, landed: count, outcomes: count, distinctOutcomes: count, stored: count };
  return { ...counts, distinctStored: count, lost: 0, stopped: undefined };
}

/** Ten thousand take a minute; `npm run chaos` sends as many too. */
const MANY = process.env['TRY_ALL'] === '1' ? 10_000 : 1_000;

describe('queueTasks through a server that spoils one reply in five', () => {
  it.each(ways)(
    '%s: exactly as many tasks are in the sandbox as were queued',
    { timeout: 120_000 },
    async (way) => {
      const next = chance(7);
      const attemptTimeoutMs = way.startsWith('stall') ? 1500 : 20_000;
      const mishapOf = () => (next() < 0.2 ? way : undefined);
      expect(verdict(await queueThrough({ count: 100, attemptTimeoutMs, mishapOf }))).toEqual(exactly(100));
    },
  );

  it(
    `all of them, 429 storms and revoked tokens mixed: ${MANY} tasks end as exactly ${MANY}`,
    { timeout: 400_000 },
    async () => {
      const next = chance(11);
      const mishapOf = (index: number) => {
        if (index % 250 === 249) return 'revoke';
        if (index % 4000 > 3969) return '429';
        if (index % 100 === 99) return index % 200 === 99 ? 'stall-mid-body' : 'stall-before-headers';
        return next() < 0.18 ? quick[Math.floor(next() * quick.length)] : undefined;
      };
      expect(verdict(await queueThrough({ count: MANY, attemptTimeoutMs: 1000, mishapOf }))).toEqual(
        exactly(MANY),
      );
    },
  );
});
