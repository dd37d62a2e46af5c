import type { Change } from '../../diff/change.ts';
import { ruleOf } from '../../diff/rules/rule.ts';

export type Bump = 'major' | 'minor' | 'patch' | 'none';

/**
 * What a release with these changes is. `failures`: old code that no longer compiles.
 * A doubt (a new member of an enum in an answer, another default) is minor, as a strict `switch` alone notices.
 */
export function proposedBump(changes: readonly Change[], failures: number): Bump {
  if (failures > 0 || changes.some((change) => change.level === 'breaking' || breaksBuild(change)))
    return 'major';
  if (changes.some((change) => ruleOf(change.id).semver !== 'patch')) return 'minor';
  return changes.length > 0 ? 'patch' : 'none';
}

/** An accepted change was weighed by people; it does not force a major release on its own. */
function breaksBuild(change: Change): boolean {
  return change.typescript === 'breaks' && change.accepted === undefined && change.inferred === undefined;
}

/** `1.2.3` and `minor` give `1.3.0`. */
export function nextVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  if (bump === 'major') return `${major + 1}.0.0`;
  if (bump === 'minor') return `${major}.${minor + 1}.0`;
  return bump === 'patch' ? `${major}.${minor}.${patch + 1}` : version;
}
