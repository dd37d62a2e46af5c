import type { Pair } from './pair.ts';
import type { Site } from './site.ts';
import type { View } from './view.ts';

/** `items` and `prefixItems`: what each place of a list may hold. */
export function compareArrays(pair: Pair): void {
  const { base, revision } = pair;
  const places = Math.max(base.prefixItems.length, revision.prefixItems.length);
  for (let index = 0; index < places; index += 1) comparePlace(pair, index);
  compareRest(pair, base.items, revision.items);
}

function comparePlace(pair: Pair, index: number): void {
  const was = pair.base.prefixItems[index];
  const is = pair.revision.prefixItems[index];
  const before = was ?? pair.base.items;
  const after = is ?? pair.revision.items;
  if (before !== undefined && after !== undefined) pair.descend(before, after);
  else if (before === undefined && after !== undefined)
    pair.emit('prefix-item-added', added(pair.base, after, index));
  else if (before !== undefined) pair.emit('prefix-item-removed', removed(pair.revision, before, index));
}

function compareRest(pair: Pair, was: Site | undefined, is: Site | undefined): void {
  if (was !== undefined && is !== undefined) pair.descend(was, is);
  else if (is !== undefined) pair.emit('items-added', added(pair.base, is));
  else if (was !== undefined) pair.emit('items-removed', removed(pair.revision, was));
}

function added(base: View, site: Site, index?: number): { base: string; revision: string; subject?: string } {
  const places = { base: base.pointer, revision: site.at };
  return index === undefined ? places : { ...places, subject: String(index) };
}

function removed(
  revision: View,
  site: Site,
  index?: number,
): { base: string; revision: string; subject?: string } {
  const places = { base: site.at, revision: revision.pointer };
  return index === undefined ? places : { ...places, subject: String(index) };
}
