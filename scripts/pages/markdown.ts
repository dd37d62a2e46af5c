/** Foreign text inside a paragraph or a table cell: no mark-up of Markdown, HTML or Vue of its own. */
export function plain(text: string): string {
  return text
    .replaceAll(/[&<>{}|\\*_[\]`]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}

/** Text that is Markdown already, without HTML and Vue. */
export function markdownText(text: string): string {
  return text.replaceAll(/[<>{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Markdown on one line, for a cell of a table. */
export function cellText(text: string): string {
  return markdownText(text)
    .replaceAll('|', '&#124;')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}

/** A name as code. */
export function code(text: string): string {
  return `<code v-pre>${plain(text)}</code>`;
}

/** A fenced block; nothing in it is read by anybody. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}\n`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}
