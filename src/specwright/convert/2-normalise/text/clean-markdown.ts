import { parseDocument } from 'htmlparser2';
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { blocksOf } from './html-blocks.ts';
import { isHtmlElement } from './html-names.ts';
import { wrap } from './phrasing.ts';
import { writeMarkdown } from './write-markdown.ts';

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

function someHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(someHtml));
}

const isPhrasingParent = (node: Parents): boolean =>
  ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'link', 'delete'].includes(node.type);

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: string;
}

function tagOf(html: string): Tag | undefined {
  const match = /^<(\/?)([a-z][\w:.-]*)([\s\S]*?)\/?>$/i.exec(html);
  if (match === null) return undefined;
  return { name: (match[2] ?? '').toLowerCase(), closing: match[1] === '/', attributes: match[3] ?? '' };
}

function attribute(tag: Tag, name: string): string {
  return new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i').exec(tag.attributes)?.[1] ?? '';
}

function lineBreak(parent: Parents): PhrasingContent[] {
  return parent.type === 'tableCell' ? [{ type: 'text', value: '; ' }] : [{ type: 'break' }];
}

/** One stray tag inside a line: a line break, an image, a placeholder such as `<id>`, or nothing. */
function strayTag(html: string, parent: Parents): PhrasingContent[] {
  const tag = tagOf(html);
  if (tag === undefined)
    return html.startsWith('<!') || html.startsWith('<?') ? [] : [{ type: 'text', value: html }];
  if (!isHtmlElement(tag.name)) return [{ type: 'text', value: html }];
  if (tag.name === 'br') return lineBreak(parent);
  const source = tag.name === 'img' ? attribute(tag, 'src') : '';
  return source === '' ? [] : [{ type: 'image', url: source, alt: attribute(tag, 'alt') }];
}

function paired(tag: Tag, children: PhrasingContent[]): PhrasingContent[] {
  if (tag.name === 'b' || tag.name === 'strong') return wrap('strong', children);
  if (tag.name === 'i' || tag.name === 'em') return wrap('emphasis', children);
  const url = tag.name === 'a' ? attribute(tag, 'href') : '';
  const label = children.filter((child) => child.type !== 'link');
  if (/^(https?:|mailto:|\/|#)/i.test(url) && label.length > 0)
    return [{ type: 'link', url, children: label }];
  return children;
}

interface Frame {
  readonly tag: Tag;
  readonly html: string;
  readonly children: PhrasingContent[];
}

/** `<b>`, text, `</b>` stand side by side in the tree; pairs become nodes, the rest is dropped or shown. */
function foldInline(parent: Parents, nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  const open: Frame[] = [];
  const target = (): PhrasingContent[] => open.at(-1)?.children ?? out;
  const close = (frame: Frame, pair: boolean): void => {
    target().push(...(pair ? paired(frame.tag, frame.children) : frame.children));
  };
  for (const node of nodes) {
    const tag = node.type === 'html' ? tagOf(node.value) : undefined;
    if (node.type !== 'html') target().push(node);
    else if (tag !== undefined && ['b', 'strong', 'i', 'em', 'a'].includes(tag.name)) {
      if (!tag.closing) open.push({ tag, html: node.value, children: [] });
      else if (open.some((frame) => frame.tag.name === tag.name)) {
        for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
          close(frame, frame.tag.name === tag.name);
          if (frame.tag.name === tag.name) break;
        }
      }
    } else target().push(...strayTag(node.value, parent));
  }
  for (let frame = open.pop(); frame !== undefined; frame = open.pop()) close(frame, false);
  return out;
}

/** Tables with blank lines inside come as several HTML nodes in a row: they are one piece of HTML. */
function blockHtml(nodes: readonly RootContent[]): RootContent[] {
  const out: RootContent[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) out.push(...htmlBlocks(run.join('\n')));
    run = [];
  };
  for (const node of nodes) {
    if (node.type === 'html') run.push(node.value);
    else {
      flush();
      out.push(node);
    }
  }
  flush();
  return out;
}

function htmlBlocks(html: string): RootContent[] {
  return blocksOf(parseDocument(html).children, 0);
}

function clean(node: Nodes): void {
  if (!('children' in node)) return;
  for (const child of node.children) clean(child);
  const children: readonly Nodes[] = node.children;
  if (!children.some((child) => child.type === 'html')) return;
  const replaced = isPhrasingParent(node)
    ? foldInline(node, children.filter(isPhrasing))
    : blockHtml(children.filter(isContent));
  node.children.splice(0, node.children.length);
  Object.assign(node, { children: replaced });
}

function isPhrasing(node: Nodes): node is PhrasingContent {
  return node.type !== 'root';
}

function isContent(node: Nodes): node is RootContent {
  return node.type !== 'root';
}

/** Markdown that may hold HTML -> the same Markdown without any; untouched where there is none. */
export function cleanMarkdown(markdown: string): string {
  if (!markdown.includes('<')) return markdown;
  const tree = parse(markdown);
  if (!someHtml(tree)) return markdown;
  clean(tree);
  return writeMarkdown(tree);
}
