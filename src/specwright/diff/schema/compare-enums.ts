import type { Json } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { sameJson } from '../equal.ts';
import type { Pair } from './pair.ts';
import type { View } from './view.ts';

/** `enum`, `const` and `x-extensible-enum`. */
export function compareEnums(pair: Pair): void {
  const { base, revision } = pair;
  if (base.enum === undefined && revision.enum === undefined) return compareExtensible(pair);
  if (base.enum === undefined || revision.enum === undefined) compareAppearance(pair);
  else compareMembers(pair, base.enum.value, revision.enum.value);
  compareExtensible(pair);
}

function compareAppearance(pair: Pair): void {
  const { base, revision } = pair;
  const places = {
    base: base.enum?.pointer ?? base.pointer,
    revision: revision.enum?.pointer ?? revision.pointer,
    was: members(base),
    is: members(revision),
  };
  if (revision.enum !== undefined) pair.emit(revision.constant ? 'const-added' : 'enum-added', places);
  else pair.emit(base.constant ? 'const-removed' : 'enum-removed', places);
}

function members(view: View): Json {
  return view.enum === undefined ? null : [...view.enum.value];
}

function compareMembers(pair: Pair, was: readonly Json[], is: readonly Json[]): void {
  const { base, revision } = pair;
  const removed = was.filter((member) => !is.some((other) => sameJson(member, other)));
  const added = is.filter((member) => !was.some((other) => sameJson(member, other)));
  if (base.constant && revision.constant && removed.length > 0 && added.length > 0) {
    pair.emit('const-changed', { ...enumPlaces(pair), was: was[0] ?? null, is: is[0] ?? null });
    return;
  }
  for (const member of removed)
    pair.emit('enum-value-removed', { ...enumPlaces(pair), was: member, subject: text(member) });
  for (const member of added)
    pair.emit('enum-value-added', { ...enumPlaces(pair), is: member, subject: text(member) });
}

function text(member: Json): string {
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function enumPlaces(pair: Pair): { base: string; revision: string } {
  return {
    base: pair.base.enum?.pointer ?? pair.base.pointer,
    revision: pair.revision.enum?.pointer ?? pair.revision.pointer,
  };
}

const extensible = 'x-extensible-enum';

function compareExtensible(pair: Pair): void {
  const was = pair.base.extensions.get(extensible)?.value;
  const is = pair.revision.extensions.get(extensible)?.value;
  if (!Array.isArray(was) || !Array.isArray(is)) return;
  const places = {
    base: appendPointer(pair.base.pointer, extensible),
    revision: appendPointer(pair.revision.pointer, extensible),
  };
  for (const member of was) {
    if (!is.some((other) => sameJson(member, other))) {
      pair.emit('extensible-enum-value-removed', { ...places, was: member, subject: text(member) });
    }
  }
  for (const member of is) {
    if (!was.some((other) => sameJson(member, other))) {
      pair.emit('extensible-enum-value-added', { ...places, is: member, subject: text(member) });
    }
  }
}
