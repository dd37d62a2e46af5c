import type { Problem } from '../../base/problem.ts';
import type { NormaliseCode } from './problems.ts';

/** Collects the problems of one run; a problem repeated at one place is kept once. */
export class ProblemLog {
  readonly #problems = new Map<string, Problem<NormaliseCode>>();

  add(problem: Problem<NormaliseCode>): void {
    const key = `${problem.code} ${problem.at}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  }

  list(): readonly Problem<NormaliseCode>[] {
    return [...this.#problems.values()];
  }
}
