import { appendPointer } from '../../base/pointer.ts';
import { own, ownString, ownStrings } from '../../base/json.ts';
import { unchanged } from '../comparison.ts';
import { isStability, stabilityStep } from '../lifecycle.ts';
import { compareBodies } from './compare-bodies.ts';
import { compareDeprecation } from './compare-deprecation.ts';
import { compareCallbacks } from './compare-callbacks.ts';
import { compareOwnServers } from './compare-own-servers.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareResponses } from './compare-responses.ts';
import { compareSecurity } from './compare-security.ts';
import { sameProse } from '../same-prose.ts';
import type { Pairing } from './use.ts';

/** Compares one operation: lifecycle, names, parameters, body, responses, security, callbacks. */
export function compareOperation(pairing: Pairing): void {
  compareSecurity(pairing);
  compareOwnServers(pairing);
  const { comparison, base, revision, baseItem, revisionItem } = pairing;
  const sameParameters = unchanged(
    comparison,
    own(baseItem.value, 'parameters'),
    own(revisionItem.value, 'parameters'),
  );
  if (
    sameParameters &&
    pairing.renamedPathParameters.size === 0 &&
    unchanged(comparison, base.value, revision.value)
  )
    return;
  compareLifecycle(pairing);
  compareNames(pairing);
  compareParameters(pairing);
  compareBodies(pairing);
  compareResponses(pairing);
  compareCallbacks(pairing, compareOperation);
}

function compareNames(pairing: Pairing): void {
  const { base, revision } = pairing;
  const was = ownString(base.value, 'operationId');
  const is = ownString(revision.value, 'operationId');
  if (was !== is) {
    const id =
      was === undefined
        ? 'operation-id-added'
        : is === undefined
          ? 'operation-id-removed'
          : 'operation-id-changed';
    pairing.report({ id, ...places(pairing, 'operationId'), was: was ?? null, is: is ?? null });
  }
  compareTags(pairing);
  for (const key of ['summary', 'description']) {
    const before = ownString(base.value, key);
    const after = ownString(revision.value, key);
    if (!sameProse(before, after))
      pairing.report({
        id: 'description-changed',
        ...places(pairing, key),
        was: before ?? null,
        is: after ?? null,
      });
  }
}

function compareTags(pairing: Pairing): void {
  const was = ownStrings(pairing.base.value, 'tags');
  const is = ownStrings(pairing.revision.value, 'tags');
  const gone = was.filter((tag) => !is.includes(tag));
  const come = is.filter((tag) => !was.includes(tag));
  const [from] = gone;
  const [to] = come;
  const at = { base: '/tags', revision: '/tags' };
  if (gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined) {
    pairing.report({ id: 'tag-renamed', ...at, was: from, is: to });
    return;
  }
  for (const tag of gone) pairing.report({ id: 'tag-removed', ...at, was: tag, subject: tag });
  for (const tag of come) pairing.report({ id: 'tag-added', ...at, is: tag, subject: tag });
}

function places(pairing: Pairing, key: string): { base: string; revision: string } {
  return {
    base: appendPointer(pairing.base.pointer, key),
    revision: appendPointer(pairing.revision.pointer, key),
  };
}

function compareLifecycle(pairing: Pairing): void {
  compareStability(pairing);
  compareDeprecation(pairing, 'operation');
}

function compareStability(pairing: Pairing): void {
  const key = 'x-stability-level';
  const was = own(pairing.base.value, key);
  const is = own(pairing.revision.value, key);
  const stated = [was, is].filter((value) => value !== undefined);
  if (stated.some((value) => !isStability(value))) {
    pairing.report({
      id: 'operation-stability-invalid',
      ...places(pairing, key),
      was: was ?? null,
      is: is ?? null,
    });
    return;
  }
  const step = stabilityStep(was, is);
  if (step === 0) return;
  const id = step < 0 ? 'operation-stability-decreased' : 'operation-stability-increased';
  pairing.report({ id, ...places(pairing, key), was: was ?? 'stable', is: is ?? 'stable' });
}
