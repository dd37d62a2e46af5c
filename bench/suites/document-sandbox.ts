import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Figures } from '../figures.ts';
import { shopOf } from '../generate/shop.ts';
import { firstLine, loadPeer, member, peerCommand, property, type Callable } from '../load-peer.ts';
import { inTurn } from '../measure.ts';
import { runMeasured } from '../process/cpu-time.ts';
import { CONNECTIONS, fire, type Load } from '../process/load.ts';
import { startServer, type ServerCommand } from '../process/server-process.ts';
import { ratioGoal, sizeGoal } from '../report/ratio.ts';
import type { Absent, Goal, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCRATCH = path.join(ROOT, 'bench/results/document-sandbox');
const CLI = path.join(ROOT, 'src/specwright/dist/cli.js');
const OPERATIONS = 60;
const OURS = 'specwright sandbox';
const PRISM = 'Prism mock';
const VERIFY = 'verify --spec';
const TOKEN = 'any';

const RATE = 'Requests per second on the same document';
const CPU = 'CPU time of the server for one request';
const START = 'From process start to first answer of a document';
const MEMORY = 'Memory with a document';
const RUN = 'A contract run on the document over loopback';
const THING = JSON.stringify({ name: 'A thing', amount: 12.5 });
const READ = 'read';

export const documentSandbox: Suite = {
  name: 'document-sandbox',
  async run({ quick }) {
    await mkdir(SCRATCH, { recursive: true });
    const document = path.join(SCRATCH, 'shop.json');
    // The id is the server's to give: otherwise each create would need another body.
    const text = JSON.stringify(shopOf(OPERATIONS)).replace(
      '"id":{"type":"string"}',
      '"id":{"type":"string","readOnly":true}',
    );
    await writeFile(document, text);
    const cannon = await loadPeer('autocannon', (module) => member(module, 'default'));
    if (!cannon.ok) throw new Error(`autocannon: ${cannon.why}`);
    const { ready, absent } = await servers(document);
    const figures = new Figures();
    for (let round = 0; round < (quick ? 1 : 5); round += 1)
      for (const command of inTurn(ready, round))
        await oneRound(command, cannon.value, quick ? 4 : 5, figures);
    for (let round = 0; round < (quick ? 3 : 11); round += 1)
      for (const command of inTurn(ready, round)) await oneStart(command, figures);
    for (let round = 0; round < (quick ? 1 : 3); round += 1) await oneRun(ready, document, figures);
    const tables = TABLES.map((table): Table => ({ ...table, measurements: figures.of(table.title) }));
    return {
      title: 'Sandbox of any document',
      method: [
        `A generated document of ${OPERATIONS} operations, the same for both, served by a process of its own; autocannon over loopback, ${CONNECTIONS} connections, after a warm-up.`,
        'Ours checks credentials and requests and keeps what is created: the read answers with a record that was created, the list with a page of them. Prism validates and answers with an example.',
        'CPU time is that of the whole process, system time included. On a busy machine requests per second say little; CPU time for one request still does.',
      ],
      tables,
      goals: goals(tables),
      absent,
    };
  },
};

const COMMON = { baseline: OURS, notes: {} } as const;
const TABLES = [
  { ...COMMON, title: RATE, unit: 'req/s', better: 'higher' },
  { ...COMMON, title: CPU, unit: 'us', better: 'lower' },
  { ...COMMON, title: START, unit: 'ms', better: 'lower' },
  { ...COMMON, title: MEMORY, unit: 'MB', better: 'lower' },
  { ...COMMON, title: RUN, unit: 's', better: 'lower', baseline: VERIFY },
] as const;

function goals([rate, cpu, start, memory, run]: readonly Table[]): Goal[] {
  if (
    rate === undefined ||
    cpu === undefined ||
    start === undefined ||
    memory === undefined ||
    run === undefined
  )
    return [];
  const ofOurs = (text: string, group: string, limit: number) => ({ text, group, of: OURS, limit });
  return [
    ...[READ, 'list', 'create'].flatMap((group) => [
      ...ratioGoal(rate, {
        ...ofOurs(
          `sandbox of a document, ${group}: at least 10x the requests per second of Prism`,
          group,
          10,
        ),
        to: PRISM,
      }),
      ...ratioGoal(cpu, {
        ...ofOurs(`sandbox of a document, ${group}: at most a tenth of the CPU of Prism`, group, 0.1),
        to: PRISM,
      }),
    ]),
    ...sizeGoal(start, ofOurs('sandbox of 60 operations: first answer within 300 ms', 'wall', 300), 'ms'),
    ...sizeGoal(memory, ofOurs('sandbox of 60 operations: at most 80 MB', 'at rest', 80), 'MB'),
    ...sizeGoal(
      run,
      { text: 'verify --spec on 60 operations: at most 20 s', group: 'wall', of: VERIFY, limit: 20 },
      's',
    ),
  ];
}

async function servers(document: string): Promise<{ ready: ServerCommand[]; absent: Absent[] }> {
  const ours = { name: OURS, argv: (port: number) => [CLI, 'sandbox', document, '--port', `${port}`] };
  try {
    const prism = await peerCommand('prism', 'dist/index.js');
    const command = { name: PRISM, argv: (port: number) => [prism, 'mock', document, '--port', `${port}`] };
    return { ready: [ours, command], absent: [] };
  } catch (error) {
    return { ready: [ours], absent: [{ contender: PRISM, why: firstLine(error) }] };
  }
}

async function oneRound(
  command: ServerCommand,
  cannon: Callable,
  seconds: number,
  figures: Figures,
): Promise<void> {
  await using server = await startServer(command, '/order');
  const target = { name: command.name, url: server.url };
  const id = await create(server.url);
  const loads: Load[] = [
    { group: READ, method: 'GET', path: `/order/${id}` },
    { group: 'list', method: 'GET', path: '/order?limit=10' },
    {
      group: 'create',
      method: 'POST',
      path: '/invoice',
      body: THING,
    },
  ];
  figures.add(MEMORY, 'at rest', command.name, await server.residentMb());
  for (const load of loads) {
    await fire(cannon, target, load, TOKEN, 1);
    const before = await server.cpuMs();
    const { requests, total } = await fire(cannon, target, load, TOKEN, seconds);
    figures.add(RATE, load.group, command.name, requests);
    figures.add(CPU, load.group, command.name, ((await server.cpuMs()) - before) * (1000 / total));
  }
  figures.add(MEMORY, 'after the load', command.name, await server.residentMb());
}

/** The id of a record that was created; the server is warm then. */
async function create(url: string): Promise<string> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/order`, { method: 'POST', headers, body: THING });
  return String(property(await answer.json(), 'id'));
}

async function oneStart(command: ServerCommand, figures: Figures): Promise<void> {
  await using server = await startServer(command, '/order');
  figures.add(START, 'wall', command.name, server.startMs);
  figures.add(START, 'CPU', command.name, await server.cpuMs());
}

async function oneRun(ready: readonly ServerCommand[], document: string, figures: Figures): Promise<void> {
  const [ours] = ready;
  if (ours === undefined) return;
  await using server = await startServer(ours, '/order');
  const argv = [
    CLI,
    'verify',
    '--spec',
    document,
    '--target',
    server.url,
    '--auth',
    'bearer=env:BENCH_TOKEN',
  ];
  const { wallSeconds, cpuSeconds } = await runMeasured(argv, SCRATCH, { BENCH_TOKEN: TOKEN });
  figures.add(RUN, 'wall', VERIFY, wallSeconds);
  figures.add(RUN, 'CPU', VERIFY, cpuSeconds);
}
