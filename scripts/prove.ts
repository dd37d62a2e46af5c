import { faults } from '../src/sandbox/index.ts';
import {
  complaints,
  idleChecks,
  killersOf,
  renderKills,
  renderRow,
  type FaultResult,
} from './prove/kill-matrix.ts';
import { verifyFault } from './prove/run.ts';

/** `npm run prove [-- FAULT...]`: runs the checks against every named fault and prints what found it; faults that are named get whole runs. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !faults.some((fault) => fault.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no fault ${unknown.join(', ')}; "bpcc-task-routing sandbox --list-faults" lists them.\n`,
  );
  process.exit(2);
}

const whole = wanted.length > 0;
const clean = await verifyFault(undefined, true);
const results: FaultResult[] = [];
for (const { name, group } of faults) {
  if (whole && !wanted.includes(name)) continue;
  const result = await tryFault(name, group, whole);
  results.push(result);
  process.stdout.write(`${renderRow(result)}\n`);
}
if (!whole) await wakeIdleChecks();

async function tryFault(name: string, group: string, all: boolean): Promise<FaultResult> {
  const report = await verifyFault(name, all);
  return { fault: name, group, killers: killersOf(report), seconds: report.duration / 1_000 };
}

/** The first finding is seldom that of a quiet check: whole runs give each its chance. */
async function wakeIdleChecks(): Promise<void> {
  for (const [index, { fault, group }] of results.entries()) {
    if (idleChecks(results).length === 0) return;
    results[index] = await tryFault(fault, group, true);
  }
}

const wrong = complaints(clean, results).filter(
  (line) => wanted.length === 0 || !line.startsWith('the check kills nothing'),
);
process.stdout.write(renderKills(results));
const killed = results.filter(({ killers }) => killers.length > 0).length;
process.stdout.write(
  `${killed} of ${results.length} faults killed; the clean run has ${clean.summary.errors + clean.summary.warnings} findings\n`,
);
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
