import { type Json, type JsonObject, isObject } from '../base/json.ts';

/** Deeper than any document that people write; deeper ones count as unequal and are looked at closely. */
const deepest = 500;

/**
 * Whether two values say the same, whatever the order of keys.
 * `refMoved`: whether the target of a `$ref` differs although its text does not.
 */
export function sameJson(
  base: Json | undefined,
  revision: Json | undefined,
  refMoved?: (ref: string) => boolean,
  depth = 0,
): boolean {
  if (base === revision && (refMoved === undefined || !isCompound(base))) return true;
  if (depth > deepest) return false;
  if (Array.isArray(base)) return Array.isArray(revision) && sameList(base, revision, refMoved, depth);
  return isObject(base) && isObject(revision) && sameObject(base, revision, refMoved, depth);
}

function isCompound(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function sameList(
  base: readonly Json[],
  revision: readonly Json[],
  refMoved: ((ref: string) => boolean) | undefined,
  depth: number,
): boolean {
  if (base.length !== revision.length) return false;
  for (let index = 0; index < base.length; index += 1) {
    if (!sameJson(base[index], revision[index], refMoved, depth + 1)) return false;
  }
  return true;
}

function sameObject(
  base: JsonObject,
  revision: JsonObject,
  refMoved: ((ref: string) => boolean) | undefined,
  depth: number,
): boolean {
  const keys = Object.keys(base);
  if (keys.length !== Object.keys(revision).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(revision, key)) return false;
    if (!sameJson(base[key], revision[key], refMoved, depth + 1)) return false;
  }
  const ref = base['$ref'];
  return refMoved === undefined || typeof ref !== 'string' || !refMoved(ref);
}
