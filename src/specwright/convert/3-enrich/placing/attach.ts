import type { FieldSection, ReadText, ValueSection } from '../docs/sections.ts';
import { subjectOf, targetOf } from '../docs/target.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import { treeOf } from '../fields/tree.ts';
import { plainName } from '../schema/objects.ts';
import { addFirst, allRoots, descend, findNode, follow, type Draft, type KnownNames } from './draft.ts';
import { subjectKey, type KnownTypes } from './link.ts';
import type { Spot } from './spots.ts';
import { subjectAmong } from './subjects.ts';

/** What tables of a field or type of their own are attached with. */
export interface Attaching {
  readonly draft: Draft;
  readonly names: KnownNames;
  readonly types: KnownTypes;
  readonly referred: ReadonlySet<string>;
}

/** Tables whose heading names a field: `contactInfo.emails Array Element Properties`. */
export function attachSubjects(texts: readonly ReadText[], attaching: Attaching): void {
  const { draft, names, types, referred } = attaching;
  const saved = [...names.body, ...names.response].flatMap((spot) => [...spot.names].map(subjectKey));
  const known = { fields: referred, values: new Set([...referred, ...saved]) };
  texts.forEach((text, index) => {
    for (const section of text.sections) {
      if (section.kind !== 'fields' && section.kind !== 'values') continue;
      const subject = subjectAmong(aboutOf(section), known[section.kind]);
      if (subject === undefined) continue;
      const isUsed = isLinked(subject, draft, types) || attach(section, subject, draft, names);
      if (isUsed && index === 0 && !draft.consumed.includes(section)) draft.consumed.push(section);
    }
  });
}

/** Words before a list of values name its field as a heading does: `The values of *state* are:`. */
function aboutOf({ kind, headings, lead }: FieldSection | ValueSection): readonly string[] {
  return kind === 'values' && subjectOf(lead) !== undefined ? [...headings, lead] : headings;
}

function isLinked(subject: string, draft: Draft, types: KnownTypes): boolean {
  const key = subjectKey(subject);
  if (!types.has(key)) return false;
  return allRoots(draft).some((root) => mentions(root, key, 0));
}

function mentions(node: FieldNode, key: string, depth: number): boolean {
  const { typeName, items, values } = node.facts;
  if (
    [typeName, items?.typeName, values?.typeName].some(
      (name) => name !== undefined && subjectKey(name) === key,
    )
  )
    return true;
  return depth < 12 && [...node.children.values()].some((child) => mentions(child, key, depth + 1));
}

function attach(
  section: FieldSection | ValueSection,
  subject: string,
  draft: Draft,
  names: KnownNames,
): boolean {
  const path = subject.replace(/\[\]/g, '').split('.');
  const stated = targetOf(section.headings.slice(0, -1), '');
  const wantsResponse = stated?.kind === 'response';
  const roots = [...draft.roots].sort(
    ([one], [other]) => rank(one, wantsResponse) - rank(other, wantsResponse),
  );
  for (const [, root] of roots) {
    const node = findNode(root, path, 0) ?? newChild(root, path, section);
    if (node === undefined || (section.kind === 'fields' && !takesFields(node))) continue;
    fill(node, section, path.at(-1) ?? subject);
    return true;
  }
  return attachToSample(section, path, draft, names, wantsResponse);
}

/** `person.phones`, where only `person` is listed: the heading itself adds the field. */
function newChild(
  root: FieldNode,
  path: readonly string[],
  section: FieldSection | ValueSection,
): FieldNode | undefined {
  const name = path.at(-1);
  const parent = path.length < 2 ? undefined : findNode(root, path.slice(0, -1), 0);
  if (parent === undefined || name === undefined || !takesFields(parent)) return undefined;
  const isArray = /\b(array|elements?|items?|each)\b/i.test(section.headings.at(-1) ?? '');
  const child = fieldNode(name, { at: section.at, facts: isArray ? { types: ['array'] } : {} });
  parent.children.set(name, child);
  return child;
}

/** A field that is linked to a type, or that is a plain text or number, has no fields of its own. */
function takesFields({ facts }: FieldNode): boolean {
  if (facts.typeName !== undefined || facts.items?.typeName !== undefined) return false;
  const types = facts.types ?? [];
  return types.length === 0 || types.includes('array') || types.includes('object');
}

function rank(key: string, wantsResponse: boolean): number {
  return (key === 'body') === wantsResponse ? 1 : 0;
}

function fill(node: FieldNode, section: FieldSection | ValueSection, name: string): void {
  if (section.kind === 'values') {
    node.facts = { ...node.facts, enum: section.values, enumConfidence: 0.95 };
    return;
  }
  addFirst(node.children, treeOf(section.rows));
  node.schemaName ??= name;
}

/** The heading names an object that only the samples show. */
function attachToSample(
  section: FieldSection | ValueSection,
  path: readonly string[],
  draft: Draft,
  names: KnownNames,
  wantsResponse: boolean,
): boolean {
  const choices = [
    ['body', names.body],
    ['success', names.response],
  ] as const;
  for (const [key, spots] of wantsResponse ? choices.toReversed() : choices) {
    const spot = pathIn(spots, path, section.kind);
    if (spot === undefined) continue;
    const root = draft.roots.get(key) ?? fieldNode('', { at: section.at, confidence: 0.9, partial: true });
    draft.roots.set(key, root);
    descend(root, spot, section.at);
    const node = follow(root, spot);
    if (node !== undefined) fill(node, section, path.at(-1) ?? '');
    return node !== undefined;
  }
  return false;
}

/** The way to an object of the samples; for a list of values, to a property that has them. */
function pathIn(
  spots: readonly Spot[],
  path: readonly string[],
  kind: 'fields' | 'values',
): readonly string[] | undefined {
  const object = spots.find((candidate) => endsWith(candidate.path, path))?.path;
  if (object !== undefined || kind === 'fields') return object;
  const name = path.at(-1) ?? '';
  const holder = spots.find(
    (candidate) => candidate.names.has(plainName(name)) && endsWith(candidate.path, path.slice(0, -1)),
  );
  return holder === undefined ? undefined : [...holder.path, name];
}

function endsWith(path: readonly string[], end: readonly string[]): boolean {
  const tail = path.slice(-end.length);
  return (
    path.length >= end.length && tail.every((step, index) => plainName(step) === plainName(end[index] ?? ''))
  );
}
