import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { firstLine } from '../load-peer.ts';
import { installPeer } from '../install-peers.ts';
import { fold, inTurn } from '../measure.ts';
import { PEERS, type PeerName } from '../peers.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Absent, Measurement, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EMPTY = 'an empty process';
const OURS = 'bpcc-task-routing';
const GROUP = 'cold import';
const RIVALS: readonly PeerName[] = ['openapi-fetch', 'ky', 'axios', 'undici'];

/** A process that imports one thing and ends. */
export interface Start {
  readonly name: string;
  readonly code: string;
  readonly cwd: string;
}

export const coldImport: Suite = {
  name: 'import',
  async run({ quick }) {
    const absent: Absent[] = [];
    const starts: Start[] = [
      { name: EMPTY, code: '', cwd: ROOT },
      { name: OURS, code: "import './src/client/dist/index.js';", cwd: ROOT },
    ];
    for (const peer of RIVALS) {
      try {
        const cwd = await installPeer(peer);
        starts.push({ name: peer, code: `import ${JSON.stringify(PEERS[peer].package)};`, cwd });
      } catch (error) {
        absent.push({ contender: peer, why: firstLine(error) });
      }
    }
    const measurements = startAll(starts, quick ? 8 : 60);
    const table: Table = {
      title: 'From process start to process end',
      unit: 'ms',
      better: 'lower',
      baseline: EMPTY,
      measurements,
      notes: {},
    };
    return {
      title: 'Cold import',
      method: [
        'A new Node process imports the package and ends; every contender has its turn in every round.',
      ],
      tables: [table],
      goals: ratioGoal(table, {
        text: 'cold import of the client at most 1.1x an empty process',
        group: GROUP,
        of: OURS,
        to: EMPTY,
        limit: 1.1,
      }),
      absent,
    };
  },
};

/** Milliseconds from the start of each process to its end. */
export function startAll(starts: readonly Start[], rounds: number): Measurement[] {
  const samples = new Map<string, number[]>(starts.map(({ name }) => [name, []]));
  for (const start of starts) elapsed(start); // fills the file cache of the system
  for (let round = 0; round < rounds; round += 1) {
    for (const start of inTurn(starts, round)) samples.get(start.name)?.push(elapsed(start));
  }
  return [...samples].map(([name, values]) => fold(GROUP, name, values));
}

function elapsed({ name, code, cwd }: Start): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd });
  if (status !== 0) throw new Error(`importing ${name} failed: ${stderr.toString().slice(0, 300)}`);
  return performance.now() - begin;
}
