/** What is longer in a cell is an essay, not a fact. */
const LONGEST_CELL = 20_000;

/** What the source of a table cell says: `\|` is how a cell spells a bar; `<br>` is how it spells a line break. */
export function cellText(markdown: string): string {
  return decodeSpaces(
    markdown
      .slice(0, LONGEST_CELL)
      .replaceAll('\\|', '|')
      .replace(/\s*<br\s*\/?>\s*/gi, '\n'),
  ).trimEnd();
}

function decodeSpaces(text: string): string {
  return text
    .replaceAll('&nbsp;', '\u00A0')
    .replaceAll('&emsp;', '\u00A0\u00A0')
    .replaceAll('&ensp;', '\u00A0');
}
