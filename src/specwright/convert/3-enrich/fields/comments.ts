import { parsePointer } from '../../../base/pointer.ts';
import type { CanonicalBody } from '../../canonical-collection.ts';
import { fieldNode, type FieldFacts, type FieldNode } from './field.ts';
import { readProse } from './prose.ts';
import { cleanDescription } from './rows.ts';

/** Adds what comments in JSON say of the fields beside them; tables come first. */
export function withComments(
  root: FieldNode | undefined,
  bodies: readonly CanonicalBody[],
): FieldNode | undefined {
  let found = root;
  for (const { comments = [], at } of bodies) {
    for (const comment of comments) {
      const path = parsePointer(comment.pointer).filter((token) => !/^\d+$/.test(token));
      if (path.length === 0) continue;
      found ??= fieldNode('', { at, origin: 'comment', confidence: 0.8, partial: true });
      addFacts(found, path, factsOf(comment.text), at);
    }
  }
  return found;
}

function factsOf(text: string): FieldFacts {
  const bare = text.replace(/^[\s/*#]+|[\s*/]+$/g, '').trim();
  const facts = readProse(bare);
  const description = cleanDescription(bare);
  return description === '' ? facts : { ...facts, description };
}

function addFacts(root: FieldNode, path: readonly string[], facts: FieldFacts, at: string): void {
  let node = root;
  for (const step of path) {
    const next: FieldNode =
      node.children.get(step) ?? fieldNode(step, { at, origin: 'comment', confidence: 0.8, partial: true });
    node.children.set(step, next);
    node = next;
  }
  node.facts = { ...facts, ...node.facts };
}
