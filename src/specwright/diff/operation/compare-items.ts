import type { ObjectPart } from '../document.ts';
import { below, isObject, own } from '../json-value.ts';
import { methods } from './methods.ts';
import type { Pairing } from './use.ts';

/** Operations of a callback's path item; the API is the one that calls. */
export function compareItems(
  pairing: Pairing,
  was: ObjectPart,
  is: ObjectPart,
  compare: (pairing: Pairing) => void,
): void {
  for (const method of methods) {
    const one = own(was.value, method);
    const other = own(is.value, method);
    const base = { value: isObject(one) ? one : {}, pointer: below(was.pointer, method) };
    const revision = { value: isObject(other) ? other : {}, pointer: below(is.pointer, method) };
    if (isObject(one) && isObject(other)) {
      compare({ ...pairing, base, revision, baseItem: was, revisionItem: is, reversed: true });
    } else if (isObject(one))
      pairing.report({ id: 'callback-removed', base: base.pointer, revision: is.pointer });
    else if (isObject(other))
      pairing.report({ id: 'callback-added', base: was.pointer, revision: revision.pointer });
  }
}
