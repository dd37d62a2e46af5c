import type { FieldSection, ReadText } from '../docs/sections.ts';
import { targetOf, type Target } from '../docs/target.ts';
import { fieldNode, type FieldNode } from '../fields/field.ts';
import type { FieldRow } from '../fields/rows.ts';
import { treeOf } from '../fields/tree.ts';
import { plainName } from '../schema/objects.ts';
import { addFirst, descend } from './draft.ts';
import { groupRows, type Placing } from './group-rows.ts';
import { bestSpot, type Spot } from './spots.ts';
import { isSubjectTable } from './subjects.ts';

/** Puts the fields of every table and list where they belong. */
export function placeSections(text: ReadText, placing: Placing): void {
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

/** Puts fields at the object of the samples that has their names; each alone where they lie apart. */
function placeInBody(
  key: string,
  tree: ReadonlyMap<string, FieldNode>,
  spots: readonly Spot[],
  rows: readonly FieldRow[],
  placing: Placing,
): void {
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
