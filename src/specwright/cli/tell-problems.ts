import { messageWithPlace } from '../base/problem.ts';
import type { Problem } from '../base/problem.ts';
import { tell, type Io } from './frame/io.ts';

/** Problems of one kind are printed once, with how many more there are; the report lists each. */
export function tellProblems(problems: readonly Problem[], io: Io): void {
  const grave = problems.filter(({ severity }) => severity !== 'info');
  const byCode = new Map<string, Problem[]>();
  for (const problem of grave) {
    const alike = byCode.get(problem.code);
    if (alike) alike.push(problem);
    else byCode.set(problem.code, [problem]);
  }
  for (const alike of byCode.values()) {
    const [first] = alike;
    if (first) tell(io, `${first.severity}: ${messageWithPlace(first)}${more(alike.length - 1)}`);
  }
}

function more(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' One more of this kind.' : ` ${String(count)} more of this kind.`;
}
