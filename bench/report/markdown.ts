import { isMet, type Goal, type Measurement, type SuiteReport, type Table } from '../suite.ts';
import { figure, times } from './numbers.ts';

/** The committed summary: goals first, then every table. */
export function toMarkdown(machine: string, reports: readonly SuiteReport[]): string {
  const goals = reports.flatMap((report) => report.goals);
  return [
    '# Benchmark results',
    '',
    `Medians, and in brackets the ratio to the baseline of the table. Machine: ${machine}. [How to read and repeat them](README.md).`,
    '',
    '## Goals',
    '',
    ...row(['goal', 'measured', 'met']),
    ...row(['---', '---:', '---']),
    ...goals.flatMap((goal) => row([goal.text, `${figure(goal.actual)} ${goal.unit}`.trim(), met(goal)])),
    ...reports.flatMap(section),
    '',
  ].join('\n');
}

function met(goal: Goal): string {
  return isMet(goal) ? 'yes' : '**no**';
}

function section(report: SuiteReport): string[] {
  const absent = report.absent.map(({ contender, why }) => `Not measured: ${contender} (${why}).`);
  const method = [...report.method, ...absent].flatMap((sentence) => [`- ${sentence}`]);
  return ['', `## ${report.title}`, '', ...method, ...report.tables.flatMap(tableLines)];
}

function tableLines(table: Table): string[] {
  const groups = unique(table.measurements.map(({ group }) => group));
  const contenders = unique(table.measurements.map(({ contender }) => contender));
  const hasNotes = Object.keys(table.notes).length > 0;
  const head = [`${table.unit}, ${table.better} is better`, ...groups, ...(hasNotes ? ['note'] : [])];
  const rule = ['---', ...groups.map(() => '---:'), ...(hasNotes ? ['---'] : [])];
  const body = contenders.flatMap((contender) => {
    const cells = groups.map((group) => cell(table, group, contender));
    return row([contender, ...cells, ...(hasNotes ? [table.notes[contender] ?? ''] : [])]);
  });
  return ['', `### ${table.title}`, '', ...row(head), ...row(rule), ...body];
}

function cell(table: Table, group: string, contender: string): string {
  const found = find(table, group, contender);
  if (found === undefined) return '-';
  const baseline = find(table, group, table.baseline);
  if (baseline === undefined) return figure(found.median);
  return `${figure(found.median)} (${times(found.median / baseline.median)})`;
}

export function find(table: Table, group: string, contender: string): Measurement | undefined {
  return table.measurements.find((one) => one.group === group && one.contender === contender);
}

function row(cells: readonly string[]): [string] {
  return [`| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
