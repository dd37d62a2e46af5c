import type { ProjectReport } from './make-projects.ts';

/** One line for each collection, and the sums. */
export function projectTable(reports: readonly ProjectReport[]): string {
  const row = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, index) => (index === 0 ? String(cell).padEnd(64).slice(0, 64) : String(cell).padStart(11)))
      .join(' ');
  const lines = reports.map((report) =>
    row([
      report.file,
      yes(report.init),
      yes(report.tsc),
      yes(report.vitest),
      `${report.callable}/${report.operations}`,
      report.seconds,
      report.kilobytes,
    ]),
  );
  const count = (test: (report: ProjectReport) => boolean): string =>
    `${reports.filter(test).length}/${reports.length}`;
  const sum = (of: (report: ProjectReport) => number): number =>
    reports.reduce((total, one) => total + of(one), 0);
  const total = row([
    'all',
    count(({ init }) => init),
    count(({ tsc }) => tsc),
    count(({ vitest }) => vitest),
    `${sum(({ callable }) => callable)}/${sum(({ operations }) => operations)}`,
    Math.round(sum(({ seconds }) => seconds)),
    sum(({ kilobytes }) => kilobytes),
  ]);
  const head = row(['file', 'init', 'tsc', 'vitest', 'callable', 'seconds', 'kB']);
  return `${[head, ...lines, total].join('\n')}\n`;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** What went wrong, at most this many lines of each collection. */
export function projectFailures(reports: readonly ProjectReport[], most: number): string {
  return reports
    .filter(({ failures }) => failures.length > 0)
    .map(
      ({ file, failures }) =>
        `${file}\n${failures
          .slice(0, most)
          .map((line) => `  ${line.slice(0, 400)}\n`)
          .join('')}`,
    )
    .join('');
}

/** Whether a collection became a project that works. */
export function isProject({ init, tsc, vitest, callable, operations }: ProjectReport): boolean {
  return init && tsc && vitest && callable === operations;
}
