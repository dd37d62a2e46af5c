import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../src/specwright/cli/frame/exit-code.ts';
import { GROUPS, type MutationGroup } from './groups.ts';
import { scoreOf, type MutationScore } from './score.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const USAGE = `Usage: npm run mutation -- [--only GROUP]... [--quick] [--survivors]

Changes the code in small ways and counts which changes the tests notice. Groups: ${GROUPS.map(({ name }) => name).join(', ')}.

  --only GROUP  one group; may be repeated
  --quick       the groups that are small enough for every push
  --survivors   list the changes that no test noticed

Exit codes: 0 every group reaches its floor, 1 one does not, 2 wrong usage.
`;

/** `npm run mutation`. */
export async function mutationCommand(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted.help === true) {
    process.stdout.write(USAGE);
    return EXIT_CODE.fine;
  }
  let short = false;
  process.stdout.write('| group | noticed | score | floor |\n| --- | ---: | ---: | ---: |\n');
  for (const group of groupsOf(wanted)) {
    const score = await runGroup(group);
    short ||= score.score < group.floor;
    process.stdout.write(`${rowOf(group, score)}\n`);
    if (wanted.survivors === true) process.stderr.write(`${score.survivors.join('\n')}\n`);
  }
  return short ? EXIT_CODE.findings : EXIT_CODE.fine;
}

function rowOf({ name, floor }: MutationGroup, { noticed, survived, score }: MutationScore): string {
  return `| ${name} | ${noticed} of ${noticed + survived} | ${score.toFixed(1)} % | ${floor} % |`;
}

async function runGroup({ name, mutate, tests }: MutationGroup): Promise<MutationScore> {
  const report = path.join(ROOT, 'reports/mutation', `${name}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  const env = {
    ...process.env,
    MUTATE: mutate.join(' '),
    MUTATION_TESTS: tests.join(' '),
    MUTATION_REPORT: report,
  };
  await stryker(env);
  return scoreOf(await readFile(report, 'utf8'));
}

/** Its words go to stderr; stdout is the table. */
function stryker(env: NodeJS.ProcessEnv): Promise<void> {
  const command = path.join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [command, 'run', '--logLevel', 'warn'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 2, 2],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new CommandError('mutation', `Stryker ended with code ${code}.`)),
    );
  });
}

interface Wanted {
  readonly only?: readonly string[];
  readonly quick?: boolean;
}

function groupsOf({ only = [], quick = false }: Wanted): readonly MutationGroup[] {
  const unknown = only.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown !== undefined)
    throw new CommandError('usage', `There is no group "${unknown}". See npm run mutation -- --help.`);
  return GROUPS.filter(
    (group) => (only.length === 0 || only.includes(group.name)) && (!quick || group.quick),
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        quick: { type: 'boolean' },
        survivors: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError('usage', `${message} See npm run mutation -- --help.`);
  }
}
