import {
  bulkContenders,
  clients,
  OPENAPI_FETCH,
  OURS,
  OURS_ON_UNDICI,
  POOL,
  RAW,
  type ClientContender,
  type Fetch,
  type QueryTask,
} from '../contenders/clients.ts';
import { property } from '../load-peer.ts';
import { cpuSideBySide, fold, inTurn, sideBySide } from '../measure.ts';
import { forkServer } from '../process/fork-server.ts';
import { ratioGoal, ratioOf } from '../report/ratio.ts';
import type { Goal, Measurement, Suite, Table } from '../suite.ts';

const ONE = 'one after another';
const MANY = '50 at a time';
const STUBBED = 'network stubbed';

interface Ready {
  readonly name: string;
  readonly query: QueryTask;
}

export const client: Suite = {
  name: 'client',
  async run({ quick }) {
    const { ready, absent } = await clients();
    const wall: Table = { ...LOOPBACK, measurements: await overLoopback(ready, quick) };
    const bulk: Table = { ...BULK, measurements: await manyTasks(quick) };
    const cpu: Table = { ...CPU, measurements: await withStub(ready, quick) };
    return {
      title: 'Client overhead',
      method: [
        'Every contender reads one task: bearer token, query parameter, JSON parsed. Ours also gets and keeps the token, retries, times out and maps errors.',
        'Loopback: the server runs in a process of its own and does next to nothing. Wall time for each call.',
        'Many tasks: all are queued over the same server, 32 at a time. Ours also paces itself and gives each an outcome.',
        'Stubbed: `fetch` is replaced by a function that returns a new `Response`; CPU time of the process for each call.',
      ],
      tables: [wall, bulk, cpu],
      goals: goals(wall, bulk, cpu),
      absent,
    };
  },
};

const LOOPBACK = {
  title: 'One call over loopback',
  unit: 'us',
  better: 'lower',
  baseline: RAW,
  notes: {},
} as const;
const BULK = { ...LOOPBACK, title: 'Many tasks queued, time for each', baseline: POOL } as const;
const CPU = { ...LOOPBACK, title: 'CPU time of one call, network stubbed' } as const;

function goals(wall: Table, bulk: Table, cpu: Table): Goal[] {
  const faster = { unit: 'x', better: 'higher' } as const;
  return [
    ...ratioGoal(wall, {
      text: 'client over loopback, one call after another: at most 1.03x raw fetch',
      group: ONE,
      of: OURS,
      to: RAW,
      limit: 1.03,
    }),
    {
      text: 'client on undici, one call after another: at least 1.7x as fast as raw fetch',
      actual: ratioOf(wall, ONE, RAW, OURS_ON_UNDICI),
      limit: 1.7,
      ...faster,
    },
    {
      text: 'client on undici, 50 together: at least 2.5x as fast as raw fetch',
      actual: ratioOf(wall, MANY, RAW, OURS_ON_UNDICI),
      limit: 2.5,
      ...faster,
    },
    {
      text: 'queueTasks of 10,000 on undici: at least 2x the throughput of a hand-written pool over fetch',
      actual: ratioOf(bulk, TASKS, POOL, OURS_ON_UNDICI),
      limit: 2,
      ...faster,
    },
    ...ratioGoal(cpu, {
      text: "client with a stubbed network: at most 0.85x the CPU of openapi-fetch's own call",
      group: STUBBED,
      of: OURS,
      to: OPENAPI_FETCH,
      limit: 0.85,
    }),
    ...ratioGoal(cpu, {
      text: 'client with a stubbed network: at most half the CPU of ky, which also retries and times out',
      group: STUBBED,
      of: OURS,
      to: 'ky',
      limit: 0.5,
    }),
  ];
}

const TASKS = '10,000 tasks';

/** Microseconds for each task. */
async function manyTasks(quick: boolean): Promise<Measurement[]> {
  const tasks = Array.from({ length: quick ? 1000 : 10_000 }, (_, index) => ({
    extTaskId: `bench-${index}`,
    serviceName: 'Task Service',
    contactInfo: { firstName: 'Amara' },
    caseInfo: { category: 'Incident' },
    taskInfo: { subject: 'Call back' },
  }));
  const contenders = await bulkContenders();
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  const server = await forkServer('bare-server.mjs');
  try {
    for (const { queueAll } of contenders) await queueAll(server.url, tasks.slice(0, 1000));
    for (let round = 0; round < (quick ? 2 : 7); round += 1) {
      for (const { name, queueAll } of inTurn(contenders, round)) {
        const begin = performance.now();
        await queueAll(server.url, tasks);
        samples.get(name)?.push(((performance.now() - begin) * 1000) / tasks.length);
      }
    }
  } finally {
    server.close();
  }
  return [...samples].map(([name, values]) => fold(TASKS, name, values));
}

async function overLoopback(contenders: readonly ClientContender[], quick: boolean): Promise<Measurement[]> {
  const server = await forkServer('bare-server.mjs');
  try {
    const ready = await connectAll(contenders, server.url);
    const effort = { rounds: quick ? 2 : 9, turnMs: quick ? 150 : 700 };
    const one = await sideBySide(
      ready.map(({ name, query }) => ({ name, run: query })),
      effort,
    );
    const many = await sideBySide(
      ready.map(({ name, query }) => ({ name, run: () => Promise.all(Array.from({ length: 50 }, query)) })),
      effort,
    );
    return [
      ...[...one].map(([name, values]) => fold(ONE, name, values, 1e-3)),
      ...[...many].map(([name, values]) => fold(MANY, name, values, 1e-3 / 50)),
    ];
  } finally {
    server.close();
  }
}

async function withStub(contenders: readonly ClientContender[], quick: boolean): Promise<Measurement[]> {
  const ready = await connectAll(contenders, 'http://127.0.0.1:9', stub);
  const rounds = await cpuSideBySide(
    ready.map(({ name, query }) => ({ name, run: query })),
    quick ? { rounds: 2, calls: 4000 } : { rounds: 9, calls: 10_000 },
  );
  return [...rounds].map(([name, values]) => fold(STUBBED, name, values));
}

/** Who is ready has answered once, rightly. */
async function connectAll(
  contenders: readonly ClientContender[],
  url: string,
  fetch?: Fetch,
): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const { name, connect } of contenders) {
    const query = connect(url, fetch);
    if (query === undefined) continue;
    const status = property(await query(), 'taskStatus');
    if (status !== 'QUEUED') throw new Error(`${name} did not read the task`);
    ready.push({ name, query });
  }
  return ready;
}

const TOKEN = JSON.stringify({ access_token: 'A'.repeat(64), token_type: 'Bearer', expires_in: '3600' });
const TASK = JSON.stringify({ taskStatus: 'QUEUED', priority: 5, serviceName: 'TaskService', order: 'fifo' });
const JSON_REPLY = { status: 200, headers: { 'content-type': 'application/json' } };

const stub: Fetch = async (input) => {
  const url = input instanceof Request ? input.url : String(input);
  return new Response(url.includes('/oauth/token') ? TOKEN : TASK, JSON_REPLY);
};
