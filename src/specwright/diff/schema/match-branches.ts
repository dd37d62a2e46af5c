import { isObject, ownString } from '../../base/json.ts';
import { sameJson } from '../equal.ts';
import { refOf, type Part } from '../document.ts';
import type { Pair } from './pair.ts';
import { areTagged } from './overlap.ts';
import type { Site } from './site.ts';
import type { Group } from './view.ts';

export interface Matched {
  readonly matched: readonly (readonly [Site, Site])[];
  readonly gone: readonly Site[];
  readonly come: readonly Site[];
}

/** How a branch is looked at: by itself, or with what is next to the choice. */
export type SiteFor = (side: 'base' | 'revision', branch: Part) => Site;

type Test = (pair: Pair, one: Part, other: Part, siteFor: SiteFor) => boolean;

/** Finds for every branch of the base its counterpart: by reference, by title, by meaning, then by likeness. */
export function matchBranches(pair: Pair, was: Group, is: Group, siteFor: SiteFor): Matched {
  const matched: [Site, Site][] = [];
  let gone = [...was.branches];
  const come = [...is.branches];
  for (const test of [sameReference, sameTitle, sameMeaning, sameTag, alike]) {
    const isOnly = gone.length === 1 && come.length === 1;
    gone = gone.filter((branch) => {
      const index = come.findIndex(
        (other) => (isOnly && areInline(branch, other)) || test(pair, branch, other, siteFor),
      );
      const [match] = index < 0 ? [] : come.splice(index, 1);
      if (match !== undefined) matched.push([siteFor('base', branch), siteFor('revision', match)]);
      return match === undefined;
    });
  }
  return {
    matched,
    gone: gone.map((part) => siteFor('base', part)),
    come: come.map((part) => siteFor('revision', part)),
  };
}

const sameReference: Test = (_pair, one, other) => {
  const ref = refOf(one.value);
  return ref !== undefined && ref === refOf(other.value);
};

const sameTitle: Test = (_pair, one, other) => {
  const title = titleOf(one);
  return title !== undefined && title === titleOf(other);
};

function titleOf(part: Part): string | undefined {
  return isObject(part.value) ? ownString(part.value, 'title') : undefined;
}

/** Under a discriminator the name of a schema is a value that goes over the wire, so a renamed one is another. */
const sameMeaning: Test = (pair, one, other, siteFor) => {
  const named = refOf(one.value) !== undefined && refOf(other.value) !== undefined;
  if (named && (pair.base.discriminator !== undefined || pair.revision.discriminator !== undefined))
    return false;
  return pair.same(siteFor('base', one), siteFor('revision', other));
};

/** A property that both require has the same single value in both: the word that distinguishes the alternatives. */
const sameTag: Test = (pair, one, other, siteFor) => {
  if (pair.base.discriminator !== undefined || pair.revision.discriminator !== undefined) return false;
  const was = pair.look(siteFor('base', one), 'base');
  const is = pair.look(siteFor('revision', other), 'revision');
  return [...was.required.keys()].some((name) => {
    const before = was.properties.get(name);
    const after = is.required.has(name) ? is.properties.get(name) : undefined;
    if (before === undefined || after === undefined) return false;
    const tag = pair.look(before, 'base').enum?.value;
    return tag?.length === 1 && sameJson([...tag], [...(pair.look(after, 'revision').enum?.value ?? [])]);
  });
};

/** Inline objects of which at least half the properties have the same names. */
const alike: Test = (pair, one, other, siteFor) => {
  if (!areInline(one, other)) return false;
  const was = pair.look(siteFor('base', one), 'base');
  const is = pair.look(siteFor('revision', other), 'revision');
  const shared = [...was.properties.keys()].filter((name) => is.properties.has(name)).length;
  return (
    shared > 0 &&
    shared * 2 >= Math.max(was.properties.size, is.properties.size) &&
    !areTagged(pair, was, 'base', is)
  );
};

function areInline(one: Part, other: Part): boolean {
  return refOf(one.value) === undefined && refOf(other.value) === undefined;
}
