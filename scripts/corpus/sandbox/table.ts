import type { Tally } from '../figure.ts';
import type { SandboxReport } from './try-sandbox.ts';

function share({ hit, total }: Tally): string {
  return total === 0 ? 'n/a' : `${((100 * hit) / total).toFixed(1)} % (${String(hit)} of ${String(total)})`;
}

function summed(reports: readonly SandboxReport[], of: (report: SandboxReport) => Tally): Tally {
  const tallies = reports.map((report) => of(report));
  const sum = (part: 'hit' | 'total'): number => tallies.reduce((total, tally) => total + tally[part], 0);
  return { hit: sum('hit'), total: sum('total'), misses: [] };
}

/** The figures of all sandboxes, then the files that fall short. */
export function sandboxTable(reports: readonly SandboxReport[]): string {
  const slowest = [...reports].sort((a, b) => b.milliseconds - a.milliseconds)[0];
  const rows = [
    ['documents', String(reports.length)],
    ['operations tied to a resource', share(summed(reports, ({ tied }) => tied))],
    [
      'resources with create and read',
      String(reports.reduce((sum, { resources }) => sum + resources.length, 0)),
    ],
    ['creates whose read gives back what was sent', share(summed(reports, ({ readBack }) => readBack))],
    ['requests answered with a documented status', share(summed(reports, ({ documented }) => documented))],
    [
      'slowest first answer',
      slowest === undefined ? 'n/a' : `${slowest.milliseconds.toFixed(0)} ms (${slowest.file})`,
    ],
  ];
  const width = Math.max(...rows.map(([title = '']) => title.length));
  const short = reports
    .filter((report) => !isSandboxGood([report]))
    .map(
      ({ file, readBack, documented }) =>
        `  ${file}: read back ${share(readBack)}, documented ${share(documented)}`,
    );
  return [...rows.map(([title = '', value = '']) => `${title.padEnd(width)}  ${value}`), ...short, ''].join(
    '\n',
  );
}

/** Every miss in words. */
export function sandboxMisses(reports: readonly SandboxReport[], most: number): string {
  return reports
    .flatMap(({ file, readBack, documented }) => [
      ...readBack.misses.slice(0, most).map((miss) => `${file} read back: ${miss}`),
      ...documented.misses.slice(0, most).map((miss) => `${file} documented: ${miss}`),
    ])
    .join('\n');
}

/** Whether all that is created is read back, and every request gets a documented status. */
export function isSandboxGood(reports: readonly SandboxReport[]): boolean {
  return reports.every(
    ({ readBack, documented }) => readBack.hit === readBack.total && documented.hit === documented.total,
  );
}
