import type { Pair } from './pair.ts';
import type { View } from './view.ts';

/** Whether no value can fit both, as far as types, constants and tags show it. */
export function disjoint(pair: Pair, one: View, side: 'base' | 'revision', other: View): boolean {
  if (one.types !== undefined && other.types !== undefined) {
    const shared = [...one.types].some(
      (type) => other.types?.has(type) || (isNumeric(type) && hasNumeric(other)),
    );
    if (!shared) return true;
  }
  if (shareNoMember(one, other)) return true;
  return (
    one.discriminator !== undefined || other.discriminator !== undefined || areTagged(pair, one, side, other)
  );
}

function shareNoMember(one: View, other: View): boolean {
  if (one.enum === undefined || other.enum === undefined) return false;
  const members = new Set(one.enum.value.map((member) => JSON.stringify(member)));
  return !other.enum.value.some((member) => members.has(JSON.stringify(member)));
}

/** A property that both require has other constants in each. */
export function areTagged(pair: Pair, one: View, side: 'base' | 'revision', other: View): boolean {
  return [...one.required.keys()].some((name) => {
    const was = one.properties.get(name);
    const is = other.required.has(name) ? other.properties.get(name) : undefined;
    return (
      was !== undefined && is !== undefined && shareNoMember(pair.look(was, side), pair.look(is, 'revision'))
    );
  });
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

function hasNumeric(view: View): boolean {
  return [...(view.types ?? [])].some(isNumeric);
}
