import { pages, readPage } from './doc-pages.ts';

/** The list of the decisions of this repository. */
export function decisionPage(): string {
  const items = pages()
    .filter((page) => page.startsWith('docs/adr/'))
    .map((page) => {
      const title = /^# (.*)$/m.exec(readPage(page))?.[1] ?? page;
      return `- [${title}](./${page.slice('docs/adr/'.length)})`;
    });
  return `# Decisions\n\nWhy things are as they are.\n\n${items.join('\n')}\n`;
}
