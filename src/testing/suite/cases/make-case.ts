import { sources, type Source } from 'specwright/contract';
import { needsTasks } from '../needs.ts';
import type { Case, Probe } from '../tenant.ts';

/** What is not the same for all cases. */
export type CaseExtras = Partial<Pick<Case, 'operation' | 'impact' | 'turn' | 'missing' | 'essential'>>;

/** A case. Where nothing else is said, it works on tasks of its own, beside other cases. */
export function makeCase(
  id: `${Source}/${string}`,
  title: string,
  run: (probe: Probe) => Promise<unknown>,
  rest: CaseExtras = {},
): Case {
  const source = sources.find((name) => id.startsWith(`${name}/`)) ?? 'http';
  return {
    id,
    source,
    title,
    impact: 'own',
    turn: 'together',
    missing: needsTasks,
    ...rest,
    run: async (probe) => void (await run(probe)),
  };
}
