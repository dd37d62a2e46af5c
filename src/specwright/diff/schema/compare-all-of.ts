import { isObject } from '../../base/json.ts';
import { refOf, type Part } from '../document.ts';
import { sameJson } from '../equal.ts';
import type { Pair } from './pair.ts';
import { siteOf } from './site.ts';

/**
 * A branch added to a list of branches adds conditions, even where the properties it declares are optional.
 * Only for lists on both sides: elsewhere the merged meaning shows what changed.
 */
export function compareAllOf(pair: Pair): void {
  const { base, revision } = pair;
  if (base.allOf.length === 0 || revision.allOf.length === 0) return;
  const { gone, come } = unmatched(pair);
  if (gone.length > 0 && come.length > 0 && gone.length === come.length) return;
  for (const branch of come) {
    if (saysSomething(branch) && !isRepeated(branch, base.allOf)) {
      pair.emit('all-of-added', { base: base.pointer, revision: branch.pointer, ...subject(branch) });
    }
  }
  for (const branch of gone) {
    if (saysSomething(branch) && !isRepeated(branch, revision.allOf)) {
      pair.emit('all-of-removed', { base: branch.pointer, revision: revision.pointer, ...subject(branch) });
    }
  }
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

function isRepeated(branch: Part, others: readonly Part[]): boolean {
  return others.some((other) => sameJson(branch.value, other.value));
}

/** Prose, titles and examples set no condition. */
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
