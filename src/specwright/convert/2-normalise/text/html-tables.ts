import { isTag, type ChildNode, type Element } from 'domhandler';
import type { PhrasingContent, Table, TableCell, TableRow } from 'mdast';

type Inline = (nodes: readonly ChildNode[]) => PhrasingContent[];

/** Beyond this, spans are mistakes, and copying cells would only cost memory. */
const maxSpan = 50;

function elements(node: Element, ...names: readonly string[]): Element[] {
  return node.children.filter((child): child is Element => isTag(child) && names.includes(child.name));
}

function rowsOf(table: Element): Element[] {
  const sections = elements(table, 'thead', 'tbody', 'tfoot', 'tr');
  return sections.flatMap((part) => (part.name === 'tr' ? [part] : elements(part, 'tr')));
}

function span(cell: Element, name: 'colspan' | 'rowspan'): number {
  const count = Number(cell.attribs[name] ?? '1');
  return Number.isInteger(count) && count > 1 ? Math.min(count, maxSpan) : 1;
}

function cellNode(children: readonly PhrasingContent[]): TableCell {
  return { type: 'tableCell', children: [...children] };
}

interface Pending {
  readonly cell: TableCell;
  left: number;
}

/** A cell that spans rows is repeated in each: every row then says everything about its field. */
class Grid {
  readonly #pending = new Map<number, Pending>();

  #carry(cells: TableCell[]): void {
    for (
      let held = this.#pending.get(cells.length);
      held !== undefined;
      held = this.#pending.get(cells.length)
    ) {
      held.left -= 1;
      if (held.left === 0) this.#pending.delete(cells.length);
      cells.push(held.cell);
    }
  }

  #place(cells: TableCell[], cell: Element, inline: Inline): void {
    const node = cellNode(inline(cell.children));
    const rows = span(cell, 'rowspan');
    if (rows > 1) this.#pending.set(cells.length, { cell: node, left: rows - 1 });
    cells.push(node);
    for (let extra = span(cell, 'colspan'); extra > 1; extra -= 1) cells.push(cellNode([]));
  }

  row(element: Element, inline: Inline): TableRow {
    const cells: TableCell[] = [];
    for (const cell of elements(element, 'td', 'th')) {
      this.#carry(cells);
      this.#place(cells, cell, inline);
    }
    this.#carry(cells);
    return { type: 'tableRow', children: cells };
  }
}

/** Rows of one width; Markdown takes the first row as the heading, as authors without `<th>` mean it. */
export function tableOf(element: Element, inline: Inline): Table | undefined {
  const grid = new Grid();
  const rows = rowsOf(element)
    .map((row) => grid.row(row, inline))
    .filter((row) => row.children.length > 0);
  if (rows.length === 0) return undefined;
  const width = rows.reduce((most, row) => Math.max(most, row.children.length), 0);
  for (const row of rows) while (row.children.length < width) row.children.push(cellNode([]));
  return { type: 'table', align: [], children: rows };
}
