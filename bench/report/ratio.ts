import type { Goal, Table } from '../suite.ts';

/** Median of one contender over that of another, in one column of a table. */
export function ratioOf(table: Table, group: string, contender: string, to: string): number {
  return medianOf(table, group, contender) / medianOf(table, group, to);
}

export function medianOf(table: Table, group: string, contender: string): number {
  const found = table.measurements.find((one) => one.group === group && one.contender === contender);
  return found?.median ?? Number.NaN;
}

/** One contender against another in one column, which the text names; nothing where the other is absent. */
export function ratioGoal(
  table: Table,
  { text, group, of, to, limit }: { text: string; group: string; of: string; to: string; limit: number },
): Goal[] {
  const actual = ratioOf(table, group, of, to);
  return Number.isFinite(actual) ? [{ text, actual, limit, unit: 'x', better: table.better }] : [];
}

/** The figure of one contender in one column itself: a size, or CPU time; nothing where it was not measured. */
export function sizeGoal(
  table: Table,
  { text, group, of, limit }: { text: string; group: string; of: string; limit: number },
  unit: Goal['unit'],
): Goal[] {
  const actual = medianOf(table, group, of);
  return Number.isFinite(actual) ? [{ text, actual, limit, unit, better: table.better }] : [];
}
