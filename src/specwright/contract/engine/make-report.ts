import { createHash } from 'node:crypto';
import { canonicalText, objectAt, ownString } from '../../base/json.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { SuiteRules } from '../suite.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Collector } from './collector.ts';
import { conclude, doubts } from './conclude.ts';
import { gradeStrictly } from './grade-strictly.ts';
import type { Leftover, Report } from './report.ts';

/** What a report says of the run itself. */
export interface RunFacts extends Pick<Report, 'target' | 'mode' | 'seed' | 'interrupted'> {
  readonly began: Date;
  readonly strict: boolean;
  readonly leftovers: readonly Leftover[];
  /** Why the run fails, findings aside. */
  readonly objections?: readonly string[];
  /** Milliseconds; default: since the run began. */
  readonly duration?: number;
}

/** Puts a report together. No secret is in it, names of properties included. */
export function makeReport(
  { api }: SuiteRules,
  collector: Collector,
  redactor: Redactor,
  facts: RunFacts,
): Report {
  const { began, strict, duration = Date.now() - began.getTime(), objections = [], ...run } = facts;
  const collected = collector.result();
  const info = objectAt(api.document, 'info');
  const report = conclude({
    tool: { name: manifest.name, version: manifest.version },
    date: began.toISOString(),
    document: {
      title: ownString(info, 'title') ?? '',
      version: ownString(info, 'version') ?? '',
      sha256: createHash('sha256').update(canonicalText(api.document)).digest('hex'),
    },
    ...run,
    ...collected,
    objections,
    unproven: doubts({ ...run, ...collected }, collector.evidence),
    duration: Math.round(duration),
  });
  return redactor.data(strict ? gradeStrictly(report) : report);
}
