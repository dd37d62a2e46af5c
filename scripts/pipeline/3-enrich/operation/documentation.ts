import type { JsonPointer } from '../../../../src/json.ts';
import type { FieldSection, ReadText, Section, ValueSection } from '../docs/sections.ts';
import { subjectOf, targetOf, targetOfLocation, type Target, type TargetKind } from '../docs/target.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import type { FieldRow } from '../fields/rows.ts';
import { treeOf } from '../fields/tree.ts';
import { plainName } from '../schema/objects.ts';
import { bestSpot, spotsOf, type Spot } from './known.ts';
import { linkTypes, subjectKey, type TypeTable } from './link.ts';
import type { Shape } from '../infer/shape.ts';

/** Names that an operation has before its documentation is read: they decide what a table is about. */
export interface KnownNames {
  readonly method: string;
  readonly path: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
  readonly header: ReadonlySet<string>;
  readonly cookie: ReadonlySet<string>;
  readonly body: Shape | undefined;
  readonly hasBody: boolean;
  readonly response: Shape | undefined;
  readonly error: Shape | undefined;
}

/** What the tables and lists of an operation document, by place. */
export interface Documentation {
  readonly parameters: Readonly<
    Record<'path' | 'query' | 'header' | 'cookie', ReadonlyMap<string, FieldNode>>
  >;
  /** Root of the request body. */
  readonly body?: FieldNode;
  /** Roots of response bodies by status, `success` or `error`. */
  readonly responses: ReadonlyMap<string, FieldNode>;
  readonly responseHeaders: ReadonlyMap<string, FieldNode>;
  /** Sections that have become schema. */
  readonly consumed: readonly Section[];
}

interface Draft {
  readonly parameters: Record<'path' | 'query' | 'header' | 'cookie', Map<string, FieldNode>>;
  readonly roots: Map<string, FieldNode>;
  readonly responseHeaders: Map<string, FieldNode>;
  readonly consumed: Section[];
}

/** Reads the texts of an operation, the nearest first, into facts by place. */
export function documentationOf(
  texts: readonly ReadText[],
  names: KnownNames,
  outer: ReadonlyMap<string, TypeTable>,
): Documentation {
  const draft: Draft = {
    parameters: { path: new Map(), query: new Map(), header: new Map(), cookie: new Map() },
    roots: new Map(),
    responseHeaders: new Map(),
    consumed: [],
  };
  const types = new Map([...outer, ...texts.flatMap((text) => [...typeTables(text)])]);
  const referred = referredTypes(texts, names);
  texts.forEach((text, index) => placeSections(text, { names, draft, referred, isOwn: index === 0 }));
  attachSubjects(texts, { draft, names, types, referred });
  for (const root of allRoots(draft)) linkTypes(root, types);
  return documentation(draft);
}

function documentation(draft: Draft): Documentation {
  const responses = new Map([...draft.roots].filter(([key]) => key !== 'body'));
  const body = draft.roots.get('body');
  return {
    parameters: draft.parameters,
    responses,
    responseHeaders: draft.responseHeaders,
    consumed: draft.consumed,
    ...(body === undefined ? {} : { body }),
  };
}

function allRoots(draft: Draft): FieldNode[] {
  const parameters = Object.values(draft.parameters).flatMap((map) => [...map.values()]);
  return [...draft.roots.values(), ...parameters, ...draft.responseHeaders.values()];
}

/** Tables that define a type of their own, by the name in their heading. */
export function typeTables(text: ReadText): ReadonlyMap<string, TypeTable> {
  const types = new Map<string, TypeTable>();
  for (const section of text.sections) {
    if (section.kind !== 'fields' && section.kind !== 'values') continue;
    const subject = subjectOf(section.headings.at(-1) ?? '');
    if (subject !== undefined && !types.has(subjectKey(subject)))
      types.set(subjectKey(subject), { name: subject, section });
  }
  return types;
}

/** Names that type cells point to. */
function referredTypes(texts: readonly ReadText[], names: KnownNames): ReadonlySet<string> {
  const referred = new Set<string>();
  for (const section of texts.flatMap((text) => text.sections)) {
    if (section.kind !== 'fields') continue;
    for (const row of section.rows) addReferred(row, referred);
  }
  for (const spot of [...spotsOf(names.body), ...spotsOf(names.response)]) {
    for (const step of spot.path) referred.add(subjectKey(step));
  }
  return referred;
}

function addReferred(row: FieldRow, referred: Set<string>): void {
  const { typeName, items, values } = row.facts;
  for (const name of [typeName, items?.typeName, values?.typeName])
    if (name !== undefined) referred.add(subjectKey(name));
  for (const step of row.name.path) if (step !== '[]') referred.add(subjectKey(step));
}

interface Placing {
  readonly names: KnownNames;
  readonly draft: Draft;
  readonly referred: ReadonlySet<string>;
  /** The text is the operation's own, not that of a folder around it. */
  readonly isOwn: boolean;
}

/** A table whose heading names another field or type belongs there, not at a root. */
function isSubjectTable(section: Section, referred: ReadonlySet<string>): boolean {
  return subjectAmong(section.headings, referred) !== undefined;
}

/** The subject of the nearest heading that has one; headings between may be about other things. */
function subjectAmong(headings: readonly string[], referred: ReadonlySet<string>): string | undefined {
  for (const heading of headings.toReversed()) {
    const subject = subjectOf(heading);
    if (subject !== undefined && referred.has(lastKey(subject))) return subject;
    if (targetOf([heading], '') !== undefined) return undefined;
  }
  return undefined;
}

function lastKey(subject: string): string {
  return subjectKey(subject.replace(/\[\]/g, '').split('.').at(-1) ?? subject);
}

function placeSections(text: ReadText, placing: Placing): void {
  for (const section of text.sections) {
    if (section.kind !== 'fields' || isSubjectTable(section, placing.referred)) continue;
    placeSection(section, placing);
  }
}

function placeSection(section: FieldSection, placing: Placing): void {
  const stated = targetOf(section.headings, section.lead);
  const groups = groupRows(section, stated, placing);
  for (const group of groups.values()) placeGroup(group.target, group.rows, placing);
  if (groups.size > 0 && placing.isOwn) placing.draft.consumed.push(section);
}

interface Group {
  readonly target: Target;
  readonly rows: FieldRow[];
}

/** Splits the rows of a table by what they are about. */
function groupRows(section: FieldSection, stated: Target | undefined, placing: Placing): Map<string, Group> {
  const found = section.rows.map((row) => targetOfRow(row, stated, placing.names));
  const fallback = fallbackTarget(section, stated, found, placing);
  const groups = new Map<string, Group>();
  let last: Target | undefined = fallback;
  section.rows.forEach((row, index) => {
    const target: Target | undefined = row.name.depth > 0 ? last : (found[index] ?? fallback);
    if (target === undefined) return;
    last = target;
    const key = `${target.kind} ${target.status ?? ''}`;
    const group = groups.get(key) ?? { target, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  });
  return groups;
}

function targetOfRow(row: FieldRow, stated: Target | undefined, names: KnownNames): Target | undefined {
  if (row.location !== undefined) {
    const located = targetOfLocation(row.location);
    if (located !== undefined) return located;
  }
  if (stated !== undefined && /^(response|error|response-header)$/.test(stated.kind)) return stated;
  const kind = kindByName(row.name.path[0] ?? '', names, stated);
  return kind === undefined ? undefined : { kind };
}

function kindByName(name: string, names: KnownNames, stated: Target | undefined): TargetKind | undefined {
  const wanted = plainName(name);
  const has = (set: ReadonlySet<string>): boolean => [...set].some((known) => plainName(known) === wanted);
  if (has(names.path)) return 'path';
  if (stated?.kind === 'header' || stated?.kind === 'cookie') return stated.kind;
  const inBody = spotsOf(names.body).some((spot) => spot.names.has(wanted));
  if (inBody && stated?.kind !== 'query') return 'body';
  if (has(names.query)) return 'query';
  if (has(names.header)) return 'header';
  if (has(names.cookie)) return 'cookie';
  if (stated !== undefined) return undefined;
  return spotsOf(names.response).some((spot) => spot.names.has(wanted)) ? 'response' : undefined;
}

/** Where the rows go whose names are known nowhere. */
function fallbackTarget(
  section: FieldSection,
  stated: Target | undefined,
  found: readonly (Target | undefined)[],
  placing: Placing,
): Target | undefined {
  if (!placing.isOwn) return undefined;
  if (stated !== undefined && stated.kind !== 'request' && stated.kind !== 'path')
    return usable(stated, placing.names);
  const majority = mostOf(found);
  if (majority !== undefined && majority.kind !== 'path') return majority;
  if (!section.sure) return undefined;
  return { kind: takesBody(placing.names) ? 'body' : 'query' };
}

function takesBody(names: KnownNames): boolean {
  return names.hasBody || /^(POST|PUT|PATCH)$/.test(names.method);
}

/** A GET without a body has no body to document: such a table means its query. */
function usable(target: Target, names: KnownNames): Target {
  const isIdle = target.kind === 'body' && !names.hasBody && /^(GET|HEAD)$/.test(names.method);
  return isIdle ? { kind: 'query' } : target;
}

function mostOf(found: readonly (Target | undefined)[]): Target | undefined {
  const counts = new Map<string, { target: Target; count: number }>();
  for (const target of found) {
    if (target === undefined) continue;
    const entry = counts.get(target.kind) ?? { target, count: 0 };
    entry.count += 1;
    counts.set(target.kind, entry);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.target;
}

function placeGroup(target: Target, rows: readonly FieldRow[], placing: Placing): void {
  const { draft, names } = placing;
  const tree = treeOf(rows);
  switch (target.kind) {
    case 'path':
    case 'query':
    case 'header':
    case 'cookie':
      return addFirst(draft.parameters[target.kind], tree);
    case 'response-header':
      return addFirst(draft.responseHeaders, tree);
    case 'response':
      return placeInBody(target.status ?? 'success', tree, names.response, rows, placing);
    case 'error':
      return placeInBody(target.status ?? 'error', tree, names.error, rows, placing);
    default:
      return placeInBody('body', tree, names.body, rows, placing);
  }
}

function addFirst(into: Map<string, FieldNode>, tree: ReadonlyMap<string, FieldNode>): void {
  for (const [name, node] of tree) if (!into.has(name)) into.set(name, node);
}

/** Puts fields at the object of the samples that has their names; each alone where they lie apart. */
function placeInBody(
  key: string,
  tree: ReadonlyMap<string, FieldNode>,
  shape: Shape | undefined,
  rows: readonly FieldRow[],
  placing: Placing,
): void {
  const spots = spotsOf(shape);
  const best = bestSpot(spots, [...tree.keys()]);
  if (!placing.isOwn && (best === undefined || best.hits < tree.size / 2)) return;
  const at = rows[0]?.at ?? '';
  const root = placing.draft.roots.get(key) ?? fieldNode('', { at, confidence: 0.9 });
  placing.draft.roots.set(key, root);
  let spot = best?.spot;
  for (const [name, node] of tree) {
    spot = spotFor(name, spots, spot, best?.spot);
    if (spot === undefined && !placing.isOwn) continue;
    addFirst(descend(root, spot?.path ?? [], at), new Map([[name, node]]));
  }
}

/** A name is looked for at the object of the name before it, then at the table's own object, then anywhere. */
function spotFor(
  name: string,
  spots: readonly Spot[],
  last: Spot | undefined,
  best: Spot | undefined,
): Spot | undefined {
  const wanted = plainName(name);
  if (best?.names.has(wanted) === true) return best;
  if (last?.names.has(wanted) === true) return last;
  return spots.find((spot) => spot.names.has(wanted)) ?? best;
}

function descend(root: FieldNode, path: readonly string[], at: JsonPointer): Map<string, FieldNode> {
  let node = root;
  for (const step of path) {
    const next: FieldNode =
      node.children.get(step) ?? fieldNode(step, { at, confidence: 0.9, partial: true });
    node.children.set(step, next);
    node = next;
  }
  return node.children;
}

interface Attaching {
  readonly draft: Draft;
  readonly names: KnownNames;
  readonly types: ReadonlyMap<string, TypeTable>;
  readonly referred: ReadonlySet<string>;
}

/** Tables whose heading names a field: `contactInfo.emails Array Element Properties`. */
function attachSubjects(texts: readonly ReadText[], attaching: Attaching): void {
  const { draft, names, types, referred } = attaching;
  texts.forEach((text, index) => {
    for (const section of text.sections) {
      if (section.kind !== 'fields' && section.kind !== 'values') continue;
      const subject = subjectAmong(section.headings, referred);
      if (subject === undefined) continue;
      const isUsed = attach(section, subject, draft, names) || isLinked(subject, draft, types);
      if (isUsed && index === 0 && !draft.consumed.includes(section)) draft.consumed.push(section);
    }
  });
}

function isLinked(subject: string, draft: Draft, types: ReadonlyMap<string, TypeTable>): boolean {
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
    const node = findNode(root, path, 0);
    if (node === undefined || node.facts.typeName !== undefined || node.facts.items?.typeName !== undefined)
      continue;
    fill(node, section, path.at(-1) ?? subject);
    return true;
  }
  return attachToSample(section, path, draft, names, wantsResponse);
}

function rank(key: string, wantsResponse: boolean): number {
  return (key === 'body') === wantsResponse ? 1 : 0;
}

/** The node at a path, which may begin at any depth. */
function findNode(node: FieldNode, path: readonly string[], depth: number): FieldNode | undefined {
  const direct = follow(node, path);
  if (direct !== undefined) return direct;
  if (depth > 10) return undefined;
  for (const child of node.children.values()) {
    const found = findNode(child, path, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function follow(node: FieldNode, path: readonly string[]): FieldNode | undefined {
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
  for (const [key, shape] of wantsResponse ? choices.toReversed() : choices) {
    const spot = spotsOf(shape).find((candidate) => endsWith(candidate.path, path));
    if (spot === undefined) continue;
    const root = draft.roots.get(key) ?? fieldNode('', { at: section.at, confidence: 0.9, partial: true });
    draft.roots.set(key, root);
    descend(root, spot.path, section.at);
    const node = follow(root, spot.path);
    if (node !== undefined) fill(node, section, path.at(-1) ?? '');
    return node !== undefined;
  }
  return false;
}

function endsWith(path: readonly string[], end: readonly string[]): boolean {
  const tail = path.slice(-end.length);
  return (
    path.length >= end.length && tail.every((step, index) => plainName(step) === plainName(end[index] ?? ''))
  );
}
