import { sameSites, viewOf, type Comparison } from '../comparison.ts';
import { compareAllOf } from './compare-all-of.ts';
import { compareApplied } from './compare-applied.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareChoices } from './compare-choices.ts';
import { compareDiscriminators } from './compare-discriminators.ts';
import { compareEnums } from './compare-enums.ts';
import { compareLimitSets } from './compare-limit-sets.ts';
import { compareNotes } from './compare-notes.ts';
import { compareObjects } from './compare-objects.ts';
import { compareTexts } from './compare-texts.ts';
import { compareTypes } from './compare-types.ts';
import type { Mode } from './mode.ts';
import type { Pair } from './pair.ts';
import { isSilent, narrowsNothing, nothing, widensNothing, type Result } from './result.ts';
import type { Site } from './site.ts';

/** Levels that are compared on one stack; what is below waits until the stack is empty again. */
const deepest = 150;

/** Compares what two schemas let through, each pair of places once. */
export function compareSchemas(comparison: Comparison, base: Site, revision: Site, mode: Mode): Result {
  return start({ comparison, base, revision, mode, depth: 0, isQuestion: false, listForm: false });
}

/** Compares the schemas of an exploded parameter. */
export function compareExplodedParameter(
  comparison: Comparison,
  base: Site,
  revision: Site,
  mode: Mode,
): Result {
  return start({ comparison, base, revision, mode, depth: 0, isQuestion: false, listForm: true });
}

function start(task: Task): Result {
  const result = run(task);
  const { waiting } = task.comparison;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) next();
  return result;
}

interface Task {
  readonly comparison: Comparison;
  readonly base: Site;
  readonly revision: Site;
  readonly mode: Mode;
  readonly depth: number;
  /** The answer is needed immediately, to decide how two schemas relate. */
  readonly isQuestion: boolean;
  readonly listForm: boolean;
}

function run(task: Task): Result {
  const { comparison, base, revision, mode, depth } = task;
  const question = task.isQuestion ? '?' : '';
  const key = `${mode.prefix}${mode.asText ? '~' : ''}${task.listForm ? '*' : ''}${question}\n${base.key}\n${revision.key}`;
  const known = comparison.results.get(key);
  if (known !== undefined) return known;
  if (sameSites(comparison, base, revision)) return nothing;
  const result: Result = { own: [], kids: [] };
  comparison.results.set(key, result);
  if (depth <= deepest) compareViews(pairOf(task, result));
  else if (task.isQuestion) pairOf(task, result).emit('too-deep', { base: base.at, revision: revision.at });
  else comparison.waiting.push(() => compareViews(pairOf({ ...task, depth: 0 }, result)));
  return result;
}

function pairOf(task: Task, result: Result): Pair {
  const { comparison, mode, depth } = task;
  const compare = (one: Site, other: Site, way: Mode, isQuestion: boolean): Result =>
    run({
      comparison,
      base: one,
      revision: other,
      mode: way,
      depth: depth + 1,
      isQuestion: isQuestion || task.isQuestion,
      listForm: false,
    });
  const views = {
    base: viewOf(comparison, 'base', task.base),
    revision: viewOf(comparison, 'revision', task.revision),
  };
  const emit: Pair['emit'] = (topic, delta) => result.own.push({ id: `${mode.prefix}-${topic}`, ...delta });
  return {
    comparison,
    mode,
    ...views,
    result,
    listForm: task.listForm,
    emit,
    emitValues: (topic, was, is) =>
      emit(topic, {
        base: was?.pointer ?? views.base.pointer,
        revision: is?.pointer ?? views.revision.pointer,
        was: was?.value ?? null,
        is: is?.value ?? null,
      }),
    descend: (one, other) => {
      const kid = compare(one, other, mode, false);
      if (kid !== nothing) result.kids.push(kid);
    },
    covers: (one, other) => narrowsNothing(compare(one, other, { ...mode, prefix: 'request' }, true)),
    coveredBy: (one, other) => widensNothing(compare(one, other, { ...mode, prefix: 'response' }, true)),
    same: (one, other) => isSilent(compare(one, other, mode, true)),
    look: (site, side) => viewOf(comparison, side, site),
  };
}

function compareViews(pair: Pair): void {
  if (compareNever(pair)) return;
  compareNotes(pair);
  if (compareChoices(pair) === 'settled') return;
  if (compareTypes(pair) === 'incomparable') return;
  compareEnums(pair);
  compareLimitSets(pair);
  compareTexts(pair);
  compareAllOf(pair);
  compareObjects(pair);
  compareArrays(pair);
  compareApplied(pair);
  compareDiscriminators(pair);
}

function compareNever(pair: Pair): boolean {
  const { base, revision } = pair;
  if (base.never === revision.never) return base.never;
  pair.emit(revision.never ? 'never-allowed' : 'allowed-again', {
    base: base.pointer,
    revision: revision.pointer,
  });
  return true;
}
