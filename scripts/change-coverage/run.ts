import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { CommandError } from '../../src/specwright/cli/frame/command-error.ts';
import { EXIT_CODE } from '../../src/specwright/cli/frame/exit-code.ts';
import { changedLines } from './changed-lines.ts';
import { coverageOfChange, type ChangeCoverage } from './covered-lines.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const FLOOR = 80;
const CODE = ['src', 'scripts'];
const USAGE = `Usage: npm run coverage:floor -- [--base REVISION] [--floor PERCENT] [--missed]

Reads coverage/coverage-final.json (npm run coverage) and fails when too little of what changed is reached by tests.

  --base REVISION  what the change is compared with (default: where it left origin/main, or else the last commit)
  --floor PERCENT  share of changed lines that tests must reach (default ${FLOOR})
  --missed         list the changed lines that no test reaches

Exit codes: 0 enough, 1 too little, 2 wrong usage or no coverage.
`;

/** `npm run coverage:floor`. */
export async function coverageCommand(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (wanted.help === true) {
    process.stdout.write(USAGE);
    return EXIT_CODE.fine;
  }
  const floor = Number(wanted.floor ?? FLOOR);
  const base = wanted.base ?? (await defaultBase());
  const coverage = coverageOfChange(
    await readCoverage(),
    changedLines(await git('diff', '--unified=0', '--no-prefix', base, '--', ...CODE)),
    ROOT,
  );
  process.stdout.write(`${sentence(coverage, base)}\n`);
  if (wanted.missed === true) process.stdout.write(`${coverage.missed.join('\n')}\n`);
  return share(coverage) < floor ? EXIT_CODE.findings : EXIT_CODE.fine;
}

function sentence(coverage: ChangeCoverage, base: string): string {
  if (coverage.all === 0) return `No line of code changed since ${base}.`;
  return `Tests reach ${coverage.reached} of ${coverage.all} changed lines (${share(coverage).toFixed(1)} %) since ${base}.`;
}

function share({ reached, all }: ChangeCoverage): number {
  return all === 0 ? 100 : (reached / all) * 100;
}

async function readCoverage(): Promise<string> {
  try {
    return await readFile(path.join(ROOT, 'coverage/coverage-final.json'), 'utf8');
  } catch {
    throw new CommandError('no-coverage', 'There is no coverage/coverage-final.json; run npm run coverage.');
  }
}

async function defaultBase(): Promise<string> {
  const fork = await git('merge-base', 'HEAD', 'origin/main').catch(() => '');
  const head = await git('rev-parse', 'HEAD');
  return fork === '' || fork === head ? 'HEAD~1' : fork;
}

async function git(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', [...args], { cwd: ROOT, maxBuffer: 256 * 1024 * 1024 });
    return stdout.trim();
  } catch (error) {
    const words = error instanceof Error ? error.message.trim() : String(error);
    throw new CommandError('git', `The change could not be read: ${words}`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        base: { type: 'string' },
        floor: { type: 'string' },
        missed: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandError('usage', `${message} See npm run coverage:floor -- --help.`);
  }
}
