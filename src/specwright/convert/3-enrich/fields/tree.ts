import { fieldNode, type FieldFacts, type FieldNode } from './field.ts';
import type { FieldRow } from './rows.ts';

/** Puts rows with dotted, bracketed or indented names into a tree. */
export function treeOf(rows: readonly FieldRow[]): Map<string, FieldNode> {
  const root = new Map<string, FieldNode>();
  const stack: { depth: number; node: FieldNode }[] = [];
  const base = Math.min(...rows.map((row) => row.name.depth), Infinity);
  let opener: FieldNode | undefined;
  for (const row of rows) {
    const depth = row.name.depth - base;
    while ((stack.at(-1)?.depth ?? -1) >= depth) stack.pop();
    const parent = stack.at(-1)?.node ?? (row.name.opens === undefined ? opener : undefined);
    const node = place(parent?.children ?? root, row, parent);
    stack.push({ depth, node });
    if (row.name.opens !== undefined) opener = node;
  }
  return root;
}

/** Finds or makes the node of a row, with the nodes on the way to it. */
function place(into: Map<string, FieldNode>, row: FieldRow, parent: FieldNode | undefined): FieldNode {
  let level = into;
  let holder = parent;
  const path = withoutParent(row.name.path, parent);
  path.forEach((step, index) => {
    if (step === '[]') return markArray(holder);
    const isLast = index === path.length - 1 || path.slice(index + 1).every((rest) => rest === '[]');
    const known = level.get(step);
    const node = known ?? fieldNode(step, { ...source(row), prefix: isLast && row.name.prefix });
    if (isLast) node.facts = { ...node.facts, ...rowFacts(row, node.facts) };
    if (known === undefined) level.set(step, node);
    level = node.children;
    holder = node;
  });
  if (holder === undefined) throw new RangeError('a row has no name');
  return holder;
}

function source(row: FieldRow): Pick<FieldNode, 'origin' | 'at' | 'confidence'> {
  return { origin: row.origin, at: row.at, confidence: row.confidence };
}

function rowFacts(row: FieldRow, known: FieldFacts): FieldFacts {
  const opens = row.name.opens;
  if (opens === undefined) return { ...known, ...row.facts };
  return { ...known, ...row.facts, types: [opens] };
}

function markArray(node: FieldNode | undefined): void {
  if (node !== undefined && !(node.facts.types ?? []).includes('array')) {
    const { types, ...rest } = node.facts;
    node.facts = {
      ...rest,
      types: ['array'],
      ...(types === undefined || types.length === 0 ? {} : { items: { types } }),
    };
  }
}

/** An indented row may repeat the name of the row above it: `address`, `address.city`. */
function withoutParent(path: readonly string[], parent: FieldNode | undefined): readonly string[] {
  const repeats = parent !== undefined && path.length > 1 && path[0] === parent.name;
  if (!repeats) return path;
  return path[1] === '[]' && path.length > 2 ? path.slice(2) : path.slice(1);
}
