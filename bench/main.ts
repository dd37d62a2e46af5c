import { fork } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArguments, USAGE, UsageError, type BenchArguments } from './arguments.ts';
import { firstLine } from './load-peer.ts';
import { machine } from './machine.ts';
import { SUITES } from './registry.ts';
import { toMarkdown } from './report/markdown.ts';
import { isMet, type SuiteReport } from './suite.ts';

const RESULTS = path.join(import.meta.dirname, 'results');
const SUMMARY = path.join(import.meta.dirname, 'RESULTS.md');

async function main(): Promise<number> {
  const args = parseArguments(process.argv.slice(2));
  if (args === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  await mkdir(RESULTS, { recursive: true });
  const failed: string[] = [];
  const fresh: SuiteReport[] = [];
  for (const name of args.only) {
    process.stderr.write(`bench: ${name} ...\n`);
    try {
      const report = await runSuite(name, args);
      fresh.push(report);
      await writeFile(
        file(name, args.quick),
        `${JSON.stringify({ machine: machine(), ...report }, null, 2)}\n`,
      );
      if (!args.quick) await writeSummary();
      process.stdout.write(`${toMarkdown(machine(), [report])}\n`);
    } catch (error) {
      failed.push(name);
      process.stderr.write(`bench: ${name} failed: ${firstLine(error)}\n`);
    }
  }
  const missed = fresh.flatMap(({ goals }) => goals).filter((goal) => !isMet(goal));
  for (const goal of missed) process.stderr.write(`bench: goal missed: ${goal.text}\n`);
  return failed.length > 0 || (args.check && missed.length > 0) ? 1 : 0;
}

/** A suite has a process to itself: no contender inherits the heap or the compiled code of another suite. */
function runSuite(name: string, { quick, inputs }: BenchArguments): Promise<SuiteReport> {
  return new Promise((resolve, reject) => {
    const child = fork(
      path.join(import.meta.dirname, 'run-suite.ts'),
      [name, JSON.stringify({ quick, inputs })],
      {
        execArgv: ['--conditions=@specwright/source', '--import', 'tsx', '--expose-gc'],
        stdio: ['ignore', 2, 2, 'ipc'],
      },
    );
    let report: SuiteReport | undefined;
    child.on('message', (message) => (report = message as SuiteReport));
    child.on('error', reject);
    child.on('exit', (code) =>
      report === undefined ? reject(new Error(`it ended with code ${code}`)) : resolve(report),
    );
  });
}

/** The summary is made of the last full result of every suite. */
async function writeSummary(): Promise<void> {
  const reports: SuiteReport[] = [];
  for (const name of Object.keys(SUITES)) {
    const text = await readFile(file(name, false), 'utf8').catch(() => undefined);
    if (text !== undefined) reports.push(JSON.parse(text));
  }
  const { format } = await import('prettier');
  await writeFile(SUMMARY, await format(toMarkdown(machine(), reports), { parser: 'markdown' }));
}

function file(name: string, quick: boolean): string {
  return path.join(RESULTS, `${name}${quick ? '.quick' : ''}.json`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
