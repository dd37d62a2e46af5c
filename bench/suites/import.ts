import path from 'node:path';
import { firstLine } from '../load-peer.ts';
import { installPeer } from '../install-peers.ts';
import { fold, inTurn } from '../measure.ts';
import { PEERS, type PeerName } from '../peers.ts';
import { runMeasured, type CommandRun } from '../process/cpu-time.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Absent, Measurement, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EMPTY = 'an empty process';
const OURS = 'bpcc-task-routing';
const CPU = 'CPU time';
const WALL = 'wall clock';
/** Processes of one turn. */
const TIMES = 5;
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
    const measurements = await startAll(starts, quick ? 2 : 15);
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
        `A new Node process imports the package and ends; every contender has a turn of ${TIMES} processes in every round.`,
      ],
      tables: [table],
      goals: ratioGoal(table, {
        text: 'cold import of the client: at most 1.1x the CPU of an empty process',
        group: CPU,
        of: OURS,
        to: EMPTY,
        limit: 1.1,
      }),
      absent,
    };
  },
};

/** Milliseconds from the start of a process to its end, on the clock and of CPU. */
export async function startAll(starts: readonly Start[], rounds: number): Promise<Measurement[]> {
  const cpu = new Map<string, number[]>(starts.map(({ name }) => [name, []]));
  const wall = new Map<string, number[]>(starts.map(({ name }) => [name, []]));
  for (const start of starts) await turn(start); // fills the file cache of the system
  for (let round = 0; round < rounds; round += 1) {
    for (const start of inTurn(starts, round)) {
      const { cpuSeconds, wallSeconds } = await turn(start);
      cpu.get(start.name)?.push(cpuSeconds);
      wall.get(start.name)?.push(wallSeconds);
    }
  }
  return [
    ...[...cpu].map(([name, values]) => fold(CPU, name, values, 1000)),
    ...[...wall].map(([name, values]) => fold(WALL, name, values, 1000)),
  ];
}

async function turn({ name, code, cwd }: Start): Promise<CommandRun> {
  const run = await runMeasured(['--input-type=module', '-e', code], cwd, {}, TIMES);
  if (run.exitCode !== 0) throw new Error(`importing ${name} failed`);
  return run;
}
