import { faults } from '../src/testing/sandbox/index.ts';
import { complaints, renderKills, renderRow } from './prove/kill-matrix.ts';
import { carryOut } from './prove/pool.ts';
import { verifyFault } from './prove/run.ts';
import { witnesses } from './prove/witnesses.ts';

/** `npm run prove [-- FAULT...]`: runs the checks against every named fault and prints what found it; faults that are named get whole runs. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !faults.some((fault) => fault.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no fault ${unknown.join(', ')}; "bpcc-task-routing-testing sandbox --list-faults" lists them.\n`,
  );
  process.exit(2);
}

const tried = faults.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const groups = new Map(tried.map(({ name, group }) => [name, group]));
const orders = tried.map(({ name }) => ({
  fault: name,
  whole: wanted.length > 0 || Object.values(witnesses).includes(name),
}));

const clean = await verifyFault(undefined, true);
const verdicts = await carryOut(orders, ({ fault }, verdict) => {
  process.stdout.write(`${renderRow({ fault, group: groups.get(fault) ?? '', ...verdict })}\n`);
});
const results = orders.flatMap(({ fault }, index) => {
  const verdict = verdicts[index];
  return verdict === undefined ? [] : [{ fault, group: groups.get(fault) ?? '', ...verdict }];
});

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
