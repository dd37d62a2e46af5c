import { expect, it } from 'vitest';
import {
  checkDescriptions,
  type CheckDescription,
  type Source,
} from '../../src/specwright/contract/index.ts';
import type { Report } from '../../src/specwright/contract/engine/report.ts';
import { createSandbox, faults, verify } from '../../src/testing/index.ts';
import { builtinApi } from '../../src/testing/suite/builtin-api.ts';
import { checks as suiteChecks } from '../../src/testing/suite/checks/registry.ts';

/** Processes share the faults out among themselves. */
const PART = Number(process.env['PROVE_PART'] ?? 0);
const PARTS = Number(process.env['PROVE_PARTS'] ?? 1);
/** `PROVE_STOP=first` ends each run with the first finding: is the fault found, and no more. Half the time. */
const STOPS_AT_FIRST = process.env['PROVE_STOP'] === 'first';
/** `PROVE_SHARE=4` tries every fourth fault. */
const SHARE = Number(process.env['PROVE_SHARE'] ?? 1);
const TRIED = faults
  .filter((_fault, index) => index % SHARE === 0)
  .filter((_fault, index) => index % PARTS === PART);
/** The sources that find most faults of a group: where one finding is enough, their cases go first. */
const LIKELY: Readonly<Record<string, readonly Source[]>> = STOPS_AT_FIRST
  ? { auth: ['auth', 'token'], http: ['http', 'wire'], state: ['workflow'] }
  : {};

/** Milliseconds: the slow faults take longer, and a busy machine should not. */
const MAX_LATENCY = 2_000;
const TIMEOUT = 4_000;
/** After so many late answers nothing more is learned of a slow operation, and a whole run takes minutes. */
const LATE_ENOUGH = 12;

/** Ids of the checks that found something that fails a run, be it as a consequence of another finding. */
function killersIn({ findings }: Report): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [
    ...new Set(errors.flatMap(({ check, consequences }) => [check, ...consequences.map((one) => one.check)])),
  ].sort();
}

/** Verifies a fresh sandbox over a real socket; with the cases of some sources, or all. */
async function verifySandbox(names: readonly string[], sources?: readonly Source[]): Promise<Report> {
  await using sandbox = createSandbox({ faults: names });
  const { url } = await sandbox.listen();
  const enough = new AbortController();
  let late = 0;
  return await verify({
    target: url,
    sandbox: true,
    ...(sources !== undefined && { sources }),
    maxLatency: MAX_LATENCY,
    timeout: TIMEOUT,
    signal: enough.signal,
    onEvent: (event) => {
      if (event.type !== 'exchange') return;
      if (STOPS_AT_FIRST && event.findings.some(({ severity }) => severity === 'error')) enough.abort();
      if (event.exchange.duration <= MAX_LATENCY) return;
      late += 1;
      if (late === LATE_ENOUGH) enough.abort();
    },
    credentials: sandbox.credentials,
    profile: sandbox.profile,
    hooks: sandbox.hooks,
    ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
  });
}

/** Checks that only observe, and those that the document gives nothing to look at, cannot find a fault. */
function checksThatMustFind(): readonly string[] {
  const hasHeaders = builtinApi.operations.some(({ responses }) =>
    responses.some(({ headers }) => headers.length > 0),
  );
  const all: readonly CheckDescription[] = [...checkDescriptions, ...suiteChecks];
  return all
    .filter(
      ({ id, severity }) => severity === 'error' && (!/-headers$|^header-values$/.test(id) || hasHeaders),
    )
    .map(({ id }) => id);
}

it.runIf(PART === 0).for([undefined, ...Object.values(LIKELY)])(
  'a sandbox without a fault: no finding (sources: %s)',
  async (sources, { task }) => {
    task.meta.checks = checksThatMustFind();
    const { findings } = await verifySandbox([], sources);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  },
);

it.for(TRIED)('$name', async ({ name, group }, { task }) => {
  const likely = LIKELY[group];
  const first = likely && (await verifySandbox([name], likely));
  const report = first && killersIn(first).length > 0 ? first : await verifySandbox([name]);
  const killers = killersIn(report);
  task.meta.killers = killers;
  task.meta.findings = report.summary.errors;
  expect(killers).not.toEqual([]);
});
