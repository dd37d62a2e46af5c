import { cellText } from './cell-text.ts';
import { isBlank, span, trimSpaces, type Line, type Read } from './plain-lines.ts';

const ROW = /^\|.*[^\\]\|$/;
const BAR = /(?<!\\)\|/;
const DELIMITER = /^\|(?: *:?-+:? *\|)+$/;

export function readTable(lines: readonly Line[], at: number): Read | undefined {
  const rows: string[][] = [];
  let next = at;
  for (; lines[next]?.text.startsWith('|') === true; next += 1) {
    const cells = next === at + 1 ? delimiters(lines[next]) : cellsOf(lines[next]);
    if (cells === undefined) return undefined;
    rows.push(cells);
  }
  const [header, rule, ...body] = rows;
  const [first, last] = [lines[at], lines[next - 1]];
  if (header === undefined || rule?.length !== header.length || first === undefined || last === undefined)
    return undefined;
  if (!isBlank(lines[next])) return undefined;
  return { block: { kind: 'table', header, rows: body, ...span(first, last) }, next };
}

function delimiters(line: Line | undefined): string[] | undefined {
  return DELIMITER.test(line?.text ?? '') ? line?.text.slice(1, -1).split('|') : undefined;
}

function cellsOf(line: Line | undefined): string[] | undefined {
  const text = line?.text ?? '';
  if (!ROW.test(text) || text.includes('||') || text.includes('\\\\')) return undefined;
  return text
    .slice(1, text.lastIndexOf('|'))
    .split(BAR)
    .map((cell) => cellText(trimSpaces(cell)));
}
