import type { Root } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';

/**
 * A `<` in text is written `&lt;`: a reader sees the same, and no tag can be mistaken for HTML.
 * Tables are not padded: their width would grow with the square of the longest cell.
 */
export function writeMarkdown(tree: Root): string {
  const markdown = toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  });
  return markdown.replaceAll('\\<', '&lt;').trim();
}
