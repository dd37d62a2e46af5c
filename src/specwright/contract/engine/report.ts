import type { Coverage } from './coverage.ts';
import type { Outcome } from './events.ts';
import type { Finding } from './finding.ts';
import type { Mode, TargetKind } from './session.ts';

/** A request and its answer as reports show them: secrets taken out, long bodies cut. */
export interface ShownExchange {
  /** The request as a shell command. */
  readonly curl: string;
  readonly method: string;
  readonly url: string;
  /** Body of the request. */
  readonly sent?: string;
  /** Absent when no answer came. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of the answer, or why there is none. */
  readonly received: string;
  /** Milliseconds, rounded. */
  readonly duration: number;
}

/** All findings with one cause, shown by the first of them. */
export interface ReportedFinding extends Omit<Finding, 'facets' | 'wholeBody'> {
  /** How often it was seen. */
  readonly occurrences: number;
  /** Ids of the cases that saw it. */
  readonly cases: readonly string[];
  /** What more likely needs the fix: the server, or the document that describes it. */
  readonly culprit: 'server' | 'spec';
  readonly exchange: ShownExchange;
  /** What else was found because of it. */
  readonly consequences: readonly Consequence[];
  /** The line of the Postman collection that describes the operation. */
  readonly collection?: { readonly file: string; readonly line: number };
}

/** A finding that has the same cause as another one, or follows from it. */
export interface Consequence {
  readonly key: string;
  readonly check: string;
  readonly title: string;
  readonly occurrences: number;
}

/** One case in a report. */
export interface CaseReport {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly operation?: string;
  readonly outcome: Exclude<Outcome, { readonly kind: 'idle' }>;
  /** Milliseconds, rounded. */
  readonly duration: number;
  readonly requests: number;
}

/** The counts of a run. */
export interface Summary {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly requests: number;
  /** Findings by severity, folded. */
  readonly errors: number;
  readonly warnings: number;
  readonly observations: number;
}

/** Something that the run created and could not remove. */
export interface Leftover {
  /** The id that the target gave it. */
  readonly id: string;
  /** The id that the run gave it. */
  readonly externalId?: string;
}

/** What a run has proven. */
export type Verdict = 'honoured' | 'broken' | 'not-proven';

/** Why a run proves too little. */
export interface Doubt {
  /** Completes the sentence "Not proven: ...". */
  readonly reason: string;
  /** True where findings prove nothing either: whoever answered need not be the server in question. */
  readonly outweighs: boolean;
}

/** Everything that a run found out. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** When the run began: ISO 8601, UTC. */
  readonly date: string;
  /** The document that was verified. `sha256` is the hash of its canonical JSON. */
  readonly document: { readonly title: string; readonly version: string; readonly sha256: string };
  readonly target: { readonly url: string; readonly kind: TargetKind };
  readonly mode: Mode | 'passive';
  readonly seed: number;
  readonly verdict: Verdict;
  /** The verdict in a sentence, with what it rests on. */
  readonly headline: string;
  /** True when the verdict is `honoured`. */
  readonly ok: boolean;
  /** True when the run ended before its time. */
  readonly interrupted: boolean;
  /** Why the run fails, findings aside. */
  readonly objections: readonly string[];
  /** Why the run proves nothing, or too little. */
  readonly unproven: readonly Doubt[];
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly cases: readonly CaseReport[];
  readonly coverage: Coverage;
  /** What this run created and could not remove. */
  readonly leftovers: readonly Leftover[];
  /** Remarks on the run itself. */
  readonly notices: readonly string[];
  /** Milliseconds, rounded. */
  readonly duration: number;
}
