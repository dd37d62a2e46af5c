import { parseDocument } from 'htmlparser2';
import { blocksOf } from './html-blocks.ts';
import { writeMarkdown } from './write-markdown.ts';

/** A description written in HTML, as Documenter publishes it -> Markdown with tables. */
export function htmlToMarkdown(html: string): string {
  return writeMarkdown({ type: 'root', children: blocksOf(parseDocument(html).children, 0) });
}
