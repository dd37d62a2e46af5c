import type { Report } from './engine/report.ts';

/** What a process that verifies ends with: 0 honoured, 1 broken, 3 not proven. */
export type VerifyExitCode = 0 | 1 | 3;

/**
 * The exit code that a report deserves.
 *
 * @param report - the run
 * @param options - `requireComplete`: cases that were left out on purpose are not good enough either
 */
export function exitCode(
  { verdict, summary }: Report,
  { requireComplete = false }: { readonly requireComplete?: boolean } = {},
): VerifyExitCode {
  if (verdict === 'broken') return 1;
  return verdict === 'not-proven' || (requireComplete && summary.skipped > 0) ? 3 : 0;
}
