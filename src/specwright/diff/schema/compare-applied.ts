import type { Pair } from './pair.ts';
import { APPLICATORS, type Applicator, type ApplicatorName } from './view.ts';

/** Subschemas under a condition, for a part of the value, or negated. */
export function compareApplied(pair: Pair): void {
  for (const [key, name] of APPLICATORS) compareOne(pair, key, name);
  compareNots(pair);
  compareDependentRequired(pair);
  compareDependentSchemas(pair);
}

function compareOne(pair: Pair, key: Applicator, name: ApplicatorName): void {
  const was = pair.base.applied.get(key);
  const is = pair.revision.applied.get(key);
  if (was === undefined && is === undefined) return;
  if (was !== undefined && is !== undefined) {
    if (key !== 'if') pair.descend(was, is);
    else if (!pair.same(was, is)) pair.emit('if-changed', { base: was.at, revision: is.at });
    return;
  }
  pair.emit(`${name}-${was === undefined ? 'added' : 'removed'}`, {
    base: was === undefined ? pair.base.pointer : was.at,
    revision: is === undefined ? pair.revision.pointer : is.at,
  });
}

function compareNots(pair: Pair): void {
  const { base, revision } = pair;
  const was = base.nots.find((one) => !revision.nots.some((other) => pair.same(one, other)));
  const is = revision.nots.find((one) => !base.nots.some((other) => pair.same(other, one)));
  if (was === undefined && is === undefined) return;
  const places = {
    base: was === undefined ? base.pointer : was.at,
    revision: is === undefined ? revision.pointer : is.at,
  };
  if (was === undefined) pair.emit('not-added', places);
  else if (is === undefined) pair.emit('not-removed', places);
  else pair.emit(pair.coveredBy(was, is) ? 'not-narrowed' : 'not-widened', places);
}

function compareDependentRequired(pair: Pair): void {
  const { base, revision } = pair;
  for (const name of new Set([...base.dependentRequired.keys(), ...revision.dependentRequired.keys()])) {
    const was = base.dependentRequired.get(name);
    const is = revision.dependentRequired.get(name);
    const places = { base: was?.pointer ?? base.pointer, revision: is?.pointer ?? revision.pointer };
    const added = (is?.value ?? []).filter((one) => was?.value.includes(one) !== true);
    const removed = (was?.value ?? []).filter((one) => is?.value.includes(one) !== true);
    if (added.length > 0) pair.emit('dependent-required-added', { ...places, is: added, subject: name });
    if (removed.length > 0)
      pair.emit('dependent-required-removed', { ...places, was: removed, subject: name });
  }
}

function compareDependentSchemas(pair: Pair): void {
  const { base, revision } = pair;
  for (const name of new Set([...base.dependentSchemas.keys(), ...revision.dependentSchemas.keys()])) {
    const was = base.dependentSchemas.get(name);
    const is = revision.dependentSchemas.get(name);
    if (was !== undefined && is !== undefined) pair.descend(was, is);
    else if (is !== undefined)
      pair.emit('dependent-schema-added', { base: base.pointer, revision: is.at, subject: name });
    else if (was !== undefined) {
      pair.emit('dependent-schema-removed', { base: was.at, revision: revision.pointer, subject: name });
    }
  }
}
