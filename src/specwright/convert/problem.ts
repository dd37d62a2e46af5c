import type { Json, JsonPointer } from '../base/json.ts';

/**
 * How grave a problem is. `error`: no document can be made, exit code 2. `warning`: something was
 * changed, guessed or contradicts itself. `info`: something was left out on purpose.
 */
export type ProblemSeverity = 'error' | 'warning' | 'info';

/**
 * A problem is data: what (code), how grave, where, and the values a sentence needs.
 * Sentences live in `messages.ts`, one per code.
 */
export interface Problem {
  /** Stable, kebab-case, for example `not-a-collection`. */
  readonly code: string;
  readonly severity: ProblemSeverity;
  /** Place in the input, as a JSON pointer; `''` is the whole document. */
  readonly at: JsonPointer;
  readonly args: Readonly<Record<string, Json>>;
}

/** What every stage returns: its value and the problems it met. */
export interface StageResult<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Thrown when a stage cannot go on; carries the one problem that a person must mend. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}
