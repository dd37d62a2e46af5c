import type { Json } from '../../base/json.ts';
import type { Pair } from './pair.ts';
import { coveredTypes } from './types.ts';
import type { View } from './view.ts';

/** Types, null and formats. `incomparable`: the types share nothing, so the rest says nothing more. */
export function compareTypes(pair: Pair): 'comparable' | 'incomparable' {
  const { base, revision, mode } = pair;
  compareNull(pair);
  const widened = coveredTypes(base.types, revision.types, mode.asText);
  const narrowed = coveredTypes(revision.types, base.types, mode.asText);
  if (widened && narrowed) {
    compareFormats(pair);
    return 'comparable';
  }
  const places = { base: base.typesAt, revision: revision.typesAt, was: shown(base), is: shown(revision) };
  if (!widened && !narrowed) {
    pair.emit(isOneElementArray(pair) ? 'type-widened' : 'type-changed', places);
    return 'incomparable';
  }
  pair.emit(widened ? 'type-widened' : 'type-narrowed', places);
  compareFormats(pair);
  return base.types === undefined || revision.types === undefined ? 'comparable' : overlap(base, revision);
}

function overlap(base: View, revision: View): 'comparable' | 'incomparable' {
  const shared = [...(base.types ?? [])].some((name) => coveredTypes(new Set([name]), revision.types, false));
  const back = [...(revision.types ?? [])].some((name) => coveredTypes(new Set([name]), base.types, false));
  return shared || back ? 'comparable' : 'incomparable';
}

/** `?color=red` is a list of one: an exploded parameter may become a list of what it was. */
function isOneElementArray(pair: Pair): boolean {
  const { base, revision, mode } = pair;
  if (mode.prefix !== 'parameter' || revision.types?.size !== 1 || !revision.types.has('array')) return false;
  return (
    base.types !== undefined && !base.types.has('object') && !base.types.has('array') && itemsCover(pair)
  );
}

function itemsCover(pair: Pair): boolean {
  const { items } = pair.revision;
  const least = pair.revision.limits.get('minItems')?.value ?? 0;
  return items !== undefined && least <= 1 && pair.listForm && pair.covers(pair.base.site, items);
}

function compareNull(pair: Pair): void {
  const { base, revision } = pair;
  if (!isTyped(base) || !isTyped(revision) || base.nullable === revision.nullable) return;
  const topic = revision.nullable ? 'became-nullable' : 'became-not-nullable';
  pair.emit(topic, {
    base: base.typesAt,
    revision: revision.typesAt,
    was: base.nullable,
    is: revision.nullable,
  });
}

/** Something is said about the value, so that null is not let through by silence. */
function isTyped(view: View): boolean {
  return view.types !== undefined || view.groups.length > 0 || view.enum !== undefined;
}

function shown(view: View): Json {
  const names = [...(view.types ?? ['any'])].sort();
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : names;
}

/** Formats whose values are all values of another one, by the type they belong to. */
const within: Readonly<Record<string, readonly string[]>> = {
  float: ['double'],
  int32: ['int64', 'bigint'],
  int64: ['bigint'],
  date: ['date-time'],
  time: ['date-time'],
};

function compareFormats(pair: Pair): void {
  const { base, revision } = pair;
  const was = base.format?.value;
  const is = revision.format?.value;
  if (was === is) return;
  const topic = formatTopic(was, is);
  if (topic === 'format-removed' && revision.types === undefined) return;
  if (topic === 'format-added' && base.types === undefined) return;
  pair.emitValues(topic, base.format, revision.format);
}

function formatTopic(was: string | undefined, is: string | undefined) {
  if (was === undefined) return 'format-added';
  if (is === undefined) return 'format-removed';
  if (within[was]?.includes(is) === true) return 'format-widened';
  return within[is]?.includes(was) === true ? 'format-narrowed' : 'format-changed';
}
