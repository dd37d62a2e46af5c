import { parseDocument } from 'htmlparser2';
import { isTag, isText, type ChildNode, type Element } from 'domhandler';

/** A table as a grid of texts, the heading first. */
export type Grid = readonly (readonly string[])[];

function textOf(node: ChildNode): string {
  if (isText(node)) return node.data;
  if (!isTag(node)) return '';
  if (node.name === 'br') return '\n';
  return node.children.map(textOf).join('');
}

function elements(nodes: readonly ChildNode[], name: string): Element[] {
  return nodes.flatMap((node) => {
    if (!isTag(node)) return [];
    return node.name === name ? [node] : elements(node.children, name);
  });
}

function htmlTables(html: string): Grid[] {
  return elements(parseDocument(html).children, 'table').map((table) =>
    elements(table.children, 'tr').map((row) =>
      row.children
        .filter((cell): cell is Element => isTag(cell) && /^t[dh]$/.test(cell.name))
        .map((cell) => textOf(cell).trim()),
    ),
  );
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
}

const rule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function markdownTables(markdown: string): Grid[] {
  const lines = markdown.split(/\r?\n/);
  const grids: Grid[] = [];
  for (const [index, line] of lines.entries()) {
    if (!rule.test(line) || !line.includes('-') || !(lines[index - 1] ?? '').includes('|')) continue;
    const rows = [cells(lines[index - 1] ?? '')];
    for (let next = index + 1; (lines[next] ?? '').includes('|'); next += 1)
      rows.push(cells(lines[next] ?? ''));
    grids.push(rows);
  }
  return grids;
}

/** Every table of a description, in HTML or Markdown. */
export function tablesOf(description: string): Grid[] {
  return /<table[\s>]/i.test(description) ? htmlTables(description) : markdownTables(description);
}
