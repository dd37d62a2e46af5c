import type { JsonPointer } from '../../../base/json.ts';
import type { Section } from '../docs/sections.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import { plainName } from '../schema/objects.ts';
import type { Spot } from './spots.ts';

/** Names that an operation has before its documentation is read: they decide what a table is about. */
export interface KnownNames {
  readonly method: string;
  readonly path: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
  readonly header: ReadonlySet<string>;
  readonly cookie: ReadonlySet<string>;
  /** Objects of the saved request bodies, of successful and of failed responses. */
  readonly body: readonly Spot[];
  readonly hasBody: boolean;
  readonly response: readonly Spot[];
  readonly error: readonly Spot[];
}

/** Facts by place, while the texts are read. */
export interface Draft {
  readonly parameters: Record<'path' | 'query' | 'header' | 'cookie', Map<string, FieldNode>>;
  readonly roots: Map<string, FieldNode>;
  readonly responseHeaders: Map<string, FieldNode>;
  readonly consumed: Section[];
}

export function emptyDraft(): Draft {
  return {
    parameters: { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() },
    roots: new Map(),
    responseHeaders: new Map(),
    consumed: [],
  };
}

export function allRoots(draft: Draft): FieldNode[] {
  const parameters = Object.values(draft.parameters).flatMap((map) => [...map.values()]);
  return [...draft.roots.values(), ...parameters, ...draft.responseHeaders.values()];
}

/** Adds fields that are not there yet. */
export function addFirst(into: Map<string, FieldNode>, tree: ReadonlyMap<string, FieldNode>): void {
  for (const [name, node] of tree) if (!into.has(name)) into.set(name, node);
}

/** The fields at the end of a path, made on the way where they are missing. */
export function descend(root: FieldNode, path: readonly string[], at: JsonPointer): Map<string, FieldNode> {
  let node = root;
  for (const step of path) {
    const next: FieldNode =
      node.children.get(step) ?? fieldNode(step, { at, confidence: 0.9, partial: true });
    node.children.set(step, next);
    node = next;
  }
  return node.children;
}

/** The node at a path, which may begin at any depth. */
export function findNode(node: FieldNode, path: readonly string[], depth: number): FieldNode | undefined {
  const direct = follow(node, path);
  if (direct !== undefined) return direct;
  if (depth > 10) return undefined;
  for (const child of node.children.values()) {
    const found = findNode(child, path, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function follow(node: FieldNode, path: readonly string[]): FieldNode | undefined {
  let at: FieldNode | undefined = node;
  for (const step of path) at = childNamed(at, step);
  return at;
}

function childNamed(node: FieldNode | undefined, name: string): FieldNode | undefined {
  const exact = node?.children.get(name);
  if (exact !== undefined || node === undefined) return exact;
  const wanted = plainName(name);
  for (const child of node.children.values()) if (plainName(child.name) === wanted) return child;
  return undefined;
}
