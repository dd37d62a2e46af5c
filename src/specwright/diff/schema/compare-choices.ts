import { disjoint } from './overlap.ts';
import type { Pair } from './pair.ts';
import { matchBranches, type Matched, type SiteFor } from './match-branches.ts';
import { refOf, type Part } from '../document.ts';
import { flowsToServer } from './mode.ts';
import { siteOf, type Site } from './site.ts';
import type { Group, View } from './view.ts';

/**
 * `oneOf` and `anyOf`. Lists on both sides are matched branch by branch. A list on one side only is judged by
 * what it lets through: `settled` then means that nothing is left to compare.
 */
export function compareChoices(pair: Pair): 'settled' | 'open' {
  const { base, revision } = pair;
  if (base.groups.length === revision.groups.length) {
    const [was] = base.groups;
    const [is] = revision.groups;
    if (
      base.groups.length === 1 &&
      was !== undefined &&
      is !== undefined &&
      isWritten(base) !== isWritten(revision)
    ) {
      compareGroups(pair, was, is, (side, branch) => asWhole(pair[side], side === 'base' ? was : is, branch));
      return 'settled';
    }
    base.groups.forEach((group, index) => compareGroups(pair, group, revision.groups[index] ?? group));
    return 'open';
  }
  const [was] = base.groups;
  const [is] = revision.groups;
  if (base.groups.length === 0 && revision.groups.length === 1 && is !== undefined)
    return introduced(pair, is);
  if (base.groups.length === 1 && revision.groups.length === 0 && was !== undefined)
    return dropped(pair, was);
  unequal(pair);
  return 'open';
}

function compareGroups(pair: Pair, was: Group, is: Group, siteFor: SiteFor = bare(pair)): void {
  const found = matchBranches(pair, was, is, siteFor);
  const { matched, gone, come } = found;
  if (is.kind === 'oneOf' && (come.length > 0 || was.kind !== 'oneOf')) compareOverlap(pair, was, found);
  for (const [one, other] of matched) pair.descend(one, other);
  for (const branch of gone) {
    pair.emit(`${name(was)}-removed`, { base: branch.at, revision: is.pointer, subject: label(branch) });
  }
  for (const branch of come) {
    pair.emit(`${name(is)}-added`, { base: was.pointer, revision: branch.at, subject: label(branch) });
  }
  const branches = is.branches.map((branch) => siteFor('revision', branch));
  if (was.kind !== is.kind && mayOverlap(branches, pair))
    pair.emit(was.kind === 'oneOf' ? 'one-of-became-any-of' : 'any-of-became-one-of', {
      base: was.pointer,
      revision: is.pointer,
    });
}

/** Under `oneOf` a value that fits two alternatives is refused, although it fitted before. */
function compareOverlap(pair: Pair, was: Group, { matched, come }: Matched): void {
  if (!flowsToServer(pair.mode) || pair.revision.discriminator !== undefined) return;
  const takenByAnother = (one: Site): boolean =>
    matched.some(([other, now]) => other !== one && takesAll(pair, one, now));
  // what fitted two alternatives of a `oneOf` was refused before
  const accepted = was.kind === 'oneOf' ? matched.filter(([one]) => !takenByAnother(one)) : matched;
  const rivals = was.kind === 'oneOf' ? come : [...matched.map(([, now]) => now), ...come];
  for (const rival of rivals)
    if (accepted.some(([one, now]) => now !== rival && takesAll(pair, one, rival)))
      pair.emit('alternative-overlaps', { base: was.pointer, revision: rival.at, subject: label(rival) });
}

/** The revision of one alternative takes whatever another alternative took. */
function takesAll(pair: Pair, one: Site, rival: Site): boolean {
  return (
    pair.covers(one, rival) && !disjoint(pair, pair.look(one, 'base'), 'base', pair.look(rival, 'revision'))
  );
}

function name(group: Group): 'one-of' | 'any-of' {
  return group.kind === 'oneOf' ? 'one-of' : 'any-of';
}

function label(site: Site): string {
  const pointer = site.at;
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

/** Whether properties stand next to the choice, or each alternative says all. */
function isWritten(view: View): boolean {
  return view.properties.size > 0;
}

/** The branches as the whole site means them: what is next to the list applies to each. */
function alternatives(view: View, group: Group): readonly Site[] {
  return group.branches.map((branch) => asWhole(view, group, branch));
}

function asWhole({ site }: View, group: Group, branch: Part): Site {
  return siteOf(site.document, [...site.parts, branch], new Set([...site.decided, group.pointer]));
}

function bare(pair: Pair): SiteFor {
  return (side, branch) => siteOf(pair[side].site.document, [branch]);
}

/** A single schema became a choice. */
function introduced(pair: Pair, is: Group): 'settled' {
  const choices = alternatives(pair.revision, is);
  const places = { base: pair.base.pointer, revision: is.pointer };
  const kept = split(pair.base).every((part) => choices.some((choice) => pair.covers(part, choice)));
  const known = choices.every((choice) => pair.coveredBy(pair.base.site, choice));
  const wrapped =
    is.kind === 'oneOf' &&
    (flowsToServer(pair.mode) ? kept && mayOverlap(choices, pair) : holdObjects(choices, pair, 'revision'));
  if (wrapped) pair.emit('wrapped-in-one-of', places);
  else if (!kept || !known || holdObjects(choices, pair, 'revision'))
    pair.emit(isWider(pair, kept, known) ? 'type-widened' : 'choice-introduced', places);
  return 'settled';
}

/** A choice became a single schema. */
function dropped(pair: Pair, was: Group): 'settled' {
  const choices = alternatives(pair.base, was);
  const places = { base: was.pointer, revision: pair.revision.pointer };
  const kept = choices.every((choice) => pair.covers(choice, pair.revision.site));
  const known = split(pair.revision).every((part) => choices.some((choice) => pair.coveredBy(choice, part)));
  if (kept && flowsToServer(pair.mode)) reportUnnamed(pair, was);
  if (kept && known && !holdObjects(choices, pair, 'base')) return 'settled';
  pair.emit(isWider(pair, kept, known) ? 'choice-dropped' : 'type-narrowed', places);
  return 'settled';
}

/** Alternatives with a name that the single schema still takes, but no longer documents. */
function reportUnnamed(pair: Pair, was: Group): void {
  for (const branch of was.branches) {
    const site = bare(pair)('base', branch);
    if (refOf(branch.value) !== undefined && !pair.same(site, pair.revision.site))
      pair.emit('alternative-undocumented', {
        base: site.at,
        revision: pair.revision.pointer,
        subject: label(site),
      });
  }
}

/** A request is wider if it still takes all it took; an answer is, unless it holds only what it could hold before. */
function isWider(pair: Pair, kept: boolean, known: boolean): boolean {
  return flowsToServer(pair.mode) ? kept : !known;
}

function holdObjects(choices: readonly Site[], pair: Pair, side: 'base' | 'revision'): boolean {
  return choices.some((choice) => isObjectLike(pair.look(choice, side)));
}

/** A schema of several types is the choice between them. */
function split(view: View): readonly Site[] {
  const types = [...(view.types ?? [])];
  if (types.length < 2) return [view.site];
  return types.map((type) =>
    siteOf(
      view.site.document,
      [...view.site.parts, { value: { type }, pointer: `${view.pointer}#${type}` }],
      view.site.decided,
    ),
  );
}

function isObjectLike(view: View): boolean {
  return view.properties.size > 0 || view.types?.has('object') === true || view.groups.length > 0;
}

/** Whether a value could fit two branches, which `oneOf` refuses. */
function mayOverlap(choices: readonly Site[], pair: Pair): boolean {
  return choices.some((one, index) =>
    choices
      .slice(index + 1)
      .some((other) => !disjoint(pair, pair.look(one, 'revision'), 'revision', pair.look(other, 'revision'))),
  );
}

/** Several lists on at least one side: those without a counterpart are conditions that came or went. */
function unequal(pair: Pair): void {
  const { base, revision } = pair;
  const come = [...revision.groups];
  const gone = base.groups.filter((group) => {
    const index = come.findIndex(
      (other) => other.kind === group.kind && other.branches.length === group.branches.length,
    );
    const [match] = index < 0 ? [] : come.splice(index, 1);
    if (match !== undefined) compareGroups(pair, group, match);
    return match === undefined;
  });
  for (const group of come) pair.emit('choice-introduced', { base: base.pointer, revision: group.pointer });
  for (const group of gone) pair.emit('choice-dropped', { base: group.pointer, revision: revision.pointer });
}
