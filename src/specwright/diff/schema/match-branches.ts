import { isObject, ownString } from '../../base/json.ts';
import { refOf, type Part } from '../document.ts';
import type { Pair } from './pair.ts';
import { siteOf, type Site } from './site.ts';
import type { Group } from './view.ts';

export interface Matched {
  readonly matched: readonly (readonly [Site, Site])[];
  readonly gone: readonly Site[];
  readonly come: readonly Site[];
}

type Test = (pair: Pair, one: Part, other: Part) => boolean;

/** Finds for every branch of the base its counterpart: by reference, by title, by meaning, then as the only one that is left. */
export function matchBranches(pair: Pair, was: Group, is: Group): Matched {
  const matched: [Site, Site][] = [];
  let gone = [...was.branches];
  const come = [...is.branches];
  for (const test of [sameReference, sameTitle, sameMeaning]) {
    gone = gone.filter((branch) => {
      const index = come.findIndex((other) => test(pair, branch, other));
      const [match] = index < 0 ? [] : come.splice(index, 1);
      if (match !== undefined) matched.push(sites(pair, branch, match));
      return match === undefined;
    });
  }
  const [left] = gone;
  const [right] = come;
  if (
    gone.length === 1 &&
    come.length === 1 &&
    left !== undefined &&
    right !== undefined &&
    areInline(left, right)
  ) {
    return { matched: [...matched, sites(pair, left, right)], gone: [], come: [] };
  }
  return {
    matched,
    gone: gone.map((part) => siteOf(pair.base.site.document, [part])),
    come: come.map((part) => siteOf(pair.revision.site.document, [part])),
  };
}

function sites(pair: Pair, one: Part, other: Part): [Site, Site] {
  return [siteOf(pair.base.site.document, [one]), siteOf(pair.revision.site.document, [other])];
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
const sameMeaning: Test = (pair, one, other) => {
  const named = refOf(one.value) !== undefined && refOf(other.value) !== undefined;
  if (named && (pair.base.discriminator !== undefined || pair.revision.discriminator !== undefined))
    return false;
  return pair.same(...sites(pair, one, other));
};

function areInline(one: Part, other: Part): boolean {
  return refOf(one.value) === undefined && refOf(other.value) === undefined;
}
