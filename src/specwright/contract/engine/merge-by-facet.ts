import type { Finding } from './finding.ts';

/** Where one check has more causes than this, it is one: the check is not made at all. */
const MOST_CAUSES = 4;
/** So many folds with a facet in common have one cause; two may be chance. */
const FEWEST_ALIKE = 3;

/** Something that represents a finding. */
interface Holder {
  readonly finding: Finding;
}

/**
 * Merges folds of one check that have a facet in common: what a server accepts at one place, and what it accepts
 * at every place. The facet that most folds share comes first, so that as few groups as possible are left.
 */
export function mergeByFacet<T extends Holder>(folds: readonly T[]): readonly (readonly T[])[] {
  const plain = folds.filter(({ finding }) => finding.facets === undefined);
  const checks = new Map<string, T[]>();
  for (const fold of folds) {
    const { check, severity, facets } = fold.finding;
    const name = `${check} ${severity}`;
    if (facets !== undefined) checks.set(name, [...(checks.get(name) ?? []), fold]);
  }
  return [...plain.map((fold) => [fold]), ...[...checks.values()].flatMap(cover)];
}

function cover<T extends Holder>(folds: readonly T[]): readonly (readonly T[])[] {
  const rest = new Set([...folds].sort((a, b) => (a.finding.key < b.finding.key ? -1 : 1)));
  const groups: T[][] = [];
  while (rest.size > 0) {
    const [first] = rest;
    const alike = largest(rest);
    const group = alike.length >= FEWEST_ALIKE || first === undefined ? alike : [first];
    for (const fold of group) rest.delete(fold);
    groups.push(group);
  }
  return groups.length > MOST_CAUSES ? [groups.flat()] : groups;
}

function largest<T extends Holder>(folds: ReadonlySet<T>): T[] {
  const byFacet = new Map<string, T[]>();
  for (const fold of folds)
    for (const facet of fold.finding.facets ?? []) byFacet.set(facet, [...(byFacet.get(facet) ?? []), fold]);
  return [...byFacet.values()].reduce((best, group) => (group.length > best.length ? group : best));
}
