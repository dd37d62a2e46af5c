import type { Block, ListEntry, TableBlock } from './block.ts';
import { columnsOf, type ColumnRole } from './columns.ts';
import { plain } from './plain.ts';

/** One documented outcome: an HTTP status, and the application's own code where it has one. */
export interface StatusRow {
  /** `404` or `4XX`. */
  readonly status: string;
  readonly code?: string;
  readonly label?: string;
  readonly description?: string;
}

const STATUS = /^\W{0,4}(?:http[ /]?(?:1\.1 )?)?([1-5](?:\d\d|xx))(?!\w|\.\d|,\d)/i;
const HEADING =
  /\b(status|error|errors|response|responses|http|return|result)\b.{0,20}\b(codes?|status|errors?|responses?)\b|\b(errors?|status ?codes?|response codes?|responses)\b/i;

/** The rows of a block that lists HTTP statuses; empty where it lists something else. */
export function statusRowsOf(block: Block, headings: readonly string[]): readonly StatusRow[] {
  if (block.kind === 'table') return rowsOfTable(block, headings);
  if (block.kind === 'list') return rowsOfLines(block.entries.map(textOf), headings);
  if (block.kind !== 'paragraph' || !block.text.includes('\n')) return [];
  return rowsOfLines(block.text.split('\n'), headings);
}

function textOf(entry: ListEntry): string {
  return entry.text;
}

function rowsOfTable(table: TableBlock, headings: readonly string[]): readonly StatusRow[] {
  const column = statusColumn(table, headings);
  if (column === undefined) return [];
  return table.rows.flatMap((row) => rowOf(row, column, table));
}

/** The column whose cells are statuses, if its heading or the section's says that they are. */
function statusColumn(table: TableBlock, headings: readonly string[]): number | undefined {
  const roles = columnsOf(table);
  for (const role of ['status', 'code'] as const) {
    const index = roles.get(role);
    if (index !== undefined && holdsStatuses(table, index)) return index;
  }
  const named = table.header.findIndex(
    (heading, index) => /status|http|code|response|error/i.test(heading) && holdsStatuses(table, index),
  );
  if (named >= 0) return named;
  const isAboutStatus = headings.some((heading) => HEADING.test(heading)) && !roles.has('type');
  return isAboutStatus && holdsStatuses(table, 0) ? 0 : undefined;
}

function holdsStatuses(table: TableBlock, column: number): boolean {
  const cells = table.rows
    .map((row) => plain((row[column] ?? '').slice(0, 300)))
    .filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter((cell) => STATUS.test(cell)).length >= cells.length * 0.6;
}

function rowOf(row: readonly string[], column: number, table: TableBlock): StatusRow[] {
  const cell = plain((row[column] ?? '').slice(0, 300));
  const status = STATUS.exec(cell)?.[1]?.toUpperCase();
  if (status === undefined) return [];
  const roles = columnsOf(table);
  const code = cellOf(row, roles, 'code', column);
  const text = describe(row, roles, column, table);
  const label = code === undefined ? '' : labelOf(row, roles, column, table);
  return [
    {
      status,
      ...(code !== undefined && code !== '' ? { code } : {}),
      ...(label === '' ? {} : { label }),
      ...(text === '' ? {} : { description: text }),
    },
  ];
}

function cellOf(
  row: readonly string[],
  roles: ReadonlyMap<ColumnRole, number>,
  role: ColumnRole,
  statusColumnIndex: number,
): string | undefined {
  const index = roles.get(role);
  return index === undefined || index === statusColumnIndex
    ? undefined
    : plain((row[index] ?? '').slice(0, 300));
}

/** Columns of prose, as against codes and statuses. */
function proseColumns(roles: ReadonlyMap<ColumnRole, number>, column: number, table: TableBlock): number[] {
  const code = roles.get('code');
  const type = roles.get('type');
  return table.header
    .map((_, index) => index)
    .filter((index) => index !== column && index !== code && index !== type);
}

function labelOf(
  row: readonly string[],
  roles: ReadonlyMap<ColumnRole, number>,
  column: number,
  table: TableBlock,
): string {
  const columns = proseColumns(roles, column, table);
  return columns.length < 2 ? '' : plain((row[columns[0] ?? 0] ?? '').slice(0, 600));
}

function describe(
  row: readonly string[],
  roles: ReadonlyMap<ColumnRole, number>,
  column: number,
  table: TableBlock,
): string {
  const columns = proseColumns(roles, column, table);
  const hasLabel = roles.has('code') && roles.get('code') !== column && columns.length > 1;
  const used = hasLabel ? columns.slice(1) : columns;
  return used
    .map((index) => (row[index] ?? '').trim())
    .filter((text) => text !== '')
    .join(': ');
}

const LINE =
  /^\W{0,4}(?:http[ /]?(?:1\.1 )?)?([1-5](?:\d\d|xx))\b[`*_)\]]{0,4}\s{0,4}(?:[-:=.\u2013\u2014|>]{1,3}\s{0,4}|\s)?(.{0,2000})$/is;

function rowsOfLines(lines: readonly string[], headings: readonly string[]): readonly StatusRow[] {
  const rows: StatusRow[] = [];
  for (const line of lines) {
    const match = LINE.exec(line.trim());
    if (match?.[1] === undefined) return [];
    const text = balanced((match[2] ?? '').replace(/^[\s`*_:-]+/, '').trim());
    if (/^[,\d/%]/.test(text)) return [];
    rows.push({ status: match[1].toUpperCase(), ...(text === '' ? {} : { description: text }) });
  }
  const isAboutStatus = headings.some((heading) => HEADING.test(heading));
  return isAboutStatus || (rows.length >= 2 && rows.every(looksLikeOutcome)) ? rows : [];
}

/** Emphasis that began before the status has lost its beginning. */
function balanced(text: string): string {
  return text.split('**').length % 2 === 0 ? text.replaceAll('**', '') : text;
}

const REASON =
  /^(ok|created|accepted|no content|bad|unauthori[sz]ed|forbidden|not found|conflict|internal|success|unprocessable|too many|gone|method not|invalid|service|gateway|moved|found|the |if |when )/i;

function looksLikeOutcome(row: StatusRow): boolean {
  return row.description !== undefined && REASON.test(plain(row.description));
}
