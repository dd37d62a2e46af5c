import { isTrue } from '../is-true.ts';
import { own } from '../../base/json.ts';
import { isDay } from '../lifecycle.ts';
import type { Pairing } from './use.ts';

/** What announcements are read from: an operation or a parameter. */
type Announced = Pick<Pairing, 'base' | 'revision' | 'comparison' | 'report'>;

/** Deprecation and sunset of an operation or a parameter, whose ids differ by their first word. */
export function compareDeprecation(
  pairing: Announced,
  what: 'operation' | 'parameter',
  subject?: string,
): void {
  const { base, revision } = pairing;
  const before = isTrue(base.value, 'deprecated');
  const after = isTrue(revision.value, 'deprecated');
  const at = {
    base: base.pointer,
    revision: revision.pointer,
    ...(subject === undefined ? {} : { subject }),
  };
  if (before && !after) pairing.report({ id: `${what}-reactivated`, ...at });
  if (!before && after)
    pairing.report({ id: `${what}-deprecated`, ...at, is: own(revision.value, 'x-sunset') ?? null });
  if (after) compareSunset(pairing, what, at, before);
}

function compareSunset(
  pairing: Announced,
  what: 'operation' | 'parameter',
  at: { base: string; revision: string },
  announced: boolean,
): void {
  const was = own(pairing.base.value, 'x-sunset');
  const is = own(pairing.revision.value, 'x-sunset');
  if (was === is) return;
  const delta = { ...at, was: was ?? null, is: is ?? null };
  if (is === undefined) pairing.report({ id: `${what}-sunset-removed`, ...delta });
  else if (!isDay(is) || (announced && was !== undefined && !isDay(was)))
    pairing.report({ id: `${what}-sunset-invalid`, ...delta });
  else if (is.slice(0, 10) < (isDay(was) ? was.slice(0, 10) : pairing.comparison.today)) {
    const passed = is.slice(0, 10) < pairing.comparison.today;
    pairing.report({ id: `${what}-sunset-${passed ? 'passed' : 'moved-forward'}`, ...delta });
  }
}
