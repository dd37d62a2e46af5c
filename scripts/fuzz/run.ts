import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../src/specwright/cli/frame/exit-code.ts';
import { mutateJson } from './mutate.ts';
import { Random } from './random.ts';
import { tryInput, type FuzzTarget } from './target.ts';
import { TARGETS } from './targets.ts';

const SEEDS = path.resolve(import.meta.dirname, '../../test/fuzz-seeds');
const MOST_FAILURES = 10;
const USAGE = `Usage: npm run fuzz -- [--seconds N] [--target NAME]... [--seed N]

Feeds changed inputs to everything that reads what strangers wrote: ${TARGETS.map(({ name }) => name).join(', ')}.
What a target does not stand is saved in test/fuzz-seeds/ and replayed by the tests from then on.

  --seconds N    how long in all (default 60)
  --target NAME  one target; may be repeated
  --seed N       repeats a run (default: a new one, printed)

Exit codes: 0 nothing found, 1 something found, 2 wrong usage.
`;

interface Wanted {
  readonly seconds: number;
  readonly seed: number;
  readonly targets: readonly FuzzTarget[];
}

/** `npm run fuzz`. */
export async function fuzzCommand(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted === 'help') {
    process.stdout.write(USAGE);
    return EXIT_CODE.fine;
  }
  let failures = 0;
  for (const target of wanted.targets) {
    const share = (wanted.seconds * 1000) / wanted.targets.length;
    const { tried, failed } = await fuzzTarget(target, wanted.seed, share);
    failures += failed;
    process.stdout.write(`${target.name}: ${tried} inputs, ${failed} failures (seed ${wanted.seed})\n`);
  }
  return failures === 0 ? EXIT_CODE.fine : EXIT_CODE.findings;
}

async function fuzzTarget(target: FuzzTarget, seed: number, milliseconds: number) {
  const random = new Random(seed);
  const examples = await target.examples();
  const end = performance.now() + milliseconds;
  let tried = 0;
  let failed = 0;
  while (performance.now() < end && failed < MOST_FAILURES) {
    const input = mutateJson(random.pick(examples) ?? '{}', random);
    tried += 1;
    const complaint = await tryInput(target, input);
    if (complaint === undefined) continue;
    failed += 1;
    await save(target, input, complaint);
  }
  return { tried, failed };
}

async function save({ name }: FuzzTarget, input: string, complaint: string): Promise<void> {
  const file = path.join(SEEDS, name, `${createHash('sha256').update(input).digest('hex').slice(0, 16)}.txt`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, input);
  process.stderr.write(
    `${name}: ${complaint.slice(0, 300)}\n  saved as ${path.relative(process.cwd(), file)}\n`,
  );
}

function parse(args: readonly string[]): Wanted | 'help' {
  const values = read(args);
  if (values.help === true) return 'help';
  const names = values.target ?? TARGETS.map(({ name }) => name);
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (unknown !== undefined) throw usage(`There is no target "${unknown}".`);
  return {
    seconds: positive(values.seconds ?? '60', 'seconds'),
    seed: positive(values.seed ?? `${1 + Math.floor(Math.random() * 2 ** 31)}`, 'seed'),
    targets: TARGETS.filter(({ name }) => names.includes(name)),
  };
}

function positive(text: string, what: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw usage(`--${what} must be a number above 0.`);
  return value;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string' },
        target: { type: 'string', multiple: true },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(sentence: string): CommandError {
  return new CommandError('usage', `${sentence} See npm run fuzz -- --help.`);
}
