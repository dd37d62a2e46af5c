import type { Finding } from '../../report/finding.ts';
import type { OwnTask } from '../../../testing/suite/domain/workspace.ts';
import type { Coverage } from './coverage.ts';
import type { Outcome } from './events.ts';
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
export interface ReportedFinding extends Finding {
  /** How often it was seen. */
  readonly occurrences: number;
  /** Ids of the cases that met it. */
  readonly cases: readonly string[];
  /** What more likely is to be mended: the server, or the document that describes it. */
  readonly culprit: 'server' | 'spec';
  readonly exchange: ShownExchange;
  /** Where the operation stands in the Postman collection. */
  readonly collection?: { readonly file: string; readonly line: number };
}

/** One case in a report. */
export interface CaseReport {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly operation?: string;
  readonly outcome: Outcome;
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

/** Everything a run has to tell. */
export interface Report {
  readonly tool: 'bpcc-task-routing-testing verify';
  readonly target: { readonly url: string; readonly kind: TargetKind };
  readonly mode: Mode | 'passive';
  readonly seed: number;
  /** True when no finding fails the run and it was not interrupted. */
  readonly ok: boolean;
  readonly interrupted: boolean;
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly cases: readonly CaseReport[];
  readonly coverage: Coverage;
  /** Tasks that this run created and could not cancel. */
  readonly leftovers: readonly OwnTask[];
  /** Remarks on the run itself. */
  readonly notices: readonly string[];
  /** Milliseconds, rounded. */
  readonly duration: number;
}
