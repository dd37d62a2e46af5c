import { isTag, isText, type ChildNode, type Element } from 'domhandler';
import type { BlockContent, DefinitionContent, ListItem } from 'mdast';
import { inlineOf, plainText } from './html-inline.ts';
import { blockElements, silentElements } from './html-names.ts';
import { tableOf } from './html-tables.ts';

type Block = BlockContent | DefinitionContent;

/** Deeper nesting is read as one paragraph of text. */
const maxDepth = 60;

function paragraph(nodes: readonly ChildNode[]): Block[] {
  const children = inlineOf(nodes, 'line');
  return children.length === 0 ? [] : [{ type: 'paragraph', children }];
}

function isBlock(node: Element): boolean {
  return blockElements.has(node.name);
}

function containsBlock(node: ChildNode, depth: number): boolean {
  if (!isTag(node) || depth > maxDepth) return false;
  return isBlock(node) || node.children.some((child) => containsBlock(child, depth + 1));
}

function heading(node: Element, level: string): Block[] {
  const children = inlineOf(node.children, 'cell');
  const depth = Number(level);
  if (children.length === 0 || !isLevel(depth)) return [];
  return [{ type: 'heading', depth, children }];
}

function isLevel(value: number): value is 1 | 2 | 3 | 4 | 5 | 6 {
  return Number.isInteger(value) && value >= 1 && value <= 6;
}

function code(node: Element): Block[] {
  const inner = node.children.find((child): child is Element => isTag(child) && child.name === 'code');
  const language = /language-([\w+-]+)/.exec(inner?.attribs['class'] ?? '')?.[1]?.toLowerCase();
  const value = plainText(node.children).replace(/\s+$/, '').replace(/^\n+/, '');
  return value === '' ? [] : [{ type: 'code', value, lang: language ?? null }];
}

function list(node: Element, depth: number): Block[] {
  const children = node.children
    .filter((child): child is Element => isTag(child) && !silentElements.has(child.name))
    .map((child): ListItem => {
      const content = blocksOf(child.name === 'li' ? child.children : [child], depth + 1);
      return { type: 'listItem', spread: false, children: content };
    })
    .filter((item) => item.children.length > 0);
  return children.length === 0
    ? []
    : [{ type: 'list', ordered: node.name === 'ol', spread: false, children }];
}

function table(node: Element, depth: number): Block[] {
  const caption = node.children.filter((child) => isTag(child) && child.name === 'caption');
  const grid = tableOf(node, (cell) => inlineOf(cell, 'cell', depth));
  return [...caption.flatMap((child) => paragraph([child])), ...(grid === undefined ? [] : [grid])];
}

function block(node: Element, depth: number): Block[] {
  const level = /^h([1-6])$/.exec(node.name)?.[1];
  if (level !== undefined) return heading(node, level);
  if (depth > maxDepth) return paragraph([node]);
  switch (node.name) {
    case 'pre':
      return code(node);
    case 'ul':
    case 'ol':
      return list(node, depth);
    case 'table':
      return table(node, depth);
    case 'hr':
      return [{ type: 'thematicBreak' }];
    case 'blockquote': {
      const children = blocksOf(node.children, depth + 1);
      return children.length === 0 ? [] : [{ type: 'blockquote', children }];
    }
    default:
      return blocksOf(node.children, depth + 1);
  }
}

/** HTML -> Markdown blocks: runs of inline content between blocks become paragraphs. */
export function blocksOf(nodes: readonly ChildNode[], depth: number): Block[] {
  const out: Block[] = [];
  let run: ChildNode[] = [];
  const flush = (): void => {
    if (run.some((node) => !isText(node) || node.data.trim() !== '')) out.push(...paragraph(run));
    run = [];
  };
  for (const node of nodes) {
    if (!containsBlock(node, depth)) {
      run.push(node);
      continue;
    }
    flush();
    if (isTag(node)) out.push(...(isBlock(node) ? block(node, depth) : blocksOf(node.children, depth + 1)));
  }
  flush();
  return out;
}
