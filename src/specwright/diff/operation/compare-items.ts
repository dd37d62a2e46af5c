import { appendPointer } from '../../base/pointer.ts';
import { isObject, own } from '../../base/json.ts';
import type { ObjectPart } from '../document.ts';
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
    const base = { value: isObject(one) ? one : {}, pointer: appendPointer(was.pointer, method) };
    const revision = { value: isObject(other) ? other : {}, pointer: appendPointer(is.pointer, method) };
    if (isObject(one) && isObject(other)) {
      compare({ ...pairing, base, revision, baseItem: was, revisionItem: is, reversed: true });
    } else if (isObject(one))
      pairing.report({ id: 'callback-removed', base: base.pointer, revision: is.pointer });
    else if (isObject(other))
      pairing.report({ id: 'callback-added', base: was.pointer, revision: revision.pointer });
  }
}
