import { isTag, isText, type ChildNode, type Element } from 'domhandler';
import type { PhrasingContent } from 'mdast';
import { blockElements, isHtmlElement, silentElements } from './html-names.ts';
import { wrap } from './phrasing.ts';

/** Where lines break: on a page a line break, in a table cell the separator `; `. */
export type LineBreak = 'line' | 'cell';

/** Deeper nesting is read as plain text: no page is built like that, and the stack is finite. */
const maxDepth = 100;

export function plainText(nodes: readonly ChildNode[]): string {
  const open = [...nodes].reverse();
  const parts: string[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node) && node.name === 'br') parts.push('\n');
    else if (isTag(node) && !silentElements.has(node.name)) {
      if (!isHtmlElement(node.name)) parts.push(`<${node.name}>`);
      open.push(...[...node.children].reverse());
    }
  }
  return parts.join('');
}

const text = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value }]);

function safeUrl(url: string | undefined): string | undefined {
  const clean = url?.trim();
  return clean === undefined || clean === '' || /^(javascript|vbscript|data):/i.test(clean)
    ? undefined
    : clean;
}

/** The end of what is written so far, to know whether a separator must follow. */
function tail(nodes: readonly PhrasingContent[]): string {
  const last = nodes.at(-1);
  if (last === undefined) return '';
  if (last.type === 'text' || last.type === 'inlineCode') return last.value;
  return 'children' in last ? tail(last.children) : 'x';
}

function separator(before: readonly PhrasingContent[], mode: LineBreak): PhrasingContent[] {
  const end = tail(before).trimEnd();
  if (end === '') return [];
  if (mode === 'line') return [{ type: 'break' }];
  return text(/[.;:,!?]$/.test(end) ? ' ' : '; ');
}

class InlineWriter {
  readonly #mode: LineBreak;
  constructor(mode: LineBreak) {
    this.#mode = mode;
  }

  nodes(list: readonly ChildNode[], depth: number): PhrasingContent[] {
    const out: PhrasingContent[] = [];
    for (const node of list) {
      if (isText(node)) out.push(...text(node.data.replace(/\s+/g, ' ')));
      else if (isTag(node)) out.push(...this.#element(node, out, depth));
    }
    return out;
  }

  #element(node: Element, before: readonly PhrasingContent[], depth: number): PhrasingContent[] {
    if (silentElements.has(node.name)) return [];
    if (node.name === 'br' || node.name === 'hr') return separator(before, this.#mode);
    if (depth > maxDepth) return text(plainText([node]).replace(/\s+/g, ' '));
    if (node.name === 'img') return this.#image(node);
    const inner = (): PhrasingContent[] => this.nodes(node.children, depth + 1);
    if (!isHtmlElement(node.name)) return [...text(`<${node.name}>`), ...inner()];
    if (blockElements.has(node.name)) return [...separator(before, this.#mode), ...inner()];
    return this.#inline(node, inner);
  }

  #inline(node: Element, inner: () => PhrasingContent[]): PhrasingContent[] {
    switch (node.name) {
      case 'b':
      case 'strong':
        return wrap('strong', inner());
      case 'i':
      case 'em':
        return wrap('emphasis', inner());
      case 'code':
      case 'kbd':
      case 'samp':
      case 'tt':
        return this.#code(node);
      case 'a':
        return this.#link(node, inner());
      default:
        return inner();
    }
  }

  #code(node: Element): PhrasingContent[] {
    const value = plainText(node.children).replace(/\s+/g, ' ').trim();
    return value === '' ? [] : [{ type: 'inlineCode', value }];
  }

  #link(node: Element, children: PhrasingContent[]): PhrasingContent[] {
    const url = safeUrl(node.attribs['href']);
    const label = children.filter((child) => child.type !== 'link');
    if (url === undefined || label.length === 0) return children;
    return [{ type: 'link', url, children: label }];
  }

  #image(node: Element): PhrasingContent[] {
    const url = safeUrl(node.attribs['src']);
    const alt = node.attribs['alt'] ?? '';
    return url === undefined ? text(alt) : [{ type: 'image', url, alt }];
  }
}

function trimEnds(nodes: PhrasingContent[]): PhrasingContent[] {
  while (nodes[0]?.type === 'break') nodes.shift();
  while (nodes.at(-1)?.type === 'break') nodes.pop();
  const first = nodes[0];
  if (first?.type === 'text') nodes[0] = { type: 'text', value: first.value.trimStart() };
  const last = nodes.at(-1);
  if (last?.type === 'text')
    nodes[nodes.length - 1] = { type: 'text', value: last.value.replace(/[\s;]+$/, '') };
  return nodes.filter((node) => node.type !== 'text' || node.value !== '');
}

/** HTML inside a paragraph, heading or cell -> Markdown phrasing. */
export function inlineOf(nodes: readonly ChildNode[], mode: LineBreak, depth = 0): PhrasingContent[] {
  return trimEnds(new InlineWriter(mode).nodes(nodes, depth));
}
