import { checkDescriptions, type CheckDescription } from '../../src/specwright/contract/index.ts';
import { checks as suiteChecks } from '../../src/testing/suite/checks/registry.ts';
import { builtinApi } from '../../src/testing/suite/builtin-api.ts';
import type { Report } from '../../src/specwright/contract/engine/report.ts';

/** What one fault was found by. */
export interface FaultResult {
  readonly fault: string;
  readonly group: string;
  /** Ids of the checks with a finding that fails a run. */
  readonly killers: readonly string[];
  /** Seconds of the run. */
  readonly seconds: number;
}

/** The checks that found something. */
export function killersOf({ findings }: Report): readonly string[] {
  return [
    ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ check }) => check)),
  ].sort();
}

/** Checks that only observe, and those that the document gives nothing to look at, cannot kill. */
function checksThatMustKill(): readonly string[] {
  const hasHeaders = builtinApi.operations.some(({ responses }) =>
    responses.some(({ headers }) => headers.length > 0),
  );
  const all: readonly CheckDescription[] = [...checkDescriptions, ...suiteChecks];
  return all
    .filter(({ id, severity }) => severity === 'error' && (id !== 'required-headers' || hasHeaders))
    .map(({ id }) => id);
}

/** Checks that have not found anything yet. */
function idleChecks(results: readonly FaultResult[]): readonly string[] {
  return checksThatMustKill().filter((id) => !results.some(({ killers }) => killers.includes(id)));
}

/** What is wrong with the checks, in sentences; empty when they are proven. */
export function complaints(clean: Report, results: readonly FaultResult[]): readonly string[] {
  return [
    ...clean.findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ check, title }) => `the clean run has a finding: ${check}: ${title}`),
    ...results
      .filter(({ killers }) => killers.length === 0)
      .map(({ fault }) => `the fault survives: ${fault}`),
    ...idleChecks(results).map((id) => `the check kills nothing: ${id}`),
  ];
}

/** A row of the matrix: a fault and the checks that found it. */
export function renderRow({ fault, group, killers, seconds }: FaultResult): string {
  const verdict = killers.length === 0 ? 'ALIVE ' : 'killed';
  return `${verdict} ${fault.padEnd(44)} ${group.padEnd(14)} ${seconds.toFixed(1).padStart(5)} s  ${killers.join(', ')}`;
}

/** The columns of the matrix, summed up: how many faults each check has found. */
export function renderKills(results: readonly FaultResult[]): string {
  const kills = checksThatMustKill().map((id) => {
    const count = results.filter(({ killers }) => killers.includes(id)).length;
    return `${String(count).padStart(4)}  ${id}`;
  });
  return ['', 'kills of each check', ...kills, ''].join('\n');
}
