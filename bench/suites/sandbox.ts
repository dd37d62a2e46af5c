import { BARE, OURS, PRISM, servers } from '../contenders/servers.ts';
import { getToken } from '../contenders/token.ts';
import { loadPeer, member, type Callable } from '../load-peer.ts';
import { Figures } from '../figures.ts';
import { inTurn } from '../measure.ts';
import { CONNECTIONS, fire, type Load } from '../process/load.ts';
import { startServer, type ServerCommand } from '../process/server-process.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Goal, Suite, Table } from '../suite.ts';

const TASK_PATH = '/taskroutingapi/v1/task/SF-00T-1001?external=true';
const QUEUE_PATH = '/taskroutingapi/v1/task';

const QUERY: Load = { group: 'query a task', method: 'GET', path: TASK_PATH };
const QUEUE: Load = {
  group: 'queue a task',
  method: 'POST',
  path: QUEUE_PATH,
  body: JSON.stringify({
    serviceName: 'Task Service',
    priority: 50,
    contactInfo: { firstName: 'Amara', emails: [{ type: 'PRIMARY', address: 'amara@example.com' }] },
    caseInfo: { category: 'Technical Support' },
    taskInfo: { subject: 'Call the customer back' },
  }),
};

export const sandbox: Suite = {
  name: 'sandbox',
  async run({ quick }) {
    const { ready, absent } = await servers();
    const cannon = await loadPeer('autocannon', (module) => member(module, 'default'));
    if (!cannon.ok) throw new Error(`autocannon: ${cannon.why}`);
    const figures = new Figures();
    const rounds = quick ? 1 : 5;
    for (let round = 0; round < rounds; round += 1) {
      for (const command of inTurn(ready, round))
        await oneRound(command, cannon.value, quick ? 2 : 5, figures);
    }
    for (let round = 0; round < (quick ? 3 : 15); round += 1) {
      for (const command of inTurn(ready, round)) await oneStart(command, figures);
    }
    const tables = TABLES.map((table): Table => ({ ...table, measurements: figures.of(table.title) }));
    return {
      title: 'Sandbox server',
      method: [
        `Every server runs in a process of its own and is asked over loopback by autocannon, ${CONNECTIONS} connections, after a warm-up.`,
        'Ours checks the token, validates the body and keeps state; Prism validates and answers with an example; the bare server parses the body and answers a constant.',
        'On a machine with few cores the load generator takes its share: the bare server shows how much is left at best.',
      ],
      tables,
      goals: goals(tables),
      absent,
    };
  },
};

const RATE = 'Requests per second';
const LATENCY = `Mean latency, ${CONNECTIONS} connections`;
const START = 'From process start to first answer';
const MEMORY = 'Memory after the load';
const COMMON = { baseline: OURS, notes: {} } as const;
const TABLES = [
  { ...COMMON, title: RATE, unit: 'req/s', better: 'higher' },
  { ...COMMON, title: LATENCY, unit: 'ms', better: 'lower' },
  { ...COMMON, title: START, unit: 'ms', better: 'lower' },
  { ...COMMON, title: MEMORY, unit: 'MB', better: 'lower' },
] as const;

function goals([rate, , start, memory]: readonly Table[]): Goal[] {
  if (rate === undefined || start === undefined || memory === undefined) return [];
  return [
    ...[QUERY, QUEUE].flatMap(({ group }) =>
      ratioGoal(rate, {
        text: `sandbox, ${group}: at least 10x the requests per second of Prism`,
        group,
        of: OURS,
        to: PRISM,
        limit: 10,
      }),
    ),
    ...ratioGoal(start, {
      text: 'sandbox: first answer at most 1.5x as late as that of a bare server',
      group: 'start',
      of: OURS,
      to: BARE,
      limit: 1.5,
    }),
    ...ratioGoal(memory, {
      text: 'sandbox: before the load at most 1.5x the memory of a bare server',
      group: 'at rest',
      of: OURS,
      to: BARE,
      limit: 1.5,
    }),
  ];
}

async function oneRound(
  command: ServerCommand,
  cannon: Callable,
  seconds: number,
  figures: Figures,
): Promise<void> {
  await using server = await startServer(command, '/');
  const token = command.name === PRISM ? 'any' : await getToken(server.url);
  figures.add(MEMORY, 'at rest', command.name, await server.residentMb());
  for (const load of [QUERY, QUEUE]) {
    const target = { name: command.name, url: server.url };
    await fire(cannon, target, load, token, 1);
    const { requests, latency } = await fire(cannon, target, load, token, seconds);
    figures.add(RATE, load.group, command.name, requests);
    figures.add(LATENCY, load.group, command.name, latency);
  }
  figures.add(MEMORY, 'after the load', command.name, await server.residentMb());
}

async function oneStart(command: ServerCommand, figures: Figures): Promise<void> {
  await using server = await startServer(command, TASK_PATH);
  figures.add(START, 'start', command.name, server.startMs);
}
