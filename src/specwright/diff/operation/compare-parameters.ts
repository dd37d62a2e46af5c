import { appendPointer } from '../../base/pointer.ts';
import type { Delta } from '../change.ts';
import { isTrue } from '../is-true.ts';
import { own } from '../../base/json.ts';
import { viewOf } from '../comparison.ts';
import { isDay, promisesNothing } from '../lifecycle.ts';
import type { RuleId } from '../rules/rule.ts';
import { compareExplodedParameter, compareSchemas } from '../schema/compare-schema.ts';
import { writtenAs } from '../schema/mode.ts';
import { finalDeltasOf } from '../schema/result.ts';
import { siteOf } from '../schema/site.ts';
import { compareDeprecation } from './compare-deprecation.ts';
import { keyOf, parameterSchema, parametersOf, type Parameter } from './parameters.ts';
import { parameterModeOf, type Pairing } from './use.ts';

/** Parameters by name and place, path parameters by their position in the path. */
export function compareParameters(pairing: Pairing): void {
  const { comparison } = pairing;
  const base = parametersOf(comparison.base, pairing.baseItem, pairing.base);
  const revision = parametersOf(comparison.revision, pairing.revisionItem, pairing.revision);
  const gone: Parameter[] = [];
  const taken = new Set<string>();
  for (const was of base.values()) {
    const key = keyOf({ in: was.in, name: nameNow(pairing, was) });
    const is = revision.get(key);
    if (is === undefined) gone.push(was);
    else {
      taken.add(key);
      compareParameter(pairing, was, is);
    }
  }
  const come = [...revision].filter(([key]) => !taken.has(key)).map(([, parameter]) => parameter);
  reportGoneAndNew(pairing, gone, come);
}

function nameNow(pairing: Pairing, was: Parameter): string {
  return was.in === 'path' ? (pairing.renamedPathParameters.get(was.name) ?? was.name) : was.name;
}

function reportGoneAndNew(pairing: Pairing, gone: readonly Parameter[], come: Parameter[]): void {
  const left = [...come];
  for (const was of gone) {
    const index = left.findIndex((is) => isMoved(was, is));
    const [moved] = index < 0 ? [] : left.splice(index, 1);
    if (moved === undefined) reportGone(pairing, was);
    else {
      pairing.report({ id: 'parameter-moved', ...places(was, moved), was: was.in, is: moved.in });
      compareParameter(pairing, was, moved);
    }
  }
  for (const is of left) reportNew(pairing, is);
}

function isMoved(was: Parameter, is: Parameter): boolean {
  return was.in !== is.in && was.name.toLowerCase() === is.name.toLowerCase();
}

function places(was: Parameter, is: Parameter): { base: string; revision: string; subject: string } {
  return { base: was.part.pointer, revision: is.part.pointer, subject: is.name };
}

function reportNew(pairing: Pairing, is: Parameter): void {
  const id =
    is.in === 'path'
      ? 'path-parameter-added'
      : is.required
        ? 'parameter-required-added'
        : 'parameter-optional-added';
  const base = appendPointer(pairing.base.pointer, 'parameters');
  pairing.report({ id, base, revision: is.part.pointer, subject: is.name, is: is.in });
}

function reportGone(pairing: Pairing, was: Parameter): void {
  const delta = {
    base: was.part.pointer,
    revision: appendPointer(pairing.revision.pointer, 'parameters'),
    subject: was.name,
    was: was.in,
  };
  pairing.report({ id: goneId(pairing, was), ...delta });
}

function goneId(pairing: Pairing, was: Parameter): RuleId {
  if (promisesNothing(own(pairing.base.value, 'x-stability-level'))) return 'draft-parameter-removed';
  if (!isTrue(was.part.value, 'deprecated')) return 'parameter-removed';
  const sunset = own(was.part.value, 'x-sunset');
  if (sunset === undefined) return 'parameter-removed-with-deprecation';
  if (!isDay(sunset)) return 'parameter-sunset-invalid';
  return sunset.slice(0, 10) > pairing.comparison.today
    ? 'parameter-removed-before-sunset'
    : 'parameter-removed-with-deprecation';
}

function compareParameter(pairing: Pairing, was: Parameter, is: Parameter): void {
  if (was.name !== is.name && was.in === 'path') {
    pairing.report({ id: 'path-parameter-renamed', ...places(was, is), was: was.name, is: is.name });
  }
  if (was.required !== is.required) {
    pairing.report({
      id: is.required ? 'parameter-became-required' : 'parameter-became-optional',
      ...places(was, is),
    });
  }
  compareWriting(pairing, was, is);
  compareDeprecation(
    { ...pairing, base: was.part, revision: is.part, report: pairing.report },
    'parameter',
    is.name,
  );
  compareParameterSchemas(pairing, was, is);
}

function compareWriting(pairing: Pairing, was: Parameter, is: Parameter): void {
  if (was.style !== is.style || (was.explode !== is.explode && holdsSeveral(pairing, was, is))) {
    const shown = (parameter: Parameter): string =>
      `${parameter.style}${parameter.explode ? ', exploded' : ''}`;
    pairing.report({
      id: 'parameter-serialization-changed',
      ...places(was, is),
      was: shown(was),
      is: shown(is),
    });
  }
  const before = isTrue(was.part.value, 'allowEmptyValue');
  const after = isTrue(is.part.value, 'allowEmptyValue');
  if (before !== after)
    pairing.report({ id: `parameter-empty-value-${after ? 'allowed' : 'refused'}`, ...places(was, is) });
  if (isTrue(was.part.value, 'allowReserved') !== isTrue(is.part.value, 'allowReserved')) {
    pairing.report({ id: 'parameter-reserved-characters-changed', ...places(was, is) });
  }
}

/** `explode` says how lists and objects are written; a plain value looks the same either way. */
function holdsSeveral({ comparison }: Pairing, was: Parameter, is: Parameter): boolean {
  const isPlain = (side: 'base' | 'revision', parameter: Parameter): boolean => {
    const schema = parameterSchema(comparison[side], parameter);
    if (schema === undefined) return false;
    const { types } = viewOf(comparison, side, siteOf(comparison[side], [schema]));
    return types !== undefined && !types.has('array') && !types.has('object');
  };
  return !isPlain('base', was) || !isPlain('revision', is);
}

function compareParameterSchemas(pairing: Pairing, was: Parameter, is: Parameter): void {
  const { comparison } = pairing;
  const before = parameterSchema(comparison.base, was);
  const after = parameterSchema(comparison.revision, is);
  if ((before?.mediaType ?? '') !== (after?.mediaType ?? '')) {
    pairing.report({
      id: 'parameter-media-type-changed',
      ...places(was, is),
      was: before?.mediaType ?? null,
      is: after?.mediaType ?? null,
    });
  }
  const written = parameterModeOf(pairing);
  if (before === undefined || after === undefined)
    return reportSchemaGoneOrNew(pairing, was, is, before, after);
  const mode = writtenAs(written, after.mediaType);
  const base = siteOf(comparison.base, [before]);
  const revision = siteOf(comparison.revision, [after]);
  const asList = is.style === 'form' && is.explode && !pairing.reversed;
  const result = (asList ? compareExplodedParameter : compareSchemas)(comparison, base, revision, mode);
  // a parameter that is always sent never gets its default
  const isIdle = ({ id, base: at }: Delta): boolean =>
    was.required &&
    is.required &&
    DEFAULTS.has(id) &&
    (at === before.pointer || at === `${before.pointer}/default`);
  for (const delta of finalDeltasOf(result)) if (!isIdle(delta)) pairing.report(delta);
}

const DEFAULTS: ReadonlySet<RuleId> = new Set([
  'parameter-default-added',
  'parameter-default-changed',
  'parameter-default-removed',
]);

function reportSchemaGoneOrNew(
  pairing: Pairing,
  was: Parameter,
  is: Parameter,
  before: unknown,
  after: unknown,
): void {
  if (before === undefined && after === undefined) return;
  pairing.report({
    id: `parameter-schema-${before === undefined ? 'added' : 'removed'}`,
    ...places(was, is),
  });
}
