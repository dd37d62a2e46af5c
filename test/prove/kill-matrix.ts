import { mkdirSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { TaskMeta } from 'vitest';
import type { Reporter, TestCase, Vitest } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** The checks that must find at least one fault. */
    checks?: readonly string[];
    /** The checks that found the fault of this test. */
    killers?: readonly string[];
    /** How many findings reported it. */
    findings?: number;
  }
}

/** Prints which checks find each fault, and fails the run when a check finds none of them. */
export class KillMatrix implements Reporter {
  readonly #faults: (TaskMeta & { readonly name: string })[] = [];
  #checks: readonly string[] = [];
  /** Not every check had its chance. */
  #filtered = false;

  onInit({ config }: Vitest): void {
    this.#filtered =
      config.testNamePattern !== undefined ||
      process.env['PROVE_STOP'] === 'first' ||
      process.env['PROVE_SHARE'] !== undefined;
  }

  onTestCaseResult(test: TestCase): void {
    const meta = test.meta();
    this.#checks = meta.checks ?? this.#checks;
    if (meta.killers === undefined) return;
    this.#faults.push({ ...meta, name: test.name });
    const verdict = meta.killers.length === 0 ? 'ALIVE ' : 'killed';
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1);
    print(`${verdict} ${test.name.padEnd(44)} ${seconds.padStart(5)} s  ${meta.killers.join(', ')}`);
  }

  async onTestRunEnd(): Promise<void> {
    const counts = this.#checks.map((id) => ({
      id,
      found: this.#faults.filter(({ killers = [] }) => killers.includes(id)).length,
    }));
    print('\nfaults that each check finds');
    for (const { id, found } of counts) print(`${String(found).padStart(4)}  ${id}`);
    if (!this.#filtered) this.#printFolding();
    const killed = this.#faults.filter(({ killers = [] }) => killers.length > 0).length;
    const share = process.env['PROVE_SHARE'];
    const left = share === undefined ? '' : `; only every ${share}th fault was tried`;
    print(`${killed} of ${this.#faults.length} faults killed${left}`);
    const idle = this.#filtered ? [] : counts.filter(({ found }) => found === 0);
    for (const { id } of idle)
      print(`the check ${id} finds no fault: add one that it must find, or remove it`);
    if (idle.length > 0) process.exitCode = 1;
    if (!this.#filtered) await this.#writePage();
  }

  /** The result of a whole run as a page of the documentation. */
  async #writePage(): Promise<void> {
    const rows = this.#faults
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(
        ({ name, killers = [] }) =>
          `| \`${name.replaceAll("'", '')}\` | ${killers.length === 0 ? '**none**' : killers.join(', ')} |`,
      );
    const found = this.#faults.filter(({ killers = [] }) => killers.length > 0).length;
    mkdirSync('docs/results', { recursive: true });
    const page = 'docs/results/prove.md';
    const text = `# Faults that the checks find

The sandbox can break its contract in ${this.#faults.length} ways; the checks find ${found} of them. This page is written by
\`npm run prove\`, which fails where a check finds nothing.

| fault | found by |
| --- | --- |
${rows.join('\n')}
`;
    writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
  }

  #printFolding(): void {
    const findings = this.#faults.map((fault) => fault.findings ?? 0).toSorted((a, b) => a - b);
    const at = (share: number) =>
      findings[Math.min(findings.length - 1, Math.floor(share * findings.length))];
    print(`\nfindings per fault: median ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
