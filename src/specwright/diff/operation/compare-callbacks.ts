import { entriesOf, resolveObject, type ObjectPart } from '../document.ts';
import { compareItems } from './compare-items.ts';
import type { Pairing } from './use.ts';

/** Calls that the API makes back: data flows the other way. */
export function compareCallbacks(pairing: Pairing, compare: (pairing: Pairing) => void): void {
  const base = callbacksOf(pairing, 'base');
  const revision = callbacksOf(pairing, 'revision');
  for (const [name, was] of base) {
    const is = revision.get(name);
    if (is === undefined) {
      pairing.report({
        id: 'callback-removed',
        base: was.pointer,
        revision: pairing.revision.pointer,
        subject: name,
      });
    } else compareItems(pairing, was, is, compare);
  }
  for (const [name, is] of revision) {
    if (!base.has(name)) {
      pairing.report({
        id: 'callback-added',
        base: pairing.base.pointer,
        revision: is.pointer,
        subject: name,
      });
    }
  }
}

/** Path items by callback name and address. */
function callbacksOf(pairing: Pairing, side: 'base' | 'revision'): ReadonlyMap<string, ObjectPart> {
  const found = new Map<string, ObjectPart>();
  const document = pairing.comparison[side];
  for (const [name, callback] of entriesOf(pairing[side], 'callbacks')) {
    const resolved = resolveObject(document, callback);
    if (resolved === undefined) continue;
    const wrapped = { value: { items: resolved.value }, pointer: resolved.pointer };
    for (const [address, item] of entriesOf(wrapped, 'items')) {
      const part = resolveObject(document, {
        value: item.value,
        pointer: item.pointer.replace('/items/', '/'),
      });
      if (part !== undefined) found.set(`${name} ${address}`, part);
    }
  }
  return found;
}
