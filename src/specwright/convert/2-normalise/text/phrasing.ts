import type { Delete, Emphasis, PhrasingContent, Strong } from 'mdast';

type Wrapped = Strong | Emphasis | Delete;

function edgeSpace(nodes: readonly PhrasingContent[], edge: 'start' | 'end'): string {
  const node = edge === 'start' ? nodes[0] : nodes.at(-1);
  if (node?.type !== 'text') return '';
  return (edge === 'start' ? /^\s+/ : /\s+$/).exec(node.value)?.[0] ?? '';
}

function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const last = nodes.length - 1;
  return nodes
    .map((node, index): PhrasingContent => {
      if (node.type !== 'text') return node;
      const start = index === 0 ? node.value.replace(/^\s+/, '') : node.value;
      return { type: 'text', value: index === last ? start.replace(/\s+$/, '') : start };
    })
    .filter((node) => node.type !== 'text' || node.value !== '');
}

/**
 * Strong, emphasised or deleted text. Markdown knows no emphasis that starts or ends with a space, so
 * spaces at the edges go outside; emphasis of nothing is nothing.
 */
export function wrap(type: Wrapped['type'], children: readonly PhrasingContent[]): PhrasingContent[] {
  const before = edgeSpace(children, 'start');
  const after = edgeSpace(children, 'end');
  const inner = trimmed(children);
  const space = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value: ' ' }]);
  if (inner.length === 0) return space(before + after);
  return [...space(before), { type, children: inner }, ...space(after)];
}
