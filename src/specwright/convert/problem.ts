import { messageWithPlace, type CodesOf, type Problem } from '../base/problem.ts';
import type { readProblem } from './1-read/problems.ts';
import type { NormaliseCode } from './2-normalise/problems.ts';
import type { enrichProblem } from './3-enrich/problems.ts';
import type { overlayProblem } from './5-overlay/problems.ts';
import type { LintCode } from './6-lint/rules.ts';

/** Every code that a conversion can report. */
export type ProblemCode =
  | CodesOf<typeof readProblem>
  | NormaliseCode
  | CodesOf<typeof enrichProblem>
  | CodesOf<typeof overlayProblem>
  | LintCode;

/** What a conversion reports about its input. */
export type ConversionProblem = Problem<ProblemCode>;

/** What every stage returns: its value and the problems it found. */
export interface StageResult<T> {
  readonly value: T;
  readonly problems: readonly ConversionProblem[];
}

/** Thrown where no document can be made; carries the one problem that a person must fix. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';
  readonly problem: ConversionProblem;

  constructor(problem: ConversionProblem) {
    super(messageWithPlace(problem));
    this.problem = problem;
  }
}
