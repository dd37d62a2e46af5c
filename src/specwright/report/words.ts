import type { Report, ReportedFinding } from '../contract/engine/report.ts';

/** Sentences and counts that several reporters share. */

export function verdict({ headline }: Report): string {
  return headline;
}

export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Reasons for skipping, the most frequent first. */
export function skips({ cases }: Report): readonly { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { outcome } of cases) {
    if (outcome.kind === 'skipped') counts.set(outcome.reason, (counts.get(outcome.reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** `error`, `warning`, `observation`: how severities are called in front of people. */
export function severityWord({ severity }: Pick<ReportedFinding, 'severity'>): string {
  return severity === 'info' ? 'observation' : severity;
}

export const coverageWords = {
  operation: 'operations',
  status: 'statuses',
  errorCode: 'error codes',
  parameter: 'parameters',
  property: 'properties',
  transition: 'transitions',
} as const;
