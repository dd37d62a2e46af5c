import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syntheticCollection } from '../generate/collection.ts';
import { installPeer } from '../install-peers.ts';
import { firstLine } from '../load-peer.ts';
import { fold, inTurn } from '../measure.ts';
import { runMeasured } from '../process/cpu-time.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Absent, BenchOptions, Goal, Measurement, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCRATCH = path.join(ROOT, 'bench/results/conversion');
const KILO = 1024;
const OURS = 'ours, as the npm script runs it';
const PEER = 'postman2openapi';

/** The only peer that infers schemas, from its start to a file. */
const PEER_CODE = `import { readFileSync, writeFileSync } from 'node:fs'; import { transpile } from 'postman2openapi';
  const [input, output] = process.argv.slice(1);
  writeFileSync(output, JSON.stringify(transpile(JSON.parse(readFileSync(input, 'utf8'))), null, 2));`;

interface Input {
  readonly group: string;
  readonly file: string;
  /** Most of the peer's time that ours may take. */
  readonly limit?: number;
}

interface Contender {
  readonly name: string;
  readonly cwd: string;
  readonly argv: (file: string) => readonly string[];
}

export const conversionProcess: Suite = {
  name: 'conversion-process',
  async run(options) {
    await mkdir(SCRATCH, { recursive: true });
    const { ready, absent } = await contenders();
    const inputs = await inputsOf(options);
    const measurements: Measurement[] = [];
    for (const input of inputs)
      measurements.push(...(await measureInput(ready, input, options.quick ? 2 : 9)));
    const table: Table = {
      title: 'CPU time of the whole process, from its start to the document in a file',
      unit: 's',
      better: 'lower',
      baseline: PEER,
      measurements,
      notes: { [PEER]: 'infers schemas; no lint, no examples, no secrets removed' },
    };
    return {
      title: 'Conversion as a command',
      method: [
        'Every contender is a process: start, loading of its code, reading, converting, writing. User and system time of all threads.',
      ],
      tables: [table],
      goals: inputs.flatMap((input) => goal(table, input)),
      absent,
    };
  },
};

function goal(table: Table, { group, limit }: Input): Goal[] {
  if (limit === undefined) return [];
  return ratioGoal(table, {
    text: `converting ${group}: at most ${limit}x ${PEER}`,
    group,
    of: OURS,
    to: PEER,
    limit,
  });
}

async function contenders(): Promise<{ ready: readonly Contender[]; absent: readonly Absent[] }> {
  const output = path.join(SCRATCH, 'document.json');
  const ours = (name: string, ...command: readonly string[]): Contender => ({
    name,
    cwd: ROOT,
    argv: (file) => [...command, 'convert', file, '--out', output],
  });
  const ready = [
    ours(OURS, 'scripts/run.mjs'),
    ours('ours, as the package runs it', 'src/specwright/dist/cli.js'),
  ];
  try {
    const cwd = await installPeer(PEER);
    const argv = (file: string): readonly string[] => ['--input-type=module', '-e', PEER_CODE, file, output];
    return { ready: [...ready, { name: PEER, cwd, argv }], absent: [] };
  } catch (error) {
    return { ready, absent: [{ contender: PEER, why: firstLine(error) }] };
  }
}

async function inputsOf({ quick, inputs }: BenchOptions): Promise<readonly Input[]> {
  const synthetic = async (group: string, bytes: number): Promise<Input> => {
    const file = path.join(SCRATCH, `${bytes}.json`);
    await writeFile(file, JSON.stringify(syntheticCollection(bytes)));
    return { group, file };
  };
  return [
    { ...(await synthetic('16 kB', 16 * KILO)), limit: 1.5 },
    { group: "this project's collection", file: path.join(ROOT, 'spec/collection.json'), limit: 1.5 },
    ...(quick ? [] : [await synthetic('4 MB', 4 * KILO * KILO)]),
    ...inputs.map((file) => ({ group: path.basename(file, '.json'), file: path.resolve(file), limit: 2 })),
  ];
}

async function measureInput(
  ready: readonly Contender[],
  { group, file }: Input,
  rounds: number,
): Promise<readonly Measurement[]> {
  const costs = new Map<string, number[]>(ready.map(({ name }) => [name, []]));
  // The first round fills the file cache, and that of compiled scripts.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, cwd, argv } of inTurn(ready, round)) {
      const { cpuSeconds, exitCode } = await runMeasured(argv(file), cwd);
      if (exitCode > 1) throw new Error(`${name} ended with ${String(exitCode)} for ${group}`);
      if (round > 0) costs.get(name)?.push(cpuSeconds);
    }
  }
  return [...costs].map(([name, values]) => fold(group, name, values));
}
