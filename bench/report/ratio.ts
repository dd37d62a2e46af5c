import type { Table } from '../suite.ts';

/** Median of one contender over that of another, in one column of a table. */
export function ratioOf(table: Table, group: string, contender: string, to: string): number {
  return medianOf(table, group, contender) / medianOf(table, group, to);
}

export function medianOf(table: Table, group: string, contender: string): number {
  const found = table.measurements.find((one) => one.group === group && one.contender === contender);
  return found?.median ?? Number.NaN;
}
