import type { FieldSection, ValueSection } from '../docs/sections.ts';
import type { FieldFacts, FieldNode, ValueFacts } from '../fields/field.ts';
import { treeOf } from '../fields/tree.ts';
import { singular } from '../../../base/names.ts';
import { plainName } from '../schema/objects.ts';

/** A table that defines a type, with the name as its heading prints it. */
export interface TypeTable {
  readonly name: string;
  readonly section: FieldSection | ValueSection;
}

/** The types that an operation may name: its own before those of the whole collection. */
export type KnownTypes = Pick<ReadonlyMap<string, TypeTable>, 'get' | 'has'>;

/** The key under which a type is found, whatever its case and number. */
export function subjectKey(name: string): string {
  return plainName(singular(name));
}

/** Follows type cells that name another table: its fields become those of the value. */
export function linkTypes(node: FieldNode, types: KnownTypes, on: readonly string[] = []): void {
  const { facts } = node;
  const named = facts.typeName ?? facts.items?.typeName ?? facts.values?.typeName;
  const isSame = facts.sameAs !== undefined && types.has(subjectKey(facts.sameAs));
  const name = isSame ? facts.sameAs : named;
  const key = name === undefined ? undefined : subjectKey(name);
  const type = key === undefined ? undefined : types.get(key);
  const isRecursive = key !== undefined && on.includes(key);
  if (type !== undefined && !isRecursive) apply(node, type);
  else if (name !== undefined) applyUnknown(node, name);
  if (on.length > 12) return;
  const path = key === undefined ? on : [...on, key];
  for (const child of node.children.values()) linkTypes(child, types, path);
}

function apply(node: FieldNode, type: TypeTable): void {
  node.schemaName = type.name;
  if (type.section.kind === 'values') {
    node.facts = { ...node.facts, enum: type.section.values, enumConfidence: 0.98 };
    return;
  }
  for (const [name, child] of treeOf(type.section.rows))
    if (!node.children.has(name)) node.children.set(name, child);
  node.facts = typed(node.facts);
}

/** The linked table lists fields, so the value, or each element, is an object. */
function typed(facts: FieldFacts): FieldFacts {
  if (facts.items?.typeName !== undefined)
    return { ...facts, types: ['array'], items: objectOf(facts.items) };
  return (facts.types ?? []).length > 0 ? facts : { ...facts, types: ['object'] };
}

function objectOf(facts: ValueFacts): ValueFacts {
  return (facts.types ?? []).length > 0 ? facts : { ...facts, types: ['object'] };
}

/** No table has that name: the name itself is all that is known. */
function applyUnknown(node: FieldNode, name: string): void {
  const isNamed = /^[A-Z][A-Za-z0-9]{2,60}$/.test(name) && (node.facts.types ?? []).includes('array');
  if (isNamed && node.children.size > 0) node.schemaName ??= name;
}
