import type { Json, JsonPointer } from '../../base/json.ts';
import type { Problem, ProblemSeverity } from '../problem.ts';

/** Collects the problems of one run; a problem repeated at one place is kept once. */
export class ProblemLog {
  readonly #problems = new Map<string, Problem>();

  add(
    severity: ProblemSeverity,
    code: string,
    at: JsonPointer,
    args: Readonly<Record<string, Json>> = {},
  ): void {
    const key = `${code} ${at}`;
    if (!this.#problems.has(key)) this.#problems.set(key, { code, severity, at, args });
  }

  list(): readonly Problem[] {
    return [...this.#problems.values()];
  }
}
