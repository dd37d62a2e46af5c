import {
  contractRunners,
  OURS,
  type ContractRunner,
  type ContractTarget,
} from '../contenders/contract-runners.ts';
import { servers, OURS as OUR_SERVER } from '../contenders/servers.ts';
import { getToken } from '../contenders/token.ts';
import { fold, inTurn } from '../measure.ts';
import { startServer } from '../process/server-process.ts';
import { ratioGoal } from '../report/ratio.ts';
import { faults } from '../../src/testing/sandbox/index.ts';
import type { Measurement, Suite, Table } from '../suite.ts';

const WALL = 'wall time';
const CPU = 'CPU time';
const SAMPLE = 12;

export const contract: Suite = {
  name: 'contract',
  async run({ quick }) {
    const { ready, absent } = await contractRunners();
    const times = await measureTimes(ready, quick ? 1 : 5);
    const found = await countFaults(ready, quick ? 2 : SAMPLE);
    const time: Table = {
      title: 'One run against the faultless server',
      unit: 's',
      better: 'lower',
      baseline: OURS,
      measurements: times.measurements,
      notes: times.notes,
    };
    const kills: Table = {
      title: 'Faults found in the sample',
      unit: 'faults',
      better: 'higher',
      baseline: OURS,
      measurements: found,
      notes: {},
    };
    return {
      title: 'Contract run',
      method: [
        'The same sandbox server, in a process of its own; each tool is a process, without any hook into the server.',
        `Faults: every ${Math.ceil(faults.length / SAMPLE)}th of the ${faults.length} named faults of the sandbox, one at a time. A fault counts as found when the tool complains of something that it does not complain of without the fault.`,
        'The faults are our own, so that the share says more about coverage than about quality.',
      ],
      tables: [time, kills],
      goals: ratioGoal(time, {
        text: 'contract run over loopback: at most 1.2x the CPU of Dredd, which sends a fortieth of the requests',
        group: CPU,
        of: OURS,
        to: 'Dredd',
        limit: 1.2,
      }),
      absent,
    };
  },
};

async function measureTimes(runners: readonly ContractRunner[], rounds: number) {
  const wall = new Map<string, number[]>();
  const cpu = new Map<string, number[]>();
  const notes: Record<string, string> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of inTurn(runners, round)) {
      const { wallSeconds, cpuSeconds, requests } = await againstServer([], run);
      wall.set(name, [...(wall.get(name) ?? []), wallSeconds]);
      cpu.set(name, [...(cpu.get(name) ?? []), cpuSeconds]);
      notes[name] = `${requests} requests`;
    }
  }
  const measurements: Measurement[] = [
    ...[...wall].map(([name, values]) => fold(WALL, name, values)),
    ...[...cpu].map(([name, values]) => fold(CPU, name, values)),
  ];
  return { measurements, notes };
}

async function countFaults(runners: readonly ContractRunner[], sample: number): Promise<Measurement[]> {
  const step = Math.ceil(faults.length / sample);
  const chosen = faults.filter((_, index) => index % step === 0);
  const measurements: Measurement[] = [];
  for (const { name, run } of runners) {
    const clean = await againstServer([], run);
    let found = 0;
    for (const fault of chosen) {
      const { complaints } = await againstServer(['--fault', fault.name], run);
      if (complaints !== clean.complaints) found += 1;
    }
    measurements.push(fold(`of ${chosen.length}`, name, [found]));
  }
  return measurements;
}

/** A server of its own for every run: nobody meets the tasks of another. */
async function againstServer<T>(
  flags: readonly string[],
  run: (target: ContractTarget) => Promise<T>,
): Promise<T> {
  const { ready } = await servers();
  const command = ready.find(({ name }) => name === OUR_SERVER);
  if (command === undefined) throw new Error('the sandbox command is missing');
  const faulty = { ...command, argv: (port: number) => [...command.argv(port), ...flags] };
  await using server = await startServer(faulty, '/');
  return await run({ url: server.url, token: await getToken(server.url) });
}
