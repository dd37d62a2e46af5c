import type { Exchange } from '../exchange/exchange.ts';
import type { CaseInfo } from './case.ts';
import type { Expectation } from './expectation.ts';
import type { Finding } from './finding.ts';

/** How a case ended. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' }
  /** It sent nothing, as the document says nothing that it would look at: it counts for nothing. */
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'skipped';
      readonly reason: string;
      /** What would add the case, as the command line calls it. */
      readonly option?: string;
      /** Set where the run ended before its time; absent where mode, profile or hooks leave the case out. */
      readonly cutShort?: true;
    };

/** What happens in a run, as it happens. Reporters listen; the engine knows none of them. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly cases: number }
  | { readonly type: 'case-started'; readonly case: CaseInfo }
  | {
      readonly type: 'exchange';
      readonly caseId: string;
      readonly exchange: Exchange;
      readonly findings: readonly Finding[];
      /** Absent for traffic of others. */
      readonly expectation?: Expectation;
    }
  | { readonly type: 'transition'; readonly caseId: string; readonly transition: string }
  | {
      readonly type: 'case-finished';
      readonly case: CaseInfo;
      readonly outcome: Outcome;
      readonly duration: number;
    }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'run-finished' };

export type Listener = (event: RunEvent) => void;
