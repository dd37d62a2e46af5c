/**
 * Whether two texts say the same: line breaks, alignment and the order of the columns and rows of a Markdown table
 * say nothing.
 */
export function sameProse(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && saidBy(one) === saidBy(other));
}

function saidBy(text: string): string {
  const blocks: string[][] = [];
  let isTable = false;
  for (const line of text.split(/\r?\n/)) {
    const isRow = line.trimStart().startsWith('|');
    if (isRow && /^[\s|:-]+$/.test(line)) continue;
    if (isRow !== isTable || blocks.length === 0) blocks.push([]);
    isTable = isRow;
    blocks.at(-1)?.push(isRow ? cellsOf(line) : line.trim());
  }
  return blocks
    .map((lines) =>
      lines[0]?.startsWith('|') ? lines.sort().join('\n') : lines.join(' ').replaceAll(/\s+/g, ' ').trim(),
    )
    .filter((block) => block !== '')
    .join('\n\n');
}

function cellsOf(row: string): string {
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return `|${cells.sort().join('|')}`;
}
