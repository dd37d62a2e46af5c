import type { JsonPointer } from '../../../base/json.ts';
import { parsePointer, valueAt } from '../../../base/pointer.ts';
import type { CanonicalJson } from '../../canonical-collection.ts';
import { fieldNode, type FieldFacts, type FieldNode } from './field.ts';
import { placeholderFacts } from './placeholders.ts';
import { readProse } from './prose.ts';
import { cleanDescription } from './rows.ts';

/** Adds what comments in JSON, and words in place of values, say of their fields; tables come first. */
export function withComments(
  root: FieldNode | undefined,
  bodies: readonly (Partial<CanonicalJson> & { readonly at: JsonPointer })[],
): FieldNode | undefined {
  let found = root;
  for (const body of bodies) {
    for (const { pointer, facts } of saidIn(body)) {
      const path = parsePointer(pointer).filter((token) => !/^\d+$/.test(token));
      if (path.length === 0 || Object.keys(facts).length === 0) continue;
      found ??= fieldNode('', { at: body.at, origin: 'comment', confidence: 0.8, partial: true });
      addFacts(found, path, facts, body.at);
    }
  }
  return found;
}

interface Said {
  readonly pointer: JsonPointer;
  readonly facts: FieldFacts;
}

function saidIn({ json, comments = [], choices = [], blank = [] }: Partial<CanonicalJson>): Said[] {
  return [
    ...comments.map(({ pointer, text }) => ({ pointer, facts: factsOf(text) })),
    ...choices.map(({ pointer, values }) => ({ pointer, facts: choiceFacts(values) })),
    ...blank.map((pointer) => {
      const words = json === undefined ? undefined : valueAt(json, pointer);
      return { pointer, facts: (typeof words === 'string' ? placeholderFacts(words) : undefined) ?? {} };
    }),
  ];
}

function choiceFacts(values: readonly (string | boolean)[]): FieldFacts {
  const isFlag = values.every((value) => typeof value === 'boolean');
  return isFlag ? { types: ['boolean'] } : { enum: values.map(String), enumConfidence: 0.9 };
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
