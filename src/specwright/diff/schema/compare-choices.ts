import type { Pair } from './pair.ts';
import { matchBranches } from './match-branches.ts';
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

function compareGroups(pair: Pair, was: Group, is: Group): void {
  const { matched, gone, come } = matchBranches(pair, was, is);
  for (const [one, other] of matched) pair.descend(one, other);
  for (const branch of gone) {
    pair.emit(`${name(was)}-removed`, { base: branch.at, revision: is.pointer, subject: label(branch) });
  }
  for (const branch of come) {
    pair.emit(`${name(is)}-added`, { base: was.pointer, revision: branch.at, subject: label(branch) });
  }
  if (was.kind !== is.kind)
    pair.emit(was.kind === 'oneOf' ? 'one-of-became-any-of' : 'any-of-became-one-of', {
      base: was.pointer,
      revision: is.pointer,
    });
}

function name(group: Group): 'one-of' | 'any-of' {
  return group.kind === 'oneOf' ? 'one-of' : 'any-of';
}

function label(site: Site): string {
  const pointer = site.at;
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

/** The branches as the whole site means them: what is next to the list applies to each. */
function alternatives(view: View, group: Group): readonly Site[] {
  const { document, parts, decided } = view.site;
  return group.branches.map((branch) =>
    siteOf(document, [...parts, branch], new Set([...decided, group.pointer])),
  );
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
  if (kept && known && !holdObjects(choices, pair, 'base')) return 'settled';
  pair.emit(isWider(pair, kept, known) ? 'choice-dropped' : 'type-narrowed', places);
  return 'settled';
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
      .some((other) => !disjoint(pair.look(one, 'revision'), pair.look(other, 'revision'))),
  );
}

function disjoint(one: View, other: View): boolean {
  if (one.types !== undefined && other.types !== undefined) {
    const shared = [...one.types].some(
      (type) => other.types?.has(type) || (isNumeric(type) && hasNumeric(other)),
    );
    if (!shared) return true;
  }
  if (one.enum !== undefined && other.enum !== undefined) {
    const members = new Set(one.enum.value.map((member) => JSON.stringify(member)));
    if (!other.enum.value.some((member) => members.has(JSON.stringify(member)))) return true;
  }
  return one.discriminator !== undefined || other.discriminator !== undefined;
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

function hasNumeric(view: View): boolean {
  return [...(view.types ?? [])].some(isNumeric);
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
