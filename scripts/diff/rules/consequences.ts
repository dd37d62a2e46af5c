import type { Delta, Level, Verdict } from '../change.ts';
import { apiRules } from './api-rules.ts';

/** Placeholder shape filled below. */
export function consequences(
  delta: Delta,
  level: Level,
): { why: string; mend: string; wire: Verdict; typescript: Verdict } {
  const api = Object.hasOwn(apiRules, delta.id) ? apiRules[delta.id] : undefined;
  const wire = level === 'breaking' ? 'breaks' : level === 'warning' ? 'may-break' : 'safe';
  return { why: api?.why ?? '', mend: api?.mend ?? '', wire, typescript: api?.typescript ?? 'safe' };
}
