import { sameJson } from '../equal.ts';
import { sameProse } from '../same-prose.ts';
import { isDay, stabilityStep } from '../lifecycle.ts';
import type { Pair } from './pair.ts';

/** What a schema says beside which values fit: defaults, deprecation, stability, prose. */
export function compareNotes(pair: Pair): void {
  compareDefaults(pair);
  compareDeprecation(pair);
  compareStability(pair);
  comparePlaces(pair);
}

function compareDefaults(pair: Pair): void {
  const was = pair.base.default;
  const is = pair.revision.default;
  if (sameJson(was?.value, is?.value)) return;
  const topic =
    was === undefined ? 'default-added' : is === undefined ? 'default-removed' : 'default-changed';
  pair.emitValues(topic, was, is);
}

function compareDeprecation(pair: Pair): void {
  const { base, revision } = pair;
  if (base.deprecated === revision.deprecated) return;
  const places = { base: base.pointer, revision: revision.pointer };
  const sunset = revision.extensions.get('x-sunset');
  if (revision.deprecated && sunset !== undefined && !isDay(sunset.value))
    pair.emit('property-sunset-invalid', places);
  else pair.emit(revision.deprecated ? 'property-deprecated' : 'property-reactivated', places);
}

function compareStability(pair: Pair): void {
  const key = 'x-stability-level';
  const was = pair.base.extensions.get(key);
  const is = pair.revision.extensions.get(key);
  const step = stabilityStep(was?.value, is?.value);
  if (step === 0) return;
  pair.emitValues(step < 0 ? 'property-stability-decreased' : 'property-stability-increased', was, is);
}

function comparePlaces(pair: Pair): void {
  const { base, revision } = pair;
  if (!sameProse(base.description?.value, revision.description?.value)) {
    if (isUndocumented(pair))
      pair.emit('no-longer-documented', { base: base.site.at, revision: revision.site.at });
    else pair.emitValues('description-changed', base.description, revision.description);
  }
  if (!sameJson([...base.outside], [...revision.outside])) {
    pair.emit('outside-reference-changed', {
      base: base.pointer,
      revision: revision.pointer,
      was: [...base.outside],
      is: [...revision.outside],
    });
  }
}

/** Its row is gone from the documentation, and samples alone still show it. */
function isUndocumented({ comparison: { sampled }, base, revision }: Pair): boolean {
  return sampled?.base(base.site.at) === false && sampled.revision(revision.site.at) === true;
}
