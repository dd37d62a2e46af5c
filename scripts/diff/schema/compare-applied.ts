import type { Pair } from './compare-schema.ts';
import { applicators, type Applicator } from './view.ts';

const names: Readonly<Record<Applicator, string>> = {
  contains: 'contains',
  propertyNames: 'property-names',
  unevaluatedItems: 'unevaluated-items',
  unevaluatedProperties: 'unevaluated-properties',
  contentSchema: 'content-schema',
  if: 'if',
  then: 'then',
  else: 'else',
};

/** Subschemas under a condition, for a part of the value, or negated. */
export function compareApplied(pair: Pair): void {
  for (const key of applicators) compareOne(pair, key);
  compareNots(pair);
  compareDependentRequired(pair);
  compareDependentSchemas(pair);
}

function compareOne(pair: Pair, key: Applicator): void {
  const was = pair.base.applied.get(key);
  const is = pair.revision.applied.get(key);
  if (was === undefined && is === undefined) return;
  if (was !== undefined && is !== undefined) {
    if (key !== 'if') pair.descend(was, is);
    else if (!pair.same(was, is)) pair.emit('if-changed', { base: at(was), revision: at(is) });
    return;
  }
  pair.emit(`${names[key]}-${was === undefined ? 'added' : 'removed'}`, {
    base: was === undefined ? pair.base.pointer : at(was),
    revision: is === undefined ? pair.revision.pointer : at(is),
  });
}

function at(site: { readonly parts: readonly { readonly pointer: string }[] }): string {
  return site.parts[0]?.pointer ?? '';
}

function compareNots(pair: Pair): void {
  const { base, revision } = pair;
  const gone = base.nots.filter((one) => !revision.nots.some((other) => pair.same(one, other)));
  const come = revision.nots.filter((one) => !base.nots.some((other) => pair.same(other, one)));
  const [was] = gone;
  const [is] = come;
  if (was === undefined && is === undefined) return;
  const places = {
    base: was === undefined ? base.pointer : at(was),
    revision: is === undefined ? revision.pointer : at(is),
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
      pair.emit('dependent-schema-added', { base: base.pointer, revision: at(is), subject: name });
    else if (was !== undefined) {
      pair.emit('dependent-schema-removed', { base: at(was), revision: revision.pointer, subject: name });
    }
  }
}
