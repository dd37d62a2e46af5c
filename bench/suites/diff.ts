import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nextVersion, syntheticOpenApi } from '../generate/openapi.ts';
import { installPeer } from '../install-peers.ts';
import { firstLine, peerCommand } from '../load-peer.ts';
import { fold, inTurn } from '../measure.ts';
import { runMeasured } from '../process/cpu-time.ts';
import { ratioGoal } from '../report/ratio.ts';
import type { Absent, Goal, Measurement, Suite, Table } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCRATCH = path.join(ROOT, 'bench/results/diff');
const OURS = 'ours';
const MEGA = 1024 * 1024;
const SMALL = '0.45 MB';
const LARGE = '13 MB';
const SIZES = { [SMALL]: 0.45 * MEGA, '10 MB': 10 * MEGA, [LARGE]: 13 * MEGA };

/** Who takes longer is run once: the warm-up no longer matters, and five runs would take the whole afternoon. */
const SLOW_SECONDS = 20;

interface Pair {
  readonly group: string;
  readonly base: string;
  readonly revision: string;
}

interface DiffContender {
  readonly name: string;
  readonly cwd: string;
  readonly argv: (pair: Pair) => readonly string[];
}

export const diff: Suite = {
  name: 'diff',
  async run({ quick }) {
    const { ready, absent } = await contenders();
    const measurements: Measurement[] = [];
    for (const pair of await pairs(quick)) {
      const { done, failed } = await measurePair(ready, pair, quick ? 1 : 5);
      measurements.push(...done);
      absent.push(...failed);
    }
    const table: Table = {
      title: 'CPU time of the whole command',
      unit: 's',
      better: 'lower',
      baseline: OURS,
      measurements,
      notes: {
        [OURS]: 'verdict for each change: wire and TypeScript',
        'api-smart-diff': 'finds and classifies changes; no prose',
      },
    };
    return {
      title: 'Diff of two OpenAPI documents',
      method: [
        'Synthetic documents of five operations and two schemas per resource; in the revision every twenty-fifth resource is changed.',
        'Each contender is a process: start, reading, comparing, JSON output. User and system time, children included.',
        `A contender that takes more than ${SLOW_SECONDS} s is run once.`,
      ],
      tables: [table],
      goals: [...goal(table, SMALL, 0.33), ...goal(table, LARGE, 0.2)],
      absent,
    };
  },
};

function goal(table: Table, group: string, limit: number): Goal[] {
  const text = `diff of ${group}: at most ${limit}x the CPU of Redocly diff`;
  return ratioGoal(table, { text, group, of: OURS, to: 'Redocly diff', limit });
}

async function contenders(): Promise<{ ready: DiffContender[]; absent: Absent[] }> {
  const ready: DiffContender[] = [
    {
      name: OURS,
      cwd: ROOT,
      argv: ({ base, revision }) => ['src/specwright/dist/cli.js', 'diff', base, revision, '--json'],
    },
  ];
  const absent: Absent[] = [];
  for (const make of [redocly, apiSmartDiff]) {
    try {
      ready.push(await make());
    } catch (error) {
      absent.push({ contender: make.name, why: firstLine(error) });
    }
  }
  return { ready, absent };
}

async function redocly(): Promise<DiffContender> {
  const command = await peerCommand('redocly', 'bin/cli.js');
  const flags = ['--format', 'json', '--fail-on', 'none'];
  return {
    name: 'Redocly diff',
    cwd: SCRATCH,
    argv: ({ base, revision }) => [command, 'diff', base, revision, ...flags],
  };
}

async function apiSmartDiff(): Promise<DiffContender> {
  const code = `import { readFileSync } from 'node:fs'; import { apiDiff } from 'api-smart-diff';
    const [base, revision] = process.argv.slice(1).map((file) => JSON.parse(readFileSync(file, 'utf8')));
    console.log(JSON.stringify(apiDiff(base, revision)));`;
  return {
    name: 'api-smart-diff',
    cwd: await installPeer('api-smart-diff'),
    argv: ({ base, revision }) => ['--input-type=module', '-e', code, base, revision],
  };
}

async function pairs(quick: boolean): Promise<Pair[]> {
  await mkdir(SCRATCH, { recursive: true });
  const sizes = Object.entries(SIZES).slice(0, quick ? 1 : undefined);
  return Promise.all(sizes.map(([group, bytes]) => writePair(group, bytes)));
}

async function writePair(group: string, bytes: number): Promise<Pair> {
  const base = path.join(SCRATCH, `${bytes}-base.json`);
  const revision = path.join(SCRATCH, `${bytes}-revision.json`);
  const document = syntheticOpenApi(bytes);
  await writeFile(base, JSON.stringify(document));
  await writeFile(revision, JSON.stringify(nextVersion(document)));
  return { group, base, revision };
}

/** A contender that ends without a change found has not done the work. */
async function measurePair(ready: readonly DiffContender[], pair: Pair, rounds: number) {
  const samples = new Map<string, number[]>();
  const failed = new Map<string, Absent>();
  const isDone = (name: string): boolean => failed.has(name) || (samples.get(name)?.[0] ?? 0) > SLOW_SECONDS;
  // The round before the first fills the caches of system and compiler; who is slow has been measured by it.
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, argv, cwd } of inTurn(ready, Math.max(round, 0))) {
      if (isDone(name)) continue;
      const { cpuSeconds, exitCode, stdout } = await runMeasured(argv(pair), cwd);
      if (exitCode > 1 || stdout.length < 100) {
        failed.set(name, { contender: `${name} on ${pair.group}`, why: `ends with code ${exitCode}` });
      } else if (round >= 0 || cpuSeconds > SLOW_SECONDS) {
        samples.set(name, [...(samples.get(name) ?? []), cpuSeconds]);
      }
    }
  }
  const done = [...samples].map(([name, values]) => fold(pair.group, name, values));
  return { done, failed: [...failed.values()] };
}
