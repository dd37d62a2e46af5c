import type { List, ListItem as MdListItem, Nodes, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import { memo } from '../../../base/memo.ts';
import type { Block, ListEntry, Span, TableBlock } from './block.ts';
import { cellText } from './cell-text.ts';
import { plainBlocksOf } from './plain-blocks.ts';

const STRUCTURE = /\||^\s*([-*+]|\d{1,3}[.)])\s|^\s*(```|~~~)|^\s{0,3}#|^\s*(\*\*|__)|^ {4}|^\t|^(===|---)/m;

/** Quotes or lists inside one another past any use: a parser would go as deep. */
const TOO_DEEP = /^[ \t]{0,3}(?:(?:>|[-*+][ \t])[ \t]{0,3}){40}/m;

/** The longest text whose structure is read; longer text does not describe a field. */
const LONGEST = 1_000_000;

/** Splits Markdown into the blocks that can hold facts. Never throws. */
export const blocksOf = memo((markdown): readonly Block[] => {
  if (markdown.trim() === '' || markdown.length > LONGEST) return [];
  if (!STRUCTURE.test(markdown) || TOO_DEEP.test(markdown)) {
    return paragraphsOf(markdown);
  }
  return plainBlocksOf(markdown) ?? parsedBlocksOf(markdown);
});

/** The blocks of any Markdown, as a parser sees them. */
export function parsedBlocksOf(markdown: string): readonly Block[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return tree.children.flatMap((node) => blocksIn(node, markdown));
}

/** Text without any structure needs no parser: blank lines part its paragraphs. */
function paragraphsOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const match of text.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g)) {
    blocks.push({
      kind: 'paragraph',
      text: match[0].trim(),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return blocks;
}

function blocksIn(node: RootContent, source: string): Block[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: sourceOf(node.children, source), ...span }];
    case 'paragraph':
      return [paragraph(node.children, sourceOf(node.children, source), span)];
    case 'table':
      return [table(node, source)];
    case 'list':
      return [{ kind: 'list', entries: entriesOf(node, source), ...span }];
    case 'code':
      return [{ kind: 'code', language: node.lang ?? '', text: node.value, ...span }];
    case 'blockquote':
      return node.children.flatMap((child) => blocksIn(child, source));
    default:
      return [];
  }
}

function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function sourceOf(nodes: readonly Nodes[], source: string): string {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (first === undefined || last === undefined) return '';
  return source.slice(spanOf(first).start, spanOf(last).end);
}

/** A paragraph that is one bold text is a heading. */
function paragraph(nodes: readonly Nodes[], text: string, span: Span): Block {
  const first = nodes[0];
  const rest = nodes
    .slice(1)
    .map((node) => toString(node))
    .join('')
    .trim();
  const isBold = first?.type === 'strong' && /^:?$/.test(rest) && text.length < 120;
  return isBold
    ? { kind: 'heading', level: 7, text: toString(first), ...span }
    : { kind: 'paragraph', text, ...span };
}

function table(node: Table, source: string): TableBlock {
  const [header, ...rows] = node.children.map((row) =>
    row.children.map((cell) => cellText(sourceOf(cell.children, source))),
  );
  return { kind: 'table', header: header ?? [], rows, ...spanOf(node) };
}

function entriesOf(list: List, source: string): ListEntry[] {
  return list.children.map((item) => entryOf(item, source));
}

function entryOf(item: MdListItem, source: string): ListEntry {
  const parts: string[] = [];
  const entries: ListEntry[] = [];
  for (const child of item.children) {
    if (child.type === 'list') entries.push(...entriesOf(child, source));
    else if (child.type === 'paragraph') parts.push(sourceOf(child.children, source));
  }
  return { text: parts.join('\n'), entries };
}
