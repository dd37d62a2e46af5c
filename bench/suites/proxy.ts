import path from 'node:path';
import { BARE, OURS, servers } from '../contenders/servers.ts';
import { getToken } from '../contenders/token.ts';
import { firstLine, loadPeer, member, peerCommand, type Callable } from '../load-peer.ts';
import { fold, inTurn } from '../measure.ts';
import { CONNECTIONS, fire, type Load } from '../process/load.ts';
import { startServer, type ServerCommand } from '../process/server-process.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Absent, Measurement, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const QUERY_PATH = '/taskroutingapi/v1/task/SF-00T-1001?external=true';
const DIRECT = 'direct';
const VERIFY = 'verify --proxy';
const PRISM_PROXY = 'Prism proxy';
const RATE = 'Requests per second';
const IN_FRONT = { [OURS]: 'in front of the sandbox', [BARE]: 'in front of a bare server' } as const;
/** More different requests than the proxy remembers: each is read and checked afresh. */
const VARIED = Array.from({ length: 2_000 }, (_, index) => `${QUERY_PATH}&n=${index}`);

type Upstream = keyof typeof IN_FRONT;

/** A way to reach an upstream: a command for the proxy in between, or none. */
interface Way {
  readonly name: string;
  readonly proxy?: (upstream: string) => ServerCommand;
}

export const proxy: Suite = {
  name: 'proxy',
  async run({ quick }) {
    const cannon = await loadPeer('autocannon', (module) => member(module, 'default'));
    if (!cannon.ok) throw new Error(`autocannon: ${cannon.why}`);
    const { ways, absent } = await findWays();
    const { ready } = await servers();
    const upstreams = ready.filter((command): command is ServerCommand & { name: Upstream } =>
      Object.hasOwn(IN_FRONT, command.name),
    );
    const rates = new Map<string, number[]>();
    for (let round = 0; round < (quick ? 1 : 5); round += 1) {
      for (const upstream of upstreams)
        for (const way of inTurn(ways, round))
          await oneRound(cannon.value, upstream, way, quick ? 2 : 5, rates);
    }
    const table: Table = {
      title: RATE,
      unit: 'req/s',
      better: 'higher',
      baseline: DIRECT,
      notes: {},
      measurements: measurements(rates),
    };
    return {
      title: 'Checking proxy',
      method: [
        `Load generator, proxy and server are processes of their own on one machine; autocannon, ${CONNECTIONS} connections, queries of one task.`,
        'Exchanges that repeat themselves are checked once and counted; the group in which all differ shows what a check costs.',
        'Both proxies check every exchange against the document. On a machine with few cores the proxy competes with the server and with the load generator.',
      ],
      tables: [table],
      goals: ratioGoal(table, {
        text: 'proxy: at least half of the requests per second of the sandbox reached directly',
        group: IN_FRONT[OURS],
        of: VERIFY,
        to: DIRECT,
        limit: 0.5,
      }),
      absent,
    };
  },
};

async function findWays(): Promise<{ ways: Way[]; absent: Absent[] }> {
  const cli = path.join(ROOT, 'src/testing/dist/cli.js');
  const ways: Way[] = [
    { name: DIRECT },
    {
      name: VERIFY,
      proxy: (upstream) => ({
        name: VERIFY,
        argv: (port) => [cli, 'verify', '--proxy', `${port}`, '--target', upstream],
      }),
    },
  ];
  try {
    const prism = await peerCommand('prism', 'dist/index.js');
    const document = path.join(ROOT, 'generated/openapi.json');
    const command = (upstream: string): ServerCommand => ({
      name: PRISM_PROXY,
      argv: (port) => [prism, 'proxy', document, upstream, '--port', `${port}`],
    });
    return { ways: [...ways, { name: PRISM_PROXY, proxy: command }], absent: [] };
  } catch (error) {
    return { ways, absent: [{ contender: PRISM_PROXY, why: firstLine(error) }] };
  }
}

async function oneRound(
  cannon: Callable,
  upstream: ServerCommand & { name: Upstream },
  way: Way,
  seconds: number,
  rates: Map<string, number[]>,
): Promise<void> {
  await using server = await startServer(upstream, '/');
  const token = upstream.name === BARE ? 'any' : await getToken(server.url);
  await using between = way.proxy === undefined ? undefined : await startServer(way.proxy(server.url), '/');
  const target = { name: way.name, url: (between ?? server).url };
  const same: Load = { group: IN_FRONT[upstream.name], method: 'GET', path: QUERY_PATH };
  const varied: Load = { ...same, group: `${same.group}, no two requests alike`, paths: VARIED };
  for (const load of upstream.name === OURS ? [same, varied] : [same]) {
    await fire(cannon, target, load, token, 1);
    const { requests } = await fire(cannon, target, load, token, seconds);
    const key = JSON.stringify([load.group, way.name]);
    rates.set(key, [...(rates.get(key) ?? []), requests]);
  }
}

function measurements(rates: ReadonlyMap<string, readonly number[]>): readonly Measurement[] {
  return [...rates].map(([key, values]) => {
    const [group, contender]: [string, string] = JSON.parse(key);
    return fold(group, contender, [...values]);
  });
}
