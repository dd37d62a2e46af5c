import {
  clients,
  OURS,
  RAW,
  type ClientContender,
  type Fetch,
  type QueryTask,
} from '../contenders/clients.ts';
import { property } from '../load-peer.ts';
import { cpuSideBySide, fold, sideBySide } from '../measure.ts';
import { forkServer } from '../process/fork-server.ts';
import { ratioGoal } from '../report/ratio.ts';
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
    const cpu: Table = { ...CPU, measurements: await withStub(ready, quick) };
    return {
      title: 'Client overhead',
      method: [
        'Every contender reads one task: bearer token, query parameter, JSON parsed. Ours also gets and keeps the token, retries, times out and maps errors.',
        'Loopback: the server runs in a process of its own and does next to nothing. Wall time for each call.',
        'Stubbed: `fetch` is replaced by a function that returns a new `Response`; CPU time of the process for each call.',
      ],
      tables: [wall, cpu],
      goals: goals(wall, cpu),
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
const CPU = { ...LOOPBACK, title: 'CPU time of one call, network stubbed' } as const;

function goals(wall: Table, cpu: Table): Goal[] {
  return [
    ...ratioGoal(wall, {
      text: 'client over loopback, one call after another: at most 1.05x raw fetch',
      group: ONE,
      of: OURS,
      to: RAW,
      limit: 1.05,
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
