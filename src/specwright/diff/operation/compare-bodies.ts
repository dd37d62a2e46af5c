import { appendPointer } from '../../base/pointer.ts';
import { isTrue } from '../is-true.ts';
import { own } from '../../base/json.ts';
import { resolveObject, type ObjectPart } from '../document.ts';
import { compareContents } from './compare-contents.ts';
import type { Pairing } from './use.ts';

/** The request body: whether there is one, whether it must be sent, and what it may hold. */
export function compareBodies(pairing: Pairing): void {
  const was = bodyOf(pairing, 'base');
  const is = bodyOf(pairing, 'revision');
  if (was === undefined && is === undefined) return;
  if (was === undefined || is === undefined) return oneSided(pairing, was, is);
  if (isTrue(was.value, 'required') !== isTrue(is.value, 'required')) {
    pairing.report({
      id: isTrue(is.value, 'required') ? 'request-body-became-required' : 'request-body-became-optional',
      base: was.pointer,
      revision: is.pointer,
    });
  }
  compareContents(pairing, was, is, 'request');
}

function oneSided(pairing: Pairing, was: ObjectPart | undefined, is: ObjectPart | undefined): void {
  const base = was?.pointer ?? pairing.base.pointer;
  const revision = is?.pointer ?? pairing.revision.pointer;
  if (is === undefined) pairing.report({ id: 'request-body-removed', base, revision });
  else
    pairing.report({
      id: `request-body-${isTrue(is.value, 'required') ? 'required' : 'optional'}-added`,
      base,
      revision,
    });
}

function bodyOf(pairing: Pairing, side: 'base' | 'revision'): ObjectPart | undefined {
  const value = own(pairing[side].value, 'requestBody');
  if (value === undefined) return undefined;
  return resolveObject(pairing.comparison[side], {
    value,
    pointer: appendPointer(pairing[side].pointer, 'requestBody'),
  });
}
