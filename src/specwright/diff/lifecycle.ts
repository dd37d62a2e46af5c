import type { Json } from '../base/json.ts';

const levels = ['draft', 'alpha', 'beta', 'stable'];

/** Days as RFC 3339 writes them; a time after the day is passed over. */
export function isDay(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T.*)?$/.test(value);
}

export function isStability(value: Json | undefined): boolean {
  return typeof value === 'string' && levels.includes(value);
}

/** Below 0: promises less; 0: the same or not stated on both sides; above 0: promises more. No level means stable. */
export function stabilityStep(was: Json | undefined, is: Json | undefined): number {
  return rank(is) - rank(was);
}

function rank(value: Json | undefined): number {
  const index = typeof value === 'string' ? levels.indexOf(value) : -1;
  return index < 0 ? levels.length - 1 : index;
}

/** `draft` and `alpha` promise nothing. */
export function promisesNothing(value: Json | undefined): boolean {
  return value === 'draft' || value === 'alpha';
}
