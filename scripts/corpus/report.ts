import type { Tally } from './figure.ts';
import type { FileReport } from './measure.ts';
import { figures, type Figure } from './registry.ts';

interface Line {
  readonly title: string;
  readonly value: string;
  readonly good: boolean;
  readonly worst: readonly string[];
}

function percent(hit: number, total: number): string {
  return total === 0 ? 'n/a' : `${((100 * hit) / total).toFixed(1)} %`;
}

function tallyOf(report: FileReport, id: string): Tally {
  return report.tallies[id] ?? { hit: 0, total: 0, misses: [] };
}

function worst(reports: readonly FileReport[], id: string): string[] {
  return reports
    .map((report) => ({ file: report.file, missed: tallyOf(report, id).total - tallyOf(report, id).hit }))
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed)
    .slice(0, 3)
    .map(({ file, missed }) => `${file} (${String(missed)})`);
}

function figureLine(reports: readonly FileReport[], { id, title, target }: Figure): Line {
  const total = reports.reduce((sum, report) => sum + tallyOf(report, id).total, 0);
  const hit = reports.reduce((sum, report) => sum + tallyOf(report, id).hit, 0);
  if (target === 'none') return { title, value: String(total), good: total === 0, worst: worst(reports, id) };
  const value = `${percent(hit, total)}  (${String(hit)} of ${String(total)}, at least ${percent(target, 1)})`;
  return { title, value, good: total === 0 || hit / total >= target, worst: worst(reports, id) };
}

function wholeFiles(reports: readonly FileReport[]): Line[] {
  const usable = reports.filter(({ refused }) => refused === undefined);
  const line = (title: string, bad: readonly FileReport[]): Line => ({
    title,
    value: `${String(usable.length - bad.length)} of ${String(usable.length)}`,
    good: bad.length === 0,
    worst: bad.slice(0, 3).map(({ file }) => file),
  });
  const crashed = usable.filter((report) => report.crashed !== undefined);
  const lost = new Set(
    usable.filter((report) => tallyOf(report, 'operations').hit < tallyOf(report, 'operations').total),
  );
  return [
    line('converted', crashed),
    line(
      'valid (OpenAPI schema, Redocly spec rules)',
      usable.filter(({ invalid, crashed: broken }) => broken !== undefined || invalid.length > 0),
    ),
    line(
      'valid and every request kept',
      usable.filter(
        (report) => report.crashed !== undefined || report.invalid.length > 0 || lost.has(report),
      ),
    ),
    line(
      'types compile under strict',
      usable.filter(({ untyped, crashed: broken }) => broken !== undefined || untyped.length > 0),
    ),
  ];
}

function sums(reports: readonly FileReport[]): string[] {
  const sum = (of: (report: FileReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const refused = reports.filter((report) => report.refused !== undefined);
  return [
    `${String(reports.length)} files, ${String(sum(({ requests }) => requests))} requests, ${String(Math.round(sum(({ milliseconds }) => milliseconds)))} ms of conversion`,
    `components ${String(sum(({ components }) => components))}, references to them ${String(sum(({ references }) => references))}`,
    ...refused.map(({ file, refused: reason }) => `no collection: ${file}: ${reason ?? ''}`),
  ];
}

const factColumns = figures.filter(({ id }) => id.startsWith('facts'));

/** The score of each file that has a sheet of facts, one column per kind of fact. */
function factsTable(reports: readonly FileReport[]): string[] {
  const told = reports.filter((report) => tallyOf(report, 'facts').total > 0);
  if (told.length === 0) return [];
  const cell = (text: string): string => text.padStart(12);
  const heads = factColumns.map(({ title }) => cell(title.trim().split(' ')[0] ?? ''));
  const width = Math.max(...told.map(({ file }) => file.length));
  return [
    `${''.padEnd(width)}${heads.join('')}`,
    ...told.map((report) => {
      const scores = factColumns.map(({ id }) => tallyOf(report, id));
      return `${report.file.padEnd(width)}${scores.map(({ hit, total }) => cell(total === 0 ? '' : `${String(hit)}/${String(total)}`)).join('')}`;
    }),
    '',
  ];
}

/** The table: one line per figure, and the worst files of those that fall short. */
export function tableOf(reports: readonly FileReport[]): string {
  const lines = [...wholeFiles(reports), ...figures.map((figure) => figureLine(reports, figure))];
  const width = Math.max(...lines.map(({ title }) => title.length));
  const rows = lines.flatMap(({ title, value, good, worst: names }) => [
    `${good ? 'ok   ' : 'SHORT'} ${title.padEnd(width)}  ${value}`,
    ...names.map((name) => `      ${' '.repeat(width)}    ${name}`),
  ]);
  return [...sums(reports), '', ...rows, '', ...factsTable(reports)].join('\n');
}

/** The table as a page of the documentation, without the names of the files. */
export function pageOf(reports: readonly FileReport[]): string {
  const lines = [...wholeFiles(reports), ...figures.map((figure) => figureLine(reports, figure))];
  const requests = reports.reduce((sum, report) => sum + report.requests, 0);
  return `# How faithful conversions are

${reports.length} collections of other people, ${requests} requests. [How each figure is counted](../corpus.md). This page is
written by \`npm run corpus -- FOLDER --page docs/results/corpus.md\`.

| figure | measured | target reached |
| --- | --- | --- |
${lines.map(({ title, value, good }) => `| ${title} | ${value} | ${good ? 'yes' : '**no**'} |`).join('\n')}
`;
}

/** Whether every figure reaches its target. */
export function isGood(reports: readonly FileReport[]): boolean {
  return [...wholeFiles(reports), ...figures.map((figure) => figureLine(reports, figure))].every(
    ({ good }) => good,
  );
}

/** Every miss in words, for those who look for the cause. */
export function missesOf(reports: readonly FileReport[], most: number): string {
  return reports
    .flatMap((report) => [
      ...(report.crashed === undefined ? [] : [`${report.file} crashed: ${report.crashed}`]),
      ...report.invalid.map((error) => `${report.file} invalid: ${error}`),
      ...report.untyped.map((error) => `${report.file} types: ${error}`),
      ...figures.flatMap(({ id }) =>
        tallyOf(report, id)
          .misses.slice(0, most)
          .map((miss) => `${report.file} ${id}: ${miss}`),
      ),
    ])
    .join('\n');
}

/** The names of each file that read worst. */
export function worstNamesOf(reports: readonly FileReport[]): string {
  return reports
    .filter(({ worstNames }) => worstNames.length > 0)
    .map(({ file, worstNames }) => `${file} names: ${worstNames.join(', ')}`)
    .join('\n');
}
