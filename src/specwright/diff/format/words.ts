import type { Change } from '../change.ts';
import type { Level } from '../level.ts';

/** How the two documents are called in a report. */
export interface SideNames {
  readonly base: string;
  readonly revision: string;
}

function countOf(changes: readonly Change[], level: Level): number {
  return changes.filter((change) => change.level === level).length;
}

/** `2 breaking, 1 warning, 5 info`. */
export function countLine(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No changes.';
  return (['breaking', 'warning', 'info'] as const)
    .map((level) => `${countOf(changes, level)} ${level}`)
    .join(', ');
}
