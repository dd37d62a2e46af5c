import type { Evidence } from './evidence.ts';
import type { Doubt, Report, Verdict } from './report.ts';

/** A report before anybody has said what it proves. */
export type Facts = Omit<Report, 'verdict' | 'headline' | 'ok'>;

/** Says what a run proves. Called again where a baseline or a limit of coverage changes what counts. */
export function conclude(facts: Facts): Report {
  const verdict = verdictOf(facts);
  return { ...facts, verdict, headline: headlineOf(facts, verdict), ok: verdict === 'honoured' };
}

function verdictOf({ summary, objections, unproven }: Facts): Verdict {
  if (unproven.some(({ outweighs }) => outweighs)) return 'not-proven';
  if (summary.errors > 0 || objections.length > 0) return 'broken';
  return unproven.length > 0 ? 'not-proven' : 'honoured';
}

/** Why a run proves too little. */
export function doubts(
  { summary, cases, interrupted, mode }: Pick<Facts, 'summary' | 'cases' | 'interrupted' | 'mode'>,
  evidence: Evidence,
): readonly Doubt[] {
  const passive = mode === 'passive';
  const cutShort = cases.filter(({ outcome }) => outcome.kind === 'skipped' && outcome.cutShort === true);
  const [first] = cutShort;
  const cut = first?.outcome.kind === 'skipped' ? first.outcome.reason : 'the run was interrupted';
  const ended: readonly Doubt[] =
    interrupted || cutShort.length > 0
      ? [
          {
            reason: `the run was cut short, with ${cutShort.length} of ${cases.length} cases left: ${cut}`,
            outweighs: false,
          },
        ]
      : [];
  const outweighing = (reason: string): readonly Doubt[] => [...ended, { reason, outweighs: true }];
  if (summary.requests === 0)
    return ended.length > 0 ? ended : outweighing(passive ? 'the traffic is empty' : 'no request was sent');
  if (evidence.reached.size === 0)
    return outweighing(
      passive
        ? 'no request of this traffic calls an operation of the document'
        : 'no operation gave an answer',
    );
  if (evidence.allLocked)
    return outweighing('every valid request was refused for lack of credentials (401 or 403)');
  if (evidence.recognized === 0)
    return outweighing('not one answer looks as the document says: the target seems to serve another API');
  if (passive) return ended;
  if (!evidence.accepted)
    return [...ended, { reason: 'no operation accepted a valid request', outweighs: false }];
  const locked = evidence.locked.map((operation) => ({
    reason: `${operation} refused every valid request for lack of credentials (401 or 403)`,
    outweighs: false,
  }));
  return [...ended, ...locked];
}

function headlineOf(facts: Facts, verdict: Verdict): string {
  if (verdict === 'not-proven')
    return `Not proven: ${facts.unproven.map(({ reason }) => reason).join('; ')}.`;
  if (verdict === 'broken') return brokenHeadline(facts);
  const { cases, summary, coverage, mode } = facts;
  if (mode === 'passive') {
    const { covered, total } = coverage.kinds.operation;
    return `Honoured as far as seen: ${counted(summary.requests, 'exchange')} with ${covered} of ${counted(total, 'operation')}.`;
  }
  if (summary.skipped === 0)
    return `The contract is honoured: ${summary.cases} of ${counted(summary.cases, 'case')}.`;
  const additions = [...addedBy(cases)].map(([option, count], index) =>
    index === 0 ? `${option} would add ${count}` : `${option} ${count}`,
  );
  return `Honoured as far as checked: ${summary.cases - summary.skipped} of ${counted(summary.cases, 'case')}${additions.length > 0 ? `; ${additions.join(', ')}` : ''}.`;
}

function brokenHeadline({ summary, objections, unproven }: Facts): string {
  const findings =
    summary.errors > 0 ? [`The contract is broken: ${counted(summary.errors, 'finding')}`] : [];
  const reasons = [...findings, ...objections, ...unproven.map(({ reason }) => reason)];
  return `${reasons.join('; ')}.`;
}

/** How many cases each option would add, the most first. */
function addedBy(cases: Facts['cases']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of cases) {
    if (outcome.kind !== 'skipped' || outcome.option === undefined) continue;
    const option = outcome.option.startsWith('--') ? `\`${outcome.option}\`` : outcome.option;
    counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
