import { isObject } from '../../base/json.ts';
import { refOf, type Part } from '../document.ts';
import { sameJson } from '../equal.ts';
import type { Pair } from './pair.ts';
import { siteOf } from './site.ts';

/**
 * A list of several branches that only grew or only shrank states a condition more or less, even where the
 * properties that the branch declares are optional. Any other change of `allOf` (a branch split, flattened, inlined,
 * a first companion of a single branch) is judged by the merged meaning.
 */
export function compareAllOf(pair: Pair): void {
  const { base, revision } = pair;
  if (base.allOf.length < 2 || revision.allOf.length < 2) return;
  const { gone, come } = unmatched(pair);
  if (gone.length > 0 && come.length > 0) return;
  for (const branch of come.filter((one) => !isRepeated(one, base.allOf)))
    pair.emit('all-of-added', { base: base.pointer, revision: branch.pointer, ...subject(branch) });
  for (const branch of gone.filter((one) => !isRepeated(one, revision.allOf)))
    pair.emit('all-of-removed', { base: branch.pointer, revision: revision.pointer, ...subject(branch) });
}

function unmatched(pair: Pair): { gone: readonly Part[]; come: readonly Part[] } {
  const come = [...pair.revision.allOf];
  const gone = pair.base.allOf.filter((branch) => {
    const index = come.findIndex((other) => matches(pair, branch, other));
    if (index >= 0) come.splice(index, 1);
    return index < 0;
  });
  return { gone, come };
}

function matches(pair: Pair, one: Part, other: Part): boolean {
  const ref = refOf(one.value);
  if (ref !== undefined && ref === refOf(other.value)) return true;
  return pair.same(siteOf(pair.base.site.document, [one]), siteOf(pair.revision.site.document, [other]));
}

/** Says what another branch says, or nothing: prose, titles and examples set no condition. */
function isRepeated(branch: Part, others: readonly Part[]): boolean {
  return !saysSomething(branch) || others.some((other) => sameJson(branch.value, other.value));
}

function saysSomething(branch: Part): boolean {
  if (!isObject(branch.value)) return true;
  return Object.keys(branch.value).some((key) => !annotations.has(key) && !key.startsWith('x-'));
}

const annotations = new Set([
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'xml',
  'default',
  'readOnly',
  'writeOnly',
  '$comment',
]);

function subject(branch: Part): { subject?: string } {
  const ref = refOf(branch.value);
  return ref === undefined ? {} : { subject: ref.slice(ref.lastIndexOf('/') + 1) };
}
